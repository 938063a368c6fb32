package cn.healthylishui.assessment.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ReminderScheduleTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(Reminders.class, () -> mock(Reminders.class))
            .withUserConfiguration(ReminderSchedule.class);

    @Test
    void reminders_go_out_every_morning_at_eight() {
        runner.run(
                context -> assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
                        .extracting(ScheduledTask::getTask)
                        .singleElement()
                        .isInstanceOfSatisfying(CronTask.class, task -> assertThat(task.getExpression())
                                .isEqualTo("0 0 8 * * *")));
    }

    @Test
    void reminders_can_be_switched_off() {
        runner.withPropertyValues("assessment.reminders.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ReminderSchedule.class));
    }
}
