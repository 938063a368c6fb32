package cn.healthylishui.assessment.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/performance.md is what the command wrote: it names every goal, and says of each whether it holds as its figures do. */
class PerformanceDocumentTest {

    @ParameterizedTest
    @EnumSource(Goal.class)
    void every_goal_is_named_and_holds_where_its_figures_say_so(Goal goal) throws Exception {
        List<String> lines = Files.readAllLines(Path.of("docs", "performance.md"));
        assertThat(lines).contains(Measures.HEADER).anyMatch(line -> line.contains(Measures.COMMAND));
        List<String> cells = lines.stream()
                .filter(line -> line.startsWith("| %s | %s |".formatted(goal.label(), goal.anchor())))
                .findFirst()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .orElseThrow(() -> new AssertionError("Not in the document: " + goal));
        if (cells.get(3).startsWith(Measures.NOT_RUN)) {
            return;
        }
        double ratio = number(cells.get(3)) / number(cells.get(4));
        assertThat(number(cells.get(5))).isCloseTo(ratio, withinPercentage(2));
        assertThat(number(cells.get(6))).isEqualTo(goal.times());
        assertThat(cells.get(7)).isEqualTo(ratio >= goal.times() ? "是" : "否");
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replaceAll("[^0-9.]", ""));
    }
}
