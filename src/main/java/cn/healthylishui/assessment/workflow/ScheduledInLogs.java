package cn.healthylishui.assessment.workflow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Says in the log which daily or hourly work a line is about, such as {@code [ReminderSchedule]}. */
@Component
class ScheduledInLogs implements ThreadPoolTaskSchedulerCustomizer {

    /** The scheduler tells of its work by class and method. */
    private static final Pattern WORK = Pattern.compile("(\\w+)\\.\\w+$");

    @Override
    public void customize(ThreadPoolTaskScheduler scheduler) {
        scheduler.setTaskDecorator(ScheduledInLogs::told);
    }

    static Runnable told(Runnable work) {
        Matcher name = WORK.matcher(work.toString());
        String task = name.find() ? name.group(1) : null;
        return () -> {
            WorkInLogs.on(null, null, task);
            try {
                work.run();
            } finally {
                WorkInLogs.nothing();
            }
        };
    }
}
