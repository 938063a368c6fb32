package cn.healthylishui.assessment.scorecard;

/** 材料: the four papers of a district (办法五(一)) and the three of the city (办法五(二)). */
public enum PaperKind {
    SUMMARY("年度工作总结"),
    SELF_CHECK_REPORT("自查报告"),
    SELF_SCORE_TABLE("自查评分表"),
    EXCELLENT_LIST("考核优秀乡镇（街道）名单"),
    CITY_SUMMARY("全市年度工作总结"),
    CITY_REPORT("考核报告"),
    CITY_SCORE_TABLE("考核评分表"),
    CITY_EXCELLENT_LIST("考核优秀建议名单");

    private final String label;

    PaperKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
