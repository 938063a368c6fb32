package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 民主测评. */
class DemocraticAppraisalPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("democratic-appraisal");

    private static final String MEMBER = "ld-cy-01";
    private static final String DISTRICT_RATER = "qingtian-cpy";
    private static final String DELEGATE = "dbwy-01";
    private static final Date VOTING_OVER = day(27);

    private ProcessInstance process;

    DemocraticAppraisalPathTest() {
        super("democratic-appraisal");
    }

    @BeforeEach
    void raters() {
        when(appraisal.due(YEAR)).thenReturn(true);
        when(appraisal.raters(YEAR)).thenReturn(List.of(MEMBER, DISTRICT_RATER, DELEGATE));
        when(deadlines.timer(YEAR, "APPRAISAL")).thenReturn(VOTING_OVER);
    }

    @Test
    void where_no_unit_is_assessed_nobody_is_asked() {
        when(appraisal.due(YEAR)).thenReturn(false);

        process = start(Map.of("year", YEAR));

        assertThat(process).isEnded().hasPassed("endNothingToAppraise");
        assertThat(openKeys()).isEmpty();
    }

    @Test
    void every_rater_gets_one_ballot_and_the_last_one_closes_the_vote() {
        process = start(Map.of("year", YEAR));

        complete(open("taskPrepareAppraisal", CITY, day(5)));
        assertThat(openAll("taskVote"))
                .extracting(this::office)
                .containsExactlyInAnyOrder(MEMBER, DISTRICT_RATER, DELEGATE);
        assertThat(open("taskVote", DELEGATE).getDueDate()).isEqualTo(due("APPRAISAL", DELEGATE));
        complete(open("taskVote", MEMBER));
        complete(open("taskVote", DISTRICT_RATER));
        verify(appraisal, never()).count(YEAR);
        complete(open("taskVote", DELEGATE));
        verify(appraisal, times(1)).count(YEAR);
        complete(open("taskConfirmAppraisal", CITY, day(2)));

        assertThat(process).isEnded().hasPassed("endAllVoted", "endAppraised").hasNotPassed("endVotingClosed");
        assertThat(withdrawn()).isEmpty();
    }

    @Test
    void whoever_has_not_voted_when_the_city_office_closes_the_vote_loses_the_ballot_with_all_that_was_on_it() {
        goToVote();
        complete(open("taskVote", MEMBER));
        assertThat(timer("timerAppraisalDue").getDuedate()).isEqualTo(VOTING_OVER);
        managementService().executeJob(timer("timerAppraisalDue").getId());
        List<String> open = openAll("taskVote").stream().map(Task::getId).toList();
        assertThat(open).hasSize(2);

        complete(open("taskCloseVoting", CITY, TOMORROW));

        assertThat(withdrawn()).containsExactlyInAnyOrderElementsOf(open);
        assertThat(process).hasPassed("endVotingClosed").isWaitingAtExactly("taskConfirmAppraisal");
        assertThat(openKeys()).containsExactly("taskConfirmAppraisal");
        verify(appraisal, times(1)).count(YEAR);
        complete(open("taskConfirmAppraisal", CITY));
        assertThat(process).isEnded().hasPassed("endAppraised").hasNotPassed("endAllVoted");
    }

    @Test
    void a_passed_date_alone_closes_nothing_and_a_late_vote_counts() {
        goToVote();
        managementService().executeJob(timer("timerAppraisalDue").getId());
        assertThat(openKeys()).containsExactly("taskCloseVoting", "taskVote", "taskVote", "taskVote");

        openAll("taskVote").forEach(this::complete);

        assertThat(process)
                .hasPassed("endAllVoted")
                .hasNotPassed("endVotingClosed")
                .isWaitingAtExactly("taskConfirmAppraisal");
        assertThat(openKeys()).as("nothing is left to be closed").containsExactly("taskConfirmAppraisal");
        verify(appraisal, times(1)).count(YEAR);
    }

    private void goToVote() {
        process = start(Map.of("year", YEAR));
        complete(open("taskPrepareAppraisal", CITY));
    }
}
