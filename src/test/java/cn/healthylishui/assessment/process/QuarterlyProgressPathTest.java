package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 季度进展. */
class QuarterlyProgressPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("quarterly-progress");

    private static final String HEALTH = "shi-wjw";
    private static final String SPORTS = "shi-tyzx";
    private static final int QUARTER = 4;
    private static final Date QUARTER_END = day(0);
    private static final Date DUE = day(8);
    private static final Date OVER = day(9);

    private ProcessInstance progress;

    QuarterlyProgressPathTest() {
        super("quarterly-progress");
    }

    @BeforeEach
    void quarter() {
        when(workPlan.quarterEnd(YEAR, QUARTER)).thenReturn(QUARTER_END);
        when(workPlan.progressDue(YEAR, QUARTER)).thenReturn(DUE);
        when(workPlan.progressOver(YEAR, QUARTER)).thenReturn(OVER);
        when(workPlan.reportingUnits(YEAR, QUARTER)).thenReturn(List.of(HEALTH, SPORTS));
        when(workPlan.reportingDistricts(YEAR, QUARTER)).thenReturn(List.of(DISTRICT));
    }

    @Test
    void when_the_quarter_is_over_units_and_districts_report_and_where_all_is_well_nobody_is_urged() {
        progress = start(Map.of("year", YEAR, "quarter", QUARTER));
        assertThat(progress).isWaitingAtExactly("timerQuarterEnd");
        assertThat(openKeys()).isEmpty();
        assertThat(timer("timerQuarterEnd").getDuedate()).isEqualTo(QUARTER_END);

        managementService().executeJob(timer("timerQuarterEnd").getId());

        assertThat(openAll("taskReportProgress")).extracting(this::office).containsExactlyInAnyOrder(HEALTH, SPORTS);
        assertThat(open("taskReportProgress", HEALTH).getDueDate()).isEqualTo(DUE);
        openAll("taskReportProgress").forEach(this::complete);
        complete(open("taskReportDistrictWork", COUNTY, DUE));
        assertThat(progress).hasPassed("endProgress").isWaitingAtExactly("timerProgressDue");
        assertThat(timer("timerProgressDue").getDuedate()).isEqualTo(OVER);

        managementService().executeJob(timer("timerProgressDue").getId());

        assertThat(progress).isEnded().hasPassed("endNothingToUrge").hasNotPassed("endProgressUrged");
    }

    @Test
    void when_reports_are_overdue_the_city_office_urges_and_the_offices_still_report() {
        when(workPlan.toUrge(YEAR, QUARTER)).thenReturn(true);
        goToReports();
        complete(open("taskReportProgress", HEALTH));

        managementService().executeJob(timer("timerProgressDue").getId());

        complete(open("taskUrgeProgress", CITY, TOMORROW));
        assertThat(progress).hasPassed("endProgressUrged").isNotEnded();
        complete(open("taskReportProgress", SPORTS, DUE));
        complete(open("taskReportDistrictWork", COUNTY));
        assertThat(progress).isEnded().hasPassed("endProgress");
    }

    @Test
    void a_task_that_lags_is_urged_even_where_everybody_has_reported() {
        when(workPlan.toUrge(YEAR, QUARTER)).thenReturn(true);
        goToReports();
        openAll("taskReportProgress").forEach(this::complete);
        complete(open("taskReportDistrictWork", COUNTY));

        managementService().executeJob(timer("timerProgressDue").getId());

        complete(open("taskUrgeProgress", CITY));
        assertThat(progress).isEnded().hasPassed("endProgress", "endProgressUrged");
    }

    @Test
    void a_quarter_in_which_nobody_has_anything_to_report_ends_by_itself() {
        when(workPlan.reportingUnits(YEAR, QUARTER)).thenReturn(List.of());
        when(workPlan.reportingDistricts(YEAR, QUARTER)).thenReturn(List.of());

        goToReports();
        assertThat(progress).hasPassed("endProgress");
        managementService().executeJob(timer("timerProgressDue").getId());

        assertThat(progress).isEnded();
    }

    private void goToReports() {
        progress = start(Map.of("year", YEAR, "quarter", QUARTER));
        managementService().executeJob(timer("timerQuarterEnd").getId());
    }
}
