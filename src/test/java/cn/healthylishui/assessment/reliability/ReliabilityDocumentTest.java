package cn.healthylishui.assessment.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.reliability.Report.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/reliability.md is what the command wrote: it names every part, says which was not run, and in none of them anything was lost or doubled. */
class ReliabilityDocumentTest {

    private static List<String> lines() throws Exception {
        return Files.readAllLines(Path.of("docs", "reliability.md"));
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void every_part_is_named_and_none_lost_anything(Part part) throws Exception {
        assertThat(lines()).contains(Report.HEADER).anyMatch(line -> line.contains(Report.COMMAND));
        String line = lines().stream()
                .filter(one -> one.startsWith("| " + part.label() + " |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not in the document: " + part.label()));
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        if (cells.get(2).equals(Report.NOT_RUN)) {
            return;
        }
        assertThat(Integer.parseInt(cells.get(2))).as("trials").isPositive();
        assertThat(Long.parseLong(cells.get(3))).as("acknowledged").isPositive();
        assertThat(cells.get(4)).as("found").isEqualTo(cells.get(3));
        assertThat(cells.subList(5, 7)).as("lost and doubled").containsExactly("0", "0");
    }
}
