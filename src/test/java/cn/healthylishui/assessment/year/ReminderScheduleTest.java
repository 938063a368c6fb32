package cn.healthylishui.assessment.year;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.database.DailyWork;
import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ReminderScheduleTest {

    @EnableScheduling
    static class Scheduling {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(Reminders.class, () -> mock(Reminders.class))
            .withBean(WorkingDays.class, () -> mock(WorkingDays.class))
            .withBean(DailyWork.class, () -> mock(DailyWork.class))
            .withBean(BasicDataElsewhere.class, () -> mock(BasicDataElsewhere.class))
            .withUserConfiguration(ReminderSchedule.class, Scheduling.class);

    @Test
    void whether_reminders_are_to_go_out_is_asked_again_and_again_so_that_a_missed_morning_is_made_up_for() {
        runner.run(
                context -> assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
                        .extracting(ScheduledTask::getTask)
                        .singleElement()
                        .isInstanceOfSatisfying(CronTask.class, task -> assertThat(task.getExpression())
                                .isEqualTo(DailyWork.LOOK)));
    }

    @Test
    void a_year_without_its_days_off_is_told_to_the_log_every_morning() {
        WorkingDays days = mock(WorkingDays.class);
        when(days.missing()).thenReturn(List.of("还没有录入2027年的放假和调休安排"));
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(ReminderSchedule.class);
        Level before = log.getLevel();
        log.setLevel(Level.WARN); // whatever a context that ran before made of it
        log.addAppender(heard);
        heard.start();
        try {
            new ReminderSchedule(mock(Reminders.class), days, mock(DailyWork.class), mock(BasicDataElsewhere.class))
                    .everyMorning();
        } finally {
            log.detachAppender(heard);
            log.setLevel(before);
        }

        assertThat(heard.list)
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .containsExactly(tuple(Level.WARN, "还没有录入2027年的放假和调休安排"));
    }
}
