package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the models {@code result-use} (结果运用) and {@code interview} (约谈和整改) ask about interviews. */
@Component("interviews")
public class InterviewProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final Interviews interviews;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Clock clock;

    InterviewProcess(Interviews interviews, AssessmentYears years, WorkingDays workingDays, Clock clock) {
        this.interviews = interviews;
        this.years = years;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** The interviews to be held after a circulation; one that was withdrawn meanwhile is not begun. */
    public List<Long> of(Long circulation) {
        return interviews.openOf(circulation).stream().map(Interview::id).toList();
    }

    public String interviewer(Long interview) {
        return interviews.get(interview).interviewer();
    }

    public String interviewee(Long interview) {
        return interviews.get(interview).interviewee();
    }

    public String district(Long interview) {
        return interviews.get(interview).district();
    }

    /** Null where the district itself is interviewed. */
    public @Nullable String township(Long interview) {
        return interviews.get(interview).township();
    }

    /** Until when a step that has just come up is to be done. */
    public Date due(Long id, String step) {
        Interview interview = interviews.get(id);
        YearSettings settings = years.settings(interview.year());
        LocalDate today = LocalDate.now(clock);
        LocalDate day =
                switch (InterviewStep.valueOf(step)) {
                    case NOTICE -> interview.noticeBy();
                    case MATERIAL -> later(today, workingDayBefore(heldOn(interview)));
                    case TALK -> heldOn(interview);
                    case PLAN -> workingDays.plus(heldOn(interview), settings.planWorkingDays());
                    case REPORT -> Objects.requireNonNull(interview.reportBy());
                    case CHECK -> workingDays.plus(today, settings.rectificationCheckWorkingDays());
                    case REVIEW -> throw new IllegalArgumentException("Interviews set no date for " + step);
                };
        return Date.from(day.atTime(END_OF_DAY).atZone(clock.getZone()).toInstant());
    }

    private static LocalDate heldOn(Interview interview) {
        return Objects.requireNonNull(interview.heldOn());
    }

    private LocalDate workingDayBefore(LocalDate day) {
        LocalDate before = day.minusDays(1);
        while (!workingDays.isWorkingDay(before)) {
            before = before.minusDays(1);
        }
        return before;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
