package cn.healthylishui.assessment.workplan.process;

import static cn.healthylishui.assessment.keywork.WorkPlanFixture.COUNTY;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.QINGTIAN;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.UNIT;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.YEAR;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.kilometres;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Prefill;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.districtwork.process.DistrictWorkForms;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.WorkPlanFixture;
import cn.healthylishui.assessment.keywork.process.KeyWorkForms;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Typing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 季度进展: what units and districts report, what it is reminded of, and what comes of it. */
class ProgressFormsTest {

    private WorkPlanFixture fixture;
    private long plan;

    @BeforeEach
    void open() {
        fixture = new WorkPlanFixture(
                KeyWorkForms.REPORT_PROGRESS,
                DistrictWorkForms.REPORT,
                UrgeProgressForm.class,
                KeyWorkForms.DECOMPOSE,
                WorkPlanProcess.class);
        fixture.setNow("2021-05-10T09:00");
        plan = fixture.enter(
                fixture.added("新建绿道79公里以上。", "", "市建设局", kilometres("79")),
                fixture.added("推进健康城镇建设。", "市卫生健康委", "市建设局", kilometres("10")));
        fixture.decompose(plan);
        Map<Long, Set<Integer>> groups =
                Map.of(fixture.tasks().ofPlan(plan).get(0).id(), Set.of(1));
        fixture.plans().decompose(plan, Map.of(), groups, List.of(), Map.of(), WorkPlanFixture.CITY);
        fixture.agree(plan, Map.of());
        fixture.plans().approve(plan, Map.of(), null, WorkPlanFixture.CITY);
        fixture.districtWork()
                .set(
                        fixture.plans().get(plan),
                        QINGTIAN,
                        List.of(
                                new Work(Kind.WORK, 1, "健康广场建设", "qingtian-zjj", "建成3个", null, "C046"),
                                new Work(Kind.INDICATOR, 1, "补助标准", "qingtian-czj", "600", "元/人", "C044")),
                        "县领导小组统筹",
                        List.of(),
                        COUNTY);
        fixture.plans().adopt(plan);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing reporting(int quarter) {
        return Typing.into(fixture.get(KeyWorkForms.REPORT_PROGRESS), "shi-jsj", "unit", "shi-jsj", "quarter", quarter);
    }

    private Typing districtReporting(int quarter) {
        return Typing.into(
                fixture.get(DistrictWorkForms.REPORT), COUNTY.office(), "district", QINGTIAN, "quarter", quarter);
    }

    private Optional<BigDecimal> prefill(String indicator) {
        return fixture.districtWork().completion(YEAR, QINGTIAN, indicator).map(Prefill::value);
    }

    private Typing urging(int quarter) {
        return Typing.into(fixture.get(UrgeProgressForm.class), "city-office", "quarter", quarter);
    }

    /** Reports that are right, but for what a test types over them. */
    private Typing reported(int quarter) {
        return reporting(quarter)
                .type("tasks", "B1-01", "state", "ON_SCHEDULE", "figure", "30", "note", "已开工")
                .type("tasks", "B1-02", "state", "LAGGING", "note", "方案未定，下月报批");
    }

    @Test
    void a_unit_reports_each_task_and_the_next_quarter_begins_with_what_it_said() {
        Typing form = reporting(2);
        assertThat(form.problems()).containsExactly("B1-01·进展：请选择进展。", "B1-02·进展：请选择进展。");
        assertThat(form.row("tasks", "B1-02").inputs().get("figure").type().name())
                .as("where another unit leads, the figure is the lead's")
                .isEqualTo("LABEL");
        reported(2).complete();

        Report report = fixture.progress().latest(YEAR, "B1-01", "shi-jsj").orElseThrow();
        assertThat(report.state()).isEqualTo(ProgressState.ON_SCHEDULE);
        assertThat(report.figure()).isEqualByComparingTo("30");
        assertThat(reporting(3).value("tasks", "B1-01", "figure")).isEqualTo("30");
        assertThat(reporting(3).problems()).isEmpty();
        assertThat(reporting(1).value("tasks", "B1-01", "state"))
                .as("not what came later")
                .isEmpty();
    }

    @Test
    void reports_are_only_added_and_the_latest_quarter_counts() {
        reported(3).complete();
        reported(2).complete();
        fixture.progress()
                .record(
                        YEAR,
                        "B1-01",
                        "shi-jsj",
                        Quarters.YEAR_END,
                        ProgressState.DONE,
                        new BigDecimal("81"),
                        "",
                        List.of(),
                        UNIT);

        assertThat(fixture.progress().reports(YEAR, "shi-jsj")).hasSize(5);
        assertThat(fixture.progress()
                        .latest(YEAR, "B1-01", "shi-jsj")
                        .orElseThrow()
                        .quarter())
                .isEqualTo(Quarters.YEAR_END);
        assertThat(fixture.progress()
                        .latest(YEAR, "B1-02", "shi-jsj")
                        .orElseThrow()
                        .quarter())
                .isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "LAGGING | 3 | '' | no | 滞后的，请写明原因和下一步措施",
                "NOT_STARTED | '' | '' | no | 未启动的，请写明原因",
                "ON_SCHEDULE | '' | '' | no | 有量化目标（≥79公里），请填累计完成数",
                "ON_SCHEDULE | 三十 | '' | no | “三十”不是数字",
                "ON_SCHEDULE | -3 | '' | no | 不能是负数",
                "ON_SCHEDULE | 30.12345 | '' | no | ”不是数字，请只填数字，最多4位小数，不带单位和逗号。",
                "DONE | 80 | '' | no | 已完成的，请上传佐证材料",
                "DONE | 78.9 | '' | yes | 还没有达到目标≥79公里，不能报“已完成”",
                "FINISHED | 80 | '' | yes | 请选择进展"
            })
    void a_report_that_cannot_be_is_named(String state, String figure, String note, String files, String said) {
        Typing form = reported(2)
                .type("tasks", "B1-01", "state", state, "figure", figure, "note", note)
                .type("tasks", "B1-01", "files", files.equals("yes") ? fixture.file(UNIT) : "");

        assertThat(form.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("B1-01").contains(said));
    }

    @Test
    void a_report_too_long_is_named() {
        assertThat(reported(2).type("tasks", "B1-01", "note", "长".repeat(2001)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("最多2000字"));
    }

    @Test
    void who_has_not_reported_and_what_lags_is_urged_with_a_word_each_or_one_for_all() {
        reported(2).complete();
        Typing form = urging(2);
        assertThat(form.fact("没有填报")).isEqualTo("2 家");
        assertThat(form.section("missing").rows())
                .extracting(row -> row.values().get("office"))
                .containsExactly("市卫生健康委", "青田县健康办");
        assertThat(form.section("lagging").rows()).singleElement().satisfies(row -> assertThat(row.key())
                .isEqualTo("B1-02-shi-jsj"));
        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("有的单位还没有写督办意见。请逐家写，或在这里写一句统一的督办意见。"));

        form.type("lagging", "B1-02-shi-jsj", "word", "请6月底前报批方案")
                .type("urged", "urged", "note", "请尽快填报")
                .complete();

        assertThat(reporting(3).notices()).containsExactly("市健康丽水办督办第二季度任务B1-02：请6月底前报批方案");
        assertThat(fixture.progress().urges(YEAR, "shi-wjw"))
                .singleElement()
                .satisfies(urge -> assertThat(urge.message()).isEqualTo("请尽快填报"));
        assertThat(districtReporting(2).notices()).containsExactly("市健康丽水办督办第二季度：请尽快填报");
    }

    @Test
    void with_nobody_late_the_city_office_says_so() {
        assertThat(urging(2).type("urged", "urged", "note", "长".repeat(1001)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("最多1000字"));
        reported(2).type("tasks", "B1-02", "state", "ON_SCHEDULE", "note", "").complete();
        Typing.into(fixture.get(KeyWorkForms.REPORT_PROGRESS), "shi-wjw", "unit", "shi-wjw", "quarter", 2)
                .type("tasks", "B1-02", "state", "ON_SCHEDULE", "figure", "4")
                .complete();
        everyWork(2, "ON_SCHEDULE").complete();

        assertThat(urging(2).problems()).containsExactly("统一的督办意见：没有未填报和滞后的，请写“无”。");
        urging(2).type("urged", "urged", "note", "无").complete();
    }

    private Typing everyWork(int quarter, String state) {
        Typing form = districtReporting(quarter);
        form.section("works").rows().forEach(row -> {
            form.type("works", row.key(), "state", state, "files", fixture.file(COUNTY));
            if (row.values().get("kind").equals("关键性指标")) {
                form.type("works", row.key(), "figure", "610");
            }
        });
        return form;
    }

    @Test
    void a_district_reports_its_own_work_and_only_what_is_completed_feeds_its_table() {
        assertThat(districtReporting(2).problems()).hasSize(2);
        everyWork(2, "ON_SCHEDULE").complete();
        assertThat(prefill("C044")).isEmpty();

        everyWork(4, "DONE").complete();

        assertThat(prefill("C044")).contains(new BigDecimal("610.0000"));
        assertThat(prefill("C046")).as("是").contains(BigDecimal.ONE);
        assertThat(prefill("C045")).isEmpty();
        assertThat(fixture.districtWork()
                        .completion(YEAR, QINGTIAN, "C044")
                        .orElseThrow()
                        .evidence())
                .hasSize(1);
    }

    @Test
    void where_less_is_better_the_figure_of_today_is_asked_and_0_is_done() {
        Target none = new Target(1, "校外供餐单位食品安全量化分级全面消C", "<=", "0", "家", null, "shi-scj");

        assertThat(said(none, "ON_SCHEDULE", "")).contains("有量化目标（≤0家），请填目前的数。");
        assertThat(said(none, "DONE", "1")).contains("还没有达到目标≤0家，不能报“已完成”。请核对数字，或改选进展。");
        assertThat(said(none, "DONE", "0")).noneMatch(message -> message.contains("目标"));
    }

    private static List<String> said(Target target, String state, String figure) {
        Draft draft = new Draft(
                1,
                Map.of(
                        new Draft.RowId("tasks", "K4-09-2"),
                        new Draft.DraftRow(
                                Map.of(ProgressSheet.STATE.key(), state, ProgressSheet.FIGURE.key(), figure),
                                1,
                                "chen",
                                LocalDateTime.of(2021, 5, 10, 9, 0))));
        return ProgressSheet.asking(
                        Table.<String>of("tasks", "进展", code -> code),
                        code -> Optional.of(target),
                        code -> Optional.empty())
                .read("K4-09-2", draft)
                .only()
                .row()
                .problems()
                .stream()
                .map(Problem::message)
                .toList();
    }

    @Test
    void an_indicator_that_is_judged_or_not_of_key_work_is_never_fed() {
        assertThat(fixture.districtWork().fed(YEAR, QINGTIAN))
                .extracting(indicator -> indicator.code())
                .containsExactly("C044", "C045", "C046", "C047");
    }

    @Test
    void whoever_has_not_reported_and_whatever_lags_is_to_be_urged_and_nobody_else() {
        WorkPlanProcess process = fixture.get(WorkPlanProcess.class);
        fixture.tasks()
                .units(YEAR)
                .forEach(unit -> fixture.tasks().of(YEAR, unit).forEach(task -> fixture.progress()
                        .record(
                                YEAR,
                                task.code(),
                                unit,
                                2,
                                ProgressState.ON_SCHEDULE,
                                null,
                                "按计划",
                                List.of(),
                                WorkPlanFixture.CITY)));
        assertThat(process.toUrge(YEAR, 2)).as("the district has not reported").isTrue();

        fixture.districtWork().of(YEAR, QINGTIAN).forEach(work -> fixture.districtWork()
                .record(YEAR, QINGTIAN, work.id(), 2, ProgressState.ON_SCHEDULE, null, "按计划", List.of(), COUNTY));
        assertThat(process.toUrge(YEAR, 2)).isFalse();

        fixture.progress()
                .record(
                        YEAR,
                        "B1-01",
                        "shi-jsj",
                        2,
                        ProgressState.LAGGING,
                        null,
                        "用地未批",
                        List.of(),
                        WorkPlanFixture.CITY);
        assertThat(process.toUrge(YEAR, 2)).as("a task lags").isTrue();
    }

    @Test
    void a_quarter_ends_at_midnight_and_is_reported_some_working_days_after() {
        WorkPlanProcess process = fixture.get(WorkPlanProcess.class);

        assertThat(process.quarterEnd(YEAR, 3).toInstant()).isEqualTo("2021-09-30T16:00:00Z");
        assertThat(Quarters.lastDay(2024, 1)).isEqualTo(LocalDate.of(2024, 3, 31));
        assertThat(process.progressDue(YEAR, 2).toInstant()).isEqualTo("2021-07-07T15:59:59Z");
        assertThat(process.progressOver(YEAR, 2).toInstant()).isEqualTo("2021-07-07T16:00:00Z");
        fixture.setNow("2021-08-02T09:00");
        assertThat(process.progressDue(YEAR, 2).toInstant())
                .as("asked for late: counted from today")
                .isEqualTo("2021-08-09T15:59:59Z");
        assertThat(process.quarters(plan)).containsExactly(2, 3, 4);
        assertThat(process.reportingUnits(YEAR, 2)).containsExactly("shi-jsj", "shi-wjw");
        assertThat(process.reportingDistricts(YEAR, 2)).containsExactly(QINGTIAN);
    }
}
