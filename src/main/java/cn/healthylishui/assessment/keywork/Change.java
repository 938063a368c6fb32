package cn.healthylishui.assessment.keywork;

/** What a batch does with a task. */
public enum Change {
    ADDED("新增"),
    CHANGED("修改"),
    WITHDRAWN("撤销");

    private final String label;

    Change(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
