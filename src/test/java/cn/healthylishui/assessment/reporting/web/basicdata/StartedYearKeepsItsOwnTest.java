package cn.healthylishui.assessment.reporting.web.basicdata;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Reminders;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a started year must not notice: every kind of basic datum is changed while it runs. */
class StartedYearKeepsItsOwnTest extends BasicDataTest {

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private YearGroups groups;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Reminders reminders;

    /** All that the year works with. */
    private List<Object> year() {
        List<Object> all = new ArrayList<>();
        all.add(roster.districts(YEAR));
        roster.districts(YEAR).forEach(district -> {
            all.add(roster.townships(YEAR, district.code()));
            all.add(roster.memberUnits(YEAR, district.code()));
        });
        all.add(roster.units(YEAR));
        all.add(groups.of(YEAR));
        all.add(roster.raterSeats(YEAR));
        all.add(years.settings(YEAR));
        all.add(deadlines.all(YEAR));
        for (TableKind kind : TableKind.KEPT) {
            all.add(tables.table(YEAR, kind));
        }
        all.add(openTasks());
        all.add(reminded());
        return all;
    }

    private List<String> openTasks() {
        return tasks.createTaskQuery().orderByTaskId().asc().list().stream()
                .map(task -> task.getId() + " " + task.getName() + " " + task.getDueDate() + " " + task.getAssignee())
                .toList();
    }

    private List<String> reminded() {
        jdbc.sql("delete from reminder").update();
        reminders.sendDue();
        return jdbc.sql(
                        "select task_id || ' ' || stage || ' ' || office || ' ' || message from reminder order by task_id")
                .query(String.class)
                .list();
    }

    private static void done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void no_change_of_basic_data_reaches_it() {
        startYear();
        at(LocalDateTime.of(YEAR + 1, 1, 5, 8, 0));
        Staff city = staff(CITY);
        staff("kfq-wjj");
        List<Object> before = year();
        assertThat(reminded()).isNotEmpty();

        done(act(city, "offices", "renameOffice", "yunhe-jkb", Map.of("name", "云和县卫健办")));
        done(act(
                city,
                "member-units",
                "change",
                "yunhe-wjj",
                Map.of("name", "云和县卫健局", "municipalUnit", "shi-jyj", "toConfirm", "YES")));
        done(act(
                city,
                "member-units",
                "add",
                Map.of("district", YUNHE, "unitType", "xinju", "name", "云和县新局", "municipalUnit", "shi-wjw")));
        done(act(city, "municipal-units", "rename", "shi-wjw", Map.of("name", "市卫健委", "from", "2022-01-01")));
        done(act(
                city,
                "municipal-units",
                "change",
                "shi-wjw",
                Map.of("kind", "GOVERNMENT", "cityOwn", "YES", "assessed", "NO", "toConfirm", "NO", "note", "")));
        done(act(
                city,
                "municipal-units",
                "add",
                Map.of(
                        "code",
                        "shi-xinju",
                        "name",
                        "市新局",
                        "from",
                        "2022-01-01",
                        "kind",
                        "GOVERNMENT",
                        "cityOwn",
                        "YES",
                        "assessed",
                        "YES",
                        "toConfirm",
                        "NO")));
        done(act(city, "townships", "add", Map.of("code", "331125999", "name", "新镇", "kind", "镇", "district", YUNHE)));
        String moved = organization.townships().stream()
                .filter(one -> one.district().equals(YUNHE))
                .findFirst()
                .orElseThrow()
                .code();
        done(act(city, "townships", "change", moved, Map.of("name", "改名镇", "kind", "镇", "district", "331121")));
        done(act(city, "townships", "abolish", "331121101", Map.of()));
        done(act(city, "rater-seats", "add", Map.of("name", "领导小组成员十", "group", "LEADER", "district", "")));
        done(act(city, "rater-seats", "rename", "ld-cy-01", Map.of("name", "领导小组组长")));
        for (String moment : List.of("BEFORE", "DUE_TODAY", "OVERDUE")) {
            done(act(city, "reminders", "change", moment, Map.of("text", "改过的{任务}，{期限}到期")));
        }
        done(act(city, "years", "prepare", Map.of()));
        done(act(city, "years", "setting", "2022-S-PASS_BOUND", Map.of("value", "850")));
        done(act(city, "years", "setting", "2022-S-REMINDER_WORKING_DAYS", Map.of("value", "3,2")));
        done(act(city, "years", "deadline", "2022-D-SELF_CHECK", Map.of("value", "2023-01-16")));
        done(act(city, "years", "sample", "2022-N-" + YUNHE, Map.of("value", "3")));

        assertThat(year()).usingRecursiveComparison().isEqualTo(before);

        // A day off is a fact of the calendar: what is counted goes by it, no date that was set moves.
        List<String> open = openTasks();
        done(act(
                city,
                "statutory-days",
                "add",
                Map.of("first", "2022-01-06", "last", "2022-01-07", "kind", "OFF", "occasion", "试行假期")));
        assertThat(openTasks()).isEqualTo(open);
    }

    @Test
    void what_is_the_years_own_is_refused_and_the_answer_says_why() {
        startYear();
        Staff city = staff(CITY);
        List<Object> before = year();
        jdbc.sql("delete from reminder").update();

        Map<Answer, String> refused = Map.of(
                act(city, "years", "setting", Map.of("line", "2021-S-PASS_BOUND", "seen", "800", "value", "700")),
                "年度参数不能再改",
                act(
                        city,
                        "years",
                        "deadline",
                        Map.of("line", "2021-D-SELF_CHECK", "seen", "2022-01-15", "value", "2022-01-16")),
                "期限只能通过延期改动",
                act(city, "years", "sample", Map.of("line", "2021-N-" + YUNHE, "seen", "2", "value", "3")),
                "抽查数不能再改",
                act(city, "member-units", "close", "yunhe-wjj", Map.of()),
                "2021年度（考核中）的名册里有它，要等归档以后",
                act(city, "municipal-units", "close", "shi-kjj", Map.of("from", "2022-01-02", "successor", "shi-jxj")),
                "2021年度（考核中）的名册里有它，要等归档以后",
                act(city, "rater-seats", "remove", "ld-cy-01", Map.of()),
                "2021年度（考核中）的名册里有它，要等归档以后");

        refused.forEach((answer, message) -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.message()).contains(message);
        });
        assertThat(year()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void what_the_next_year_plans_for_an_office_keeps_it_too() {
        at(LocalDateTime.of(YEAR + 1, 1, 4, 9, 0));
        Staff city = staff(CITY);
        done(act(city, "years", "prepare", Map.of()));

        Answer answer =
                act(city, "municipal-units", "close", "shi-jyj", Map.of("from", "2022-01-02", "successor", "shi-kjj"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message())
                .contains("2022年度第")
                .contains("专项组有它的席位，请先在“核对年度名册”里换掉")
                .contains("项指标由它负责，请先调整指标表");
    }

    @Test
    void an_office_with_an_open_task_is_kept_and_the_answer_names_the_task() {
        startYear();
        String unit = tasks.createTaskQuery().list().stream()
                .flatMap(task -> tasks.getIdentityLinksForTask(task.getId()).stream())
                .map(link -> String.valueOf(link.getGroupId()))
                .filter(group -> group.startsWith("shi-"))
                .findFirst()
                .orElseThrow();
        Staff city = staff(CITY);

        Answer answer = act(
                city,
                "municipal-units",
                "close",
                unit,
                Map.of("from", "2022-01-02", "successor", unit.equals("shi-jxj") ? "shi-kjj" : "shi-jxj"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("任务没有办结（2021年度");
        assertThat(organization.office(unit)).isPresent();
    }
}
