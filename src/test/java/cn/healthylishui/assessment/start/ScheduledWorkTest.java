package cn.healthylishui.assessment.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What is done by the clock when the program is stopped. */
class ScheduledWorkTest {

    @EnableScheduling
    static class Scheduling {}

    @Test
    void work_under_way_is_waited_for_and_not_interrupted() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
                .withUserConfiguration(Scheduling.class)
                .run(context -> assertThat(context.getBean(ThreadPoolTaskScheduler.class))
                        .as("an interruption closes H2's file under everybody")
                        .hasFieldOrPropertyWithValue("waitForTasksToCompleteOnShutdown", true)
                        .hasFieldOrPropertyWithValue("awaitTerminationMillis", 30_000L));
    }
}
