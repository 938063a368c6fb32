package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.calendar.Remaining;
import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 提醒: tells offices of deadlines that come near or have passed. A task is at one stage at a time and gets each stage once, so
 * days on which nothing ran are made up for by the next run without a pile of stale notices.
 */
@Component
public class Reminders {

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
    private static final int LATEST = 50;

    private final Rows rows;
    private final OpenTasks tasks;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Clock clock;

    public Reminders(JdbcClient jdbc, OpenTasks tasks, AssessmentYears years, WorkingDays workingDays, Clock clock) {
        this.rows = new Rows(jdbc);
        this.tasks = tasks;
        this.years = years;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /**
     * Sends what is due and marks overdue tasks in the engine. Each notice is a statement of its own: nothing is undone because a
     * later one fails, and no task keeps the others from being looked at.
     *
     * @return how many were sent
     */
    public int sendDue() {
        Map<Integer, YearSettings> settings = new HashMap<>();
        int sent = 0;
        for (OpenTask task : tasks.list()) {
            try {
                YearSettings rules = task.year() == null
                        ? YearSettings.DEFAULTS
                        : settings.computeIfAbsent(task.year(), years::settings);
                sent += remind(task, rules) ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.warn("No reminder for task {}; the next run tries again", task.id(), e);
            }
        }
        return sent;
    }

    /** The latest reminders of an office, newest first. */
    public List<Reminder> latestFor(String office) {
        return rows.list(
                Reminder.class,
                "select * from reminder where office = :office order by sent_at desc, id desc fetch first :n rows only",
                office,
                LATEST);
    }

    /** Forgets what was said about tasks whose deadline has moved: it is no longer true, and the new date counts afresh. */
    public void forget(Collection<String> taskIds) {
        for (String taskId : taskIds) {
            rows.update("delete from reminder where task_id = :task", taskId);
        }
    }

    private boolean remind(OpenTask task, YearSettings rules) {
        Remaining remaining = workingDays.remaining(task.due(), rules.redAfterWorkingDays());
        if (task.priority() != remaining.light().priority()) {
            tasks.setPriority(task.id(), remaining.light().priority());
        }
        return stage(task, rules, remaining.light())
                .filter(stage -> !isSent(task, stage))
                .filter(stage -> send(task, stage, remaining))
                .isPresent();
    }

    /** The stage a task is at today; none where there is still time, or where it arrived after its last stage before the date. */
    private Optional<String> stage(OpenTask task, YearSettings rules, Light light) {
        if (light != Light.NONE) {
            return Optional.of(light.name());
        }
        LocalDate today = LocalDate.now(clock);
        int left = workingDays.between(today, task.due());
        return rules.reminderWorkingDays().stream()
                .filter(days -> left <= days)
                .min(Integer::compare)
                .filter(days -> !workingDays
                        .firstDayWithin(task.due(), days)
                        .isBefore(task.created().toLocalDate()))
                .map(days -> "DAYS_" + days);
    }

    private boolean isSent(OpenTask task, String stage) {
        return rows.get(
                        Integer.class,
                        "select count(*) from reminder where task_id = :task and stage = :stage",
                        task.id(),
                        stage)
                > 0;
    }

    private boolean send(OpenTask task, String stage, Remaining remaining) {
        try {
            rows.insert(
                    "reminder",
                    new Reminder(
                            0, task.id(), stage, task.office(), message(task, remaining), LocalDateTime.now(clock)));
            return true;
        } catch (DuplicateKeyException e) {
            return false; // another node was quicker
        }
    }

    private String message(OpenTask task, Remaining remaining) {
        LocalDate today = LocalDate.now(clock);
        ReminderMoment moment = task.due().isAfter(today)
                ? ReminderMoment.BEFORE
                : task.due().equals(today) ? ReminderMoment.DUE_TODAY : ReminderMoment.OVERDUE;
        return ReminderTexts.filled(
                years.reminderText(task.year(), moment),
                task.about(),
                task.name(),
                WorkingDays.dateText(task.due()),
                remaining.text());
    }
}
