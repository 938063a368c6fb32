package cn.healthylishui.assessment.indicator;

/** 数据来源 of an indicator (办法四(一)). */
public enum SourceKind {
    SUPERIOR_UNIT("上级单位", "以上级单位反馈或公布的数据为准"),
    YEARBOOK("统计年鉴", "以统计年鉴的数据为准，年鉴没有出来以前可以先用暂用数据"),
    THIRD_PARTY_SURVEY("第三方调查", "采用第三方机构的调查结果"),
    PINGAN_LISHUI("平安丽水考核", "直接采用平安丽水考核的结果"),
    MEILI_LISHUI("美丽丽水考核", "直接采用美丽丽水考核的结果"),
    UNIT_RECORD("单位记录", "由负责指标的市直单位按掌握的记录核实填报"),
    SELF_REPORT("自报并抽查", "以当地自报的数据为准，由市里抽查核实");

    private final String label;
    private final String meaning;

    SourceKind(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    /** What follows from it for whoever gives the figure. */
    public String meaning() {
        return meaning;
    }

    /** Whether somebody above the parties gives it out, so that it may stand above what was seen on the spot (办法四(一)). */
    public boolean authority() {
        return this != UNIT_RECORD && this != SELF_REPORT;
    }

    /** Whether a municipal unit gives the figure that counts; otherwise it is what was reported, unless found otherwise on site. */
    public boolean official() {
        return this != SELF_REPORT;
    }
}
