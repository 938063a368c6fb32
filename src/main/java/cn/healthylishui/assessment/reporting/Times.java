package cn.healthylishui.assessment.reporting;

import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Times as the pages write them; the templates write the same pattern themselves. */
public final class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private Times() {}

    public static String minute(TemporalAccessor time) {
        return MINUTE.format(time);
    }
}
