package cn.healthylishui.assessment.unitreview;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 市直单位考核 and 直属单位考核 as the models drive them, each office with its own account. */
class UnitAssessmentJourneyTest extends StaffTest {

    private static final String EDUCATION = "shi-jyj";
    private static final String SPORT = "shi-tyzx";
    private static final String HEALTH = "shi-wjw";
    private static final Actor SOMEBODY = new Actor("test", "test");

    @Autowired
    private ScoreBook scoreBook;

    @Autowired
    private OwnUnits ownUnits;

    @Autowired
    private UnitReviews reviews;

    /** 教育局 leads J1 of group 1 (lead 市体育发展中心) and takes part in J2 of group 2 (lead 市卫生健康委). */
    private void twoTasks() {
        startYear();
        jdbc.sql("""
                insert into work_plan (assessment_year, number, title, issued_on, state, round, entered_by, entered_at)
                values (:year, 99, '工作要点', date '2021-10-20', 'ADOPTED', 1, 'zhang', timestamp '2021-10-20 09:00:00')
                """).param("year", YEAR).update();
        task("J1", true, 1);
        task("J2", false, 2);
    }

    private void task(String code, boolean lead, int group) {
        jdbc.sql("""
                insert into key_task (assessment_year, code, plan, change_kind, state, seq, chapter, section, body, form, responsible)
                values (:year, :code, (select max(id) from work_plan), 'ADDED', 'ACTIVE', :group, '章', '节', '推进工作', 'SINGLE', '市教育局')
                """)
                .param("year", YEAR)
                .param("code", code)
                .param("group", group)
                .update();
        String id = "(select max(id) from key_task where code = :code)";
        jdbc.sql("""
                insert into key_task_unit (task, unit, lead, seq, source_name, to_confirm, round)
                values (%s, :unit, :lead, 1, '市教育局', false, 1)
                """.formatted(id))
                .param("code", code)
                .param("unit", EDUCATION)
                .param("lead", lead)
                .update();
        jdbc.sql("insert into key_task_group (task, group_number) values (%s, :group)".formatted(id))
                .param("code", code)
                .param("group", group)
                .update();
    }

    private void start(String process, Map<String, Object> variables) {
        processes.startProcessInstanceByKey(process, new HashMap<>(variables));
        runJobs();
    }

    private List<String> open(String process) {
        return engine.open().stream()
                .filter(work -> tasks.createTaskQuery()
                                .taskId(work.taskId())
                                .processDefinitionKey(process)
                                .count()
                        == 1)
                .map(work -> work.key() + " " + work.office())
                .sorted()
                .toList();
    }

    private void fill(OpenWork work, String section, String row, Map<String, String> cells) {
        Answer saved = staff(work.office()).change(work.taskId(), section, row, cells);
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    }

    private void complete(OpenWork work) {
        staff(work.office()).form(work.taskId());
        Answer answer = staff(work.office()).complete(work.taskId());
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        runJobs();
    }

    private void refused(OpenWork work, String message) {
        staff(work.office()).form(work.taskId());
        State before = state(work.taskId());

        Answer answer = staff(work.office()).complete(work.taskId());

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.message()).contains(message);
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    private void scoreOwnTasks() {
        OpenWork score = task("taskScoreOwnTasks", EDUCATION);
        refused(score, "请选择完成情况");
        String proof = staff(EDUCATION)
                .attach(score.taskId(), "进展.txt", "进展说明".getBytes(StandardCharsets.UTF_8))
                .json()
                .path("id")
                .asText();
        for (String task : List.of("J1", "J2")) {
            fill(score, "tasks", task, Map.of("state", "DONE", "percent", "100", "files", proof));
        }
        complete(score);
    }

    private void handInPapers() {
        OpenWork papers = task("taskSubmitUnitPapers", EDUCATION);
        refused(papers, "请补充");
        for (String paper : List.of("SUMMARY", "SELF_CHECK_REPORT")) {
            fill(papers, paper, paper, Map.of("how", "WRITE", "body", "写好的材料"));
        }
        complete(papers);
    }

    private OpenWork reviewing(String office, String key, Map<String, String> percents) {
        OpenWork review = task(key, office);
        percents.forEach((task, percent) ->
                fill(review, "tasks", task, Map.of("percent", percent, "reason", percent.equals("100") ? "" : "看材料")));
        for (String paper : List.of("SUMMARY", "SELF_CHECK_REPORT")) {
            if (!Staff.row(staff(office).form(review.taskId()).json(), "papers", paper)
                    .path("locked")
                    .asBoolean()) {
                fill(review, "papers", paper, Map.of("verdict", "PASS"));
            }
        }
        return review;
    }

    @Test
    void aUnitIsScoredReviewedSentBackAndDecidedOn() {
        twoTasks();
        start("unit-assessment", Map.of("year", YEAR, "unit", EDUCATION));
        assertThat(open("unit-assessment")).containsExactly("taskScoreOwnTasks shi-jyj");
        scoreOwnTasks();
        handInPapers();
        assertThat(open("unit-assessment"))
                .containsExactly(
                        "taskReviewByCity city-office", "taskReviewByGroup shi-tyzx", "taskReviewByGroup shi-wjw");

        OpenWork sport = reviewing(SPORT, "taskReviewByGroup", Map.of());
        refused(sport, "还没有填得分率");
        fill(sport, "tasks", "J1", Map.of("verdict", "RETURN", "reason", "没有照片"));
        complete(sport);
        complete(reviewing(HEALTH, "taskReviewByGroup", Map.of("J2", "100")));
        complete(reviewing(CITY, "taskReviewByCity", Map.of("J1", "100", "J2", "80")));

        assertThat(open("unit-assessment")).containsExactly("taskScoreOwnTasks shi-jyj");
        OpenWork again = task("taskScoreOwnTasks", EDUCATION);
        assertThat(staff(EDUCATION)
                        .change(again.taskId(), "tasks", "J2", Map.of("percent", "1"))
                        .message())
                .contains("这一行不在您这次要填的内容里");
        fill(again, "tasks", "J1", Map.of("percent", "95", "reason", "照片不全"));
        complete(again);
        complete(task("taskSubmitUnitPapers", EDUCATION));

        assertThat(open("unit-assessment"))
                .as("市卫生健康委 has nothing to review again")
                .containsExactly("taskReviewByCity city-office", "taskReviewByGroup shi-tyzx");
        complete(reviewing(SPORT, "taskReviewByGroup", Map.of("J1", "95")));
        complete(reviewing(CITY, "taskReviewByCity", Map.of("J1", "95")));

        assertThat(open("unit-assessment")).containsExactly("taskDecideDifferences city-office");
        OpenWork decide = task("taskDecideDifferences", CITY);
        refused(decide, "还没有填得分率");
        fill(decide, "differences", "J2", Map.of("percent", "90", "reason", "完成了大半"));
        complete(decide);

        assertThat(open("unit-assessment")).isEmpty();
        // J1 is led: (2·95 + 90) ÷ 3
        assertThat(scoreBook.unit(YEAR, EDUCATION, Amendments.NONE).score()).isEqualTo("933.33");
    }

    @Test
    void aReviewThatCannotBeKeptIsTakenBackWhole() {
        twoTasks();
        start("unit-assessment", Map.of("year", YEAR, "unit", EDUCATION));
        scoreOwnTasks();
        handInPapers();
        OpenWork city = reviewing(CITY, "taskReviewByCity", Map.of("J2", "100"));
        fill(city, "tasks", "J1", Map.of("verdict", "RETURN", "reason", "没有照片"));
        // The year is not being assessed any more: nobody reviews in it.
        jdbc.sql("update assessment_year set state = 'APPROVED', approved_at = timestamp '2022-02-20 09:00:00'")
                .update();

        refused(city, "现在是“已审定”");

        assertThat(count("unit_verdict")).isZero();
        assertThat(reviews.returned(YEAR, EDUCATION)).isEqualTo("NONE");
    }

    @Test
    void ownUnitsAreAssessedBeforeTheDistrictHandsIn() {
        startYear();
        filler.reportDistricts(YEAR);
        filler.reportTownships(YEAR, ZONE, "", "");
        String unit = "kfq-"
                + jdbc.sql(
                                "select unit_type from year_member_unit where district = :zone order by code fetch first 1 row only")
                        .param("zone", ZONE)
                        .query(String.class)
                        .single();
        runJobs();
        OpenWork set = task("taskSetOwnTasks", ZONE_OFFICE);
        refused(set, "请选择本年度是否考核直属单位");
        fill(set, "decision", "decision", Map.of("decision", "ASSESS"));
        fill(set, "tasks", "new-1", Map.of("unit", unit, "task", "办好健康小屋", "weight", "1"));
        complete(set);
        StandAt.task(jdbc, "taskSubmitPapers", Map.of("year", YEAR, "district", ZONE));
        processes
                .createProcessInstanceModification(processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey("district-assessment")
                        .variableValueEquals("district", ZONE)
                        .singleResult()
                        .getId())
                .startBeforeActivity("taskSubmitPapers")
                .execute();
        OpenWork papers = task("taskSubmitPapers", ZONE_OFFICE);
        for (String paper : List.of("SUMMARY", "SELF_CHECK_REPORT")) {
            fill(papers, paper, paper, Map.of("how", "WRITE", "body", "写好的材料"));
        }
        fill(papers, "draw", "draw", Map.of("text", "二〇二二年一月十日上午"));
        refused(papers, "直属单位考核还没有办完");

        OpenWork score = task("taskScoreOwnUnit", unit);
        String id = String.valueOf(ownUnits.tasks(YEAR, ZONE).get(0).id());
        refused(score, "还没有填得分率");
        fill(score, "tasks", id, Map.of("percent", "85.5", "reason", "少一间"));
        complete(score);
        OpenWork review = task("taskReviewOwnUnits", ZONE_OFFICE);
        fill(review, "tasks", id, Map.of("verdict", "RETURN", "reason", "哪一间"));
        complete(review);
        OpenWork again = task("taskScoreOwnUnit", unit);
        fill(again, "tasks", id, Map.of("percent", "90", "reason", "第二间已经开门"));
        complete(again);
        OpenWork last = task("taskReviewOwnUnits", ZONE_OFFICE);
        fill(last, "tasks", id, Map.of("percent", "90"));
        complete(last);

        assertThat(ownUnits.ranking(YEAR, ZONE)).singleElement().satisfies(standing -> {
            assertThat(standing.score()).isEqualTo("900.00");
            assertThat(standing.grade().label()).isEqualTo("优秀");
        });
        complete(papers);
    }

    @Test
    void tasksSetBehindTheFormAreNotSetTwice() {
        startYear();
        runJobs();
        OpenWork set = task("taskSetOwnTasks", ZONE_OFFICE);
        fill(set, "decision", "decision", Map.of("decision", "LEAVE_OUT", "reason", "机构改革"));
        ownUnits.leaveOut(YEAR, ZONE, "理由", SOMEBODY);

        refused(set, "任务已确定");
    }
}
