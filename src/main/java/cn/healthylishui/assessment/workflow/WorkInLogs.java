package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * 日志里的年度、单位和任务: what a thread works on, for every line that it writes to the log meanwhile. Each is a value of its own
 * ({@code year}, {@code office}, {@code task}), and all together are {@code at}, as the pattern of the log shows it.
 */
final class WorkInLogs {

    static final String AT = "at";
    static final String YEAR = "year";
    static final String OFFICE = "office";
    static final String TASK = "task";

    private WorkInLogs() {}

    static void on(TaskRef task) {
        on((Integer) task.variables().get(Variables.YEAR), task.office(), task.key());
    }

    /** What is not known yet is left as it was. */
    static void on(@Nullable Integer year, @Nullable String office, @Nullable String task) {
        put(YEAR, year == null ? null : year.toString());
        put(OFFICE, office);
        put(TASK, task);
        MDC.put(
                AT,
                Stream.of(MDC.get(YEAR), MDC.get(OFFICE), MDC.get(TASK))
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ", "[", "] ")));
    }

    private static void put(String name, @Nullable String value) {
        if (value != null) {
            MDC.put(name, value);
        }
    }

    static void nothing() {
        Stream.of(AT, YEAR, OFFICE, TASK).forEach(MDC::remove);
    }
}
