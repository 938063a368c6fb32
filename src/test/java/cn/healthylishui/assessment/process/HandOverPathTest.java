package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 移交考核结果. */
class HandOverPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("hand-over");

    private static final String RECEIVER = "comprehensive-assessment";
    private static final long HAND_OVER = 4;

    HandOverPathTest() {
        super("hand-over");
    }

    @Test
    void the_city_office_hands_the_result_over_and_the_receiver_signs_for_it() {
        when(handOvers.draft(YEAR)).thenReturn(HAND_OVER);
        ProcessInstance handOver = start(Map.of("year", YEAR));

        verify(handOvers, times(1)).draft(YEAR);
        assertThat(handOver).variables().containsEntry("handOver", HAND_OVER);
        complete(open("taskHandOver", CITY, day(3)));
        complete(open("taskConfirmReceipt", RECEIVER, day(3)));

        assertThat(handOver).isEnded().hasPassed("endReceived").hasNotPassed("endNoHandOver");
    }

    @Test
    void what_has_been_handed_over_is_not_handed_over_again() {
        when(handOvers.draft(YEAR)).thenReturn(null);

        ProcessInstance handOver = start(Map.of("year", YEAR));

        assertThat(handOver).isEnded().hasPassed("endNoHandOver").hasNotPassed("taskHandOver");
        assertThat(openKeys()).isEmpty();
    }
}
