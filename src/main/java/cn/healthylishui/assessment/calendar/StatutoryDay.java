package cn.healthylishui.assessment.calendar;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDate;
import java.util.List;

/** A day of a State Council's notice, as the table {@code statutory_day} keeps it. */
record StatutoryDay(LocalDate calendarDay, String kind, String occasion) {

    private static final String WORKED = "workday";
    private static final String OFF = "holiday";

    static StatutoryDay of(StatutoryDays.Day day) {
        return new StatutoryDay(day.date(), day.worked() ? WORKED : OFF, day.occasion());
    }

    /** Newest first. */
    static List<StatutoryDay> all(Rows rows) {
        return rows.list(StatutoryDay.class, "select * from statutory_day order by calendar_day desc");
    }

    boolean isWorked() {
        return kind.equals(WORKED);
    }
}
