package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.calendar.WorkingDays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Sends reminders every morning at eight, and tells the log which year's days off are missing, unless {@code assessment.reminders.enabled} says no. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "assessment.reminders.enabled", havingValue = "true", matchIfMissing = true)
class ReminderSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(ReminderSchedule.class);

    private final Reminders reminders;
    private final WorkingDays workingDays;

    ReminderSchedule(Reminders reminders, WorkingDays workingDays) {
        this.reminders = reminders;
        this.workingDays = workingDays;
    }

    @Scheduled(cron = "0 0 8 * * *", zone = "Asia/Shanghai")
    void everyMorning() {
        reminders.sendDue();
        workingDays.missing().forEach(LOG::warn);
    }
}
