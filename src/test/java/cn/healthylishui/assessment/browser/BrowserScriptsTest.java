package cn.healthylishui.assessment.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.healthylishui.assessment.browser.Node.Ended;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 表单脚本: what runs in the browser is tested where it is at home, by the runner that comes with node, in {@code src/test/js}, and held
 * by TypeScript to {@code contract.d.ts}. Needs Debian's nodejs; without it it is skipped, unless {@code -Dbrowser.required=true}.
 */
class BrowserScriptsTest {

    private static final Path SCRIPTS = Path.of("forms/shared");
    private static final Pattern PASSED = Pattern.compile("^# pass (\\d+)$", Pattern.MULTILINE);

    @BeforeEach
    void needsNode() {
        assumeTrue(Node.isUsable(), "没有 node，表单脚本没有测试");
    }

    @Test
    void the_scripts_of_the_forms_do_what_their_tests_say() {
        Ended tests = Node.run(Path.of("src/test/js"), List.of("--test", "--test-reporter=tap"));

        assertThat(tests.exit()).as(tests.said()).isZero();
        Matcher passed = PASSED.matcher(tests.said());
        assertThat(passed.find() && Integer.parseInt(passed.group(1)) > 0)
                .as("something was tested: " + tests.said())
                .isTrue();
    }

    @Test
    void they_keep_to_what_the_server_says_and_takes(@TempDir Path folder) throws IOException, URISyntaxException {
        Ended check = Node.run(
                Path.of("."),
                Stream.concat(
                                Stream.of(
                                        Node.typeScript(folder).toString(),
                                        "--noEmit",
                                        "--allowJs",
                                        "--checkJs",
                                        "--noUnusedLocals",
                                        "--target",
                                        "es2022",
                                        "--module",
                                        "es2022",
                                        "--lib",
                                        "es2022,dom,dom.iterable"),
                                scripts())
                        .toList());

        assertThat(check.said()).isEmpty();
        assertThat(check.exit()).isZero();
    }

    private static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.map(Path::toString).filter(name -> name.endsWith(".js")).sorted().toList().stream();
        }
    }
}
