package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 数据报送. */
class FigureReportPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("figure-report");

    private static final long REQUEST = 3;

    FigureReportPathTest() {
        super("figure-report", "figure-period");
    }

    @Test
    void each_period_asked_for_is_reported_by_itself_and_no_other_waits_for_it() {
        when(figureReports.periods(REQUEST)).thenReturn(List.of(9, 12));
        ProcessInstance report = start(Map.of());

        complete(open("taskSetRhythm", CITY, day(3)), Map.of("year", YEAR, "request", REQUEST));

        List<ProcessInstance> periods = running("figure-period");
        assertThat(periods)
                .extracting(ProcessInstance::getBusinessKey)
                .containsExactlyInAnyOrder("2021/figures/9", "2021/figures/12");
        finishCalled(periods.get(1));
        assertThat(report).isNotEnded();
        finishCalled(periods.get(0));
        assertThat(report).isEnded().hasPassed("endFigureReport");
    }

    @Test
    void where_every_period_was_asked_for_before_only_the_rhythm_is_set() {
        when(figureReports.periods(REQUEST)).thenReturn(List.of());
        ProcessInstance report = start(Map.of());

        complete(open("taskSetRhythm", CITY), Map.of("year", YEAR, "request", REQUEST));

        assertThat(running("figure-period")).isEmpty();
        assertThat(report).isEnded();
    }
}
