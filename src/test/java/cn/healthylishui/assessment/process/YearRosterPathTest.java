package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.verify;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 核对年度名册. */
class YearRosterPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("year-roster");

    YearRosterPathTest() {
        super("year-roster");
    }

    @Test
    void the_city_office_confirms_the_roster_of_a_year() {
        ProcessInstance roster = start(Map.of());

        verify(yearRoster).open();
        complete(open("taskConfirmRoster", CITY, day(5)), Map.of("year", YEAR));

        assertThat(roster).isEnded().hasPassed("endRosterConfirmed");
        assertThat(openKeys()).isEmpty();
    }
}
