package cn.healthylishui.assessment.cycle;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Sends reminders every morning at eight, unless {@code assessment.reminders.enabled} says no. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "assessment.reminders.enabled", havingValue = "true", matchIfMissing = true)
class ReminderSchedule {

    private final Reminders reminders;

    ReminderSchedule(Reminders reminders) {
        this.reminders = reminders;
    }

    @Scheduled(cron = "0 0 8 * * *", zone = "Asia/Shanghai")
    void everyMorning() {
        reminders.sendDue();
    }
}
