package cn.healthylishui.assessment.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearCalendar;
import cn.healthylishui.assessment.year.YearState;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A year's record exists from its beginning on. */
class YearCalendarTest extends ApplicationTest {

    @Autowired
    private YearCalendar calendar;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private IndicatorTables tables;

    @Test
    void a_system_in_use_gets_each_new_years_record_and_does_not_start_it() {
        years.prepare(YEAR, Actor.SYSTEM);
        at(LocalDateTime.of(YEAR + 1, 1, 3, 0, 5));

        calendar.prepareCurrentYear();
        calendar.prepareCurrentYear();

        assertThat(years.get(YEAR + 1).state()).isEqualTo(YearState.PREPARING);
        assertThat(tables.table(YEAR + 1, TableKind.TOWNSHIP).indicators()).isNotEmpty();
        assertThat(engine.open()).isEmpty();
    }

    @Test
    void a_system_that_nobody_uses_stays_empty() {
        calendar.prepareCurrentYear();

        assertThat(years.all()).isEmpty();
    }
}
