package cn.healthylishui.assessment.analysis;

/** 分析范围: whose results are set side by side. The zone has a table of its own and is the only one with it, so it is in none. */
public enum Scope {
    COUNTIES("县（市、区）", "县"),
    TOWNSHIPS("乡镇（街道）", "乡镇");

    private final String label;
    private final String brief;

    Scope(String label, String brief) {
        this.label = label;
        this.brief = brief;
    }

    public String label() {
        return label;
    }

    /** In the middle of a sentence that has said before whom it is about. */
    String brief() {
        return brief;
    }
}
