package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.MunicipalUnitChanged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes what becomes of the municipal units over into the years that are prepared and have not started. */
@Component
class RosterFollowsUnits {

    private final AssessmentYears years;
    private final YearRoster roster;
    private final RosterCopies copies;

    RosterFollowsUnits(AssessmentYears years, YearRoster roster, JdbcClient jdbc) {
        this.years = years;
        this.roster = roster;
        this.copies = new RosterCopies(jdbc, roster);
    }

    @EventListener
    void follow(MunicipalUnitChanged change) {
        years.all().stream().filter(year -> !year.isStarted()).forEach(year -> {
            years.lock(year.year());
            if (!years.get(year.year()).isStarted()
                    && !roster.units(year.year()).isEmpty()) {
                copies.follow(year.year(), change.unit(), change.names());
            }
        });
    }
}
