package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 更正官方数据. */
class FigureCorrectionPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("figure-correction");

    private static final String STATISTICS = "shi-tjj";
    private static final long CORRECTION = 5;
    private static final long PROPOSAL = 11;

    FigureCorrectionPathTest() {
        super("figure-correction", "result-revision");
    }

    @BeforeEach
    void office() {
        begunInTheNameOf(STATISTICS);
    }

    private ProcessInstance filed() {
        ProcessInstance correction = start(Map.of());
        complete(
                open("taskCorrectFigures", STATISTICS, day(3)),
                Map.of("filed", true, "year", YEAR, "correction", CORRECTION));
        return correction;
    }

    @Test
    void before_the_approval_the_new_figure_counts_once_the_city_office_agrees() {
        when(figureCorrections.carryOut(CORRECTION)).thenReturn(false);
        ProcessInstance correction = filed();

        complete(open("taskConfirmCorrection", CITY, day(3)), Map.of("ruling", "APPROVED"));

        verify(figureCorrections).carryOut(CORRECTION);
        assertThat(correction).isEnded().hasPassed("endCorrected").hasNotPassed("callRevisionOfFigures");
    }

    @Test
    void after_the_approval_the_leading_group_decides_on_a_proposal_that_is_drawn_up_already() {
        when(figureCorrections.carryOut(CORRECTION)).thenReturn(true);
        when(figureCorrections.proposal(CORRECTION)).thenReturn(PROPOSAL);
        ProcessInstance correction = filed();

        complete(open("taskConfirmCorrection", CITY), Map.of("ruling", "APPROVED"));

        ProcessInstance revision = called("result-revision");
        assertThat(revision.getBusinessKey()).isEqualTo("2021/correction/5");
        assertThat(runtimeService().getVariables(revision.getId()))
                .containsEntry("year", YEAR)
                .containsEntry("proposal", PROPOSAL);
        finishCalled(revision);
        assertThat(correction).isEnded().hasPassed("endHandedOver").hasNotPassed("endCorrected");
    }

    @Test
    void a_returned_correction_is_written_again_and_may_then_be_dropped() {
        ProcessInstance correction = filed();

        complete(open("taskConfirmCorrection", CITY), Map.of("ruling", "RETURNED"));

        assertThat(correction).isWaitingAtExactly("taskCorrectFigures");
        complete(open("taskCorrectFigures", STATISTICS), Map.of("filed", false));
        assertThat(correction).isEnded().hasPassed("endNotFiled");
        verify(figureCorrections, never()).carryOut(any());
    }

    @Test
    void a_refused_correction_changes_nothing() {
        ProcessInstance correction = filed();

        complete(open("taskConfirmCorrection", CITY), Map.of("ruling", "REFUSED"));

        assertThat(correction).isEnded().hasPassed("endCorrectionRefused");
        verify(figureCorrections, never()).carryOut(any());
    }
}
