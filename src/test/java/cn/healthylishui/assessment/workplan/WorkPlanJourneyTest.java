package cn.healthylishui.assessment.workplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.TestFiles;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 年度重点工作 through the engine with the real forms: from being entered to the reports of the last quarter. */
class WorkPlanJourneyTest extends ApplicationTest {

    @Autowired
    private KeyTasks keyTasks;

    @Autowired
    private WorkPlans plans;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private DistrictWork districtWork;

    @BeforeEach
    void inOctober() {
        at(LocalDateTime.of(YEAR, 10, 25, 9, 0));
        engine.start("annual-work-plan", CITY);
    }

    private static RowChange row(String section, String key, String... cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            values.put(cells[i], cells[i + 1]);
        }
        return new RowChange(section, key, 0, values);
    }

    private void complete(OpenWork work, RowChange... rows) {
        engine.as(work.office(), () -> {
            FormView view = desk.view(work.taskId());
            if (rows.length > 0) {
                view = desk.save(work.taskId(), List.of(rows));
            }
            assertThat(view.ready()).as(work.key() + work.office() + view).isTrue();
            desk.complete(work.taskId());
            return view;
        });
        runJobs();
    }

    private String upload(OpenWork work) {
        return engine.as(work.office(), () -> desk.attach(
                        work.taskId(), TestFiles.upload("材料.txt", "材料".getBytes(StandardCharsets.UTF_8)))
                .id());
    }

    private void runJobs() {
        while (engine.runJobs() > 0) {
            // Branches that end run on in jobs of their own.
        }
    }

    private List<OpenWork> open(String key) {
        return engine.open().stream().filter(work -> work.key().equals(key)).toList();
    }

    private void enterTwoTasks() {
        complete(
                task("taskEnterKeyWork", CITY),
                row("plan", "plan", "source", "EMPTY", "title", "重点工作", "issued", "2021-10-20"),
                row("new", "1", "chapter", "普及健康生活", "section", "健身", "body", "新建绿道。", "units", "市建设局"),
                row("new", "2", "chapter", "普及健康生活", "section", "健身", "body", "加强设施建设。", "units", "市体育发展中心"),
                row(
                        "targets",
                        "1",
                        "task",
                        "new1",
                        "text",
                        "新建绿道",
                        "comparator",
                        ">=",
                        "value",
                        "79",
                        "measure",
                        "公里"));
        complete(task("taskDecompose", CITY));
    }

    private void everybodyAnswers() {
        open("taskConfirmTasks").forEach(work -> complete(work, row("decision", "decision", "decision", "AGREE_ALL")));
        open("taskSetDistrictWork").forEach(work -> {
            String unit = roster.memberUnits(YEAR, String.valueOf(work.text("district")))
                    .get(0)
                    .code();
            complete(
                    work,
                    row("works", "1", "title", "健康广场", "unit", unit, "target", "建成3个"),
                    row("indicators", "1", "title", "补助标准", "unit", unit, "target", "600", "measure", "元"),
                    row("mechanism", "mechanism", "text", "县领导小组统筹", "files", upload(work), "confirmed", "YES"));
        });
    }

    @Test
    void a_batch_goes_through_all_hands_and_its_progress_is_asked_for_when_the_quarter_ends() {
        enterTwoTasks();
        assertThat(open("taskConfirmTasks")).extracting(OpenWork::office).containsExactly("shi-jsj", "shi-tyzx");
        assertThat(open("taskSetDistrictWork")).hasSize(10);
        everybodyAnswers();
        assertThat(keyTasks.active(YEAR)).isEmpty();
        complete(task("taskApprovePlan", CITY), row("decision", "decision", "decision", "APPROVED"));

        assertThat(keyTasks.active(YEAR)).hasSize(2);
        assertThat(districtWork.underWay(YEAR)).hasSize(10);
        assertThat(engine.running("quarterly-progress")).isTrue();
        assertThat(engine.open()).as("nothing to do before the quarter is over").isEmpty();

        at(LocalDateTime.of(YEAR + 1, 1, 1, 0, 5));
        runJobs();
        assertThat(open("taskReportDistrictWork")).hasSize(10);
        OpenWork report = task("taskReportProgress", "shi-jsj");
        complete(report, row("tasks", "B1-01", "state", "DONE", "figure", "80", "files", upload(report)));

        at(LocalDateTime.of(YEAR + 1, 1, 11, 0, 5));
        runJobs();
        OpenWork urge = task("taskUrgeProgress", CITY);
        complete(urge, row("urged", "urged", "note", "请尽快填报"));
        assertThat(open("taskReportProgress")).as("urging ends nobody's work").hasSize(1);
        complete(
                task("taskReportProgress", "shi-tyzx"),
                row("tasks", "B1-02", "state", "LAGGING", "note", "用地未落实，二月开工"));
        for (OpenWork work : open("taskReportDistrictWork")) {
            List<RowChange> rows = new ArrayList<>();
            engine.as(work.office(), () -> desk.view(work.taskId()))
                    .sections()
                    .get(0)
                    .rows()
                    .forEach(line -> rows.add(row("works", line.key(), "state", "ON_SCHEDULE", "figure", "590")));
            complete(work, rows.toArray(RowChange[]::new));
        }

        assertThat(engine.open()).isEmpty();
        assertThat(engine.running("annual-work-plan")).isFalse();
        assertThat(engine.running("quarterly-progress")).isFalse();
    }

    @Test
    void a_batch_that_the_start_of_the_year_overtakes_ends_without_a_trace_on_the_tasks() {
        enterTwoTasks();
        everybodyAnswers();
        OpenWork approve = task("taskApprovePlan", CITY);
        at(LocalDateTime.of(YEAR + 1, 1, 4, 9, 0));
        years.start(YEAR, new Actor("zhang", CITY));
        engine.as(
                CITY, () -> desk.save(approve.taskId(), List.of(row("decision", "decision", "decision", "APPROVED"))));
        assertThatThrownBy(() -> engine.as(CITY, () -> {
                    desk.complete(approve.taskId());
                    return true;
                }))
                .rootCause()
                .isInstanceOf(Refused.class)
                .hasMessageContaining("重点任务随之冻结");

        engine.as(CITY, () -> {
            FormView view = desk.view(approve.taskId());
            long version = view.sections().stream()
                    .filter(section -> section.key().equals("decision"))
                    .findFirst()
                    .orElseThrow()
                    .rows()
                    .get(0)
                    .version();
            desk.save(
                    approve.taskId(),
                    List.of(new RowChange(
                            "decision", "decision", version, Map.of("decision", "VOID", "comment", "列入下一年度"))));
            desk.complete(approve.taskId());
            return true;
        });
        runJobs();

        assertThat(engine.running("annual-work-plan")).isFalse();
        assertThat(keyTasks.active(YEAR)).isEmpty();
        assertThat(plans.of(YEAR)).extracting(WorkPlan::state).containsExactly(WorkPlan.State.VOID);
    }

    @Test
    void what_was_found_on_a_visit_goes_back_and_forth_until_it_is_mended() {
        years.prepare(YEAR, new Actor("zhang", CITY));
        engine.start("group-visit", "shi-hbj");
        complete(
                task("taskRecordVisit", "shi-hbj"),
                row("visit", "visit", "kind", "INSPECTION", "visited", "331121", "content", "查看饮用水源地"),
                row("findings", "1", "text", "台账不全", "due", "2021-11-20"));
        for (String result : List.of("NOT_MENDED", "MENDED")) {
            OpenWork mend = task("taskMendFindings", "qingtian-jkb");
            complete(mend, row("findings", "1", "outcome", "已补", "files", upload(mend)));
            complete(
                    task("taskConfirmMended", "shi-hbj"),
                    row("findings", "1", "result", result, "comment", "缺三季度", "due", "2021-12-10"));
        }

        assertThat(engine.running("group-visit")).isFalse();
    }
}
