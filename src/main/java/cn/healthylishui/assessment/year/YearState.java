package cn.healthylishui.assessment.year;

/** How far a year is: its record exists, its assessment runs, its result is approved, everything is done and filed. */
public enum YearState {
    PREPARING("筹备中"),
    ASSESSING("考核中"),
    APPROVED("已审定"),
    ARCHIVED("已归档");

    private final String label;

    YearState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
