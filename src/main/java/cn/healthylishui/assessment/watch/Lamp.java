package cn.healthylishui.assessment.watch;

/** 灯: how something stands; what is worse comes later. */
public enum Lamp {
    FINE("正常"),
    NOTE("注意"),
    ACT("要处理");

    private final String label;

    Lamp(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
