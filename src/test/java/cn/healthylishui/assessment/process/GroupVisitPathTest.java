package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.identityService;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 指导和检查. */
class GroupVisitPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("group-visit");

    private static final String LEAD = "shi-wjw";
    private static final long VISIT = 9;

    GroupVisitPathTest() {
        super("group-visit");
    }

    @BeforeEach
    void visit() {
        identityService().setAuthenticatedUserId("chen");
        begunInTheNameOf(LEAD);
        when(groupVisits.visited(VISIT)).thenReturn(COUNTY);
        when(groupVisits.visitor(VISIT)).thenReturn(LEAD);
        when(groupVisits.mendDue(VISIT)).thenReturn(day(30));
    }

    @AfterEach
    void logout() {
        identityService().clearAuthentication();
    }

    @Test
    void a_visit_without_findings_is_only_recorded() {
        ProcessInstance visit = start(Map.of());

        complete(open("taskRecordVisit", LEAD, day(3)), recorded(false));

        assertThat(visit).isEnded().hasPassed("endVisitRecorded").hasNotPassed("taskMendFindings");
    }

    @Test
    void findings_are_mended_by_whoever_was_visited_and_confirmed_by_the_visitor() {
        ProcessInstance visit = start(Map.of());

        complete(open("taskRecordVisit", LEAD), recorded(true));
        complete(open("taskMendFindings", COUNTY, day(30)));
        complete(open("taskConfirmMended", LEAD, day(3)), Map.of("mended", true));

        assertThat(visit).isEnded().hasPassed("endVisitMended").hasNotPassed("endVisitRecorded");
    }

    @Test
    void what_is_not_mended_goes_back_until_it_is() {
        ProcessInstance visit = start(Map.of());
        complete(open("taskRecordVisit", LEAD), recorded(true));
        complete(open("taskMendFindings", COUNTY));

        complete(open("taskConfirmMended", LEAD), Map.of("mended", false));

        assertThat(visit).isWaitingAtExactly("taskMendFindings");
        complete(open("taskMendFindings", COUNTY, day(30)));
        complete(open("taskConfirmMended", LEAD), Map.of("mended", true));
        assertThat(visit).isEnded().hasPassed("endVisitMended");
    }

    private static Map<String, Object> recorded(boolean toMend) {
        return Map.of("year", YEAR, "visit", VISIT, "toMend", toMend);
    }
}
