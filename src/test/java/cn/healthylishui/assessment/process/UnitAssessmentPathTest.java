package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 市直单位考核. */
class UnitAssessmentPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("unit-assessment");

    private static final String UNIT = "shi-wjw";
    private static final String FIRST_LEAD = "shi-tyzx";
    private static final String SECOND_LEAD = "shi-sthjj";

    private ProcessInstance assessment;

    UnitAssessmentPathTest() {
        super("unit-assessment");
    }

    @BeforeEach
    void reviewers() {
        when(unitAssessment.reviewers(YEAR, UNIT)).thenReturn(List.of(FIRST_LEAD, SECOND_LEAD));
        when(unitAssessment.returned(YEAR, UNIT)).thenReturn("NONE");
    }

    @Test
    void a_unit_scores_itself_hands_in_its_papers_and_is_reviewed_side_by_side() {
        assessment = start(Map.of("year", YEAR, "unit", UNIT));

        complete(open("taskScoreOwnTasks", UNIT, due("SELF_CHECK", UNIT)));
        complete(open("taskSubmitUnitPapers", UNIT, due("SELF_CHECK", UNIT)));
        assertThat(openKeys()).containsExactly("taskReviewByCity", "taskReviewByGroup", "taskReviewByGroup");
        assertThat(open("taskReviewByGroup", SECOND_LEAD).getDueDate()).isEqualTo(due("UNIT_REVIEW", SECOND_LEAD));
        complete(open("taskReviewByCity", CITY, due("UNIT_REVIEW", CITY)));
        complete(open("taskReviewByGroup", FIRST_LEAD));
        verify(unitAssessment, never()).settle(YEAR, UNIT);
        complete(open("taskReviewByGroup", SECOND_LEAD));

        verify(unitAssessment, times(1)).settle(YEAR, UNIT);
        assertThat(assessment).isEnded().hasPassed("endUnitReviewed").hasNotPassed("taskDecideDifferences");
    }

    @Test
    void where_the_reviewers_differ_the_city_office_decides() {
        when(unitAssessment.differs(YEAR, UNIT)).thenReturn(true);
        goToReview();

        review();

        verify(unitAssessment, never()).settle(YEAR, UNIT);
        complete(open("taskDecideDifferences", CITY, due("ITEM_REVIEW", CITY)));
        verify(unitAssessment, times(1)).settle(YEAR, UNIT);
        assertThat(assessment).isEnded().hasPassed("endUnitReviewed");
    }

    @Test
    void a_unit_that_is_in_no_group_is_reviewed_by_the_city_office_alone() {
        when(unitAssessment.reviewers(YEAR, UNIT)).thenReturn(List.of());
        goToReview();
        assertThat(openKeys()).containsExactly("taskReviewByCity");

        complete(open("taskReviewByCity", CITY));

        assertThat(assessment).isEnded().hasPassed("endUnitReviewed");
    }

    @Test
    void a_self_score_that_is_sent_back_is_done_again_and_reviewed_by_those_concerned() {
        goToReview();
        when(unitAssessment.returned(YEAR, UNIT)).thenReturn("SELF_SCORE");
        review();
        assertThat(assessment).isWaitingAtExactly("taskScoreOwnTasks");

        when(unitAssessment.returned(YEAR, UNIT)).thenReturn("NONE");
        when(unitAssessment.reviewers(YEAR, UNIT)).thenReturn(List.of(SECOND_LEAD));
        complete(open("taskScoreOwnTasks", UNIT, due("SELF_CHECK", UNIT)));
        complete(open("taskSubmitUnitPapers", UNIT));
        complete(open("taskReviewByGroup", SECOND_LEAD, due("UNIT_REVIEW", SECOND_LEAD)));
        complete(open("taskReviewByCity", CITY));

        assertThat(assessment).isEnded().hasPassed("endUnitReviewed");
    }

    @Test
    void papers_that_are_sent_back_are_handed_in_again_and_the_self_score_stays() {
        goToReview();
        when(unitAssessment.returned(YEAR, UNIT)).thenReturn("PAPERS");
        review();
        assertThat(assessment).isWaitingAtExactly("taskSubmitUnitPapers");

        when(unitAssessment.returned(YEAR, UNIT)).thenReturn("NONE");
        when(unitAssessment.reviewers(YEAR, UNIT)).thenReturn(List.of());
        complete(open("taskSubmitUnitPapers", UNIT, due("SELF_CHECK", UNIT)));
        complete(open("taskReviewByCity", CITY));

        assertThat(assessment).isEnded().hasPassed("endUnitReviewed");
    }

    private void goToReview() {
        assessment = start(Map.of("year", YEAR, "unit", UNIT));
        complete(open("taskScoreOwnTasks", UNIT));
        complete(open("taskSubmitUnitPapers", UNIT));
    }

    private void review() {
        openAll("taskReviewByGroup").forEach(this::complete);
        complete(open("taskReviewByCity", CITY));
    }
}
