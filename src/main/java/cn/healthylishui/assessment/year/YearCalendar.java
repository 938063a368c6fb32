package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.audit.Actor;
import java.time.Clock;
import java.time.LocalDate;
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

    YearCalendar(AssessmentYears years, Clock clock) {
        this.years = years;
        this.clock = clock;
    }

    /** Daily rather than on 1 January alone, so that a server that was off that day still makes the record. */
    @Scheduled(cron = "0 5 0 * * *", zone = "Asia/Shanghai")
    public void prepareCurrentYear() {
        int current = LocalDate.now(clock).getYear();
        if (!years.all().isEmpty() && years.find(current).isEmpty()) {
            years.prepare(current, Actor.SYSTEM);
        }
    }
}
