package cn.healthylishui.assessment.workplan.process;

import static cn.healthylishui.assessment.keywork.WorkPlanFixture.COUNTY;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.QINGTIAN;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.YEAR;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.kilometres;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.districtwork.process.DistrictWorkForms;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlanFixture;
import cn.healthylishui.assessment.keywork.process.KeyWorkForms;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Typing;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 分解、确认、当地重点工作、审定: from a batch that was entered to one that counts. */
class DecomposeAndApproveTest {

    private WorkPlanFixture fixture;
    private long plan;

    @BeforeEach
    void open() {
        fixture = new WorkPlanFixture(
                KeyWorkForms.DECOMPOSE,
                KeyWorkForms.CONFIRM_TASKS,
                DistrictWorkForms.SET,
                ApprovePlanForm.class,
                WorkPlanProcess.class);
        plan = fixture.enter(
                fixture.added("新建绿道79公里以上。", "", "市建设局", kilometres("79")),
                fixture.added("深入推进新时期爱国卫生运动。", "市卫生健康委", "市爱国卫生运动委员会其他成员单位"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing decomposing() {
        return Typing.into(fixture.get(KeyWorkForms.DECOMPOSE), "city-office", "plan", plan);
    }

    private Typing confirming(String unit) {
        return Typing.into(fixture.get(KeyWorkForms.CONFIRM_TASKS), unit, "plan", plan, "unit", unit);
    }

    private Typing district() {
        return Typing.into(fixture.get(DistrictWorkForms.SET), COUNTY.office(), "plan", plan, "district", QINGTIAN);
    }

    private Typing approving() {
        return Typing.into(fixture.get(ApprovePlanForm.class), "city-office", "plan", plan);
    }

    private WorkPlanProcess process() {
        return fixture.get(WorkPlanProcess.class);
    }

    private KeyTask task(int index) {
        return fixture.tasks().ofPlan(plan).get(index);
    }

    @Test
    void decomposing_is_filled_in_beforehand_for_the_quarters_to_come_and_a_collective_is_one_row() {
        Typing form = decomposing();

        assertThat(form.problems()).isEmpty();
        assertThat(form.section("units1").rows()).hasSize(3);
        assertThat(form.value("units1", "B1-01-shi-jsj", "q4")).isEqualTo("完成年度任务：新建绿道（≥79公里）");
        assertThat(form.value("units1", "B1-01-shi-jsj", "acceptance")).contains("≥79公里");
        assertThat(form.row("units1", "B1-01-shi-jsj").values()).doesNotContainKey("q3");
        assertThat(form.value("units1", "B1-02-jt-awh", "unit")).isEqualTo("市爱国卫生运动委员会其他成员单位（39家，待确认）");
        form.type("groups", "B1-02", "groups", "6,1").complete();

        assertThat(task(1).seats()).hasSize(40).allMatch(seat -> !seat.acceptance()
                .isEmpty());
        assertThat(task(1).seats().get(20).milestones()).containsOnlyKeys(4);
        assertThat(task(1).groupNumbers()).containsExactly(1, 6);
        assertThat(process().units(plan)).hasSize(40);
    }

    @Test
    void what_is_wrong_with_a_decomposition_is_named() {
        assertThat(decomposing()
                        .type("units1", "B1-01-shi-jsj", "q4", "", "acceptance", "长".repeat(1001))
                        .problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("请填写第四季度的节点目标。"))
                .anyMatch(problem -> problem.contains("最多1000字"));
        assertThat(decomposing().type("groups", "B1-01", "groups", "12").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("没有第12专项组"));
        assertThat(decomposing().type("units1", "B1-01-shi-jsj", "hold", "DROP").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("这项任务没有责任单位了。请至少保留一家，或在“增加责任单位”里补上。"));
        assertThat(decomposing()
                        .type("added", "1", "task", "B1-02", "unit", "市教育局", "role", "LEAD")
                        .type("units1", "B1-02-jt-awh", "hold", "DROP")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("这项任务已经有牵头单位，只能有一家。请先把原来的改为“不再承担”。"));
        assertThat(decomposing()
                        .type("added", "1", "task", "B1-01", "unit", "市建设局", "role", "OTHER")
                        .type("added", "2", "task", "", "unit", "市体育局、市教育局", "role", "")
                        .problems())
                .anyMatch(problem -> problem.contains("这家单位已经承担这项任务，不用再加。"))
                .anyMatch(problem -> problem.contains("请选择任务。"))
                .anyMatch(problem -> problem.contains("请选择牵头或负责"))
                .anyMatch(problem -> problem.contains("一行只填一家单位"))
                .anyMatch(problem -> problem.contains("“市体育局”已经撤并"));
    }

    @Test
    void a_unit_can_be_given_a_task_instead_of_another() {
        decomposing()
                .type("units1", "B1-01-shi-jsj", "hold", "DROP")
                .type("added", "1", "task", "B1-01", "unit", "市交通运输局", "role", "OTHER")
                .complete();

        assertThat(task(0).seats()).singleElement().satisfies(seat -> {
            assertThat(seat.unit()).isEqualTo("shi-jtj");
            assertThat(seat.milestones()).containsKey(4);
            assertThat(seat.acceptance()).contains("≥79公里");
        });
        assertThat(process().units(plan)).contains("shi-jtj");
    }

    @Test
    void a_unit_answers_all_at_once_or_each_and_an_objection_needs_its_reason() {
        decomposing().complete();
        Typing form = confirming("shi-jsj");
        assertThat(form.problems()).containsExactly("答复：请选择全部同意或逐项答复。");
        assertThat(form.section("tasks").rows()).hasSize(2);

        form.type("decision", "decision", "decision", "EACH").type("tasks", "B1-01", "reply", "OBJECT");
        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("请写明异议理由，如职责不符、时限太紧，应由哪家单位承担。"));
        form.type("tasks", "B1-01", "reason", "应由市自然资源局承担").complete();

        confirming("shi-wjw")
                .type("decision", "decision", "decision", "AGREE_ALL")
                .complete();
        assertThat(fixture.plans().objections(plan)).singleElement().satisfies(reply -> assertThat(reply.reason())
                .isEqualTo("应由市自然资源局承担"));
        assertThat(fixture.plans().replies(plan)).hasSize(3);
    }

    private void everybodyAgreesBut(String unit, String reason) {
        decomposing().complete();
        fixture.agree(plan, reason.isEmpty() ? Map.of() : Map.of(unit, reason));
    }

    private void qingtianSets() {
        Typing form = district()
                .type("works", "1", "title", "健康广场建设", "unit", "qingtian-zjj", "target", "建成3个")
                .type("indicators", "1", "title", "补助标准", "unit", "qingtian-czj", "target", "600", "measure", "元/人")
                .type("indicators", "1", "indicator", "C044")
                .type("mechanism", "mechanism", "text", "县领导小组统筹", "confirmed", "YES")
                .type("mechanism", "mechanism", "files", fixture.file(COUNTY));
        form.complete();
    }

    @Test
    void a_district_sets_at_least_one_work_and_one_indicator_and_confirms_its_mechanism() {
        assertThat(process().districts(plan)).hasSize(10);
        Typing form = district();
        assertThat(form.problems())
                .containsExactly(
                        "请至少确定一项年度重点工作。",
                        "请至少确定一项关键性指标。",
                        "组织协调机制：请写明组织协调机制，如牵头领导、办公室、成员单位和议事办法。",
                        "组织协调机制·文件：请上传建立协调机制的文件。",
                        "组织协调机制·确认：请确认协调机制已经建立并在运行。");
        form.type("works", "1", "title", "健康广场建设", "unit", "liandu-zjj", "target", "")
                .type("indicators", "1", "title", "绿道", "unit", "qingtian-zjj", "target", "很多", "measure", "")
                .type("indicators", "1", "indicator", "C053");
        assertThat(form.problems())
                .contains("第1行·负责单位：请选择负责的成员单位。", "第1行·年度目标：请填写要达到的目标。")
                .anyMatch(problem -> problem.contains("目标值应是数字"))
                .anyMatch(problem -> problem.contains("没有计量单位"))
                .anyMatch(problem -> problem.contains("所选的考核指标不在本年度标准里"));

        qingtianSets();

        assertThat(fixture.districtWork().of(YEAR, QINGTIAN))
                .extracting(Work::kind, Work::title, Work::indicator)
                .containsExactly(tuple(Kind.WORK, "健康广场建设", null), tuple(Kind.INDICATOR, "补助标准", "C044"));
    }

    @Test
    void one_item_is_fed_by_one_line_only() {
        Typing form = district()
                .type("works", "1", "title", "甲", "unit", "qingtian-czj", "target", "完成", "indicator", "C044")
                .type("works", "2", "title", "甲", "unit", "qingtian-czj", "target", "完成", "indicator", "C044");

        assertThat(form.problems())
                .anyMatch(problem -> problem.contains("第1行已经对应这项考核指标"))
                .anyMatch(problem -> problem.contains("与第1行重复"));
    }

    @Test
    void approving_issues_the_tasks_and_the_districts_work() {
        everybodyAgreesBut("", "");
        qingtianSets();
        Typing form = approving();
        assertThat(form.problems()).containsExactly("审定意见：请选择审定意见。");
        assertThat(form.value("tasks", "B1-02", "replies")).isEqualTo("同意40家");

        assertThat(form.type("decision", "decision", "decision", "APPROVED").complete())
                .isEqualTo(Map.of("ruling", "APPROVED"));
        fixture.decided(plan);
        process().adopt(plan);

        assertThat(fixture.tasks().active(YEAR)).hasSize(2);
        assertThat(process().reportingDistricts(YEAR, 4)).containsExactly(QINGTIAN);
        assertThat(process().reportingUnits(YEAR, 4)).hasSize(40);
        assertThat(process().quarters(plan)).containsExactly(4);
        long next = fixture.enter(fixture.added("又一项。", "", "市教育局"));
        assertThat(process().districts(next))
                .as("only who has set nothing yet")
                .hasSize(9)
                .doesNotContain(QINGTIAN);
    }

    @Test
    void an_objection_is_answered_or_the_batch_goes_back_to_those_concerned() {
        everybodyAgreesBut("shi-jsj", "应由市交通运输局承担");
        qingtianSets();
        Typing form = approving().type("decision", "decision", "decision", "APPROVED");
        assertThat(form.problems())
                .allMatch(problem -> problem.contains("请写明不采纳的理由"))
                .hasSize(2);

        assertThat(approving()
                        .type("decision", "decision", "decision", "RETURNED", "comment", "按意见修改")
                        .type("districts", QINGTIAN, "back", "1", "reason", "目标太低")
                        .complete())
                .isEqualTo(Map.of("ruling", "RETURNED"));

        assertThat(process().units(plan)).containsExactly("shi-jsj");
        assertThat(process().districts(plan)).containsExactly(QINGTIAN);
        assertThat(district().notices()).contains("退回修改：目标太低");
        Typing again = decomposing();
        assertThat(again.section("units1").rows()).hasSize(2);
        assertThat(again.notices()).anyMatch(notice -> notice.contains("市建设局对B1-01 新建绿道79公里以上。有异议：应由市交通运输局承担"));
        again.type("units1", "B1-01-shi-jsj", "hold", "DROP")
                .type("added", "1", "task", "B1-01", "unit", "市交通运输局", "role", "OTHER")
                .complete();
        assertThat(process().units(plan)).containsExactly("shi-jsj", "shi-jtj");
        fixture.agree(plan, Map.of());
        qingtianSets();
        approving().type("decision", "decision", "decision", "APPROVED").complete();
        fixture.decided(plan);
        process().adopt(plan);
        assertThat(fixture.tasks().active(YEAR).get(0).seats())
                .extracting(Seat::unit)
                .containsExactly("shi-jtj");
    }

    @Test
    void a_return_says_what_goes_back_and_why() {
        everybodyAgreesBut("", "");

        assertThat(approving()
                        .type("decision", "decision", "decision", "RETURNED")
                        .problems())
                .hasSize(2)
                .anyMatch(problem -> problem.endsWith("请写明理由，有关单位会看到。"))
                .anyMatch(problem -> problem.contains("请在上面勾选要退回的任务"));
        assertThat(approving()
                        .type("decision", "decision", "decision", "APPROVED")
                        .type("tasks", "B1-01", "back", "1")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("上面勾选了退回"));
    }

    @Test
    void when_the_year_was_frozen_meanwhile_the_batch_can_only_be_given_up() {
        everybodyAgreesBut("", "");
        fixture.start();
        assertThat(approving()
                        .type("decision", "decision", "decision", "APPROVED")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("重点任务随之冻结"));

        approving()
                .type("decision", "decision", "decision", "VOID", "comment", "年度已冻结，列入下一年度")
                .complete();
        fixture.decided(plan);
        process().adopt(plan);

        assertThat(fixture.tasks().active(YEAR)).isEmpty();
        assertThat(fixture.plans().get(plan).state()).isEqualTo(WorkPlan.State.VOID);
        assertThat(process().quarters(plan)).isEmpty();
    }

    @Test
    void what_is_left_empty_or_added_twice_in_a_decomposition_is_named() {
        assertThat(decomposing()
                        .type("units1", "B1-01-shi-jsj", "acceptance", " ")
                        .problems())
                .anyMatch(problem -> problem.endsWith("请填写验收标准。"));
        assertThat(decomposing().type("units1", "B1-01-shi-jsj", "hold", " ").problems())
                .anyMatch(problem -> problem.endsWith("请选择“承担”或“不再承担”。"));
        assertThat(decomposing()
                        .type("added", "1", "task", "B1-01", "unit", "市教育局", "role", "OTHER")
                        .type("added", "2", "task", "B1-01", "unit", "市教育局", "role", "OTHER")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).endsWith("同一家单位加了两次，请删去一行。"));
        assertThat(decomposing()
                        .type("added", "1", "task", "B1-01", "unit", "市爱国卫生运动委员会其他成员单位", "role", "OTHER")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).endsWith("这里请填写具体单位。"));
    }

    @Test
    void whoever_answers_each_answers_all_of_them() {
        decomposing().complete();

        assertThat(confirming("shi-jsj")
                        .type("decision", "decision", "decision", "EACH")
                        .type("tasks", "B1-01", "reply", " ")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).endsWith("请选择同意或有异议。"));
    }

    @Test
    void a_district_names_its_work_each_once_and_its_indicators_in_figures() {
        assertThat(district()
                        .type("works", "1", "unit", "qingtian-wjj", "target", "建成一家")
                        .type("works", "2", "title", "办好县医院", "unit", "qingtian-wjj", "target", "建成一家")
                        .type("works", "3", "title", "办好县医院", "unit", "qingtian-wjj", "target", "建成一家")
                        .type("indicators", "1", "unit", "qingtian-wjj", "target", "很多")
                        .problems())
                .anyMatch(problem -> problem.endsWith("请填写重点工作。"))
                .anyMatch(problem -> problem.endsWith("与第2行重复，请删去一行。"))
                .anyMatch(problem -> problem.endsWith("请填写指标名称。"))
                .anyMatch(problem -> problem.endsWith("没有计量单位。请填写，如“%”“家”“公里”。"))
                .anyMatch(problem -> problem.endsWith("目标值应是数字，最多4位小数，现在填的是“很多”。"));
    }

    @Test
    void what_was_approved_of_a_district_is_not_set_once_more() {
        fixture.jdbc()
                .sql("""
                        insert into district_mechanism (assessment_year, district, plan, round, mechanism, confirmed_by, confirmed_at, approved_at)
                        values (:year, :district, :plan, 1, '每月会商', 'li', :now, :now)
                        """)
                .param("year", YEAR)
                .param("district", QINGTIAN)
                .param("plan", plan)
                .param("now", LocalDateTime.of(2021, 10, 25, 9, 0))
                .update();

        assertThatThrownBy(() -> fixture.get(DistrictWork.class)
                        .set(fixture.plans().get(plan), QINGTIAN, List.of(), "每周会商", List.of(), COUNTY))
                .isInstanceOf(Refused.class)
                .hasMessage("青田县 2021年度重点工作已经审定，不能再改。");
    }
}
