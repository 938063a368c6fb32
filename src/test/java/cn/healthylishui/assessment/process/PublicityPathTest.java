package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 公示. */
class PublicityPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("publicity");

    private static final long NOTICE = 5;
    private static final Date OVER = day(58);

    PublicityPathTest() {
        super("publicity");
    }

    @Test
    void a_posted_notice_is_closed_when_its_period_is_over_and_not_before() {
        when(publicity.over(NOTICE)).thenReturn(OVER);
        ProcessInstance notice = start(Map.of("year", YEAR, "notice", NOTICE));

        verify(publicity, never()).over(any());
        complete(open("taskPostNotice", CITY, day(3)));
        assertThat(notice).isWaitingAtExactly("timerPublicityOver");
        assertThat(openKeys()).isEmpty();
        assertThat(timer("timerPublicityOver").getDuedate()).isEqualTo(OVER);
        verify(publicity, never()).close(any());

        managementService().executeJob(timer("timerPublicityOver").getId());

        verify(publicity, times(1)).close(NOTICE);
        assertThat(notice).isEnded().hasPassed("endPublicityOver");
    }
}
