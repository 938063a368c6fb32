package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.keywork.WorkPlanFixture.YEAR;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.kilometres;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.Responsibility;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlanFixture;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.year.YearState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnterKeyWorkFormTest {

    private WorkPlanFixture fixture;

    @BeforeEach
    void open() {
        fixture = new WorkPlanFixture(EnterKeyWorkForm.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing entering() {
        return Typing.into(fixture.get(EnterKeyWorkForm.class), "city-office");
    }

    /** A batch with one task typed by hand. */
    private Typing byHand() {
        return entering()
                .type("plan", "plan", "source", "EMPTY", "title", "补充任务", "issued", "2021-10-20")
                .type("new", "1", "chapter", "普及健康生活", "section", "加强全民健康教育", "body", "新建绿道。", "units", "市建设局");
    }

    @Test
    void the_document_of_2021_is_offered_whole_with_its_wording_closed() {
        Typing form = entering();

        assertThat(form.problems()).isEmpty();
        assertThat(form.value("plan", "plan", "document")).isEqualTo("丽政办发〔2021〕58号");
        List<Section> chapters = form.content().sections().stream()
                .filter(section -> section.key().startsWith("tasks"))
                .toList();
        assertThat(chapters).hasSize(6);
        assertThat(chapters.stream().mapToInt(section -> section.rows().size()).sum())
                .isEqualTo(100);
        assertThat(chapters.get(0).columns())
                .filteredOn(column -> column.key().equals("body"))
                .singleElement()
                .satisfies(column -> assertThat(column.type()).isEqualTo(InputType.LABEL));
        assertThat(form.value("tasks1", "2021-K1-07-2", "body")).isEqualTo("新建绿道 79 公里以上。");
        assertThat(form.value("tasks1", "2021-K1-07-2", "targets")).isEqualTo("≥79公里");
        assertThat(fixture.years().find(YEAR)).as("looking changes nothing").isEmpty();
    }

    @Test
    void taking_it_over_makes_the_year_and_every_task_with_its_units_targets_and_groups() {
        Map<String, Object> facts =
                entering().type("tasks1", "2021-K1-01-1", "act", "LEAVE").complete();

        long plan = (Long) facts.get("plan");
        assertThat(facts).containsEntry("year", YEAR);
        assertThat(fixture.years().get(YEAR).state()).isEqualTo(YearState.PREPARING);
        WorkPlan entered = fixture.plans().get(plan);
        assertThat(entered.shownTitle()).isEqualTo("第1批《2021年健康丽水建设工作要点》（丽政办发〔2021〕58号）");
        assertThat(entered.issuedOn()).isEqualTo(LocalDate.of(2021, 10, 20));
        List<KeyTask> tasks = fixture.tasks().ofPlan(plan);
        assertThat(tasks).hasSize(99).noneMatch(task -> task.code().equals("K1-01-1"));
        KeyTask actions = tasks.stream()
                .filter(task -> task.code().equals("K6-04-1"))
                .findFirst()
                .orElseThrow();
        assertThat(actions.form()).isEqualTo(Responsibility.LEAD);
        assertThat(actions.seats()).hasSize(40);
        assertThat(actions.seats())
                .filteredOn(Seat::lead)
                .extracting(Seat::unit)
                .containsExactly("shi-wjw");
        assertThat(actions.seats()).filteredOn(Seat::toConfirm).hasSize(39);
        assertThat(actions.groupNumbers()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(actions.targets()).extracting(Target::bound).containsExactly("=28项");
    }

    @Test
    void a_target_taken_over_keeps_what_it_starts_from_and_who_reports_it() {
        List<KeyTask> tasks =
                fixture.tasks().ofPlan((Long) entering().complete().get("plan"));

        assertThat(task(tasks, "K3-03-1").targetsInWords())
                .isEqualTo("城乡居民基本医保财政补助标准从年人均570元提高到600元（基期570元/人·年，目标≥600元/人·年）");
        KeyTask noGradeC = task(tasks, "K4-09-2");
        assertThat(noGradeC.measured()).map(Target::bound).contains("≤0家");
        assertThat(noGradeC.seats())
                .filteredOn(seat -> noGradeC.asksFigureOf(seat.unit()))
                .extracting(Seat::unit)
                .containsExactly("shi-scj");
        assertThat(noGradeC.measured().orElseThrow().reachedBy(BigDecimal.ZERO)).isTrue();
        assertThat(noGradeC.measured().orElseThrow().reachedBy(BigDecimal.ONE)).isFalse();
    }

    @Test
    void a_target_typed_by_hand_keeps_what_it_starts_from_and_who_reports_it() {
        Typing form = byHand().type("new", "1", "lead", "", "units", "市建设局、市环保局")
                .type("targets", "1", "task", "new1", "text", "新建绿道", "comparator", ">=", "value", "85")
                .type("targets", "1", "measure", "公里", "baseline", "60", "reporter", "市环保局");

        assertThat(fixture.tasks().ofPlan((Long) form.complete().get("plan")))
                .singleElement()
                .satisfies(task -> assertThat(task.targets())
                        .containsExactly(new Target(1, "新建绿道", ">=", "85", "公里", "60", "shi-hbj")));
    }

    private static KeyTask task(List<KeyTask> tasks, String code) {
        return tasks.stream()
                .filter(task -> task.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_task_typed_by_hand_is_kept_as_it_was_typed() {
        long plan = (Long) byHand().type("new", "1", "lead", "市发改", "units", "市建设局、市环保局")
                .type(
                        "targets",
                        "1",
                        "task",
                        "new1",
                        "text",
                        "新建绿道",
                        "comparator",
                        ">=",
                        "value",
                        "85.5",
                        "measure",
                        "公里")
                .complete()
                .get("plan");

        assertThat(fixture.tasks().ofPlan(plan)).singleElement().satisfies(task -> {
            assertThat(task.code()).isEqualTo("B1-01");
            assertThat(task.change()).isEqualTo(Change.ADDED);
            assertThat(task.responsible()).isEqualTo("市发改牵头，市建设局、市环保局按职责分工负责");
            assertThat(task.seats()).extracting(Seat::unit).containsExactly("shi-fgw", "shi-jsj", "shi-hbj");
            assertThat(task.targets()).containsExactly(kilometres("85.5"));
        });
    }

    @ParameterizedTest(name = "{0} “{1}”: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "units | '' | 新增任务·责任单位|没有责任单位。请填写至少一家市直单位",
                "units | 市健康局 | 责任单位|名册里没有“市健康局”",
                "units | 市体育局 | 责任单位|“市体育局”已经撤并，现由市体育发展中心或市文广旅体局承接",
                "units | 市建设局、市建设局 | 责任单位|“市建设局”重复",
                "lead | 市发改委、市财政局 | 牵头单位|牵头单位只能有一家，现在填了2家",
                "lead | 市建设局 | 责任单位|“市建设局”重复",
                "body | '' | 任务|请填写任务内容。",
                "chapter | '' | 章|请填写所属的章",
                "section | '' | 节|请填写所属的节"
            })
    void what_is_wrong_with_a_task_stands_in_its_cell(String column, String typed, String place, String said) {
        Typing form = byHand().type("new", "1", column, typed);

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(place.replace("新增任务·", ""))
                .contains(said));
        assertThat(form.value("new", "1", column)).as("what was typed stays").isEqualTo(typed);
    }

    @ParameterizedTest(name = "{0} “{1}”: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "measure | '' | 计量单位：没有计量单位",
                "value | '' | 目标值：请填写目标值",
                "value | 八十五 | 目标值应是数字（最多4位小数），或A、B、C这样的等级",
                "value | 85.12345 | 目标值应是数字",
                "comparator | '' | 比较：请选择比较方式",
                "comparator | ~ | 比较：请选择比较方式",
                "text | '' | 目标内容：请填写目标内容",
                "baseline | 六十 | 基期值：基期值应是数字（最多4位小数），或A、B、C这样的等级，现在填的是“六十”",
                "reporter | 市水利局 | 报数单位：“市水利局”不是这项任务的责任单位。请从它的牵头单位和责任单位里填一家；都要报的不填。",
                "reporter | 市住建局 | 报数单位：“市住建局”不是这项任务的责任单位",
                "task | '' | 任务：请选择这个目标属于哪一项任务",
                "task | new7 | 任务：所选任务不在本批新增或修改的任务里，请重选，或把那一项改为“修改”。"
            })
    void what_is_wrong_with_a_target_stands_in_its_cell(String column, String typed, String said) {
        Typing form = byHand().type(
                        "targets",
                        "1",
                        "task",
                        "new1",
                        "text",
                        "新建绿道",
                        "comparator",
                        ">=",
                        "value",
                        "85",
                        "measure",
                        "公里")
                .type("targets", "1", column, typed);

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(said));
    }

    @Test
    void texts_that_do_not_fit_their_place_are_named() {
        Typing form = byHand().type("plan", "plan", "title", "长".repeat(201), "document", "长".repeat(101))
                .type("new", "1", "chapter", "长".repeat(201), "section", "长".repeat(201), "body", "长".repeat(2001))
                .type("new", "1", "lead", "长".repeat(1501))
                .type(
                        "targets",
                        "1",
                        "task",
                        "new1",
                        "text",
                        "长".repeat(501),
                        "comparator",
                        ">=",
                        "value",
                        "1",
                        "measure",
                        "长".repeat(51));

        assertThat(form.problems().stream().filter(problem -> problem.contains("字，最多")))
                .hasSize(8);
    }

    @Test
    void the_same_task_twice_is_named() {
        Typing form =
                byHand().type("new", "2", "chapter", "普及健康生活", "section", "加强全民健康教育", "body", "新建 绿道", "units", "市财政局");

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("与新增第1行内容相同，重复了。请删去一项，或写明区别。"));
        assertThat(entering()
                        .type("new", "1", "chapter", "章", "section", "节", "body", "推进市级重点学科建设。", "units", "市财政局")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("与任务K2-04-2内容相同"));
    }

    @Test
    void a_batch_without_a_task_a_source_a_title_or_a_date_is_none() {
        assertThat(entering().type("plan", "plan", "source", "EMPTY").problems())
                .containsExactly("本批还没有任务。请新增、修改或撤销至少一项。", "本批文件·文件标题：请填写文件标题。", "本批文件·发文日期：请填写日期。");
        assertThat(entering().type("plan", "plan", "source", "").problems()).anyMatch(p -> p.contains("请选择任务从哪里来"));
        assertThat(entering().type("plan", "plan", "year", "2022").problems()).contains("本批文件：请选择2018年至2021年之间的年度。");
        assertThat(entering().type("plan", "plan", "issued", "2012-10-20").problems())
                .containsExactly("本批文件·发文日期：发文日期与2021年度不符，请核对年份。");
    }

    @Test
    void a_frozen_year_is_refused() {
        fixture.years().prepare(YEAR, WorkPlanFixture.CITY);
        fixture.start();

        assertThat(entering().problems()).containsExactly("本批文件：2021年度考核已经启动，重点任务随之冻结，不能再增加、修改或撤销。");
    }

    @Test
    void a_later_batch_shows_what_is_there_and_asks_a_reason_for_every_change() {
        fixture.adopt(
                fixture.added("新建绿道79公里以上。", "", "市建设局", kilometres("79")), fixture.added("加强公共设施建设。", "", "市体育发展中心"));
        Typing form = entering().type("plan", "plan", "title", "调整", "issued", "2021-11-20");
        assertThat(form.content().sections().get(0).columns())
                .noneMatch(column -> column.key().equals("source"));
        assertThat(form.problems()).containsExactly("本批还没有任务。请新增、修改或撤销至少一项。");

        form.type("targets", "2021-B1-01.1", "text", "新建绿道", "comparator", ">=", "value", "85", "measure", "公里");
        assertThat(form.problems()).anyMatch(problem -> problem.contains("内容已经改动，请选“修改”并写明理由"));
        form.type("tasks1", "2021-B1-01", "act", "CHANGED").type("tasks1", "2021-B1-02", "act", "WITHDRAWN");
        assertThat(form.problems()).containsExactly("B1-01·修改或撤销的理由：请写明修改的理由。", "B1-02·修改或撤销的理由：请写明撤销的理由。");
        form.type("tasks1", "2021-B1-01", "reason", "省里加码").type("tasks1", "2021-B1-02", "reason", "并入省里项目");
        long plan = (Long) form.complete().get("plan");

        assertThat(fixture.tasks().ofPlan(plan))
                .extracting(KeyTask::change)
                .containsExactly(Change.CHANGED, Change.WITHDRAWN);
        assertThat(fixture.tasks().ofPlan(plan).get(0).targets()).containsExactly(kilometres("85"));
        assertThat(entering()
                        .type("tasks1", "2021-B1-01", "act", "WITHDRAWN", "reason", "再撤")
                        .problems())
                .anyMatch(problem -> problem.contains("正在第2批《调整》里办理"));
    }

    @Test
    void what_was_typed_for_a_task_follows_it_when_its_chapter_moves() {
        Typing form = entering().type("tasks9", "2021-K1-01-1", "act", "LEAVE");

        assertThat(form.value("tasks1", "2021-K1-01-1", "act")).isEqualTo("LEAVE");
        assertThat(form.fact("新增")).isEqualTo("99 项");
    }

    @Test
    void a_target_that_is_cleared_is_given_up() {
        fixture.adopt(fixture.added("新建绿道79公里以上。", "", "市建设局", kilometres("79")));

        long plan = (Long) entering()
                .type("plan", "plan", "title", "调整", "issued", "2021-11-20")
                .type("tasks1", "2021-B1-01", "act", "CHANGED", "reason", "不再定数")
                .type("targets", "2021-B1-01.1", "text", "", "comparator", "", "value", "", "measure", "")
                .complete()
                .get("plan");

        assertThat(fixture.tasks().ofPlan(plan)).singleElement().satisfies(task -> assertThat(task.targets())
                .isEmpty());
    }

    @Test
    void a_change_that_changes_nothing_is_named() {
        fixture.adopt(fixture.added("新建绿道79公里以上。", "", "市建设局"));

        assertThat(entering()
                        .type("plan", "plan", "title", "调整", "issued", "2021-11-20")
                        .type("tasks1", "2021-B1-01", "act", "CHANGED", "reason", "调整")
                        .problems())
                .containsExactly("B1-01·怎么办：选了“修改”，但内容、责任单位和目标都没有改动。请修改，或选“不变”。");
    }

    @Test
    void the_tasks_of_the_year_before_can_be_taken_over_and_changed_on_the_way() {
        fixture.adopt(fixture.added("新建绿道79公里以上。", "", "市建设局", kilometres("79")));
        fixture.setNow("2022-02-10T09:00");
        Typing form = entering()
                .type("plan", "plan", "year", "2022", "source", "CARRY", "title", "2022年工作要点", "issued", "2022-02-09")
                .type("tasks1", "2022-B1-01", "body", "新建绿道90公里以上。");

        long plan = (Long) form.complete().get("plan");

        assertThat(fixture.tasks().ofPlan(plan)).singleElement().satisfies(task -> {
            assertThat(task.year()).isEqualTo(2022);
            assertThat(task.body()).isEqualTo("新建绿道90公里以上。");
            assertThat(task.targets()).containsExactly(kilometres("79"));
        });
    }
}
