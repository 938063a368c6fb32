package cn.healthylishui.assessment.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.identityService;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 指标调整. */
class IndicatorAdjustmentPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("indicator-adjustment");

    private static final String UNIT = "shi-wjw";
    private static final long ADJUSTMENT = 5;

    IndicatorAdjustmentPathTest() {
        super("indicator-adjustment");
    }

    @BeforeEach
    void adjustment() {
        identityService().setAuthenticatedUserId("chen");
        begunInTheNameOf(UNIT);
        when(indicatorAdjustment.hearingDue(ADJUSTMENT)).thenReturn(day(15));
    }

    @AfterEach
    void logout() {
        identityService().clearAuthentication();
    }

    private ProcessInstance proposed() {
        ProcessInstance adjustment = start(Map.of());
        complete(
                open("taskProposeAdjustment", UNIT, day(5)),
                Map.of("proposed", true, "year", YEAR, "adjustment", ADJUSTMENT));
        return adjustment;
    }

    private void reviewed(String ruling) {
        complete(open("taskReviewAdjustment", CITY, day(10)), Map.of("ruling", ruling));
    }

    private void assessed(String ruling) {
        complete(open("taskAssessImpact", CITY, day(5)), Map.of("ruling", ruling));
    }

    private void decided(String ruling) {
        complete(open("taskApproveAdjustment", LEADING_GROUP, day(10)), Map.of("ruling", ruling));
    }

    @Test
    void who_started_it_by_mistake_closes_it() {
        ProcessInstance adjustment = start(Map.of());

        complete(open("taskProposeAdjustment", UNIT), Map.of("proposed", false));

        assertThat(adjustment).isEnded().hasPassed("endNothingProposed").hasNotPassed("taskReviewAdjustment");
    }

    @Test
    void what_is_not_adopted_ends_with_the_review() {
        ProcessInstance adjustment = proposed();

        reviewed("REFUSED");

        assertThat(adjustment).isEnded().hasPassed("endNotAdopted").hasNotPassed("taskAssessImpact");
        verify(indicatorAdjustment, never()).publish(ADJUSTMENT);
    }

    @Test
    void without_a_hearing_the_tables_are_published_once_the_leading_group_agrees() {
        ProcessInstance adjustment = proposed();
        reviewed("DIRECT");
        assessed("GO");
        verify(indicatorAdjustment, never()).publish(ADJUSTMENT);

        decided("APPROVED");

        assertThat(adjustment).isEnded().hasPassed("endTablesPublished").hasNotPassed("taskHoldHearing");
        verify(indicatorAdjustment).publish(ADJUSTMENT);
    }

    @Test
    void the_public_is_heard_until_the_day_after_the_last_one_and_may_have_the_drafts_changed() {
        ProcessInstance adjustment = proposed();
        reviewed("HEARING");

        complete(open("taskHoldHearing", CITY, day(15)), Map.of("ruling", "REDRAFT"));

        assertThat(adjustment).isWaitingAtExactly("taskReviewAdjustment");
        reviewed("HEARING");
        complete(open("taskHoldHearing", CITY), Map.of("ruling", "GO"));
        assertThat(adjustment).isWaitingAtExactly("taskAssessImpact");
    }

    @Test
    void what_the_impact_shows_may_have_the_drafts_changed() {
        ProcessInstance adjustment = proposed();
        reviewed("DIRECT");

        assessed("REDRAFT");

        assertThat(adjustment).isWaitingAtExactly("taskReviewAdjustment");
    }

    @Test
    void the_leading_group_returns_or_refuses() {
        ProcessInstance adjustment = proposed();
        reviewed("DIRECT");
        assessed("GO");

        decided("RETURNED");

        assertThat(adjustment).isWaitingAtExactly("taskReviewAdjustment");
        reviewed("DIRECT");
        assessed("GO");
        decided("REFUSED");
        assertThat(adjustment).isEnded().hasPassed("endAdjustmentRefused").hasNotPassed("servicePublishTables");
        verify(indicatorAdjustment, never()).publish(ADJUSTMENT);
    }
}
