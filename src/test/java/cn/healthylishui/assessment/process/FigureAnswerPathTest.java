package cn.healthylishui.assessment.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 答复核查不一致. */
class FigureAnswerPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("figure-answer");

    private static final String OWNER = "shi-hbj";

    FigureAnswerPathTest() {
        super("figure-answer");
    }

    @BeforeEach
    void due() {
        when(deadlines.commentDue(YEAR, OWNER)).thenReturn(day(30));
    }

    private ProcessInstance contradicted(long query) {
        return runtimeService()
                .createMessageCorrelation("figures-contradicted")
                .setVariables(Map.of("year", YEAR, "district", DISTRICT, "unit", OWNER, "query", query))
                .correlateStartMessage();
    }

    @Test
    void the_owner_of_the_figure_answers_within_the_days_of_a_comment() {
        ProcessInstance answer = contradicted(1L);

        complete(open("taskAnswerFindings", OWNER, day(30)));

        assertThat(answer).isEnded().hasPassed("endAnswered");
    }

    @Test
    void whoever_has_not_answered_need_not_once_the_city_office_has_decided() {
        ProcessInstance answer = contradicted(1L);
        ProcessInstance other = contradicted(2L);

        runtimeService()
                .createMessageCorrelation("contradictions-settled")
                .processInstanceVariableEquals("query", 1L)
                .correlateAll();

        assertThat(answer).isEnded().hasPassed("endNotAnswered");
        assertThat(other).isWaitingAtExactly("taskAnswerFindings");
    }
}
