package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.WorkingDays;
import cn.healthylishui.assessment.publicity.Notices;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the models {@code result-use}, {@code publicity} and {@code objection} ask of notices and their periods. */
@Component("publicity")
public class PublicityProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final Notices notices;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Clock clock;

    PublicityProcess(Notices notices, AssessmentYears years, WorkingDays workingDays, Clock clock) {
        this.notices = notices;
        this.years = years;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    public @Nullable Long draft(int year) {
        return notices.draft(year);
    }

    /** The midnight after the last day of the period. */
    public Date over(Long notice) {
        LocalDate last = Objects.requireNonNull(notices.get(notice).endsOn());
        return Date.from(last.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }

    public void close(Long notice) {
        notices.close(notice);
    }

    /** Until when an objection that is worked on today is to be decided. */
    public Date objectionDue(int year) {
        LocalDate due =
                workingDays.plus(LocalDate.now(clock), years.settings(year).objectionWorkingDays());
        return Date.from(due.atTime(END_OF_DAY).atZone(clock.getZone()).toInstant());
    }
}
