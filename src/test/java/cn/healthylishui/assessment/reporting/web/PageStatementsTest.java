package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Statements;
import cn.healthylishui.assessment.organization.Office;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A page asks the database as often for a province as for a city. */
class PageStatementsTest extends ApprovedYearTest {

    private static final int TIMES = 10;

    /** Of a page. */
    private static final int MOST = 25;

    /** Of every request. */
    private static final int LOGIN = 4;

    /** By what a row of a table is told from those of other districts, townships, units. */
    private static final Map<String, List<String>> OF_AN_OBJECT = new LinkedHashMap<>();

    static {
        OF_AN_OBJECT.put("year_district", List.of("code", "office_code"));
        OF_AN_OBJECT.put("year_township", List.of("code", "district"));
        OF_AN_OBJECT.put("year_member_unit", List.of("code", "district"));
        OF_AN_OBJECT.put("year_unit", List.of("code"));
        OF_AN_OBJECT.put("member_assignment", List.of("district", "unit"));
        OF_AN_OBJECT.put("score_entry", List.of("object_code"));
        OF_AN_OBJECT.put("result_object", List.of("code", "district"));
        OF_AN_OBJECT.put("result_item", List.of("code"));
        OF_AN_OBJECT.put("draw", List.of("district"));
        OF_AN_OBJECT.put("draw_township", List.of("district", "township"));
    }

    /** What tells the rows that the year had from those that were added. */
    private static final Map<String, String> OF_THE_YEAR = Map.of(
            "assessment_year", "assessment_year = " + YEAR,
            "notice_object", "notice < 1000",
            "circulation_object", "circulation < 1000",
            "interview_head", "interview < 1000");

    /** Every page and file about a whole year, or about none, and those of one object that are largest. */
    private List<String> pages() {
        return pages(path -> path.replaceAll("\\{year(:[^}]*)?}", String.valueOf(YEAR))
                .replace("{code}", YUNHE)
                .replace("{owner}", YUNHE_OFFICE)
                .replace("{tab}", "offices")
                .replace("{kind}", "COUNTY")
                .replace("{item}", "C001"));
    }

    /** All of the year's districts, townships and units again under other codes, and what was reported of them and decided. */
    private void grow() {
        OF_AN_OBJECT.forEach((table, keys) -> {
            List<String> columns =
                    jdbc.sql("""
                    select lower(column_name) from information_schema.columns
                    where table_schema = 'PUBLIC' and lower(table_name) = :table and is_identity = 'NO' order by ordinal_position
                    """).param("table", table).query(String.class).list();
            for (int time = 1; time < TIMES; time++) {
                String suffix = "-" + time;
                List<String> values = columns.stream()
                        .map(column -> keys.contains(column) ? "%s || '%s'".formatted(column, suffix) : column)
                        .toList();
                jdbc.sql("insert into %s (%s) select %s from %s where assessment_year = %d and %s not like '%%-_'"
                                .formatted(
                                        table,
                                        String.join(", ", columns),
                                        String.join(", ", values),
                                        table,
                                        YEAR,
                                        keys.get(0)))
                        .update();
            }
        });
        for (int time = 1; time < TIMES; time++) {
            anotherYear(time + 1);
            anotherYear(-time - 1);
            Map<String, String> again = Map.of("id", "id + 1000 * " + time, "number", "number + " + time);
            grow("notice", again);
            grow("notice_object", Map.of("notice", "notice + 1000 * " + time));
            grow("circulation", again);
            grow("interview", Map.of("id", "id + 1000 * " + time));
            grow("interview_head", Map.of("interview", "interview + 1000 * " + time));
            grow("circulation_object", Map.of("circulation", "circulation + 1000 * " + time));
        }
    }

    private void anotherYear(int later) {
        grow("assessment_year", Map.of("assessment_year", "assessment_year + " + later));
    }

    /** The rows that the year had, once more with other values in these columns. */
    private void grow(String table, Map<String, String> other) {
        List<String> columns =
                jdbc.sql("""
                select lower(column_name) from information_schema.columns
                where table_schema = 'PUBLIC' and lower(table_name) = :table order by ordinal_position
                """).param("table", table).query(String.class).list();
        jdbc.sql("insert into %s (%s) select %s from %s where %s"
                        .formatted(
                                table,
                                String.join(", ", columns),
                                columns.stream()
                                        .map(column -> other.getOrDefault(column, column))
                                        .collect(Collectors.joining(", ")),
                                table,
                                OF_THE_YEAR.getOrDefault(table, "id < 1000")))
                .update();
    }

    /**
     * Statement to how often it was executed, of the pages that the person may see. What each request asks for its login is left out: it
     * goes on while the answer is read already.
     */
    private Map<String, Map<String, Integer>> statements(Staff reader) {
        Map<String, Map<String, Integer>> counted = new TreeMap<>();
        Statements asked = new Statements(jdbc);
        for (String page : pages()) {
            reader.get(page); // what is kept between requests is known then
            asked.begin();
            int status = reader.get(page).status();
            Map<String, Integer> statements = asked.withoutLogin();
            if (status == 200) {
                counted.put(page, statements);
            }
        }
        asked.end();
        return counted;
    }

    /** The clock asks nothing by itself. */
    @Test
    void the_login_takes_at_most_four_statements_of_a_request() {
        Staff reader = inTasklist(Office.CITY);
        reader.get("/clock");
        Statements asked = new Statements(jdbc);
        assertThat(reader.get("/clock").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> Statements.sum(asked.all()) > 0);
        await().during(Duration.ofMillis(500)).until(() -> Statements.sum(asked.all()) <= LOGIN);
        asked.end();
    }

    private static List<String> grown(
            Map<String, Map<String, Integer>> small, Map<String, Map<String, Integer>> large) {
        List<String> grown = new ArrayList<>();
        large.forEach((page, statements) -> {
            Map<String, Integer> before = small.getOrDefault(page, Map.of());
            if (Statements.sum(statements) > Statements.sum(before)) {
                grown.add(page + " " + Statements.sum(before) + " → " + Statements.sum(statements)
                        + statements.entrySet().stream()
                                .filter(one -> one.getValue() > before.getOrDefault(one.getKey(), 0))
                                .map(one -> "%n    %d → %d %s"
                                        .formatted(
                                                before.getOrDefault(one.getKey(), 0),
                                                one.getValue(),
                                                one.getKey().replaceAll("\\s+", " ")))
                                .collect(Collectors.joining()));
            }
        });
        return grown;
    }

    @Test
    void a_page_takes_no_more_statements_where_there_are_ten_times_as_many_districts_townships_and_units() {
        beginResultUse();
        postNotice();
        letTheFirstPeriodPass();
        complete(task("taskCirculate", CITY));
        runJobs();
        anotherYear(1); // the newest, to which each page leads
        anotherYear(-1);
        Map<String, Map<String, Integer>> city = statements(inTasklist(Office.CITY));
        Map<String, Map<String, Integer>> county = statements(inTasklist(YUNHE_OFFICE));
        assertThat(city).hasSizeGreaterThan(20).containsKey("/my/papers/" + YEAR + "/score-table.xlsx");
        grow();
        assertThat(roster.districts(YEAR)).hasSize(10 * TIMES);
        Map<String, Map<String, Integer>> province = statements(inTasklist(Office.CITY));
        Map<String, Map<String, Integer>> ofProvince = statements(inTasklist(YUNHE_OFFICE));

        assertThat(province.keySet()).isEqualTo(city.keySet());
        for (Map<String, Map<String, Integer>> pages : List.of(province, ofProvince)) {
            assertThat(pages)
                    .allSatisfy((page, statements) ->
                            assertThat(Statements.sum(statements)).as(page).isLessThanOrEqualTo(MOST));
        }
        assertThat(new Statements(jdbc)
                        .byAbsence(province.values().stream()
                                .flatMap(statements -> statements.keySet().stream())
                                .collect(Collectors.toSet())))
                .isEmpty();
        assertThat(grown(city, province)).as("for the city").isEmpty();
        assertThat(grown(county, ofProvince)).as("for a county").isEmpty();
    }
}
