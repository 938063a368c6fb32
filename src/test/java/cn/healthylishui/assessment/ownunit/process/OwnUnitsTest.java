package cn.healthylishui.assessment.ownunit.process;

import static cn.healthylishui.assessment.ownunit.process.SetOwnTasksForm.TASKS;
import static cn.healthylishui.assessment.verification.VerificationFixture.COUNTY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.Giver;
import cn.healthylishui.assessment.ownunit.OwnUnits.NewTask;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnTask;
import cn.healthylishui.assessment.ownunit.OwnUnits.Standing;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.unitreview.UnitReviewFixture;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 直属单位考核 of one county: its tasks, scores, review and ranking. */
class OwnUnitsTest {

    private static final String HEALTH = "qingtian-wjj";
    private static final String SCHOOLS = "qingtian-jyj";

    private UnitReviewFixture fixture;
    private OwnUnits ownUnits;
    private OwnUnitsProcess process;
    private SetOwnTasksForm setForm;
    private ScoreOwnUnitForm scoreForm;
    private ReviewOwnUnitsForm reviewForm;

    @BeforeEach
    void open() {
        fixture = new UnitReviewFixture(
                SetOwnTasksForm.class, ScoreOwnUnitForm.class, ReviewOwnUnitsForm.class, OwnUnitsProcess.class);
        ownUnits = fixture.ownUnits();
        process = fixture.get(OwnUnitsProcess.class);
        setForm = fixture.get(SetOwnTasksForm.class);
        scoreForm = fixture.get(ScoreOwnUnitForm.class);
        reviewForm = fixture.get(ReviewOwnUnitsForm.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    // 下达任务

    private Typing setting() {
        return Typing.into(setForm, "qingtian-jkb", "district", QINGTIAN);
    }

    private Typing assessing() {
        return setting().type(Forms.DECISION, Forms.DECISION, "decision", "ASSESS");
    }

    private void districtWork(String unit, String title, String target) {
        if (fixture.jdbc()
                        .sql("select count(*) from district_mechanism")
                        .query(Integer.class)
                        .single()
                == 0) {
            fixture.jdbc()
                    .sql("""
                    insert into district_mechanism (assessment_year, district, plan, round, mechanism, confirmed_by, confirmed_at)
                    values (:year, :district, (select min(id) from work_plan), 1, '联席会议', 'wang', timestamp '2021-11-01 09:00:00')
                    """)
                    .param("year", YEAR)
                    .param("district", QINGTIAN)
                    .update();
        }
        int seq = fixture.jdbc()
                        .sql("select count(*) from district_work")
                        .query(Integer.class)
                        .single()
                + 1;
        fixture.jdbc()
                .sql("""
                insert into district_work (assessment_year, district, kind, seq, title, unit, target)
                values (:year, :district, 'WORK', :seq, :title, :unit, :target)
                """)
                .param("year", YEAR)
                .param("district", QINGTIAN)
                .param("seq", seq)
                .param("title", title)
                .param("unit", unit)
                .param("target", target)
                .update();
    }

    @Test
    void aUnitGetsTheDistrictsOwnKeyWorkElseThatOfItsMunicipalUnitButNoTargetOfTheWholeCity() {
        districtWork(HEALTH, "建成县级医共体", "年底前运行");
        fixture.task("W1", "shi-wjw", true, 2)
                .task("J1", "shi-jyj", false)
                .task("J2", "shi-jyj", true)
                .task("J3", "shi-jyj", false)
                .kilometres("J3", "79")
                .task("J4", "shi-jyj", false)
                .task("J5", "shi-jyj", false);

        List<Row> rows = assessing().section(TASKS).rows();

        assertThat(rows)
                .filteredOn(row -> !row.values().getOrDefault("task", "").isEmpty())
                .extracting(row -> row.values().get("unit"), row -> row.values().get("task"))
                .containsExactly(
                        tuple(SCHOOLS, "推进任务J2。"),
                        tuple(SCHOOLS, "推进任务J1。"),
                        tuple(SCHOOLS, "推进任务J4。"),
                        tuple(HEALTH, "建成县级医共体（目标：年底前运行）"));
        assertThat(rows).filteredOn(row -> row.key().startsWith("new-")).hasSize(10);
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).containsEntry("weight", "1"));
        assertThat(assessing().problems()).isEmpty();
        assertThat(assessing().fact("任务")).isEqualTo("4 项");
        assertThat(assessing().content().notices())
                .extracting(Notice::text)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("没有任务", "青田县").doesNotContain("青田县教育局"));
    }

    @Test
    void tasksAreKeptByUnitWithTheirWeights() {
        fixture.task("J1", "shi-jyj", false).task("J2", "shi-jyj", false);
        Typing setting = assessing()
                .type(TASKS, "new-1", "unit", HEALTH, "task", "办好县医院", "weight", "2")
                .type(TASKS, SCHOOLS + "-J2", "task", "");
        assertThat(setting.problems()).isEmpty();

        assertThat(setForm.submit(setting.task(), setting.draft(), COUNTY)).containsExactly(entry("assessOwn", true));

        assertThat(ownUnits.tasks(YEAR, QINGTIAN))
                .extracting(OwnTask::unit, OwnTask::task, OwnTask::seq)
                .containsExactly(tuple(SCHOOLS, "推进任务J1。", 1), tuple(HEALTH, "办好县医院", 2));
        assertThat(ownUnits.tasks(YEAR, QINGTIAN).get(1).weight()).isEqualByComparingTo("2");
        assertThat(process.units(YEAR, QINGTIAN)).containsExactly(SCHOOLS, HEALTH);
        assertThat(fixture.logged(QINGTIAN, "下达直属单位任务")).singleElement().satisfies(line -> assertThat(line.to())
                .isEqualTo("2个单位2项任务"));
    }

    @ParameterizedTest
    @CsvSource({
        // unit, task, weight, problem
        "'',           办好县医院, 1,     这项任务没有单位，请选择由哪个直属单位承担。",
        "liandu-wjj,   办好县医院, 1,     所选的不是本地的直属单位，请重新选择。",
        "shi-wjw,      办好县医院, 1,     所选的不是本地的直属单位，请重新选择。",
        "qingtian-wjj, '',      1,     选了单位，没有写任务。请写明任务，或者把单位清空。",
        "qingtian-wjj, 办好县医院, '',    还没有填权重；一般填1，特别重要的填2。",
        "qingtian-wjj, 办好县医院, 重,     不是权重",
        "qingtian-wjj, 办好县医院, 0,     权重应大于0",
        "qingtian-wjj, 办好县医院, -1,    权重应大于0",
        "qingtian-wjj, 办好县医院, 100.5, 权重应大于0、不超过100",
        "qingtian-wjj, 办好县医院, 1.234, 最多两位小数"
    })
    void badInputInATask(String unit, String task, String weight, String problem) {
        fixture.task("J1", "shi-jyj", false);

        Typing setting = assessing().type(TASKS, "new-1", "unit", unit, "task", task, "weight", weight);

        assertThat(setting.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains(problem));
    }

    @Test
    void theSameTaskTwiceAndATaskTooLongAreRefused() {
        Typing setting = assessing()
                .type(TASKS, "new-1", "unit", HEALTH, "task", "办好县医院")
                .type(TASKS, "new-2", "unit", HEALTH, "task", "办好县医院")
                .type(TASKS, "new-3", "unit", HEALTH, "task", "长".repeat(1001));

        assertThat(setting.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("该单位的这项任务前面已经有了，请删去一行。"))
                .anyMatch(problem -> problem.contains("最多1000字"));
    }

    @Test
    void assessingNeedsATaskAndTheDecisionMustBeTaken() {
        assertThat(assessing().problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("选了“考核”，还没有一项任务。请至少下达一项任务；本年度不考核的，请改选并写明理由。"));
        assertThat(setting().problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("请选择本年度是否考核直属单位"));
        assertThat(setting()
                        .type(Forms.DECISION, Forms.DECISION, "decision", "MAYBE")
                        .problems())
                .hasSize(1);
    }

    @Test
    void aDistrictMayLeaveItsOwnUnitsOutWithAReason() {
        assertThat(ownUnits.settled(YEAR, QINGTIAN)).isFalse();
        assertThat(ownUnits.fault(YEAR, QINGTIAN))
                .hasValueSatisfying(fault -> assertThat(fault).contains("直属单位考核还没有办完", "下达直属单位任务"));
        Typing setting = setting()
                .type(Forms.DECISION, Forms.DECISION, "decision", "LEAVE_OUT")
                .type(TASKS, "new-1", "unit", "", "task", "写了一半");
        assertThat(setting.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("本年度不考核的，请写明理由，市健康丽水办会看到。"));
        setting.type(Forms.DECISION, Forms.DECISION, "reason", "长".repeat(1001));
        assertThat(setting.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("最多1000字"));
        setting.type(Forms.DECISION, Forms.DECISION, "reason", "机构改革，单位尚未到位");
        assertThat(setting.problems()).isEmpty();

        assertThat(setForm.submit(setting.task(), setting.draft(), COUNTY)).containsExactly(entry("assessOwn", false));

        assertThat(ownUnits.settled(YEAR, QINGTIAN)).isTrue();
        assertThat(ownUnits.fault(YEAR, QINGTIAN)).isEmpty();
        assertThat(ownUnits.plan(YEAR, QINGTIAN).orElseThrow().reason()).isEqualTo("机构改革，单位尚未到位");
        assertThat(ownUnits.tasks(YEAR, QINGTIAN)).isEmpty();
        assertThat(ownUnits.ranking(YEAR, QINGTIAN)).isEmpty();
        assertThat(fixture.logged(QINGTIAN, "本年度不考核直属单位")).hasSize(1);
    }

    @Test
    void tasksAreGivenOnceAndToOwnUnitsOnly() {
        assertThatThrownBy(() -> ownUnits.give(
                        YEAR, QINGTIAN, List.of(new NewTask("liandu-wjj", "办好医院", BigDecimal.ONE)), COUNTY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("不是青田县的直属单位");
        fixture.jdbc().sql("delete from own_unit_plan").update(); // a transaction would have taken it back
        ownUnits.leaveOut(YEAR, QINGTIAN, "理由", COUNTY);

        assertThatThrownBy(() -> ownUnits.leaveOut(YEAR, QINGTIAN, "理由", COUNTY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("年度直属单位任务已经确定，不能再次下达。请刷新页面后再办。");
    }

    // 自查、考核、排名

    /** 教育局 with two tasks, the second of weight 3, and 卫健局 with one. */
    private void given() {
        ownUnits.give(
                YEAR,
                QINGTIAN,
                List.of(
                        new NewTask(SCHOOLS, "校园食堂达标", BigDecimal.ONE),
                        new NewTask(SCHOOLS, "近视防控", new BigDecimal("3")),
                        new NewTask(HEALTH, "办好县医院", BigDecimal.ONE)),
                COUNTY);
    }

    private String id(String task) {
        return ownUnits.tasks(YEAR, QINGTIAN).stream()
                .filter(one -> one.task().equals(task))
                .map(one -> String.valueOf(one.id()))
                .findFirst()
                .orElseThrow();
    }

    private Typing scoring(String unit) {
        return Typing.into(scoreForm, unit, "unit", unit, "district", QINGTIAN);
    }

    private void scored(String unit, Typing typed) {
        assertThat(typed.problems()).isEmpty();
        scoreForm.submit(typed.task(), typed.draft(), new Actor("member", unit));
    }

    private void allScored() {
        scored(SCHOOLS, scoring(SCHOOLS).typeAll(TASKS, "percent", "100"));
        scored(HEALTH, scoring(HEALTH).typeAll(TASKS, "percent", "95.5", "reason", "病房还在装修"));
    }

    private Typing reviewing() {
        return Typing.into(reviewForm, "qingtian-jkb", "district", QINGTIAN);
    }

    private Object reviewed(Typing typed) {
        assertThat(typed.problems()).isEmpty();
        return reviewForm.submit(typed.task(), typed.draft(), COUNTY).get("rejudge");
    }

    @Test
    void aUnitSeesItsOwnTasks() {
        given();

        assertThat(scoring(SCHOOLS).section(TASKS).rows())
                .extracting(row -> row.values().get("name"), row -> row.values().get("weight"))
                .containsExactly(tuple("校园食堂达标", "1"), tuple("近视防控", "3"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 还没有填得分率",
        "-1, 理由, 得分率不能是负数，现在填的是-1，请填0至100。",
        "101, 理由, 不能超过100",
        "全部, 理由, ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "99, '', 得分率低于100的，请写明扣分理由。"
    })
    void badInputInASelfScore(String percent, String reason, String problem) {
        given();

        Typing scoring = scoring(HEALTH).typeAll(TASKS, "percent", percent, "reason", reason);

        assertThat(scoring.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("办好县医院", problem));
    }

    @Test
    void reasonsMayNotBeTooLong() {
        given();
        assertThat(scoring(HEALTH)
                        .typeAll(TASKS, "percent", "90", "reason", "长".repeat(1001))
                        .problems())
                .singleElement()
                .satisfies(only -> assertThat(only).contains("最多1000字"));
        allScored();
        assertThat(reviewing()
                        .typeAll(TASKS, "percent", "90", "reason", "长".repeat(1001))
                        .problems())
                .hasSize(3)
                .allMatch(problem -> problem.contains("最多1000字"));
    }

    @Test
    void theRankingIsShownAsItIsTyped() {
        given();
        allScored();
        Typing reviewing = reviewing().type(TASKS, id("办好县医院"), "percent", "95.5");
        assertThat(reviewing.section("ranking").rows()).hasSize(1);

        reviewing.type(TASKS, id("校园食堂达标"), "percent", "60", "reason", "抽查两所不达标");
        assertThat(reviewing.section("ranking").rows())
                .as("one of its two tasks is not a score")
                .hasSize(1);

        reviewing.type(TASKS, id("近视防控"), "percent", "80", "reason", "近视率没有降");

        assertThat(reviewing.section("ranking").rows())
                .extracting(
                        row -> row.values().get("rank"),
                        row -> row.values().get("name"),
                        row -> row.values().get("score"),
                        row -> row.values().get("grade"))
                .containsExactly(
                        tuple("1", "青田县卫生健康局", "955.00", "优秀"),
                        tuple("2", "青田县教育局", "750.00", "不合格")); // (60 + 3·80) ÷ 4
        assertThat(ownUnits.ranking(YEAR, QINGTIAN))
                .as("not before it is submitted")
                .isEmpty();

        assertThat(reviewed(reviewing)).isEqualTo(false);

        assertThat(ownUnits.settled(YEAR, QINGTIAN)).isTrue();
        assertThat(ownUnits.ranking(YEAR, QINGTIAN))
                .extracting(Standing::unit, Standing::rank, standing -> standing.score()
                        .toPlainString())
                .containsExactly(tuple(HEALTH, 1, "955.00"), tuple(SCHOOLS, 2, "750.00"));
        assertThat(fixture.logged(QINGTIAN, "完成直属单位考核")).singleElement().satisfies(line -> assertThat(line.to())
                .contains("1 青田县卫生健康局 955.00分 优秀"));
    }

    @Test
    void equalScoresShareARank() {
        given();
        allScored();

        reviewed(reviewing().typeAll(TASKS, "percent", "90", "reason", "一样"));

        assertThat(ownUnits.ranking(YEAR, QINGTIAN)).extracting(Standing::rank).containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "SCORE,  '',  '',  还没有填得分率",
        "SCORE,  -1,  理由, 不能是负数",
        "SCORE,  101, 理由, 不能超过100",
        "SCORE,  90,  '',  与自评95.5%不同，请写明理由",
        "RETURN, '',  '',  请写明退回理由和要补充什么，被退回的单位会看到。",
        "'',     90,  理由, 请选择评分或退回"
    })
    void badInputInAReview(String verdict, String percent, String reason, String problem) {
        given();
        allScored();

        Typing reviewing = reviewing()
                .typeAll(TASKS, "percent", "100")
                .type(TASKS, id("办好县医院"), "verdict", verdict, "percent", percent, "reason", reason);

        assertThat(reviewing.problems())
                .singleElement()
                .satisfies(only -> assertThat(only).startsWith("青田县卫生健康局").contains(problem));
    }

    @Test
    void whatIsSentBackAloneIsOpenAgain() {
        given();
        allScored();
        Typing first = reviewing()
                .typeAll(TASKS, "percent", "100", "reason", "好")
                .type(TASKS, id("近视防控"), "verdict", "RETURN", "reason", "没有统计表");
        assertThat(reviewed(first)).isEqualTo(true);

        assertThat(ownUnits.settled(YEAR, QINGTIAN)).isFalse();
        assertThat(ownUnits.ranking(YEAR, QINGTIAN)).isEmpty();
        assertThat(process.units(YEAR, QINGTIAN)).containsExactly(SCHOOLS);
        assertThat(fixture.returned(Returns.Stage.OWN_UNIT, SCHOOLS))
                .extracting(ReturnedItem::item, ReturnedItem::reason)
                .containsExactly(tuple(id("近视防控"), "没有统计表"));
        Typing again = scoring(SCHOOLS);
        assertThat(again.content().notices())
                .extracting(Notice::text)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("近视防控——没有统计表"));
        assertThat(again.section(TASKS).rows())
                .filteredOn(row -> !row.locked())
                .extracting(Row::key)
                .containsExactly(id("近视防控"));
        String table = fixture.file(COUNTY);
        scored(SCHOOLS, again.type(TASKS, id("近视防控"), "percent", "88", "reason", "按统计表", "files", table));
        assertThat(process.units(YEAR, QINGTIAN))
                .as("nothing is returned any more")
                .containsExactly(SCHOOLS, HEALTH);

        Typing second = reviewing();
        assertThat(second.section(TASKS).rows())
                .filteredOn(row -> !row.locked())
                .extracting(Row::key)
                .containsExactly(id("近视防控"));
        assertThat(second.row(TASKS, id("近视防控")).values())
                .containsEntry("own", "88%")
                .containsEntry("proof", table)
                .containsEntry("percent", "");
        assertThat(second.row(TASKS, id("校园食堂达标")).values()).containsEntry("percent", "100");
        assertThat(reviewed(second.type(TASKS, id("近视防控"), "percent", "88"))).isEqualTo(false);

        // (100 + 3·88) ÷ 4
        assertThat(ownUnits.ranking(YEAR, QINGTIAN))
                .extracting(Standing::unit, standing -> standing.score().toPlainString())
                .containsExactly(tuple(HEALTH, "1000.00"), tuple(SCHOOLS, "910.00"));
    }

    @Test
    void whatAUnitReportsAnewIsReviewedAnew() {
        given();
        long task = Long.parseLong(id("办好县医院"));
        ownUnits.score(YEAR, task, Giver.UNIT, new BigDecimal("90"), "少一间", List.of(), COUNTY);
        ownUnits.score(YEAR, task, Giver.COUNTY, new BigDecimal("90"), null, List.of(), COUNTY);
        assertThat(ownUnits.scored(YEAR, QINGTIAN, HEALTH))
                .singleElement()
                .satisfies(scored -> assertThat(scored.toReview()).isFalse());

        ownUnits.score(YEAR, task, Giver.UNIT, new BigDecimal("95"), "补齐了", List.of(), COUNTY);

        assertThat(ownUnits.scored(YEAR, QINGTIAN, HEALTH))
                .singleElement()
                .satisfies(scored -> assertThat(scored.toReview()).isTrue());
    }

    @Test
    void theRankingDoesNotStandBeforeEveryTaskIsReviewed() {
        given();
        allScored();

        assertThatIllegalStateException().isThrownBy(() -> ownUnits.finish(YEAR, QINGTIAN, COUNTY));
        assertThat(reviewForm.content(reviewing().task(), Draft.EMPTY).allProblems())
                .hasSize(3);
    }

    @Test
    void only_units_of_the_district_are_given_tasks() {
        assertThatThrownBy(() -> ownUnits.give(
                        YEAR, QINGTIAN, List.of(new NewTask("yunhe-wjj", "办好县医院", BigDecimal.ONE)), COUNTY))
                .isInstanceOf(Refused.class)
                .hasMessageEndingWith("的直属单位，不能下达任务。请重新选择单位。");
    }
}
