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

/** 一期数据报送. */
class FigurePeriodPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("figure-period");

    private static final String HEALTH = "shi-wjw";
    private static final String WATER = "shi-slj";
    private static final String QINGTIAN_HEALTH = "qingtian-wjj";
    private static final String YUNHE_HEALTH = "yunhe-wjj";
    private static final String QINGTIAN_WATER = "qingtian-slj";
    private static final int PERIOD = 9;
    private static final Date PERIOD_END = day(0);
    private static final Date DUE = day(8);
    private static final Date OVER = day(9);

    private ProcessInstance period;

    FigurePeriodPathTest() {
        super("figure-period");
    }

    @BeforeEach
    void units() {
        when(figureReports.periodEnd(YEAR, PERIOD)).thenReturn(PERIOD_END);
        when(figureReports.reportDue(YEAR, PERIOD)).thenReturn(DUE);
        when(figureReports.reportOver(YEAR, PERIOD)).thenReturn(OVER);
        when(figureReports.owners(YEAR, PERIOD)).thenReturn(List.of(HEALTH, WATER));
        when(figureReports.units(YEAR, PERIOD, HEALTH)).thenReturn(List.of(QINGTIAN_HEALTH, YUNHE_HEALTH));
        when(figureReports.units(YEAR, PERIOD, WATER)).thenReturn(List.of(QINGTIAN_WATER));
    }

    private void goToReports() {
        period = start(Map.of("year", YEAR, "period", PERIOD));
        managementService().executeJob(timer("timerPeriodEnd").getId());
    }

    @Test
    void when_the_period_is_over_units_report_and_each_municipal_unit_confirms_what_all_its_units_said() {
        period = start(Map.of("year", YEAR, "period", PERIOD));
        assertThat(period).isWaitingAtExactly("timerPeriodEnd");
        assertThat(openKeys()).isEmpty();
        assertThat(timer("timerPeriodEnd").getDuedate()).isEqualTo(PERIOD_END);

        managementService().executeJob(timer("timerPeriodEnd").getId());

        assertThat(openAll("taskReportFigures"))
                .extracting(this::office)
                .containsExactlyInAnyOrder(QINGTIAN_HEALTH, YUNHE_HEALTH, QINGTIAN_WATER);
        complete(open("taskReportFigures", QINGTIAN_HEALTH));
        assertThat(openAll("taskConfirmReport")).isEmpty();
        complete(open("taskReportFigures", YUNHE_HEALTH));
        complete(open("taskConfirmReport", HEALTH, day(3)), Map.of("accepted", true));
        assertThat(period).isNotEnded();

        complete(open("taskReportFigures", QINGTIAN_WATER));
        complete(open("taskConfirmReport", WATER), Map.of("accepted", true));
        assertThat(period).isEnded().hasPassed("endUnitReports", "endFigurePeriod");
    }

    @Test
    void what_is_sent_back_is_reported_again_by_that_unit_alone() {
        goToReports();
        openAll("taskReportFigures").forEach(this::complete);
        when(figureReports.units(YEAR, PERIOD, HEALTH)).thenReturn(List.of(YUNHE_HEALTH));

        complete(open("taskConfirmReport", HEALTH), Map.of("accepted", false));

        complete(open("taskReportFigures", YUNHE_HEALTH, DUE));
        complete(open("taskConfirmReport", HEALTH), Map.of("accepted", true));
        complete(open("taskConfirmReport", WATER), Map.of("accepted", true));
        assertThat(period).isEnded();
    }

    @Test
    void when_a_report_is_overdue_the_city_office_urges_and_the_unit_still_reports() {
        when(figureReports.toUrge(YEAR, PERIOD)).thenReturn(true);
        goToReports();
        assertThat(timer("timerReportsDue").getDuedate()).isEqualTo(OVER);

        managementService().executeJob(timer("timerReportsDue").getId());

        complete(open("taskUrgeFigures", CITY, TOMORROW));
        assertThat(period).hasPassed("endFiguresUrged").isNotEnded();
        openAll("taskReportFigures").forEach(this::complete);
        openAll("taskConfirmReport").forEach(task -> complete(task, Map.of("accepted", true)));
        assertThat(period).isEnded();
    }

    @Test
    void where_only_the_confirmation_is_still_to_come_nobody_is_urged() {
        goToReports();
        openAll("taskReportFigures").forEach(this::complete);

        managementService().executeJob(timer("timerReportsDue").getId());

        assertThat(period).hasPassed("endNobodyLate").isNotEnded();
        openAll("taskConfirmReport").forEach(task -> complete(task, Map.of("accepted", true)));
        assertThat(period).isEnded();
    }

    @Test
    void a_period_in_which_nobody_has_anything_to_report_ends_by_itself() {
        when(figureReports.owners(YEAR, PERIOD)).thenReturn(List.of());

        goToReports();

        assertThat(period).isEnded();
    }
}
