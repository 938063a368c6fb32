package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.Nullable;

/**
 * 单位: whoever tasks are given to; its code is the candidate group of its tasks.
 *
 * @param district the district it belongs to, null for the city's own
 */
public record Office(
        String code, String name, Kind kind, @Nullable String district) {

    public enum Kind {
        CITY_OFFICE,
        LEADING_GROUP,
        MUNICIPAL_UNIT,
        COUNTY_OFFICE,
        MEMBER_UNIT,
        RECEIVER,
        RATER,
        AUDITOR
    }

    /** 市健康丽水办. */
    public static final String CITY = "city-office";

    /** 市委市政府健康丽水建设领导小组. */
    public static final String LEADING_GROUP = "leading-group";

    /** 市委市政府年度综合考核承接单位: takes the results over (办法六); the sources name no office. */
    public static final String RECEIVER = "comprehensive-assessment";

    /** 审计: reads everything and changes nothing. */
    public static final String AUDIT = "audit";
}
