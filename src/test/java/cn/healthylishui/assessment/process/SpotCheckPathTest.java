package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 抽签和现场核查. */
class SpotCheckPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("spot-check");

    SpotCheckPathTest() {
        super("spot-check");
    }

    @BeforeEach
    void draw() {
        when(spotCheck.drawn(YEAR, DISTRICT)).thenReturn(List.of("331121101", "331121102"));
        when(deadlines.commentDue(YEAR, COUNTY)).thenReturn(day(30));
    }

    @Test
    void the_county_comments_when_all_drawn_townships_and_the_county_itself_are_checked() {
        ProcessInstance check = start(Map.of("year", YEAR, "district", DISTRICT));

        verify(spotCheck, times(1)).draw(YEAR, DISTRICT);
        List<Task> townships = openAll("taskCheckTownship");
        assertThat(townships)
                .hasSize(2)
                .allSatisfy(task -> assertThat(office(task)).isEqualTo(CITY))
                .allSatisfy(task -> assertThat(task.getDueDate()).isEqualTo(due("SPOT_CHECK", CITY)))
                .extracting(task -> PathEngine.get().getTaskService().getVariable(task.getId(), "township"))
                .containsExactlyInAnyOrder("331121101", "331121102");
        complete(townships.get(0));
        complete(townships.get(1));
        assertThat(check).isWaitingAtExactly("taskCheckDistrict", "joinChecks");
        complete(open("taskCheckDistrict", CITY, due("SPOT_CHECK", CITY)));

        complete(open("taskCommentFindings", COUNTY, day(30)));
        assertThat(check).isEnded().hasPassed("endChecked");
    }

    @Test
    void it_does_not_matter_which_check_is_done_first() {
        ProcessInstance check = start(Map.of("year", YEAR, "district", DISTRICT));

        complete(open("taskCheckDistrict", CITY));
        assertThat(openKeys()).containsExactly("taskCheckTownship", "taskCheckTownship");
        openAll("taskCheckTownship").forEach(this::complete);

        assertThat(check).isWaitingAtExactly("taskCommentFindings");
        verify(spotCheck, times(1)).draw(YEAR, DISTRICT);
    }
}
