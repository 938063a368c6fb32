package cn.healthylishui.assessment.groupvisit.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Finding;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import org.springframework.stereotype.Component;

/** What the model {@code group-visit} (指导和检查) asks. */
@Component("groupVisits")
public class GroupVisitProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);
    private static final int LEAST_WORKING_DAYS = 3;

    private final GroupVisits visits;
    private final WorkingDays workingDays;
    private final Clock clock;

    GroupVisitProcess(GroupVisits visits, WorkingDays workingDays, Clock clock) {
        this.visits = visits;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** The office that mends what was found. */
    public String visited(Long visit) {
        return visits.get(visit).visitedOffice();
    }

    /** The lead of the group, which looks at it again. */
    public String visitor(Long visit) {
        return visits.get(visit).visitor();
    }

    /** Until when everything that is still open is mended: the latest of its dates, but some days from now at least. */
    public Date mendDue(Long visit) {
        LocalDate today = LocalDate.now(clock);
        LocalDate latest = visits.get(visit).open().stream()
                .map(Finding::dueOn)
                .max(LocalDate::compareTo)
                .orElse(today);
        LocalDate due = latest.isBefore(today) ? workingDays.plus(today, LEAST_WORKING_DAYS) : latest;
        return Date.from(due.atTime(END_OF_DAY).atZone(clock.getZone()).toInstant());
    }
}
