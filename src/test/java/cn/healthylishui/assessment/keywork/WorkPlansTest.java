package cn.healthylishui.assessment.keywork;

import static cn.healthylishui.assessment.keywork.WorkPlanFixture.CITY;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.YEAR;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.kilometres;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.WorkPlans.Reply;
import cn.healthylishui.assessment.keywork.WorkPlans.SeatId;
import cn.healthylishui.assessment.taskform.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkPlansTest {

    private static final String PATHS = "新建绿道79公里以上。";
    private static final String SPORT = "加强全民健身公共设施建设。";

    private WorkPlanFixture fixture;
    private WorkPlans plans;
    private KeyTasks tasks;

    @BeforeEach
    void open() {
        fixture = new WorkPlanFixture();
        plans = fixture.plans();
        tasks = fixture.tasks();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nothing_of_a_batch_counts_before_it_is_adopted() {
        long plan = fixture.enter(fixture.added(PATHS, "", "市建设局", kilometres("79")));

        assertThat(tasks.active(YEAR)).isEmpty();
        assertThat(tasks.of(YEAR, "shi-jsj")).isEmpty();
        assertThat(tasks.ofPlan(plan)).extracting(KeyTask::code).containsExactly("B1-01");

        fixture.decompose(plan);
        fixture.agree(plan, Map.of());
        plans.approve(plan, Map.of(), null, CITY);
        assertThat(tasks.active(YEAR)).as("approved, not issued").isEmpty();
        plans.adopt(plan);

        KeyTask task = tasks.active(YEAR).get(0);
        assertThat(task.body()).isEqualTo(PATHS);
        assertThat(task.decidedBy()).isEqualTo("zhang");
        assertThat(task.targets()).containsExactly(kilometres("79"));
        assertThat(task.seats()).singleElement().satisfies(seat -> {
            assertThat(seat.milestones()).isEqualTo(Map.of(4, "完成年度任务"));
            assertThat(seat.acceptance()).isEqualTo("按期完成");
        });
        assertThat(fixture.logged("B1-01", "新增重点任务")).hasSize(1);
        plans.adopt(plan);
        assertThat(fixture.logged("B1-01", "新增重点任务")).as("once").hasSize(1);
    }

    @Test
    void a_unit_is_assessed_on_its_tasks_with_a_lead_counting_twice() {
        fixture.adopt(fixture.added("牵头的工作。", "市建设局", "市教育局"), fixture.added(PATHS, "", "市建设局", kilometres("79")));

        assertThat(tasks.of(YEAR, "shi-jsj")).extracting(UnitTask::lead).containsExactly(true, false);
        assertThat(fixture.get(IndicatorTables.class).ofObject(YEAR, "shi-jsj").indicators())
                .extracting(Indicator::points)
                .extracting(BigDecimal::toPlainString)
                .containsExactly("666.67", "333.33");
        assertThat(tasks.of(YEAR, "shi-wjw")).isEmpty();
        assertThat(tasks.units(YEAR)).containsExactly("shi-jsj", "shi-jyj");
    }

    @Test
    void whoever_starts_a_year_is_told_which_units_it_assesses() {
        assertThat(fixture.get(KeyWorkAtStart.class).of(YEAR).warning()).isTrue();
        assertThat(fixture.get(KeyWorkAtStart.class).of(YEAR).text()).contains("市直单位都不列入考核");

        fixture.adopt(fixture.added("牵头的工作。", "市建设局", "市教育局、丽水海关"));

        assertThat(fixture.get(KeyWorkAtStart.class).of(YEAR).warning()).isFalse();
        assertThat(fixture.get(KeyWorkAtStart.class).of(YEAR).text())
                .as("customs is not the city's own")
                .contains("市直单位2个");
    }

    @Test
    void a_late_batch_changes_and_withdraws_and_the_history_keeps_every_wording() {
        fixture.adopt(fixture.added(PATHS, "", "市建设局", kilometres("79")), fixture.added(SPORT, "", "市体育发展中心"));
        fixture.setNow("2021-11-20T09:00");

        fixture.adopt(
                fixture.content("B1-01", Change.CHANGED, "省里下达新任务", "新建绿道85公里以上。", "", "市建设局、市交通运输局", kilometres("85")),
                fixture.content("B1-02", Change.WITHDRAWN, "并入省里项目", SPORT, "", "市体育发展中心"),
                fixture.added("新的工作。", "", "市教育局"));

        assertThat(tasks.active(YEAR)).extracting(KeyTask::body).containsExactly("新建绿道85公里以上。", "新的工作。");
        assertThat(tasks.active(YEAR)).extracting(KeyTask::code).containsExactly("B1-01", "B2-01");
        assertThat(tasks.history(YEAR, "B1-01"))
                .extracting(KeyTask::body, KeyTask::change, KeyTask::state, KeyTask::reason)
                .containsExactly(
                        tuple(PATHS, Change.ADDED, KeyTask.State.REPLACED, null),
                        tuple("新建绿道85公里以上。", Change.CHANGED, KeyTask.State.ACTIVE, "省里下达新任务"));
        assertThat(tasks.withdrawn(YEAR)).extracting(KeyTask::code).containsExactly("B1-02");
        assertThat(tasks.history(YEAR, "B1-02"))
                .extracting(KeyTask::change)
                .containsExactly(Change.ADDED, Change.WITHDRAWN);
        assertThat(tasks.of(YEAR, "shi-tyzx")).isEmpty();
        assertThat(plans.of(YEAR)).extracting(WorkPlan::number).containsExactly(1, 2);
    }

    @Test
    void a_task_is_in_one_batch_at_a_time() {
        fixture.adopt(fixture.added(PATHS, "", "市建设局"));
        fixture.enter(fixture.content("B1-01", Change.WITHDRAWN, "并入", PATHS, "", "市建设局"));

        assertThatThrownBy(() -> fixture.enter(fixture.content("B1-01", Change.CHANGED, "改", SPORT, "", "市建设局")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("任务B1-01正在第2批");
    }

    @Test
    void once_the_years_assessment_has_begun_no_batch_changes_its_tasks() {
        fixture.adopt(fixture.added(PATHS, "", "市建设局"));
        long late = fixture.enter(fixture.added(SPORT, "", "市体育发展中心"));
        fixture.decompose(late);
        fixture.agree(late, Map.of());
        fixture.start();

        assertThatThrownBy(() -> fixture.enter(fixture.added("又一项。", "", "市教育局")))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度考核已经启动，重点任务随之冻结，不能再增加、修改或撤销。");
        assertThatThrownBy(() -> plans.approve(late, Map.of(), null, CITY)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> plans.adopt(late)).isInstanceOf(Refused.class);
        assertThat(tasks.active(YEAR)).hasSize(1);

        plans.discard(late, "年度已经冻结", CITY);
        plans.adopt(late);
        assertThat(tasks.active(YEAR)).as("a batch that was discarded stays so").hasSize(1);
        assertThat(plans.quarters(late)).isEmpty();
    }

    @Test
    void a_unit_without_a_task_is_not_assessed_and_the_roster_says_why() {
        fixture.adopt(fixture.added(PATHS, "", "市建设局"), fixture.added(SPORT, "", "市体育发展中心"));
        fixture.adopt(fixture.content("B1-02", Change.WITHDRAWN, "并入", SPORT, "", "市体育发展中心"));
        fixture.start();

        assertThat(fixture.roster().assessedUnits(YEAR)).singleElement().satisfies(unit -> assertThat(unit.code())
                .isEqualTo("shi-jsj"));
        assertThat(fixture.roster().unit(YEAR, "shi-tyzx").orElseThrow().reason())
                .isEqualTo(KeyTasks.NO_TASK);
        assertThat(fixture.roster().unit(YEAR, "shi-hg").orElseThrow().reason())
                .as("not the city's own: the reason it had stays")
                .isNotEqualTo(KeyTasks.NO_TASK);
        assertThat(tasks.history(YEAR, "B1-02")).hasSize(2);
    }

    @Test
    void an_objection_must_be_answered_or_followed() {
        long plan = fixture.enter(fixture.added(PATHS, "", "市建设局、市财政局"), fixture.added(SPORT, "", "市体育发展中心"));
        fixture.decompose(plan);
        fixture.agree(plan, Map.of("shi-czj", "绿道建设不归本局"));

        Reply objection = plans.objections(plan).get(0);
        assertThat(objection.unit() + objection.reason()).isEqualTo("shi-czj绿道建设不归本局");
        assertThatThrownBy(() -> plans.approve(plan, Map.of(), null, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("还有异议没有答复");
        plans.approve(plan, Map.of(new SeatId(objection.task(), "shi-czj"), "资金保障由财政负责"), null, CITY);
        plans.adopt(plan);

        assertThat(plans.replies(plan))
                .filteredOn(reply -> !reply.agrees())
                .extracting(Reply::answer)
                .containsExactly("资金保障由财政负责");
        assertThat(units(tasks.active(YEAR).get(0))).containsExactly("shi-jsj", "shi-czj");
    }

    @Test
    void after_a_return_only_those_are_asked_again_who_objected_or_whose_task_went_back() {
        long plan = fixture.enter(
                fixture.added(PATHS, "", "市建设局、市财政局"),
                fixture.added(SPORT, "", "市体育发展中心"),
                fixture.added("第三项。", "", "市教育局、市科技局"));
        fixture.decompose(plan);
        fixture.agree(plan, Map.of("shi-czj", "不归本局"));
        List<KeyTask> content = tasks.ofPlan(plan);

        plans.sendBack(plan, Set.of(content.get(2).id()), "按意见修改", CITY);

        assertThat(plans.get(plan).round()).isEqualTo(2);
        assertThat(plans.unitsAsked(plan)).containsExactly("shi-czj", "shi-jyj", "shi-kjj");
        plans.decompose(
                plan, Map.of(), Map.of(), List.of(new SeatId(content.get(0).id(), "shi-czj")), Map.of(), CITY);
        assertThat(plans.unitsAsked(plan)).containsExactly("shi-jyj", "shi-kjj");
        assertThat(plans.objections(plan))
                .as("who is out of it objects no more")
                .isEmpty();
        KeyTask left = tasks.ofPlan(plan).get(0);
        assertThat(left.form()).isEqualTo(Responsibility.SINGLE);
        assertThat(left.responsible()).isEqualTo("市建设局");
        assertThat(fixture.logged("B1-01", "去掉责任单位")).singleElement().satisfies(line -> assertThat(line.to())
                .isEqualTo("市财政局"));
    }

    @Test
    void decomposing_leaves_every_task_a_unit_and_at_most_one_that_leads() {
        long plan = fixture.enter(fixture.added(PATHS, "市建设局", "市财政局"));
        KeyTask task = tasks.ofPlan(plan).get(0);
        Seat second = new Seat("shi-jyj", true, 3, "市教育局", null, false, null, "", 1, new TreeMap<>());

        assertThatThrownBy(() -> plans.decompose(
                        plan,
                        Map.of(),
                        Map.of(),
                        List.of(new SeatId(task.id(), "shi-jsj"), new SeatId(task.id(), "shi-czj")),
                        Map.of(),
                        CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("没有责任单位了");
        assertThatThrownBy(() -> plans.decompose(
                        plan, Map.of(), Map.of(), List.of(), Map.of(new SeatId(task.id(), "shi-jyj"), second), CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("有2家牵头单位");
        assertThat(tasks.ofPlan(plan).get(0).seats())
                .as("nothing of it was kept")
                .hasSize(2);
    }

    @Test
    void each_quarter_to_come_is_asked_for_once_however_many_batches_there_are() {
        fixture.setNow("2021-05-10T09:00");
        long first = fixture.adopt(fixture.added(PATHS, "", "市建设局"));
        fixture.setNow("2021-08-01T09:00");
        long second = fixture.adopt(fixture.added(SPORT, "", "市体育发展中心"));

        assertThat(plans.quarters(first)).containsExactly(2, 3, 4);
        assertThat(plans.quarters(second)).isEmpty();
    }

    @Test
    void a_batch_that_comes_after_the_year_still_has_its_fourth_quarter_reported() {
        fixture.setNow("2022-01-03T09:00");

        assertThat(plans.quarters(fixture.adopt(fixture.added(PATHS, "", "市建设局"))))
                .containsExactly(4);
    }

    @Test
    void a_code_is_never_given_twice_in_a_year() {
        long plan = fixture.enter(
                fixture.content("B1-01", Change.ADDED, null, PATHS, "", "市建设局"), fixture.added(SPORT, "", "市体育发展中心"));

        assertThat(tasks.ofPlan(plan)).extracting(KeyTask::code).containsExactly("B1-01", "B1-02");
    }

    @Test
    void a_task_that_another_batch_is_about_waits_for_it() {
        fixture.adopt(fixture.added(PATHS, "", "市建设局", kilometres("79")));
        var changed = fixture.content("B1-01", Change.CHANGED, "省里下达新任务", "新建绿道85公里以上。", "", "市建设局", kilometres("85"));
        fixture.enter(changed);

        assertThatThrownBy(() -> fixture.enter(changed))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("任务B1-01正在")
                .hasMessageEndingWith("里办理，办完后才能再改。");
    }
}
