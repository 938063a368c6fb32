package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** What year-roster (核对年度名册) asks: without a year under preparation there would be no roster to read over. */
@Component("yearRoster")
public class YearRosterProcess {

    private final AssessmentYears years;
    private final CurrentActor currentActor;
    private final Clock clock;

    YearRosterProcess(AssessmentYears years, CurrentActor currentActor, Clock clock) {
        this.years = years;
        this.currentActor = currentActor;
        this.clock = clock;
    }

    /** Makes the record of the present year where no year is being prepared. */
    public void open() {
        int present = LocalDate.now(clock).getYear();
        boolean prepared = years.all().stream().anyMatch(year -> !year.isStarted());
        if (!prepared && years.find(present).isEmpty()) {
            years.prepare(present, currentActor.as(Office.CITY));
        }
    }
}
