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

    RosterFollowsUnits(AssessmentYears years, JdbcClient jdbc) {
        this.years = years;
        this.roster = new YearRoster(jdbc);
    }

    @EventListener
    void follow(MunicipalUnitChanged change) {
        years.all().stream().filter(year -> !year.isStarted()).forEach(year -> {
            years.lock(year.year());
            if (!years.get(year.year()).isStarted()
                    && !roster.units(year.year()).isEmpty()) {
                roster.follow(year.year(), change.unit(), change.names());
            }
        });
    }
}
