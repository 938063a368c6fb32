package cn.healthylishui.assessment.indicator;

/** 指标方向: which way a value is better, or what it is instead of a measure. */
public enum Direction {
    HIGHER("越高越好"),
    LOWER("越低越好"),
    YES_NO("是或否"),
    COUNT("计数"),
    NONE("不分高低");

    private final String label;

    Direction(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
