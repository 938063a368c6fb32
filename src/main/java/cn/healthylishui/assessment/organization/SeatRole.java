package cn.healthylishui.assessment.organization;

/** 专项组席位, the higher first (意见三(一)). */
public enum SeatRole {
    LEAD("组长单位"),
    DEPUTY("副组长单位"),
    MEMBER("成员单位");

    private final String label;

    SeatRole(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
