package cn.healthylishui.assessment.keywork;

/** 责任形式: how the units of a task share it. */
public enum Responsibility {
    LEAD("牵头，其他单位按职责分工负责"),
    SHARED("几家单位按职责分工负责"),
    SINGLE("一家单位负责");

    private final String label;

    Responsibility(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
