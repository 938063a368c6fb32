package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.never;
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

/** 官方数据. */
class OfficialFiguresPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("official-figures");

    private static final String HEALTH = "shi-wjw";
    private static final String STATISTICS = "shi-tjj";

    OfficialFiguresPathTest() {
        super("official-figures");
    }

    @BeforeEach
    void owners() {
        when(officialFigures.owners(YEAR)).thenReturn(List.of(HEALTH, STATISTICS));
    }

    @Test
    void the_figures_are_settled_once_those_of_every_unit_are_accepted() {
        ProcessInstance figures = start(Map.of("year", YEAR));

        assertThat(openAll("taskEnterFigures")).extracting(this::office).containsExactlyInAnyOrder(HEALTH, STATISTICS);
        assertThat(open("taskEnterFigures", HEALTH).getDueDate()).isEqualTo(due("OFFICIAL_FIGURES", HEALTH));
        complete(open("taskEnterFigures", HEALTH));
        complete(open("taskCheckFigures", CITY, due("FIGURES_CHECK", CITY)), Map.of("accepted", true));
        assertThat(figures).hasPassed("endUnitFigures").isNotEnded();
        verify(officialFigures, never()).settle(YEAR);

        complete(open("taskEnterFigures", STATISTICS));
        complete(open("taskCheckFigures", CITY), Map.of("accepted", true));
        verify(officialFigures).settle(YEAR);
        assertThat(figures).isEnded().hasPassed("endFiguresSettled");
    }

    @Test
    void figures_that_are_not_accepted_go_back_to_their_unit_and_to_no_other() {
        ProcessInstance figures = start(Map.of("year", YEAR));
        complete(open("taskEnterFigures", HEALTH));
        complete(open("taskEnterFigures", STATISTICS));

        complete(checkOf(HEALTH), Map.of("accepted", false));
        complete(checkOf(STATISTICS), Map.of("accepted", true));
        assertThat(openKeys()).containsExactly("taskEnterFigures");
        verify(officialFigures, never()).settle(YEAR);

        complete(open("taskEnterFigures", HEALTH, due("OFFICIAL_FIGURES", HEALTH)));
        complete(checkOf(HEALTH), Map.of("accepted", true));
        assertThat(figures).isEnded().hasPassed("endFiguresSettled");
    }

    private Task checkOf(String unit) {
        return openAll("taskCheckFigures").stream()
                .filter(task -> unit.equals(PathEngine.get().getTaskService().getVariable(task.getId(), "unit")))
                .findFirst()
                .orElseThrow();
    }
}
