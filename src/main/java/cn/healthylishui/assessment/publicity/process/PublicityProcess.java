package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.year.AssessmentYears;
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
    private final Objections objections;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Clock clock;

    PublicityProcess(
            Notices notices, Objections objections, AssessmentYears years, WorkingDays workingDays, Clock clock) {
        this.notices = notices;
        this.objections = objections;
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

    /** Until when an objection is to be decided, counted from the day it was filed. */
    public Date objectionDue(Long id) {
        Objection objection = objections.get(id);
        LocalDate due = workingDays.plus(
                objection.filedAt().toLocalDate(),
                years.settings(objection.year()).objectionWorkingDays());
        return Date.from(due.atTime(END_OF_DAY).atZone(clock.getZone()).toInstant());
    }
}
