package cn.healthylishui.assessment.scorecard;

/** 数据来源层级, in order of precedence: the first that gives a value is the one that counts (办法四(一)). */
public enum EntrySource {
    DECIDED("市健康丽水办审定"),
    OFFICIAL("官方数据"),
    VERIFIED("现场核查"),
    /** What one of several reviewers of a municipal unit gave; no value of its own, the city office decides where they differ. */
    REVIEWED("评审"),
    REPORTED("自报");

    private final String label;

    EntrySource(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
