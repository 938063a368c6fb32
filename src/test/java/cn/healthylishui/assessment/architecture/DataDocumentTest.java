package cn.healthylishui.assessment.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/data.md and the table in CONTRIBUTING.md name is there, and stands where they say. */
class DataDocumentTest {

    private static final Path ROOT = Path.of("src/main/java/cn/healthylishui/assessment");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]\\w*)(?:\\.(\\w+))?`");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    /** By simple name, of the program and its tests. */
    private static final Map<String, List<Path>> SOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (Path folder : List.of(ROOT, Path.of("src/test/java"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> SOURCES.computeIfAbsent(
                                file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                        .add(file));
            }
        }
    }

    @Test
    void every_step_of_the_document_names_packages_classes_of_them_and_tests_that_exist() throws IOException {
        List<String[]> steps = Files.readAllLines(Path.of("docs/data.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| 步骤"))
                .map(line -> line.split("\\|"))
                .toList();
        assertThat(steps).hasSizeGreaterThan(25).allSatisfy(step -> {
            assertThat(step).hasSize(5);
            Set<String> packages = names(step[2]);
            assertThat(packages).isNotEmpty().allSatisfy(name -> assertThat(ROOT.resolve(name))
                    .isDirectory());
            assertThat(names(step[3]).stream().filter(name -> Character.isUpperCase(name.charAt(0))))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(sources(name).stream()
                                    .filter(file -> file.startsWith(ROOT))
                                    .map(file ->
                                            ROOT.relativize(file).getName(0).toString()))
                            .as("package of " + name)
                            .containsAnyElementsOf(packages));
            assertThat(names(step[4])).isNotEmpty().allSatisfy(name -> assertThat(sources(name))
                    .as(name)
                    .allMatch(file -> file.startsWith("src/test/java")));
        });
        for (String[] step : steps) {
            for (String cell : List.of(step[3], step[4])) {
                NAME.matcher(cell)
                        .results()
                        .filter(name -> name.group(2) != null)
                        .forEach(name -> assertThat(sources(name.group(1)))
                                .as(name.group())
                                .anyMatch(file -> text(file).contains(" " + name.group(2) + "(")));
            }
        }
    }

    @Test
    void the_table_of_packages_names_each_package_once() throws IOException {
        List<String> named = PACKAGE.matcher(Files.readString(Path.of("CONTRIBUTING.md")))
                .results()
                .map(name -> name.group(1))
                .toList();
        try (Stream<Path> folders = Files.list(ROOT)) {
            assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList());
        }
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources(String name) {
        assertThat(SOURCES).containsKey(name);
        return SOURCES.get(name);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
