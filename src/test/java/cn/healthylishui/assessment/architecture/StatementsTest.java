package cn.healthylishui.assessment.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What statements are written like. */
class StatementsTest {

    /** H2 asks such a query anew for each row that it looks at: it is told to give no earlier answer again (application.yaml). */
    private static final Pattern ASKED_FOR_EACH_ROW =
            Pattern.compile("\\bin\\s*\\(\\s*select\\b", Pattern.CASE_INSENSITIVE);

    private static boolean isAskedForEachRow(String code) {
        return ASKED_FOR_EACH_ROW.matcher(code).find();
    }

    @Test
    void a_list_is_chosen_by_a_join_or_by_ids_and_not_by_a_query_within_the_query() throws IOException {
        assertThat(isAskedForEachRow("select * from a where b in\n  (SELECT c from d)"))
                .isTrue();
        assertThat(isAskedForEachRow("select * from a where b in (:several)")).isFalse();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("src/rehearsal/java"))) {
            try (Stream<Path> sources = Files.walk(root)) {
                List<Path> java = sources.filter(source -> source.toString().endsWith(".java"))
                        .toList();
                assertThat(java).isNotEmpty();
                for (Path source : java) {
                    assertThat(isAskedForEachRow(Files.readString(source)))
                            .as("%s", source)
                            .isFalse();
                }
            }
        }
    }
}
