package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 全市汇总和审定. */
class CitySummaryPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("city-summary");

    CitySummaryPathTest() {
        super("city-summary");
    }

    @Test
    void the_leading_groups_approval_fixes_the_result() {
        ProcessInstance summary = start(Map.of("year", YEAR));

        complete(open("taskSummarise", CITY, due("CITY_ASSESSMENT", CITY)), Map.of("rejudge", false));
        complete(open("taskDraftPapers", CITY, due("CITY_ASSESSMENT", CITY)));
        verify(citySummary, never()).fixResult(YEAR);
        complete(
                open("taskApproveResult", LEADING_GROUP, due("LEADING_GROUP", LEADING_GROUP)),
                Map.of("approved", true));

        verify(citySummary).fixResult(YEAR);
        assertThat(summary).isEnded().hasPassed("endResultFixed").hasNotPassed("taskRejudge");
    }

    @Test
    void returned_scores_are_judged_again_by_every_unit_asked_and_summed_up_again() {
        when(citySummary.unitsToRejudge(YEAR)).thenReturn(List.of("shi-wjw", "shi-tjj"));
        ProcessInstance summary = start(Map.of("year", YEAR));

        complete(open("taskSummarise", CITY), Map.of("rejudge", true));
        assertThat(openAll("taskRejudge")).extracting(this::office).containsExactlyInAnyOrder("shi-wjw", "shi-tjj");
        assertThat(open("taskRejudge", "shi-wjw").getDueDate()).isEqualTo(due("CITY_ASSESSMENT", "shi-wjw"));
        complete(open("taskRejudge", "shi-wjw"));
        assertThat(openKeys()).containsExactly("taskRejudge");
        complete(open("taskRejudge", "shi-tjj"));

        assertThat(summary).isWaitingAtExactly("taskSummarise");
        complete(open("taskSummarise", CITY), Map.of("rejudge", false));
        assertThat(summary).isWaitingAtExactly("taskDraftPapers");
    }

    @Test
    void what_the_leading_group_sends_back_is_summed_up_again() {
        ProcessInstance summary = start(Map.of("year", YEAR));
        complete(open("taskSummarise", CITY), Map.of("rejudge", false));
        complete(open("taskDraftPapers", CITY));

        complete(open("taskApproveResult", LEADING_GROUP), Map.of("approved", false));

        assertThat(summary).isWaitingAtExactly("taskSummarise");
        verify(citySummary, never()).fixResult(YEAR);
        complete(open("taskSummarise", CITY), Map.of("rejudge", false));
        complete(open("taskDraftPapers", CITY));
        complete(open("taskApproveResult", LEADING_GROUP), Map.of("approved", true));
        assertThat(summary).isEnded().hasPassed("endResultFixed");
    }
}
