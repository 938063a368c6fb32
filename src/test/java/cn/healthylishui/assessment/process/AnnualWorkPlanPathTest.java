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

/** 年度重点工作. */
class AnnualWorkPlanPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("annual-work-plan");

    private static final String HEALTH = "shi-wjw";
    private static final String SPORTS = "shi-tyzx";
    private static final String ZONE = "LSKFQ";
    private static final String ZONE_OFFICE = "kfq-jkb";
    private static final long PLAN = 5;

    private ProcessInstance plan;

    AnnualWorkPlanPathTest() {
        super("annual-work-plan", "quarterly-progress");
    }

    @BeforeEach
    void concerned() {
        when(offices.countyOffice(ZONE)).thenReturn(ZONE_OFFICE);
        when(workPlan.units(PLAN)).thenReturn(List.of(HEALTH, SPORTS));
        when(workPlan.districts(PLAN)).thenReturn(List.of(DISTRICT, ZONE));
        when(workPlan.quarters(PLAN)).thenReturn(List.of(3, 4));
    }

    @Test
    void key_work_is_entered_decomposed_confirmed_approved_and_followed_quarter_by_quarter() {
        plan = start(Map.of());

        complete(open("taskEnterKeyWork", CITY, day(5)), Map.of("year", YEAR, "plan", PLAN));
        complete(open("taskDecompose", CITY, day(10)));
        assertThat(openAll("taskConfirmTasks")).extracting(this::office).containsExactlyInAnyOrder(HEALTH, SPORTS);
        assertThat(openAll("taskSetDistrictWork"))
                .extracting(this::office)
                .containsExactlyInAnyOrder(COUNTY, ZONE_OFFICE);
        assertThat(open("taskConfirmTasks", HEALTH).getDueDate()).isEqualTo(day(5));
        assertThat(open("taskSetDistrictWork", COUNTY).getDueDate()).isEqualTo(day(10));
        openAll("taskConfirmTasks").forEach(this::complete);
        complete(open("taskSetDistrictWork", COUNTY));
        assertThat(openKeys()).as("while a district is missing").containsExactly("taskSetDistrictWork");
        complete(open("taskSetDistrictWork", ZONE_OFFICE));
        verify(workPlan, never()).adopt(PLAN);
        complete(open("taskApprovePlan", CITY, day(3)), Map.of("ruling", "APPROVED"));

        verify(workPlan, times(1)).adopt(PLAN);
        assertThat(running("quarterly-progress"))
                .extracting(ProcessInstance::getBusinessKey)
                .containsExactlyInAnyOrder("2021/quarter/3", "2021/quarter/4");
        for (ProcessInstance quarter : running("quarterly-progress")) {
            assertThat(quarter).variables().containsOnlyKeys("year", "quarter").containsEntry("year", YEAR);
            assertThat(plan).isNotEnded();
            finishCalled(quarter);
        }
        assertThat(plan).isEnded().hasPassed("endPlan");
    }

    @Test
    void the_approval_waits_for_the_last_unit() {
        goToConfirmation();
        openAll("taskSetDistrictWork").forEach(this::complete);
        complete(open("taskConfirmTasks", HEALTH));
        assertThat(openKeys()).containsExactly("taskConfirmTasks");

        complete(open("taskConfirmTasks", SPORTS));

        assertThat(openKeys()).containsExactly("taskApprovePlan");
    }

    @Test
    void a_plan_that_is_sent_back_is_decomposed_and_confirmed_again() {
        goToConfirmation();
        goToApproval();

        complete(open("taskApprovePlan", CITY), Map.of("ruling", "RETURNED"));

        assertThat(plan).isWaitingAtExactly("taskDecompose");
        verify(workPlan, never()).adopt(PLAN);
        when(workPlan.units(PLAN)).thenReturn(List.of(SPORTS));
        complete(open("taskDecompose", CITY, day(10)));
        complete(open("taskConfirmTasks", SPORTS));
        openAll("taskSetDistrictWork").forEach(this::complete);
        complete(open("taskApprovePlan", CITY), Map.of("ruling", "APPROVED"));
        verify(workPlan, times(1)).adopt(PLAN);
    }

    @Test
    void a_later_batch_that_asks_the_districts_for_nothing_more_goes_to_its_units_alone() {
        when(workPlan.districts(PLAN)).thenReturn(List.of());
        goToConfirmation();
        assertThat(openKeys()).containsExactly("taskConfirmTasks", "taskConfirmTasks");

        openAll("taskConfirmTasks").forEach(this::complete);

        assertThat(openKeys()).containsExactly("taskApprovePlan");
    }

    @Test
    void a_later_batch_whose_quarters_an_earlier_one_already_follows_ends_with_its_adoption() {
        when(workPlan.quarters(PLAN)).thenReturn(List.of());
        goToConfirmation();
        goToApproval();

        complete(open("taskApprovePlan", CITY), Map.of("ruling", "APPROVED"));

        assertThat(plan).isEnded().hasPassed("endPlan");
    }

    private void goToConfirmation() {
        plan = start(Map.of());
        complete(open("taskEnterKeyWork", CITY), Map.of("year", YEAR, "plan", PLAN));
        complete(open("taskDecompose", CITY));
    }

    private void goToApproval() {
        openAll("taskConfirmTasks").forEach(this::complete);
        openAll("taskSetDistrictWork").forEach(this::complete);
    }
}
