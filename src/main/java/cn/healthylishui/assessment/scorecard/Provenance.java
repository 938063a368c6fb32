package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.SourceKind;

/**
 * 数据出处: what an official figure rests on.
 *
 * @param kind never above the one that the published table names for the indicator
 * @param body who gave it out (出具单位), by name; empty for the unit's own record
 * @param document its title and number; empty for the unit's own record
 */
public record Provenance(SourceKind kind, String body, String document) {

    /** As long as the columns that keep them. */
    public static final int LONGEST_BODY = 200;

    public static final int LONGEST_DOCUMENT = 300;

    /** The unit that gives the figure stands for it with its own record. */
    public static final Provenance OWN_RECORD = new Provenance(SourceKind.UNIT_RECORD, "", "");

    /** Whether somebody above the parties gave it out, in a document that can be looked up. */
    boolean isAuthority() {
        return kind.authority() && !body.isEmpty() && !document.isEmpty();
    }

    /** 浙江省统计局，《浙江统计年鉴2022》; empty for the unit's own record. */
    public String words() {
        return isAuthority() ? body + "，" + document : "";
    }
}
