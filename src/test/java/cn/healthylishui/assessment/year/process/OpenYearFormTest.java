package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.CycleFixture;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.YearState;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenYearFormTest {

    private static final TaskRef TASK = new TaskRef(
            "t1", "taskOpenYear", "启动年度考核", "city-office", null, LocalDateTime.of(2022, 1, 1, 0, 0), Map.of());
    private static final String QINGTIAN = "2021-331121";

    private CycleFixture fixture;
    private OpenYearForm form;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T09:05");
        form = new OpenYearForm(
                fixture.years(),
                fixture.roster(),
                fixture.get(Deadlines.class),
                fixture.get(Organization.class),
                fixture.log(),
                fixture.clock(),
                List.of());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everything_is_filled_in_beforehand_except_the_decision() {
        FormContent content = form.content(TASK, Draft.EMPTY);

        assertThat(content.allProblems()).containsExactly("启动：请选择启动或不启动。");
        assertThat(Drafts.row(content, "start", "start").values()).containsEntry("year", "2021");
        assertThat(Drafts.row(content, "deadlines", "2021-SELF_CHECK").values())
                .containsEntry("label", "自查上报")
                .containsEntry("clause", "办法五(一)")
                .containsEntry("usual", "2022年1月15日（星期六）")
                .containsEntry("date", "2022-01-15");
        assertThat(Drafts.row(content, "deadlines", "2021-SPOT_CHECK").values()).containsEntry("clause", "文件未规定，本系统默认");
        assertThat(section(content, "deadlines").rows()).hasSize(DeadlineKind.values().length);
        assertThat(section(content, "samples").rows()).hasSize(10);
        assertThat(Drafts.row(content, "samples", QINGTIAN).values()).containsEntry("size", "2");
        assertThat(Drafts.row(content, "samples", "2021-LSKFQ").values()).containsEntry("size", "1");
        assertThat(content.notices()).isEmpty();
        assertThat(fixture.years().find(2021)).as("looking changes nothing").isEmpty();
    }

    @Test
    void the_years_offered_run_from_last_year_back_to_2018() {
        FormContent content = form.content(TASK, Draft.EMPTY);

        assertThat(section(content, "start").columns().get(1).options())
                .extracting(Option::value)
                .containsExactly("2021", "2020", "2019", "2018");
    }

    @Test
    void starting_prepares_the_year_with_the_dates_and_numbers_typed() {
        Draft draft = opening()
                .type("deadlines", "2021-SELF_CHECK", "date", "2022年1月14日")
                .type("samples", QINGTIAN, "size", "3")
                .type("samples", QINGTIAN, "reason", "乡镇较多")
                .draft();
        assertThat(form.content(TASK, draft).allProblems()).isEmpty();

        assertThat(form.submit(TASK, draft, CITY)).isEqualTo(Map.of("opened", true, "year", 2021));

        AssessmentYear year = fixture.years().get(2021);
        assertThat(year.state()).isEqualTo(YearState.ASSESSING);
        assertThat(year.startedBy()).isEqualTo("zhang");
        assertThat(fixture.get(Deadlines.class).due(2021, DeadlineKind.SELF_CHECK))
                .isEqualTo("2022-01-14");
        assertThat(fixture.get(Deadlines.class).due(2021, DeadlineKind.SPOT_CHECK))
                .isEqualTo("2022-01-25");
        assertThat(fixture.roster().district(2021, "331121").sampleSize()).isEqualTo(3);
        assertThat(fixture.roster().district(2021, "331121").sampleReason()).isEqualTo("乡镇较多");
        assertThat(fixture.roster().district(2021, "331125").sampleSize()).isEqualTo(2);
        assertThat(fixture.log().on(2021, "331125")).isEmpty();
    }

    @Test
    void a_year_prepared_before_keeps_what_was_set_for_it() {
        fixture.years().prepare(2021, CITY);
        fixture.years().setSample(2021, "331121", 4, "首次全面核查", CITY);

        FormContent content = form.content(TASK, opening().draft());
        assertThat(Drafts.row(content, "samples", QINGTIAN).values())
                .containsEntry("size", "4")
                .containsEntry("reason", "首次全面核查");
        form.submit(TASK, opening().draft(), CITY);

        assertThat(fixture.roster().district(2021, "331121").sampleSize()).isEqualTo(4);
    }

    @Test
    void not_starting_needs_a_reason_and_nothing_else() {
        Drafts skipping = new Drafts()
                .type("start", "start", "decision", "SKIP")
                .type("deadlines", "2021-SELF_CHECK", "date", "某日")
                .type("samples", QINGTIAN, "size", "0");
        assertThat(form.content(TASK, skipping.draft()).allProblems()).containsExactly("启动·不启动的理由：请写明理由。");

        Draft draft = skipping.type("start", "start", "reason", "省里统一推迟").draft();
        assertThat(form.content(TASK, draft).allProblems()).isEmpty();
        assertThat(section(form.content(TASK, draft), "deadlines").rows()).allMatch(FormContent.Row::locked);
        assertThat(form.submit(TASK, draft, CITY)).isEqualTo(Map.of("opened", false));

        assertThat(fixture.years().find(2021)).isEmpty();
        assertThat(fixture.log().on(2021, "2021")).singleElement().satisfies(line -> assertThat(
                        line.action() + " " + line.reason())
                .isEqualTo("不启动年度考核 省里统一推迟"));
    }

    @Test
    void a_year_that_runs_already_is_named_with_who_started_it_and_when() {
        fixture.started(2021);

        assertThat(form.content(TASK, opening().draft()).allProblems())
                .containsExactly("启动·考核年度：2021年度考核已由zhang于2022年1月4日（星期二）09:05启动，不能重复启动。");
    }

    @Test
    void whoever_completes_second_is_refused_even_if_the_form_showed_no_problem() {
        Draft draft = opening().draft();
        form.submit(TASK, draft, new Actor("li", "city-office"));

        assertThatThrownBy(() -> form.submit(TASK, draft, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("2021年度考核已由li于2022年1月4日（星期二）09:05启动");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022", "2017", "去年", ""})
    void only_a_year_that_is_over_and_under_the_measures_can_be_chosen(String year) {
        Draft draft = opening().type("start", "start", "year", year).draft();

        assertThat(form.content(TASK, draft).allProblems()).containsExactly("启动·考核年度：请选择2018年至2021年之间的考核年度。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELF_CHECK | '' | 请填写日期。",
                "SELF_CHECK | 1月15日 | “1月15日”不是日期，请按2022-01-15的样式填写。",
                "SELF_CHECK | 2022-02-30 | “2022-02-30”不是日期，请按2022-01-15的样式填写。",
                "ASSIGNMENT | 2021-12-31 | 期限应在考核年度结束（2021年12月31日（星期五））之后。",
                "ASSIGNMENT | 2022-01-03 | 期限不能早于今天（2022年1月4日（星期二））。",
                "WHOLE_PROCEDURE | 2023-03-31 | 期限不能在一年以后，请核对年份。",
                "SELF_CHECK | 2022-01-08 | 应晚于“乡镇考核表”的期限2022年1月8日（星期六）。",
                "CITY_ASSESSMENT | 2022-01-14 | 应晚于“自查上报”的期限2022年1月15日（星期六）。",
                "FIGURES_CHECK | 2022-01-20 | 应晚于“官方数据”的期限2022年1月20日（星期四）。"
            })
    void a_wrong_deadline_is_named_in_its_cell(DeadlineKind kind, String typed, String message) {
        Draft draft = opening().type("deadlines", "2021-" + kind, "date", typed).draft();

        assertThat(form.content(TASK, draft).allProblems()).contains(kind.label() + "·本年度日期：" + message);
        assertThat(Drafts.row(form.content(TASK, draft), "deadlines", "2021-" + kind)
                        .values())
                .as("what was typed stays")
                .containsEntry("date", typed);
    }

    @Test
    void a_year_started_late_may_keep_its_passed_deadlines_and_is_told_so() {
        fixture.setNow("2022-01-20T09:00");

        FormContent content = form.content(TASK, opening().draft());

        assertThat(content.allProblems()).isEmpty();
        assertThat(content.notices())
                .extracting(FormContent.Notice::text)
                .containsExactly("已过期限：确认分工、乡镇考核表、直属单位自查、直属单位考核、自查上报、材料审核。启动后，这些任务将显示逾期；需要时可把日期改到今天以后。");
    }

    @Test
    void an_older_year_can_be_given_dates_of_its_own() {
        Drafts drafts = opening().type("start", "start", "year", "2019");
        assertThat(form.content(TASK, drafts.draft()).allProblems()).isEmpty();
        int day = 0;
        for (DeadlineKind kind : DeadlineKind.values()) {
            drafts.type("deadlines", "2019-" + kind, "date", "2022-03-%02d".formatted(++day));
        }

        assertThat(form.content(TASK, drafts.draft()).allProblems()).isEmpty();
        assertThat(form.content(TASK, drafts.draft()).notices()).isEmpty();
        assertThat(form.submit(TASK, drafts.draft(), CITY)).containsEntry("year", 2019);
    }

    @Test
    void what_was_typed_for_one_year_does_not_stand_against_another() {
        Draft draft = opening()
                .type("deadlines", "2021-SELF_CHECK", "date", "2022-01-14")
                .type("start", "start", "year", "2020")
                .draft();

        FormContent content = form.content(TASK, draft);

        assertThat(content.allProblems()).isEmpty();
        assertThat(Drafts.row(content, "deadlines", "2020-SELF_CHECK").values()).containsEntry("date", "2021-01-15");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | '' | 本年度抽查：抽查数应为1至",
                "两个 | '' | 本年度抽查：抽查数应为1至",
                "2.5 | '' | 本年度抽查：抽查数应为1至",
                "999 | 全部 | 本年度抽查：抽查数应为1至",
                "3 | '' | 不同的理由：抽查数与原则上的2个不同，请写明理由。"
            })
    void a_wrong_sample_is_named_in_its_cell(String size, String reason, String said) {
        Draft draft = opening()
                .type("samples", QINGTIAN, "size", size)
                .type("samples", QINGTIAN, "reason", reason)
                .draft();

        assertThat(form.content(TASK, draft).allProblems()).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("青田县·" + said));
    }

    @Test
    void the_order_of_deadlines_is_checked_for_every_step() {
        List<DeadlineKind> later = Arrays.stream(DeadlineKind.values())
                .filter(kind -> !kind.needs().isEmpty())
                .toList();
        assertThat(later).hasSize(DeadlineKind.values().length - 3);
        for (DeadlineKind kind : later) {
            String tooEarly =
                    String.valueOf(kind.needs().get(kind.needs().size() - 1).defaultFor(2021));
            Draft draft = opening()
                    .type("deadlines", "2021-" + kind, "date", tooEarly)
                    .draft();

            assertThat(form.content(TASK, draft).allProblems())
                    .as(kind.label())
                    .anyMatch(problem -> problem.startsWith(kind.label() + "·本年度日期：应晚于"));
        }
    }

    private static Drafts opening() {
        return new Drafts().type("start", "start", "decision", "OPEN");
    }

    private static Section section(FormContent content, String key) {
        return content.sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
