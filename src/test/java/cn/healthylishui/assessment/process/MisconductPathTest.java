package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.InOrder;

/** 弄虚作假查处. */
class MisconductPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("misconduct");

    private static final long MISCONDUCT = 3;
    private static final Date INVESTIGATED_BY = day(20);
    private static final Date HEARD_BY = day(30);
    private static final Date HEARING_OVER = day(31);

    MisconductPathTest() {
        super("misconduct");
    }

    @BeforeEach
    void misconduct() {
        when(misconductCases.accused(MISCONDUCT)).thenReturn(COUNTY);
        when(misconductCases.due(MISCONDUCT, "INVESTIGATION")).thenReturn(INVESTIGATED_BY);
        when(misconductCases.due(MISCONDUCT, "HEARING")).thenReturn(HEARD_BY);
        when(misconductCases.hearingOver(MISCONDUCT)).thenReturn(HEARING_OVER);
    }

    @Test
    void confirmed_misconduct_fails_the_accused_at_once_and_a_serious_case_is_referred_beside() {
        ProcessInstance misconduct = start(Map.of());

        complete(
                open("taskReportMisconduct", CITY, TOMORROW),
                Map.of("reported", true, "year", YEAR, "misconduct", MISCONDUCT, "district", DISTRICT));
        complete(open("taskInvestigateMisconduct", CITY, INVESTIGATED_BY));
        assertThat(openKeys()).containsExactly("taskHearAccused");
        assertThat(timer("timerHearingDue").getDuedate()).isEqualTo(HEARING_OVER);
        complete(open("taskHearAccused", COUNTY, HEARD_BY));
        assertThat(misconduct).hasPassed("endHeard").hasNotPassed("taskNoteNoStatement");
        assertThat(timer("timerHearingDue")).as("heard").isNull();
        complete(open("taskFindMisconduct", CITY, day(5)), found(true, true));
        nothingHappened();
        complete(open("taskDecideMisconduct", LEADING_GROUP, day(5)), decided("APPROVED", true));

        InOrder order = inOrder(misconductCases, resultUse);
        order.verify(misconductCases).sanction(MISCONDUCT);
        order.verify(resultUse).begin(YEAR);
        assertThat(misconduct).hasPassed("endSanctioned").isWaitingAtExactly("taskRefer");
        complete(open("taskRefer", CITY, day(3)));
        assertThat(misconduct).isEnded().hasPassed("endReferred").hasNotPassed("endNotSerious");
    }

    @Test
    void it_is_the_leading_group_that_decides_whether_a_case_is_serious() {
        ProcessInstance misconduct = goToDecision();

        complete(open("taskDecideMisconduct", LEADING_GROUP), decided("APPROVED", false));

        verify(misconductCases, times(1)).sanction(MISCONDUCT);
        verify(resultUse, times(1)).begin(YEAR);
        assertThat(misconduct)
                .isEnded()
                .hasPassed("endSanctioned", "endNotSerious")
                .hasNotPassed("taskRefer");
    }

    @Test
    void whoever_is_silent_until_the_day_has_waived_the_hearing() {
        ProcessInstance misconduct = goToHearing();

        managementService().executeJob(timer("timerHearingDue").getId());

        assertThat(openKeys()).containsExactly("taskHearAccused", "taskNoteNoStatement");
        complete(open("taskNoteNoStatement", CITY, day(2)));
        assertThat(misconduct).hasPassed("endWaived").isWaitingAtExactly("taskFindMisconduct");
        complete(open("taskFindMisconduct", CITY), found(true, false));
        assertThat(misconduct).isWaitingAtExactly("taskDecideMisconduct");
    }

    @Test
    void a_statement_counts_as_long_as_its_absence_is_not_noted() {
        ProcessInstance misconduct = goToHearing();
        managementService().executeJob(timer("timerHearingDue").getId());

        complete(open("taskHearAccused", COUNTY));

        assertThat(misconduct).hasPassed("endHeard").hasNotPassed("endWaived").isWaitingAtExactly("taskFindMisconduct");
        assertThat(openKeys()).containsExactly("taskFindMisconduct");
    }

    @Test
    void what_the_city_office_does_not_find_proven_changes_nothing() {
        ProcessInstance misconduct = goToHearing();
        complete(open("taskHearAccused", COUNTY));

        complete(open("taskFindMisconduct", CITY), found(false, false));

        assertThat(misconduct).isEnded().hasPassed("endNotConfirmed").hasNotPassed("taskDecideMisconduct");
        nothingHappened();
    }

    @Test
    void what_the_leading_group_does_not_find_proven_changes_nothing() {
        ProcessInstance misconduct = goToDecision();

        complete(open("taskDecideMisconduct", LEADING_GROUP), decided("REFUSED", false));

        assertThat(misconduct).isEnded().hasPassed("endNotConfirmed").hasNotPassed("serviceSanction");
        nothingHappened();
    }

    @Test
    void what_the_leading_group_returns_is_investigated_and_heard_again() {
        ProcessInstance misconduct = goToDecision();

        complete(open("taskDecideMisconduct", LEADING_GROUP), decided("RETURNED", false));

        assertThat(misconduct).isWaitingAtExactly("taskInvestigateMisconduct");
        nothingHappened();
        complete(open("taskInvestigateMisconduct", CITY, INVESTIGATED_BY));
        complete(open("taskHearAccused", COUNTY, HEARD_BY));
        complete(open("taskFindMisconduct", CITY), found(true, false));
        complete(open("taskDecideMisconduct", LEADING_GROUP), decided("APPROVED", false));
        assertThat(misconduct).isEnded().hasPassed("endSanctioned");
    }

    @Test
    void what_was_started_by_mistake_is_dropped_without_a_case() {
        ProcessInstance misconduct = start(Map.of());

        complete(open("taskReportMisconduct", CITY), Map.of("reported", false));

        assertThat(misconduct).isEnded().hasPassed("endNotReported").hasNotPassed("taskInvestigateMisconduct");
        nothingHappened();
    }

    private ProcessInstance goToHearing() {
        ProcessInstance misconduct = start(Map.of());
        complete(
                open("taskReportMisconduct", CITY),
                Map.of("reported", true, "year", YEAR, "misconduct", MISCONDUCT, "district", DISTRICT));
        complete(open("taskInvestigateMisconduct", CITY));
        return misconduct;
    }

    private ProcessInstance goToDecision() {
        ProcessInstance misconduct = goToHearing();
        complete(open("taskHearAccused", COUNTY));
        complete(open("taskFindMisconduct", CITY), found(true, true));
        return misconduct;
    }

    private void nothingHappened() {
        verify(misconductCases, never()).sanction(any());
        verify(resultUse, never()).begin(anyInt());
    }

    private static Map<String, Object> found(boolean confirmed, boolean serious) {
        return Map.of("confirmed", confirmed, "serious", serious);
    }

    private static Map<String, Object> decided(String ruling, boolean serious) {
        return Map.of("ruling", ruling, "serious", serious);
    }
}
