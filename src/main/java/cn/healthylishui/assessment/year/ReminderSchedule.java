package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.database.DailyWork;
import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import java.time.LocalTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends reminders every morning from eight on, and tells the log which year's days off are missing. */
@Component
class ReminderSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(ReminderSchedule.class);

    private final Reminders reminders;
    private final WorkingDays workingDays;
    private final DailyWork daily;
    private final BasicDataElsewhere elsewhere;

    ReminderSchedule(Reminders reminders, WorkingDays workingDays, DailyWork daily, BasicDataElsewhere elsewhere) {
        this.daily = daily;
        this.elsewhere = elsewhere;
        this.reminders = reminders;
        this.workingDays = workingDays;
    }

    @Scheduled(cron = DailyWork.LOOK, zone = "Asia/Shanghai")
    void look() {
        daily.onceFrom(LocalTime.of(8, 0), "reminders", this::everyMorning);
    }

    void everyMorning() {
        elsewhere.look();
        reminders.sendDue();
        workingDays.missing().forEach(LOG::warn);
    }
}
