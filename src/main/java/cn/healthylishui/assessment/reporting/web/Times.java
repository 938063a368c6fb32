package cn.healthylishui.assessment.reporting.web;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Times as the pages write them. */
final class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private Times() {}

    static String minute(LocalDateTime time) {
        return MINUTE.format(time);
    }
}
