package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.healthylishui.assessment.Whole;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.rehearsal.SetBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/**
 * The rehearsal as a command: its exit codes, and that equal seeds give equal bytes. That a year goes through the packaged program is
 * seen in {@code mvn verify} by the demo of {@link TasklistBrowserIT}, what such a year shows by {@code YearJourneyTest}.
 */
class RehearsalIT {

    @TempDir
    private static Path directory;

    /** A year of its own making, and the same year as a set of workbooks, each made when the first test asks. */
    private static Path made(String name, String option) throws Exception {
        Path made = directory.resolve(name);
        if (!Files.exists(made)) {
            ends(rehearse(directory, name, "--year", "2021", "--seed", "7", option, name), name);
        }
        return made;
    }

    private static void ends(Process rehearsal, String log) throws Exception {
        assertThat(rehearsal.waitFor())
                .as(Files.readString(directory.resolve(log + ".log")))
                .isZero();
    }

    private static JsonNode resultsOfOwnMaking() throws Exception {
        made("a", "--out");
        return results("a");
    }

    private static JsonNode results(String out) throws IOException {
        return new ObjectMapper()
                .readTree(directory.resolve(out).resolve("results.json").toFile());
    }

    /** The workbooks of the set, for one test to change. */
    private static Path copyOfSet(String name) throws Exception {
        Path copy = directory.resolve(name);
        FileSystemUtils.copyRecursively(made("set", "--template"), copy);
        return copy;
    }

    @Test
    @Whole
    void equal_seeds_give_equal_bytes() throws Exception {
        ends(rehearse(directory, "b", "--year", "2021", "--seed", "7", "--out", "b"), "b");

        assertThat(made("a", "--out").resolve("results.json"))
                .hasSameBinaryContentAs(directory.resolve("b/results.json"));
    }

    @Test
    @Whole
    void every_seed_shows_what_a_city_must_be_ready_for() throws Exception {
        JsonNode results = resultsOfOwnMaking();
        assertThat(results.path("districts")).hasSize(10);
        assertThat(results.path("townships")).hasSize(173);
        assertThat(results.path("draws")).hasSize(10);
        Set<String> grades = new TreeSet<>();
        results.path("districts")
                .forEach(district -> grades.add(district.path("grade").asText()));
        assertThat(grades).containsExactlyInAnyOrder("优秀", "合格", "不合格");
        assertThat(results.path("districts")).anySatisfy(district -> {
            assertThat(district.path("mustPassMet").asBoolean()).isFalse();
            assertThat(district.path("score").asDouble()).isGreaterThanOrEqualTo(800);
        });
        assertThat(results.path("districts")).anySatisfy(district -> {
            assertThat(district.path("score").asDouble()).isGreaterThanOrEqualTo(900);
            assertThat(district.path("excellentTownships").asInt() * 5)
                    .isLessThan(district.path("townships").asInt() * 3);
            assertThat(district.path("grade").asText()).isEqualTo("合格");
        });
        assertThat(StreamSupport.stream(results.path("townships").spliterator(), false)
                        .filter(township -> township.path("drawn").asBoolean()))
                .as("a spot check that changes a grade")
                .anySatisfy(township -> assertThat(
                                byScore(township.path("reportedScore").asDouble()))
                        .isNotEqualTo(township.path("grade").asText()));
        assertThat(Files.readString(directory.resolve("a.log")))
                .as("a tie that was mended: a matrix comes back a second time")
                .containsPattern("填报乡镇（街道）考核表：190项[\\s\\S]*填报乡镇（街道）考核表：\\d项");
        assertThat(directory.resolve("a/score-table.xlsx")).isNotEmptyFile();
        assertThat(directory.resolve("a/papers/city-office-city-report.docx")).isNotEmptyFile();
        assertThat(directory.resolve("a/papers/331121-summary.docx")).isNotEmptyFile();
        municipalUnits(results, Files.readString(directory.resolve("a.log")));
        whatFollowsTheApproval(results, Files.readString(directory.resolve("a.log")));
        assertThat(directory.resolve("a/papers/public-notice-2.docx")).isNotEmptyFile();
        assertThat(directory.resolve("a/papers/circular-1.docx")).isNotEmptyFile();
    }

    /** The same year as a set of workbooks, with some values changed: just what they decide comes out otherwise. */
    @Test
    @Whole
    void a_changed_set_comes_out_otherwise_just_where_it_was_changed() throws Exception {
        ChangedSet changed = ChangedSet.of(copyOfSet("changed"), resultsOfOwnMaking());

        ends(rehearse(directory, "s", "--year", "2021", "--input", "changed", "--out", "s"), "s");

        assertThat(results("s")).isEqualTo(changed.results());
        assertThat(directory.resolve("s/score-table.xlsx")).isNotEmptyFile();
        assertThat(directory.resolve("s/papers/331121-summary.docx")).isNotEmptyFile();
    }

    @Test
    void a_faulty_set_ends_with_2_and_says_what_is_wrong_where() throws Exception {
        Path set = copyOfSet("faulty");
        SetBook.change(set, "06-township-scores.xlsx", book -> book.cell("云和县", "数值", "331125105", "T016")
                .setCellValue("很多"));
        SetBook.change(set, "14-misconduct.xlsx", book -> book.cell("弄虚作假", "对象编码", "群众来信")
                .setCellValue("1"));

        assertThat(rehearse(directory, "f", "--year", "2021", "--input", "faulty", "--out", "f")
                        .waitFor())
                .isEqualTo(2);

        assertThat(Files.readString(directory.resolve("f.log")))
                .contains("数据有2处问题，什么都没有办")
                .containsPattern("06-township-scores.xlsx “云和县”表第\\d+行E列：“很多”不是数字")
                .containsPattern("14-misconduct.xlsx “弄虚作假”表第4行A列：没有编码为“1”的");
        assertThat(directory.resolve("f")).isEmptyDirectory();
    }

    /** Whatever the figures say: a district that is found to miss what it must have is 不合格, and loses the points of its key items. */
    @Test
    @Whole
    void where_everything_is_found_worst_every_district_fails() throws Exception {
        Map<String, String> worst = new HashMap<>();
        for (String table : List.of("indicators-county", "indicators-zone")) {
            ReferenceData.read("reference/%s.csv".formatted(table))
                    .forEach(line -> worst.put(
                            line.get("code"),
                            switch (String.valueOf(line.get("direction"))) {
                                case "YES_NO" -> "否";
                                case "LOWER" -> "100";
                                case "COUNT" -> "50";
                                default -> "0";
                            }));
        }
        SetBook.change(copyOfSet("worst"), "09-spot-checks.xlsx", book -> book.fill("本级", "核查值", "指标编码", worst));

        ends(rehearse(directory, "w", "--year", "2021", "--input", "worst", "--out", "w"), "w");

        JsonNode before = resultsOfOwnMaking();
        assertThat(results("w").path("districts")).hasSize(10).allSatisfy(district -> {
            JsonNode earlier = StreamSupport.stream(before.path("districts").spliterator(), false)
                    .filter(one -> one.path("code").equals(district.path("code")))
                    .findFirst()
                    .orElseThrow();
            assertThat(district.path("grade").asText()).isEqualTo("不合格");
            assertThat(district.path("mustPassMet").asBoolean()).isFalse();
            assertThat(district.path("score").asDouble())
                    .isLessThan(earlier.path("score").asDouble() - 100);
        });
    }

    private static void municipalUnits(JsonNode results, String log) {
        JsonNode units = results.path("units");
        assertThat(units).hasSizeGreaterThan(35).allSatisfy(unit -> {
            assertThat(unit.path("score").asDouble())
                    .as(unit.path("name").asText())
                    .isCloseTo(
                            0.8 * unit.path("reviewScore").asDouble()
                                    + 0.2 * unit.path("appraisalScore").asDouble(),
                            within(0.006));
            assertThat(unit.path("grade").asText())
                    .isEqualTo(byScore(unit.path("score").asDouble()));
        });
        assertThat(units)
                .as("a unit in several groups, and one in none")
                .anySatisfy(unit -> assertThat(unit.path("groups").size()).isGreaterThan(1))
                .anySatisfy(unit -> assertThat(unit.path("groups").size()).isZero());
        Set<String> grades = new TreeSet<>();
        units.forEach(unit -> grades.add(unit.path("grade").asText()));
        assertThat(grades).containsExactlyInAnyOrder("优秀", "合格", "不合格");
        assertThat(log)
                .as(
                        "a task objected to, one that came late, findings mended twice, reviewers who differ, a unit's paper sent back")
                .containsPattern("确认承担的任务：\\d+项[\\s\\S]*确认承担的任务：1项")
                .containsPattern("录入重点工作：1项[\\s\\S]*录入重点工作：1项")
                .containsPattern("整改发现的问题：1项[\\s\\S]*整改发现的问题：1项")
                .containsPattern("裁定不同意见：\\d+项")
                .containsPattern("\\s自查打分：\\d+项[\\s\\S]*\\s自查打分：1项")
                .contains("填写测评票：25项");
    }

    private static void whatFollowsTheApproval(JsonNode results, String log) {
        assertThat(results.path("objections"))
                .extracting(objection -> objection.path("upheld").asBoolean())
                .contains(true, false);
        assertThat(results.path("revisions"))
                .extracting(revision -> revision.path("number").asInt())
                .containsExactly(1, 2, 3);
        Set<String> interviewers = new TreeSet<>();
        Set<String> interviewed = new TreeSet<>();
        results.path("interviews").forEach(interview -> {
            interviewers.add(interview.path("by").asText().equals("leading-group") ? "leading-group" : "county");
            interviewed.add(interview.path("code").asText());
        });
        assertThat(interviewers).containsExactlyInAnyOrder("leading-group", "county");
        Set<String> failed = new TreeSet<>();
        for (String kind : List.of("districts", "townships")) {
            results.path(kind).forEach(object -> {
                if (object.path("grade").asText().equals("不合格")) {
                    failed.add(object.path("code").asText());
                }
            });
        }
        assertThat(interviewed).as("just those that failed by the last result").isEqualTo(failed);
        assertThat(log)
                .as("a rectification that failed its first check was reported again")
                .containsPattern("报告整改结果：\\d+项[\\s\\S]*报告整改结果：1项")
                .as("misconduct found after publication")
                .containsPattern("通报考核结果[\\s\\S]*审定处理决定[\\s\\S]*通报考核结果")
                .contains("归档：1项");
    }

    private static String byScore(double score) {
        return score >= 900 ? "优秀" : score >= 800 ? "合格" : "不合格";
    }

    @ParameterizedTest
    @CsvSource({
        "--year 2021",
        "--year 1999 --out x",
        "--year 2021 --seed seven --out x",
        "--jahr 2021 --out x",
        "--out",
        "--year 2021 --template x --out y",
        "--year 2021 --input . --seed 1 --out y",
        "--year 2021 --input nowhere --out y"
    })
    void wrong_arguments_end_with_2_and_say_how_it_is_used(String arguments, @TempDir Path apart) throws Exception {
        Process process = rehearse(apart, "wrong", arguments.split(" "));
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(Files.readString(apart.resolve("wrong.log"))).contains("用法");
    }

    private static Process rehearse(Path directory, String log, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("rehearse"));
        command.addAll(List.of(arguments));
        return PackagedProgram.run(directory, directory.resolve(log + ".log"), command);
    }
}
