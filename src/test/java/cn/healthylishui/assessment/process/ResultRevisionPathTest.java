package cn.healthylishui.assessment.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.InOrder;

/** 更正考核结果. */
class ResultRevisionPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("result-revision");

    private static final long PROPOSAL = 11;
    private static final long SECOND_PROPOSAL = 12;

    ResultRevisionPathTest() {
        super("result-revision");
    }

    @Test
    void an_approved_proposal_becomes_the_next_result_and_then_the_use_of_results_begins_again() {
        ProcessInstance revision = start(Map.of());

        complete(open("taskProposeRevision", CITY, day(3)), proposed(PROPOSAL));
        verify(citySummary, never()).revise(any());
        complete(open("taskApproveRevision", LEADING_GROUP, day(5)), Map.of("ruling", "APPROVED"));

        InOrder order = inOrder(citySummary, resultUse);
        order.verify(citySummary).revise(PROPOSAL);
        order.verify(resultUse).begin(YEAR);
        assertThat(revision).isEnded().hasPassed("endRevised");
    }

    @Test
    void a_proposal_that_is_drawn_up_already_goes_straight_to_the_leading_group() {
        when(citySummary.drawnUp(any())).thenReturn(true);
        ProcessInstance revision = start(Map.of("year", YEAR, "proposal", PROPOSAL));

        complete(open("taskApproveRevision", LEADING_GROUP, day(5)), Map.of("ruling", "APPROVED"));

        verify(citySummary).revise(PROPOSAL);
        assertThat(revision).isEnded().hasPassed("endRevised").hasNotPassed("taskProposeRevision");
    }

    @Test
    void what_the_city_office_does_not_put_forward_changes_nothing() {
        ProcessInstance revision = start(Map.of("year", YEAR, "objection", 7L));

        complete(open("taskProposeRevision", CITY), Map.of("year", YEAR, "proposed", false));

        assertThat(revision).isEnded().hasPassed("endNotProposed").hasNotPassed("taskApproveRevision");
        nothingChanged();
    }

    @Test
    void a_returned_proposal_is_drawn_up_again() {
        ProcessInstance revision = start(Map.of());
        complete(open("taskProposeRevision", CITY), proposed(PROPOSAL));

        complete(open("taskApproveRevision", LEADING_GROUP), Map.of("ruling", "RETURNED"));

        assertThat(revision).isWaitingAtExactly("taskProposeRevision");
        complete(open("taskProposeRevision", CITY, day(3)), proposed(SECOND_PROPOSAL));
        complete(open("taskApproveRevision", LEADING_GROUP), Map.of("ruling", "APPROVED"));
        verify(citySummary).revise(SECOND_PROPOSAL);
        verify(citySummary, never()).revise(PROPOSAL);
        assertThat(revision).isEnded().hasPassed("endRevised");
    }

    @Test
    void a_refused_proposal_changes_nothing() {
        ProcessInstance revision = start(Map.of());
        complete(open("taskProposeRevision", CITY), proposed(PROPOSAL));

        complete(open("taskApproveRevision", LEADING_GROUP), Map.of("ruling", "REFUSED"));

        assertThat(revision).isEnded().hasPassed("endRevisionRefused");
        nothingChanged();
    }

    private void nothingChanged() {
        verify(citySummary, never()).revise(any());
        verify(resultUse, never()).begin(anyInt());
    }

    private static Map<String, Object> proposed(long proposal) {
        return Map.of("year", YEAR, "proposal", proposal, "proposed", true);
    }
}
