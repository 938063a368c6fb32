package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 结果运用. */
class ResultUsePathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("result-use");

    private static final long NOTICE = 5;
    private static final long CIRCULATION = 8;
    private static final long OF_DISTRICT = 31;
    private static final long OF_TOWNSHIP = 32;
    private static final String TOWNSHIP = "331121105";

    ResultUsePathTest() {
        super("result-use", "publicity", "interview", "hand-over");
    }

    @BeforeEach
    void results() {
        // Mockito answers a Long with 0 where nothing else is said.
        when(publicity.draft(YEAR)).thenReturn(null);
        when(circulations.draft(YEAR)).thenReturn(null);
        when(interviews.of(CIRCULATION)).thenReturn(List.of(OF_DISTRICT, OF_TOWNSHIP));
        when(interviews.district(any())).thenReturn(DISTRICT);
        when(interviews.township(OF_TOWNSHIP)).thenReturn(TOWNSHIP);
    }

    @Test
    void the_excellent_are_on_notice_first_then_everyone_is_circulated_interviewed_and_handed_over() {
        when(publicity.draft(YEAR)).thenReturn(NOTICE);
        when(circulations.draft(YEAR)).thenReturn(CIRCULATION);
        ProcessInstance use = start(Map.of("year", YEAR));

        ProcessInstance notice = called("publicity");
        assertThat(notice.getBusinessKey()).isEqualTo("2021/notice/5");
        assertThat(notice).variables().containsOnly(Map.entry("year", YEAR), Map.entry("notice", NOTICE));
        verify(circulations, never()).draft(YEAR);
        finishCalled(notice);
        complete(open("taskCirculate", CITY, day(3)));

        ProcessInstance handOver = called("hand-over");
        assertThat(handOver.getBusinessKey()).isEqualTo("2021");
        assertThat(handOver).variables().containsOnlyKeys("year");
        List<ProcessInstance> talks = running("interview");
        assertThat(talks)
                .extracting(ProcessInstance::getBusinessKey)
                .containsExactlyInAnyOrder("2021/interview/31", "2021/interview/32");
        assertThat(talks)
                .extracting(talk -> runtimeService().getVariables(talk.getId()))
                .containsExactlyInAnyOrder(facts(OF_DISTRICT, null), facts(OF_TOWNSHIP, TOWNSHIP));
        finishCalled(talks.get(0));
        finishCalled(handOver);
        assertThat(use).isNotEnded();
        finishCalled(talks.get(1));

        assertThat(use).isEnded().hasPassed("endResultUsed").hasNotPassed("endNothingDue");
        verify(publicity, times(1)).draft(YEAR);
        verify(circulations, times(1)).draft(YEAR);
    }

    @Test
    void where_nobody_has_failed_only_the_hand_over_is_waited_for() {
        when(circulations.draft(YEAR)).thenReturn(CIRCULATION);
        when(interviews.of(CIRCULATION)).thenReturn(List.of());
        ProcessInstance use = start(Map.of("year", YEAR));
        assertThat(use).hasNotPassed("callPublicity");

        complete(open("taskCirculate", CITY));

        assertThat(running("interview")).isEmpty();
        finishCalled(called("hand-over"));
        assertThat(use).isEnded().hasPassed("endResultUsed");
    }

    @Test
    void a_result_that_is_neither_to_be_put_on_notice_nor_circulated_asks_for_nothing() {
        ProcessInstance use = start(Map.of("year", YEAR));

        assertThat(use).isEnded().hasPassed("endNothingDue").hasNotPassed("callPublicity", "taskCirculate");
        assertThat(openKeys()).isEmpty();
    }

    @Test
    void a_changed_result_is_put_on_notice_and_circulated_as_far_as_it_changed() {
        when(publicity.draft(YEAR)).thenReturn(NOTICE);
        when(circulations.draft(YEAR)).thenReturn(CIRCULATION);
        when(interviews.of(CIRCULATION)).thenReturn(List.of(OF_TOWNSHIP));

        ProcessInstance use = runtimeService().startProcessInstanceByMessage("result-changed", Map.of("year", YEAR));

        assertThat(use).hasPassed("startAfterRevision").hasNotPassed("startResultUse");
        finishCalled(called("publicity"));
        complete(open("taskCirculate", CITY, day(3)));
        finishCalled(called("interview"));
        finishCalled(called("hand-over"));
        assertThat(use).isEnded().hasPassed("endResultUsed");
    }

    private static Map<String, Object> facts(long interview, String township) {
        Map<String, Object> facts = new HashMap<>(Map.of("year", YEAR, "interview", interview, "district", DISTRICT));
        facts.put("township", township);
        return facts;
    }
}
