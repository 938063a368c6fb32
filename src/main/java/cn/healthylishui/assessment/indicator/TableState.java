package cn.healthylishui.assessment.indicator;

/** How far a version of a table is: only a draft can still be given up, and what is published never changes. */
public enum TableState {
    DRAFT("草案"),
    PUBLISHED("已发布"),
    DISCARDED("已作废");

    private final String label;

    TableState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
