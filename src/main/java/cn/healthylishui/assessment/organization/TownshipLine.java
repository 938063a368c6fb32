package cn.healthylishui.assessment.organization;

import java.util.List;

/**
 * 乡镇（街道） as it is entered.
 *
 * @param code nine digits, the first six being the area it is coded under
 * @param kind one of {@link #KINDS}
 * @param district the one that assesses it
 */
public record TownshipLine(String code, String name, String kind, String district) {

    public static final List<String> KINDS = List.of("街道", "镇", "乡", "民族乡");

    private static final int AREA = 6;

    /** The area it is coded under, which for one street is not the one that assesses it. */
    public String areaCode() {
        return code.length() > AREA ? code.substring(0, AREA) : code;
    }
}
