package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Style sheets close what they open. A rule for narrow screens that was left open once took the login page's rules and the button that
 * logs out into it: on wide screens they had no style at all, and no browser complains.
 */
class StyleSheetsTest {

    @Test
    void every_block_of_a_style_sheet_is_closed() throws IOException {
        List<Path> sheets;
        try (Stream<Path> ours = Files.walk(Path.of("src/main/resources"));
                Stream<Path> forms = Files.walk(Path.of("forms"))) {
            sheets = Stream.concat(ours, forms)
                    .filter(path -> path.toString().endsWith(".css"))
                    .toList();
        }
        assertThat(sheets).hasSizeGreaterThan(4);
        for (Path sheet : sheets) {
            String plain = Files.readString(sheet)
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("\"[^\"\\n]*\"|'[^'\\n]*'", "");
            int open = 0;
            for (int i = 0; i < plain.length(); i++) {
                open += plain.charAt(i) == '{' ? 1 : plain.charAt(i) == '}' ? -1 : 0;
                assertThat(open).as("%s closes more than it opens", sheet).isNotNegative();
            }
            assertThat(open).as("blocks left open in %s", sheet).isZero();
        }
    }
}
