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
    void when_the_quarter_is_over_units_and_districts_report_and_the_last_report_ends_it() {
        progress = start(Map.of("year", YEAR, "quarter", QUARTER));
        assertThat(progress).isWaitingAtExactly("timerQuarterEnd");
        assertThat(openKeys()).isEmpty();
        assertThat(timer("timerQuarterEnd").getDuedate()).isEqualTo(QUARTER_END);

        managementService().executeJob(timer("timerQuarterEnd").getId());

        assertThat(openAll("taskReportProgress")).extracting(this::office).containsExactlyInAnyOrder(HEALTH, SPORTS);
        assertThat(open("taskReportProgress", HEALTH).getDueDate()).isEqualTo(DUE);
        openAll("taskReportProgress").forEach(this::complete);
        assertThat(progress).isNotEnded();
        assertThat(timer("timerProgressDue")).as("nobody is left to be urged").isNull();
        complete(open("taskReportDistrictWork", COUNTY, DUE));

        assertThat(progress).isEnded().hasPassed("endProgress").hasNotPassed("endProgressUrged");
    }

    @Test
    void when_reports_are_overdue_the_city_office_urges_and_the_units_still_report() {
        goToReports();
        complete(open("taskReportProgress", HEALTH));
        assertThat(timer("timerProgressDue").getDuedate()).isEqualTo(OVER);

        managementService().executeJob(timer("timerProgressDue").getId());

        complete(open("taskUrgeProgress", CITY, TOMORROW));
        assertThat(progress).hasPassed("endProgressUrged").isNotEnded();
        assertThat(timer("timerProgressDue")).as("urged once").isNull();
        complete(open("taskReportProgress", SPORTS, DUE));
        complete(open("taskReportDistrictWork", COUNTY));
        assertThat(progress).isEnded().hasPassed("endProgress");
    }

    @Test
    void whom_nobody_has_urged_yet_needs_no_urging_once_all_reports_are_in() {
        goToReports();
        managementService().executeJob(timer("timerProgressDue").getId());

        complete(open("taskReportDistrictWork", COUNTY));
        openAll("taskReportProgress").forEach(this::complete);

        assertThat(progress).isEnded().hasPassed("endProgress").hasNotPassed("endProgressUrged");
        assertThat(openKeys()).isEmpty();
    }

    @Test
    void a_quarter_in_which_nobody_has_anything_to_report_ends_by_itself() {
        when(workPlan.reportingUnits(YEAR, QUARTER)).thenReturn(List.of());
        when(workPlan.reportingDistricts(YEAR, QUARTER)).thenReturn(List.of());

        goToReports();

        assertThat(progress).isEnded().hasPassed("endProgress");
    }

    private void goToReports() {
        progress = start(Map.of("year", YEAR, "quarter", QUARTER));
        managementService().executeJob(timer("timerQuarterEnd").getId());
    }
}
