package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 直属单位考核. */
class DistrictUnitAssessmentPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("district-unit-assessment");

    private static final String HEALTH = "qingtian-wjj";
    private static final String SPORTS = "qingtian-tyj";

    private ProcessInstance assessment;

    DistrictUnitAssessmentPathTest() {
        super("district-unit-assessment");
    }

    @BeforeEach
    void units() {
        when(ownUnits.units(YEAR, DISTRICT)).thenReturn(List.of(HEALTH, SPORTS));
    }

    @Test
    void a_districts_own_units_score_themselves_and_are_reviewed_by_its_county_office() {
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));

        complete(open("taskSetOwnTasks", COUNTY, due("ASSIGNMENT", COUNTY)), Map.of("assessOwn", true));
        assertThat(openAll("taskScoreOwnUnit")).extracting(this::office).containsExactlyInAnyOrder(HEALTH, SPORTS);
        assertThat(open("taskScoreOwnUnit", HEALTH).getDueDate()).isEqualTo(due("OWN_UNIT_SCORES", HEALTH));
        complete(open("taskScoreOwnUnit", HEALTH));
        assertThat(openKeys()).containsExactly("taskScoreOwnUnit");
        complete(open("taskScoreOwnUnit", SPORTS));
        complete(open("taskReviewOwnUnits", COUNTY, due("OWN_UNITS", COUNTY)), Map.of("rejudge", false));

        assertThat(assessment).isEnded().hasPassed("endOwnUnitsAssessed").hasNotPassed("endOwnUnitsLeftOut");
    }

    @Test
    void a_district_may_leave_them_out_for_a_year() {
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));

        complete(open("taskSetOwnTasks", COUNTY), Map.of("assessOwn", false));

        assertThat(assessment).isEnded().hasPassed("endOwnUnitsLeftOut").hasNotPassed("taskScoreOwnUnit");
    }

    @Test
    void a_score_that_the_county_sends_back_is_done_again_by_the_unit_concerned() {
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));
        complete(open("taskSetOwnTasks", COUNTY), Map.of("assessOwn", true));
        openAll("taskScoreOwnUnit").forEach(this::complete);
        when(ownUnits.units(YEAR, DISTRICT)).thenReturn(List.of(SPORTS));

        complete(open("taskReviewOwnUnits", COUNTY), Map.of("rejudge", true));

        complete(open("taskScoreOwnUnit", SPORTS, due("OWN_UNIT_SCORES", SPORTS)));
        assertThat(assessment).isWaitingAtExactly("taskReviewOwnUnits");
        complete(open("taskReviewOwnUnits", COUNTY), Map.of("rejudge", false));
        assertThat(assessment).isEnded().hasPassed("endOwnUnitsAssessed");
    }
}
