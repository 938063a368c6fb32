package cn.healthylishui.assessment.indicator;

/** Where a version of a table comes from (来源). */
public enum Origin {
    EXAMPLE("系统示例"),
    CLONE("沿用以前年度"),
    IMPORT("表格导入");

    private final String label;

    Origin(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
