package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.YearSettings.Name;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String REASON = "领导小组会议纪要";
    private static final int YEAR = 2022;

    private CycleFixture fixture;
    private AssessmentYears years;
    private YearRoster roster;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-03-01T09:05");
        years = fixture.years();
        roster = fixture.roster();
        years.prepare(YEAR, CITY);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void set(Name name, String value) {
        years.setSettings(
                YEAR, Map.of(name, value), Map.of(name, years.settings(YEAR).text(name)), REASON, CITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PASS_BOUND | 820.50 | 820.5",
                "EXCELLENT_BOUND | ９２０ | 920",
                "EXCELLENT_SHARE_PERCENT | 70 | 70",
                "REMINDER_WORKING_DAYS | 1、7，3 | 7,3,1",
                "APPRAISAL_MARKS | 100,85,60,0 | 100,85,60,0",
                "RATER_WEIGHTS | 50 30 20 | 50,30,20",
                "UNIT_REVIEW_PERCENT | 0 | 0",
                "LEAD_TASK_WEIGHT | 1.5 | 1.5",
                "ZONE_SAMPLE | 1 | 1"
            })
    void a_setting_that_will_do_is_kept_in_its_plain_form_and_logged(Name name, String typed, String kept) {
        String before = years.settings(YEAR).text(name);
        if (!before.equals(kept)) {
            set(name, typed);
            OperationLog.Line line = fixture.log().on(YEAR, name.name()).get(0);
            assertThat(line.action()).isEqualTo("设定参数：" + name.label());
            assertThat(line.from()).isEqualTo(before);
            assertThat(line.to()).isEqualTo(kept);
            assertThat(line.reason()).isEqualTo(REASON);
        }
        assertThat(years.settings(YEAR).text(name)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FULL_MARK | 1200 | 固定为1000分，三张指标表的分值之和都是这个数，不能改。",
                "PASS_BOUND | '' | 应为1至1000之间的数",
                "PASS_BOUND | 八百 | 不能是“八百”",
                "PASS_BOUND | -5 | 应为1至1000",
                "PASS_BOUND | 1e3 | 应为1至1000",
                "PASS_BOUND | NaN | 应为1至1000",
                "PASS_BOUND | 800.555 | 最多两位小数",
                "PASS_BOUND | 900 | 应低于优秀分数线",
                "EXCELLENT_BOUND | 800 | 应低于优秀分数线",
                "EXCELLENT_BOUND | 1001 | 应为1至1000",
                "EXCELLENT_SHARE_PERCENT | 101 | 应为0至100之间的整数",
                "EXCELLENT_SHARE_PERCENT | 60% | 不能是“60%”",
                "MINIMUM_SPREAD | 201 | 应为0至200",
                "COMMENT_WORKING_DAYS | 0 | 应为1至30",
                "REMINDER_WORKING_DAYS | 5,5 | 应为1至5个不同的整数，每个不大于60，用逗号隔开，例如“10,5,1”；0表示最后一个工作日再提醒。不能是“5,5”。",
                "REMINDER_WORKING_DAYS | 61 | 不大于60",
                "REMINDER_WORKING_DAYS | 9,8,7,6,5,4 | 1至5个",
                "REMINDER_WORKING_DAYS | '' | 1至5个",
                "APPRAISAL_MARKS | 100,80,60 | 应为4个由高到低、不大于100的整数，用逗号隔开，例如“100,80,60,40”。不能是“100,80,60”。",
                "APPRAISAL_MARKS | 60,80,100,40 | 4个由高到低",
                "RATER_WEIGHTS | 40,40 | 应为3个整数，用逗号隔开，例如“40,40,20”。不能是“40,40”。",
                "RATER_WEIGHTS | 40,40,10 | 三个权重之和应为100，现在是90",
                "SMALLEST_SHOWN_RATER_GROUP | 2 | 会看出是谁打的分",
                "COUNTY_SAMPLE | 20 | 乡镇（街道）最少的县",
                "ZONE_SAMPLE | 2 | 丽水开发区有1个",
                "LEAD_TASK_WEIGHT | 0.5 | 应为1至10",
                "RECTIFICATION_ROUNDS | 11 | 应为1至10",
                "FIGURE_WORKING_DAYS | 1.5 | 应为1至60"
            })
    void a_setting_that_will_not_do_is_refused_and_says_why(Name name, String typed, String message) {
        YearSettings before = years.settings(YEAR);

        assertThatThrownBy(() -> set(name, typed)).isInstanceOf(Refused.class).hasMessageContaining(message);

        assertThat(years.settings(YEAR)).isEqualTo(before);
    }

    @Test
    void two_that_suit_each_other_only_together_are_set_together() {
        years.setSettings(YEAR, Map.of(Name.PASS_BOUND, "920", Name.EXCELLENT_BOUND, "950"), Map.of(), REASON, CITY);

        assertThat(years.settings(YEAR).passBound()).isEqualByComparingTo("920");
    }

    @Test
    void the_second_of_two_who_saw_the_same_is_told() {
        set(Name.PASS_BOUND, "810");

        assertThatThrownBy(() -> years.setSettings(
                        YEAR, Map.of(Name.PASS_BOUND, "820"), Map.of(Name.PASS_BOUND, "800"), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessage("“合格分数线”刚被改为810，您的修改没有保存。请刷新页面，核对后再改。");
        LocalDate due = LocalDate.of(2023, 1, 16);
        assertThatThrownBy(() -> years.changeDeadline(
                        YEAR, DeadlineKind.SELF_CHECK, due, LocalDate.of(2000, 1, 1), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("“自查上报”的期限刚被改为")
                .hasMessageEndingWith("，您的修改没有保存。请刷新页面，核对后再改。");
    }

    @Test
    void a_started_year_takes_neither_settings_nor_deadlines_nor_samples() {
        fixture.setNow("2023-01-04T09:00");
        years.start(YEAR, CITY);

        assertThatThrownBy(() -> set(Name.PASS_BOUND, "810")).hasMessageContaining("年度参数不能再改");
        assertThatThrownBy(() -> years.changeDeadline(
                        YEAR,
                        DeadlineKind.SELF_CHECK,
                        LocalDate.of(2023, 1, 16),
                        LocalDate.of(2023, 1, 15),
                        REASON,
                        CITY))
                .hasMessageContaining("期限只能通过延期改动");
        assertThatThrownBy(() -> years.setSample(YEAR, "331121", 3, REASON, CITY))
                .hasMessageContaining("抽查数不能再改");
    }

    @Test
    void districts_that_draw_the_usual_number_follow_it_and_one_with_a_reason_of_its_own_does_not() {
        years.setSample(YEAR, "331121", 4, "区域大", CITY);

        set(Name.COUNTY_SAMPLE, "3");

        assertThat(roster.district(YEAR, "331125").sampleSize()).isEqualTo(3);
        assertThat(roster.district(YEAR, "331121").sampleSize()).isEqualTo(4);
        fixture.setNow("2023-01-04T09:00");
        years.start(YEAR, CITY);
        assertThat(roster.district(YEAR, "331125").sampleSize()).isEqualTo(3);
    }

    @Test
    void a_new_year_begins_with_the_settings_of_the_newest_earlier_one() {
        set(Name.PASS_BOUND, "810");
        set(Name.COUNTY_SAMPLE, "3");
        fixture.setNow("2023-01-02T09:00");

        years.prepare(2023, CITY);
        years.prepare(2021, CITY);

        assertThat(years.settings(2023)).isEqualTo(years.settings(YEAR));
        assertThat(roster.district(2023, "331125").sampleSize()).isEqualTo(3);
        assertThat(years.settings(2021)).as("a later year is no model").isEqualTo(YearSettings.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELF_CHECK | 2022-12-31 | 在考核年度结束",
                "SELF_CHECK | 2024-01-01 | 期限不能晚于2023年12月31日",
                "SELF_CHECK | 2023-01-12 | 应晚于“直属单位考核”",
                "SELF_CHECK | 2023-01-18 | 应早于“材料审核”的期限2023年1月18日（星期三），它要用这一步的结果",
                "LEADING_GROUP | 2023-03-31 | 应早于“全部程序”"
            })
    void a_deadline_that_will_not_do_is_refused_and_says_why(DeadlineKind kind, LocalDate date, String message) {
        LocalDate before = fixture.get(Deadlines.class).due(YEAR, kind);

        assertThatThrownBy(() -> years.changeDeadline(YEAR, kind, date, before, REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);

        assertThat(fixture.get(Deadlines.class).due(YEAR, kind)).isEqualTo(before);
    }

    @Test
    void a_deadline_that_will_do_is_logged_with_its_reason_and_the_second_who_changes_it_is_told() {
        LocalDate before = LocalDate.of(2023, 1, 15);
        years.changeDeadline(YEAR, DeadlineKind.SELF_CHECK, LocalDate.of(2023, 1, 16), before, REASON, CITY);

        assertThat(fixture.log().on(YEAR, "SELF_CHECK"))
                .extracting(OperationLog.Line::action, OperationLog.Line::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("设定期限：自查上报", REASON));
        assertThatThrownBy(() -> years.changeDeadline(
                        YEAR, DeadlineKind.SELF_CHECK, LocalDate.of(2023, 1, 17), before, REASON, CITY))
                .hasMessageContaining("刚被改为2023年1月16日");
    }

    @Test
    void a_reminder_on_the_last_working_day_may_be_added() {
        set(Name.REMINDER_WORKING_DAYS, "5,0");

        assertThat(years.settings(YEAR).reminderWorkingDays()).isEqualTo(List.of(5, 0));
    }

    @Test
    void a_deadline_that_stays_and_another_number_of_townships_without_a_reason_are_refused() {
        LocalDate stands = DeadlineKind.SELF_CHECK.defaultFor(YEAR);

        assertThatThrownBy(() -> years.changeDeadline(YEAR, DeadlineKind.SELF_CHECK, stands, stands, REASON, CITY))
                .hasMessage("期限没有改动，不用保存。");
        assertThatThrownBy(() -> years.setSample(YEAR, "331121", 1, " ", CITY))
                .hasMessage("青田县抽查1个乡镇（街道），与原则上的数量不同，请写明理由。");
        assertThatThrownBy(() -> years.archive(YEAR, CITY)).hasMessageEndingWith("，不能归档。");
        assertThatThrownBy(() -> years.prepare(2000, CITY))
                .hasMessageStartingWith("只能建立")
                .hasMessageContaining("年的考核年度，不能建立2000年度。");
    }
}
