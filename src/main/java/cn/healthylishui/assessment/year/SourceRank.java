package cn.healthylishui.assessment.year;

/** 来源档次: the steps by which a value that counts is chosen; {@link Precedence} says which comes first (办法四(一)). */
public enum SourceRank {
    DECIDED("市健康丽水办审定"),
    /** Of a superior unit, the yearbook, a third-party survey or a sister assessment, with its document. */
    AUTHORITY("上级及第三方数据"),
    VERIFIED("现场核查"),
    UNIT_RECORD("市直单位记录"),
    REPORTED("自报");

    private final String label;

    SourceRank(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
