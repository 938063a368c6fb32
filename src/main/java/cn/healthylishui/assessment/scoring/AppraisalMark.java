package cn.healthylishui.assessment.scoring;

/** 测评等次: how a rater marks a unit; who does not know it says so, and does not count. */
public enum AppraisalMark {
    EXCELLENT("优秀"),
    GOOD("良好"),
    FAIR("一般"),
    POOR("较差"),
    UNKNOWN("不了解");

    private final String label;

    AppraisalMark(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
