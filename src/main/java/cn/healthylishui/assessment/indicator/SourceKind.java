package cn.healthylishui.assessment.indicator;

/** 数据来源 of an indicator (办法四(一)). */
public enum SourceKind {
    SUPERIOR_UNIT("上级单位"),
    YEARBOOK("统计年鉴"),
    THIRD_PARTY_SURVEY("第三方调查"),
    PINGAN_LISHUI("平安丽水考核"),
    MEILI_LISHUI("美丽丽水考核"),
    UNIT_RECORD("单位记录"),
    SELF_REPORT("自报并抽查");

    private final String label;

    SourceKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether a municipal unit gives the figure that counts; otherwise it is what was reported, unless found otherwise on site. */
    public boolean official() {
        return this != SELF_REPORT;
    }
}
