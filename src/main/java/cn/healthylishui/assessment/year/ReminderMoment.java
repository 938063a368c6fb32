package cn.healthylishui.assessment.year;

/** 提醒的时候: by which words a reminder is told. */
public enum ReminderMoment {
    BEFORE("到期以前"),
    DUE_TODAY("到期当天"),
    OVERDUE("逾期以后");

    /** As long as nobody words it otherwise. */
    public static final String USUAL_TEXT = "{对象} “{任务}”应于{期限}办结，{剩余}。";

    private final String label;

    ReminderMoment(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
