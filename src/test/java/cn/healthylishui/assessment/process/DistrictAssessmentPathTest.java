package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 县（市、区）和开发区考核. */
class DistrictAssessmentPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("district-assessment");

    private static final String HEALTH = "qingtian-wjj";
    private static final String SPORTS = "qingtian-tyj";

    private ProcessInstance assessment;

    DistrictAssessmentPathTest() {
        super("district-assessment", "spot-check", "district-unit-assessment");
    }

    @BeforeEach
    void units() {
        when(districtAssessment.unitsToFill(YEAR, DISTRICT)).thenReturn(List.of(HEALTH, SPORTS));
    }

    @Test
    void a_district_reports_is_checked_on_the_spot_and_reviewed_item_by_item() {
        when(officialFigures.settled(YEAR)).thenReturn(true);
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));

        complete(open("taskConfirmAssignment", COUNTY, due("ASSIGNMENT", COUNTY)));
        assertThat(openAll("taskFillMatrix")).extracting(this::office).containsExactlyInAnyOrder(HEALTH, SPORTS);
        assertThat(open("taskFillMatrix", HEALTH).getDueDate()).isEqualTo(due("TOWNSHIP_MATRIX", HEALTH));
        complete(open("taskFillMatrix", HEALTH));
        assertThat(openKeys()).containsExactly("taskFillMatrix", CALLED_WORK);
        complete(open("taskFillMatrix", SPORTS));
        complete(open("taskConsolidate", COUNTY, due("SELF_CHECK", COUNTY)), Map.of("rejudge", false));
        complete(open("taskSelfScore", COUNTY, due("SELF_CHECK", COUNTY)));
        complete(open("taskSubmitPapers", COUNTY, due("SELF_CHECK", COUNTY)));
        complete(open("taskCheckSubmission", CITY, due("SUBMISSION_CHECK", CITY)), Map.of("submission", "ACCEPTED"));
        ProcessInstance spotCheck = running("spot-check").get(0);
        assertThat(spotCheck.getBusinessKey()).isEqualTo("2021/331121");
        assertThat(spotCheck).variables().containsOnly(Map.entry("year", YEAR), Map.entry("district", DISTRICT));
        finishCalled(spotCheck);
        complete(open("taskReviewItems", CITY, due("ITEM_REVIEW", CITY)), Map.of("reverify", false));

        assertThat(assessment).hasPassed("endReviewed").hasNotPassed("eventFiguresSettled");
        finishCalled(called("district-unit-assessment"));
        assertThat(assessment).isEnded();
    }

    @Test
    void its_own_units_are_assessed_beside_and_nothing_here_waits_for_them() {
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));

        ProcessInstance ownUnits = called("district-unit-assessment");
        assertThat(ownUnits.getBusinessKey()).isEqualTo("2021/331121");
        assertThat(ownUnits).variables().containsOnly(Map.entry("year", YEAR), Map.entry("district", DISTRICT));
        finishCalled(ownUnits);

        assertThat(assessment).hasPassed("endOwnUnits").isWaitingAtExactly("taskConfirmAssignment");
        complete(open("taskConfirmAssignment", COUNTY));
        openAll("taskFillMatrix").forEach(this::complete);
        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", false));
        assertThat(assessment).isWaitingAtExactly("taskSelfScore");
    }

    @Test
    void the_review_waits_until_the_years_official_figures_are_settled() {
        when(officialFigures.settled(YEAR)).thenReturn(false);
        goToSubmission();
        decideSubmission("ACCEPTED");
        finishCalled(running("spot-check").get(0));

        assertThat(assessment).isWaitingAtExactly("eventFiguresSettled");
        assertThat(openKeys()).isEmpty();
        runtimeService()
                .createMessageCorrelation("official-figures-settled")
                .processInstanceVariableEquals("year", YEAR)
                .correlateAll();

        assertThat(assessment).isWaitingAtExactly("taskReviewItems");
        complete(open("taskReviewItems", CITY), Map.of("reverify", false));
        assertThat(assessment).isEnded().hasPassed("endReviewed").hasNotPassed("taskReverify");
    }

    @Test
    void figures_that_the_review_sends_back_are_verified_anew_by_their_owners_and_the_review_goes_on() {
        when(officialFigures.settled(YEAR)).thenReturn(true);
        when(districtAssessment.unitsToReverify(YEAR, DISTRICT)).thenReturn(List.of("shi-wjw", "shi-tjj"));
        goToConsolidation();
        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", false));
        complete(open("taskSelfScore", COUNTY));
        complete(open("taskSubmitPapers", COUNTY));
        decideSubmission("ACCEPTED");
        finishCalled(running("spot-check").get(0));
        assertThat(runtimeService().getVariable(assessment.getId(), "reverify"))
                .as("by which the form knows that the model can send figures back")
                .isEqualTo(false);

        complete(open("taskReviewItems", CITY), Map.of("reverify", true));

        assertThat(openAll("taskReverify")).extracting(this::office).containsExactlyInAnyOrder("shi-wjw", "shi-tjj");
        complete(open("taskReverify", "shi-wjw"));
        assertThat(openKeys()).containsExactly("taskReverify");
        complete(open("taskReverify", "shi-tjj", due("ITEM_REVIEW", "shi-tjj")));
        assertThat(assessment).isWaitingAtExactly("taskReviewItems");
        complete(open("taskReviewItems", CITY), Map.of("reverify", false));
        assertThat(assessment).isEnded().hasPassed("endReviewed");
    }

    /** Until then the review has a branch of its own, whose variables move when the other one ends. */
    @Test
    void a_review_goes_on_though_its_own_units_are_assessed_meanwhile() {
        when(officialFigures.settled(YEAR)).thenReturn(true);
        when(districtAssessment.unitsToReverify(YEAR, DISTRICT)).thenReturn(List.of("shi-tjj"));
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));
        complete(open("taskConfirmAssignment", COUNTY));
        openAll("taskFillMatrix").forEach(this::complete);
        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", false));
        complete(open("taskSelfScore", COUNTY));
        complete(open("taskSubmitPapers", COUNTY));
        decideSubmission("ACCEPTED");
        finishCalled(running("spot-check").get(0));

        complete(open("taskReviewItems", CITY), Map.of("reverify", true));
        finishCalled(called("district-unit-assessment"));
        complete(open("taskReverify", "shi-tjj"));
        complete(open("taskReviewItems", CITY), Map.of("reverify", false));

        assertThat(assessment).isEnded().hasPassed("endReviewed");
    }

    @Test
    void scores_of_townships_that_the_county_sends_back_are_filled_in_again_by_the_units_concerned() {
        goToConsolidation();
        when(districtAssessment.unitsToFill(YEAR, DISTRICT)).thenReturn(List.of(SPORTS));

        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", true));

        complete(open("taskFillMatrix", SPORTS, due("TOWNSHIP_MATRIX", SPORTS)));
        assertThat(assessment).isWaitingAtExactly("taskConsolidate");
        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", false));
        assertThat(assessment).isWaitingAtExactly("taskSelfScore");
    }

    @Test
    void papers_that_the_city_returns_are_submitted_again() {
        goToSubmission();

        decideSubmission("RETURN_PAPERS");

        assertThat(assessment).isWaitingAtExactly("taskSubmitPapers");
        complete(open("taskSubmitPapers", COUNTY));
        decideSubmission("ACCEPTED");
        assertThat(assessment).isWaitingAtExactly("callSpotCheck");
    }

    @Test
    void a_self_assessment_that_the_city_returns_is_done_and_submitted_again() {
        goToSubmission();

        decideSubmission("RETURN_SELF_SCORE");

        assertThat(assessment).isWaitingAtExactly("taskSelfScore");
        complete(open("taskSelfScore", COUNTY));
        complete(open("taskSubmitPapers", COUNTY));
        decideSubmission("ACCEPTED");
        assertThat(assessment).isWaitingAtExactly("callSpotCheck");
    }

    @Test
    void township_scores_that_the_city_returns_are_filled_in_summed_up_and_submitted_again() {
        goToSubmission();
        when(districtAssessment.unitsToFill(YEAR, DISTRICT)).thenReturn(List.of(HEALTH));

        decideSubmission("RETURN_MATRIX");

        complete(open("taskFillMatrix", HEALTH, due("TOWNSHIP_MATRIX", HEALTH)));
        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", false));
        complete(open("taskSelfScore", COUNTY));
        complete(open("taskSubmitPapers", COUNTY));
        decideSubmission("ACCEPTED");
        assertThat(assessment).isWaitingAtExactly("callSpotCheck");
    }

    private void goToConsolidation() {
        assessment = start(Map.of("year", YEAR, "district", DISTRICT));
        finishCalled(called("district-unit-assessment"));
        complete(open("taskConfirmAssignment", COUNTY));
        openAll("taskFillMatrix").forEach(this::complete);
    }

    private void goToSubmission() {
        goToConsolidation();
        complete(open("taskConsolidate", COUNTY), Map.of("rejudge", false));
        complete(open("taskSelfScore", COUNTY));
        complete(open("taskSubmitPapers", COUNTY));
    }

    private void decideSubmission(String outcome) {
        complete(open("taskCheckSubmission", CITY), Map.of("submission", outcome));
    }
}
