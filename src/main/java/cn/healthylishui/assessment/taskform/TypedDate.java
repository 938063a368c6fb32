package cn.healthylishui.assessment.taskform;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates as people type them: 2022-01-15, 2022/1/15, 2022.1.15 or 2022年1月15日. */
public final class TypedDate {

    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");

    private TypedDate() {}

    public static Optional<LocalDate> read(String typed) {
        Matcher date = DATE.matcher(typed.strip());
        if (!date.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty(); // 30 February and the like
        }
    }

    /** What to say about a text that is no date. */
    public static String problem(String typed) {
        return typed.isBlank() ? "请填写日期。" : "“%s”不是日期，请按2022-01-15的样式填写。".formatted(typed.strip());
    }
}
