package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.database.DailyWork;
import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 年度: where the system is in use, the record of a year exists from its beginning on, with its own settings, deadlines, roster and
 * tables; its assessment starts only when the city office starts it.
 */
@Component
public class YearCalendar {

    private final AssessmentYears years;
    private final Clock clock;
    private final DailyWork daily;
    private final BasicDataElsewhere elsewhere;

    YearCalendar(AssessmentYears years, Clock clock, DailyWork daily, BasicDataElsewhere elsewhere) {
        this.daily = daily;
        this.elsewhere = elsewhere;
        this.years = years;
        this.clock = clock;
    }

    /** Daily rather than on 1 January alone, so that a server that was off that day still makes the record. */
    @Scheduled(cron = DailyWork.LOOK, zone = "Asia/Shanghai")
    void look() {
        daily.onceFrom(LocalTime.of(0, 5), "year-calendar", this::prepareCurrentYear);
    }

    public void prepareCurrentYear() {
        elsewhere.look();
        int current = LocalDate.now(clock).getYear();
        if (!years.all().isEmpty() && years.find(current).isEmpty()) {
            years.prepare(current, Actor.SYSTEM);
        }
    }
}
