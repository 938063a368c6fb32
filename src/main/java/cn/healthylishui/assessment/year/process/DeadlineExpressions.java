package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The dates that models ask for. A task is due at the end of its day; a timer goes off when that day is over. */
@Component("deadlines")
public class DeadlineExpressions {

    private static final MonthDay START_DUE = MonthDay.of(1, 5);
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    /** Findings are commented on within days of their own, yet within the spot check: that is the deadline they belong to. */
    private static final DeadlineKind OF_COMMENT = DeadlineKind.SPOT_CHECK;

    private static final Pattern DUE_DATE = Pattern.compile("deadlines\\.dueDate\\(\\s*year\\s*,\\s*'([A-Z_]+)'");
    private static final Pattern COMMENT_DUE = Pattern.compile("deadlines\\.commentDue\\(");

    private final Deadlines deadlines;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Clock clock;

    DeadlineExpressions(Deadlines deadlines, AssessmentYears years, WorkingDays workingDays, Clock clock) {
        this.deadlines = deadlines;
        this.years = years;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    public Date dueDate(int year, String kind, String office) {
        return endOf(deadlines.due(year, DeadlineKind.valueOf(kind), office));
    }

    public Date dueDate(int year, String kind) {
        return endOf(deadlines.due(year, DeadlineKind.valueOf(kind)));
    }

    /** The moment at which the deadline has passed: the midnight after its day. */
    public Date timer(int year, String kind) {
        return Date.from(deadlines
                .due(year, DeadlineKind.valueOf(kind))
                .plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant());
    }

    /** Until when a year is to be started: 5 January, or today where that has passed. */
    public Date startDue() {
        LocalDate today = LocalDate.now(clock);
        LocalDate usual = START_DUE.atYear(today.getYear());
        return endOf(usual.isBefore(today) ? today : usual);
    }

    public Date workingDaysFromNow(int n) {
        return endOf(workingDays.plus(LocalDate.now(clock), n));
    }

    /** Until when an office comments on findings: the year's number of working days, or longer by an extension. */
    public Date commentDue(int year, String office) {
        LocalDate usual =
                workingDays.plus(LocalDate.now(clock), years.settings(year).commentWorkingDays());
        return endOf(deadlines
                .extended(year, OF_COMMENT, office)
                .filter(usual::isBefore)
                .orElse(usual));
    }

    /** Which deadline the due-date expression of a model follows; empty where it follows none of the year's. */
    static Optional<DeadlineKind> kindIn(String dueDateExpression) {
        Matcher dueDate = DUE_DATE.matcher(dueDateExpression);
        if (dueDate.find()) {
            return Optional.of(DeadlineKind.valueOf(dueDate.group(1)));
        }
        return COMMENT_DUE.matcher(dueDateExpression).find() ? Optional.of(OF_COMMENT) : Optional.empty();
    }

    Date endOf(LocalDate day) {
        return Date.from(day.atTime(END_OF_DAY).atZone(clock.getZone()).toInstant());
    }
}
