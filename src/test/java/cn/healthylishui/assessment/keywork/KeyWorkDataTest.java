package cn.healthylishui.assessment.keywork;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.organization.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data files of the key work of 2021 held against the text it was issued with. */
class KeyWorkDataTest {

    private static final String NUMERALS = "一二三四五六七八九";
    private static final String ISSUED = "2021-10-20";

    private static final Pattern CHAPTER = Pattern.compile("([" + NUMERALS + "])、([^。（(]+)(?=[（(]一[）)])");
    private static final Pattern SECTION = Pattern.compile("[（(]([" + NUMERALS + "])[）)]([^。]+)。");
    private static final Pattern STATEMENT = Pattern.compile("(.+?。)[（(]([^（()）]+)[）)]");
    private static final Pattern QUANTITY = Pattern.compile("\\d+ ?(?:公里|家|套|个|项|%)|提高到\\d+元|达到[A-Z]级|全面消[A-Z]");

    private static final Pattern RISE = Pattern.compile("从\\D*(\\d+)\\D*提高到\\d+");

    private static final String BODY = body();
    private static final List<Heading> CHAPTERS = new ArrayList<>();
    private static final List<Heading> SECTIONS = new ArrayList<>();
    private static final List<Statement> STATEMENTS = new ArrayList<>();

    static {
        parse();
    }

    private final List<Map<String, String>> tasks = data("key-tasks-2021");
    private final List<Map<String, String>> units = data("key-task-units-2021");
    private final List<Map<String, String>> targets = data("key-task-targets-2021");
    private final List<Map<String, String>> groups = data("key-task-groups-2021");

    private record Heading(String number, String title) {}

    /** A task, and the words of the bracket after it. */
    private record Statement(String code, String chapter, String section, String seq, String text, String bracket) {

        boolean isLed() {
            return bracket.contains("牵头");
        }

        /** The names in the order of the bracket, each with its role. */
        List<Named> named() {
            List<Named> named = new ArrayList<>();
            String others = bracket.replaceFirst("(按职责分工)?(负责)?$", "");
            if (isLed()) {
                named.add(new Named(code, "LEAD", others.substring(0, others.indexOf("牵头"))));
                others = others.substring(others.indexOf("牵头") + "牵头".length() + 1);
            }
            for (String name : others.split("、", -1)) {
                named.add(new Named(code, "RESPONSIBLE", name));
            }
            return named;
        }

        String form() {
            return isLed() ? "LEAD" : named().size() > 1 ? "SHARED" : "SINGLE";
        }
    }

    private record Named(String task, String role, String name) {}

    // Tasks

    @Test
    void the_source_has_six_chapters_with_37_sections_and_100_statements_of_who_is_responsible() {
        assertThat(CHAPTERS).hasSize(6);
        assertThat(SECTIONS).hasSize(37);
        assertThat(STATEMENTS).hasSize(100);
        assertThat(CHAPTERS.stream().map(Heading::number).collect(Collectors.joining()))
                .isEqualTo("一二三四五六");
        assertThat(SECTIONS.stream().map(Heading::number).collect(Collectors.joining()))
                .isEqualTo("一二三四五六七" + "一二三四五六七八" + "一二三四" + "一二三四五六七八九" + "一二三四五" + "一二三四");
        assertThat(Pattern.compile("。[（(](?![" + NUMERALS + "][）)])")
                        .matcher(BODY)
                        .results()
                        .count())
                .as("brackets after a full stop that do not number a section")
                .isEqualTo(100);
    }

    @Test
    void every_statement_is_one_task_in_the_words_and_order_of_the_source() {
        assertThat(tasks.stream()
                        .map(task -> List.of(
                                task.get("code"),
                                task.get("chapter"),
                                task.get("section"),
                                task.get("seq"),
                                task.get("text"))))
                .containsExactlyElementsOf(STATEMENTS.stream()
                        .map(each -> List.of(each.code, each.chapter, each.section, each.seq, each.text))
                        .toList());
    }

    @Test
    void titles_tasks_and_brackets_together_are_the_whole_body() {
        int position = 0;
        String chapter = "";
        String section = "";
        for (Map<String, String> task : tasks) {
            if (!task.get("chapter").equals(chapter)) {
                chapter = task.get("chapter");
                section = "";
                position = behind(position, "[" + NUMERALS + "]、" + Pattern.quote(chapter));
            }
            if (!task.get("section").equals(section)) {
                section = task.get("section");
                position = behind(position, "[（(][" + NUMERALS + "][）)]" + Pattern.quote(section) + "。");
            }
            String responsible = units.stream()
                    .filter(unit -> unit.get("task").equals(task.get("code")))
                    .map(unit -> Pattern.quote(unit.get("source_name"))
                            + (unit.get("role").equals("LEAD") ? "牵头" : ""))
                    .collect(Collectors.joining("[，、]"));
            position =
                    behind(position, Pattern.quote(task.get("text")) + "[（(]" + responsible + "(?:按职责分工)?(?:负责)?[）)]");
        }
        assertThat(BODY.substring(position)).as("left over").isEmpty();
    }

    @Test
    void codes_are_unique_and_tell_chapter_section_and_number() {
        assertThat(column(tasks, "code")).doesNotHaveDuplicates();
        assertThat(tasks).allSatisfy(task -> assertThat(task.get("code"))
                .matches("K[1-6]-0[1-9]-[1-9]")
                .endsWith("-" + task.get("seq")));
    }

    // Who is responsible

    @Test
    void the_form_is_led_shared_or_single_as_the_bracket_says() {
        assertThat(tasks.stream().map(task -> List.of(task.get("code"), task.get("form"))))
                .containsExactlyElementsOf(STATEMENTS.stream()
                        .map(each -> List.of(each.code, each.form()))
                        .toList());
        assertThat(STATEMENTS.stream().filter(Statement::isLed)).hasSize(7);
        assertThat(column(tasks, "form").filter("LEAD"::equals)).hasSize(7);
    }

    @Test
    void the_units_of_a_task_are_those_of_its_bracket_as_it_spells_them() {
        assertThat(units.stream().map(unit -> new Named(unit.get("task"), unit.get("role"), unit.get("source_name"))))
                .containsExactlyElementsOf(STATEMENTS.stream()
                        .flatMap(each -> each.named().stream())
                        .toList());
    }

    @Test
    void every_task_has_a_unit_and_a_led_one_has_exactly_one_lead() {
        assertThat(tasks).allSatisfy(task -> {
            List<String> roles = units.stream()
                    .filter(unit -> unit.get("task").equals(task.get("code")))
                    .map(unit -> unit.get("role"))
                    .toList();
            assertThat(roles).as(task.get("code")).isNotEmpty();
            assertThat(roles.stream().filter("LEAD"::equals))
                    .as(task.get("code"))
                    .hasSize(task.get("form").equals("LEAD") ? 1 : 0);
            assertThat(roles.size() == 1)
                    .as(task.get("code"))
                    .isEqualTo(task.get("form").equals("SINGLE"));
        });
    }

    @Test
    void every_name_leads_to_the_unit_or_collective_that_bore_it_when_the_key_work_was_issued() {
        Map<String, String> known = unitsByName();
        Map<String, String> collectives = byKey(data("unit-collectives"), "name", "code");
        assertThat(units).allSatisfy(unit -> {
            String name = unit.get("source_name");
            assertThat(unit.get("unit")).as(name).isEqualTo(known.getOrDefault(name, ""));
            assertThat(unit.get("collective")).as(name).isEqualTo(collectives.getOrDefault(name, ""));
            assertThat(unit.get("unit") + unit.get("collective")).as(name).isNotEmpty();
            assertThat(unit.get("to_confirm"))
                    .as(name)
                    .isEqualTo(unit.get("collective").isEmpty() ? "false" : "true");
        });
        assertThat(column(units, "unit").filter(code -> !code.isEmpty()))
                .isSubsetOf(column(data("municipal-units"), "code").toList());
    }

    @Test
    void the_source_names_37_units_and_two_collectives() {
        Map<String, String> known = unitsByName();
        List<String> names = STATEMENTS.stream()
                .flatMap(each -> each.named().stream())
                .map(Named::name)
                .toList();
        assertThat(names.stream().map(known::get).filter(code -> code != null).distinct())
                .hasSize(37);
        assertThat(names.stream().filter(name -> !known.containsKey(name)).distinct())
                .containsExactlyInAnyOrder("市爱国卫生运动委员会其他成员单位", "市委市政府健康丽水建设领导小组其他成员单位");
        assertThat(column(units, "unit").filter(code -> !code.isEmpty()).distinct())
                .hasSize(37);
        assertThat(column(units, "collective").filter(code -> !code.isEmpty()).distinct())
                .hasSize(2);
    }

    @Test
    void every_collective_stands_for_units_that_exist_and_for_no_lead() {
        Set<String> existing = column(data("municipal-units"), "code").collect(Collectors.toSet());
        assertThat(units.stream().filter(unit -> !unit.get("collective").isEmpty()))
                .hasSize(3)
                .allSatisfy(unit -> {
                    List<String> lead = units.stream()
                            .filter(other -> other.get("task").equals(unit.get("task"))
                                    && other.get("role").equals("LEAD"))
                            .map(other -> other.get("unit"))
                            .toList();
                    assertThat(members(unit.get("collective")))
                            .isNotEmpty()
                            .doesNotHaveDuplicates()
                            .isSubsetOf(existing)
                            .doesNotContainAnyElementsOf(lead);
                });
    }

    // Targets

    @Test
    void the_nine_tasks_with_a_figure_or_a_grade_to_reach_have_targets_and_no_others() {
        List<String> quantified = STATEMENTS.stream()
                .filter(each -> quantities(each.text).findAny().isPresent())
                .map(Statement::code)
                .toList();
        assertThat(quantified).hasSize(9);
        assertThat(column(targets, "task").distinct()).containsExactlyElementsOf(quantified);
    }

    @Test
    void each_figure_and_grade_of_a_task_is_a_target_of_its_own_with_its_value() {
        assertThat(targets.stream().map(target -> List.of(target.get("task"), target.get("value"))))
                .containsExactlyElementsOf(STATEMENTS.stream()
                        .flatMap(each -> quantities(each.text).map(quantity -> List.of(each.code, value(quantity))))
                        .toList());
        Map<String, Integer> last = new HashMap<>();
        assertThat(targets).allSatisfy(target -> assertThat(target.get("seq"))
                .isEqualTo(String.valueOf(last.merge(target.get("task"), 1, Integer::sum))));
    }

    @Test
    void a_target_is_said_in_the_words_of_its_task() {
        Map<String, String> texts = byKey(tasks, "code", "text");
        assertThat(targets).allSatisfy(target -> {
            assertThat(texts.get(target.get("task"))).contains(target.get("text"));
            assertThat(quantities(target.get("text")))
                    .singleElement()
                    .asString()
                    .containsPattern("全面消|" + target.get("unit_of_measure").replaceFirst("/.*", "") + "$");
            assertThat(target.get("comparator")).as(target.get("text")).isEqualTo(comparator(target.get("text")));
        });
    }

    @Test
    void what_rises_from_one_figure_to_another_keeps_the_one_it_starts_from() {
        assertThat(targets).allSatisfy(target -> {
            Matcher rise = RISE.matcher(target.get("text"));
            assertThat(target.get("baseline")).as(target.get("text")).isEqualTo(rise.find() ? rise.group(1) : "");
        });
        List<String> rises = STATEMENTS.stream()
                .filter(each -> RISE.matcher(each.text).find())
                .map(Statement::code)
                .toList();
        assertThat(rises).containsExactly("K3-03-1");
        assertThat(targets.stream()
                        .filter(target -> !target.get("baseline").isEmpty())
                        .map(target -> target.get("task")))
                .containsExactlyElementsOf(rises);
        assertThat(Pattern.compile("[到至](?=\\d)").matcher(BODY).results().count())
                .as("words that lead up to a figure")
                .isEqualTo(rises.size());
    }

    @Test
    void that_no_grade_C_is_left_is_counted_and_reported_by_the_unit_that_grades() {
        assertThat(targets)
                .filteredOn(target -> target.get("text").contains("全面消C"))
                .singleElement()
                .satisfies(target -> {
                    assertThat(List.of(target.get("comparator"), target.get("value"), target.get("unit_of_measure")))
                            .containsExactly("<=", "0", "家");
                    assertThat(target.get("reporter")).isEqualTo("shi-scj");
                });
    }

    @Test
    void whoever_reports_a_figure_is_a_unit_of_its_task() {
        assertThat(targets)
                .filteredOn(target -> !target.get("reporter").isEmpty())
                .isNotEmpty()
                .allSatisfy(target -> assertThat(units.stream()
                                .filter(unit -> unit.get("task").equals(target.get("task")))
                                .map(unit -> unit.get("unit")))
                        .contains(target.get("reporter")));
    }

    // Groups

    @Test
    void every_task_belongs_to_at_least_one_special_group() {
        assertThat(column(groups, "task").distinct())
                .containsExactlyElementsOf(column(tasks, "code").toList());
        assertThat(column(groups, "group"))
                .isSubsetOf(column(data("special-groups"), "number").toList());
        assertThat(groups.stream().map(line -> List.of(line.get("task"), line.get("group"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_special_group_has_tasks() {
        assertThat(column(groups, "group"))
                .containsAll(column(data("special-groups"), "number").toList());
    }

    @Test
    void a_task_of_a_group_that_seats_none_of_its_units_is_marked() {
        assertThat(groups).allSatisfy(line -> {
            Set<String> responsible = units.stream()
                    .filter(unit -> unit.get("task").equals(line.get("task")))
                    .flatMap(unit -> unit.get("unit").isEmpty()
                            ? members(unit.get("collective")).stream()
                            : Stream.of(unit.get("unit")))
                    .collect(Collectors.toSet());
            boolean isSeated = data("special-group-seats").stream()
                    .filter(seat -> seat.get("group").equals(line.get("group")))
                    .anyMatch(seat -> responsible.contains(seat.get("unit")));
            assertThat(line.get("note").contains("不在本组名单"))
                    .as("%s in %s", line.get("task"), line.get("group"))
                    .isEqualTo(!isSeated);
        });
    }

    // Help

    /** The six chapters as one line: without the letterhead before them, the line after them, and the breaks of lines and pages. */
    private static String body() {
        try {
            String text = Files.readString(Path.of("src/test/resources/sources/work-priorities-2021.txt"));
            return text.substring(text.indexOf("一、普及健康生活"), text.indexOf("具体任务分解由"))
                    .replaceAll("\\R", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the body apart from its first character to its last; what is no heading must be a task with its bracket. */
    private static void parse() {
        int position = 0;
        int section = 0;
        int seq = 0;
        while (position < BODY.length()) {
            Matcher here = STATEMENT.matcher(BODY).region(position, BODY.length());
            Matcher chapter =
                    CHAPTER.matcher(BODY).region(position, BODY.length()).useTransparentBounds(true);
            Matcher heading = SECTION.matcher(BODY).region(position, BODY.length());
            if (chapter.lookingAt()) {
                CHAPTERS.add(new Heading(chapter.group(1), chapter.group(2)));
                section = 0;
                position = chapter.end();
            } else if (heading.lookingAt()) {
                SECTIONS.add(new Heading(heading.group(1), heading.group(2)));
                section++;
                seq = 0;
                position = heading.end();
            } else if (here.lookingAt()) {
                seq++;
                STATEMENTS.add(new Statement(
                        "K%d-%02d-%d".formatted(CHAPTERS.size(), section, seq),
                        CHAPTERS.get(CHAPTERS.size() - 1).title,
                        SECTIONS.get(SECTIONS.size() - 1).title,
                        String.valueOf(seq),
                        here.group(1),
                        here.group(2)));
                position = here.end();
            } else {
                throw new AssertionError("Neither heading nor task: " + BODY.substring(position));
            }
        }
    }

    /** The position after what must stand at the one given. */
    private static int behind(int position, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(BODY).region(position, BODY.length());
        assertThat(matcher.lookingAt())
                .as("%s in: %s", pattern, BODY.substring(position, Math.min(position + 200, BODY.length())))
                .isTrue();
        return matcher.end();
    }

    private static Stream<String> quantities(String text) {
        return QUANTITY.matcher(text).results().map(MatchResult::group);
    }

    /** The figure or grade to reach; where the grade C is to disappear, that none is left. */
    private static String value(String quantity) {
        return quantity.equals("全面消C") ? "0" : quantity.replaceAll("[^0-9A-Z]", "");
    }

    private static String comparator(String text) {
        return text.contains("全面消") ? "<=" : text.startsWith("全面落实") ? "=" : ">=";
    }

    private static List<Map<String, String>> data(String file) {
        return ReferenceData.read("reference/" + file + ".csv");
    }

    private static Stream<String> column(List<Map<String, String>> lines, String header) {
        return lines.stream().map(line -> line.get(header));
    }

    private static Map<String, String> byKey(List<Map<String, String>> lines, String key, String value) {
        return lines.stream().collect(Collectors.toMap(line -> line.get(key), line -> line.get(value)));
    }

    /** The names valid on the day of issue, and other spellings. */
    private static Map<String, String> unitsByName() {
        Map<String, String> known = byKey(data("unit-aliases"), "alias", "unit");
        data("unit-names").stream()
                .filter(name -> name.get("valid_from").compareTo(ISSUED) <= 0)
                .filter(name ->
                        name.get("valid_to").isEmpty() || name.get("valid_to").compareTo(ISSUED) >= 0)
                .forEach(name -> assertThat(known.put(name.get("name"), name.get("unit")))
                        .as(name.get("name"))
                        .isNull());
        return known;
    }

    private static List<String> members(String collective) {
        return data("unit-collective-members").stream()
                .filter(member -> member.get("collective").equals(collective))
                .map(member -> member.get("unit"))
                .toList();
    }
}
