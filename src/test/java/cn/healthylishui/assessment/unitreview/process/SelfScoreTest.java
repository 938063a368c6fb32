package cn.healthylishui.assessment.unitreview.process;

import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.EDUCATION;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.SPORT;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.TEACHER;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.of;
import static cn.healthylishui.assessment.unitreview.process.ScoreOwnTasksForm.TASKS;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.unitreview.UnitReviewFixture;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 自查打分 and 上报三项材料 of a municipal unit. */
class SelfScoreTest {

    private UnitReviewFixture fixture;
    private ScoreOwnTasksForm form;
    private SubmitUnitPapersForm papersForm;
    private Typing score;
    private Typing papers;
    private String proof;

    @BeforeEach
    void open() {
        fixture = new UnitReviewFixture(ScoreOwnTasksForm.class, SubmitUnitPapersForm.class)
                .educationTasks()
                .kilometres("J1", "79")
                .started();
        form = fixture.get(ScoreOwnTasksForm.class);
        papersForm = fixture.get(SubmitUnitPapersForm.class);
        proof = fixture.file(TEACHER);
        again();
    }

    private void again() {
        score = Typing.into(form, EDUCATION, "unit", EDUCATION);
        papers = Typing.into(papersForm, EDUCATION, "unit", EDUCATION);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void everythingDone() {
        score.typeAll(TASKS, "state", "DONE", "percent", "100", "files", proof).type(TASKS, "J1", "figure", "80");
    }

    private void submit() {
        assertThat(score.problems()).isEmpty();
        assertThat(form.submit(score.task(), score.draft(), TEACHER)).isEmpty();
    }

    private Answer stored(String task) {
        return Objects.requireNonNull(
                fixture.get(Scorecards.class).latest(YEAR, EDUCATION).answer(task, EntrySource.REPORTED));
    }

    @Test
    void everyTaskOfTheUnitAwaitsItsAnswer() {
        assertThat(score.section(TASKS).rows()).extracting(Row::key).containsExactly("J1", "J2", "J3", "J4", "J5");
        assertThat(score.row(TASKS, "J2").values().get("name")).endsWith("（牵头）");
        assertThat(score.row(TASKS, "J1").values().get("standard")).isEqualTo("按要求完成");
        assertThat(score.problems()).anyMatch(problem -> problem.contains("J1") && problem.contains("请选择完成情况"));
        assertThat(score.problems()).anyMatch(problem -> problem.contains("还没有填得分率"));
        assertThat(score.fact("自评得分")).isEqualTo("—");
    }

    @Test
    void theLastReportOfTheYearIsFilledInButNoPercentage() {
        fixture.get(Progress.class)
                .record(
                        YEAR,
                        "J1",
                        EDUCATION,
                        3,
                        ProgressState.LAGGING,
                        new BigDecimal("40"),
                        "招标晚了",
                        List.of(),
                        TEACHER);
        fixture.get(Progress.class)
                .record(
                        YEAR,
                        "J1",
                        EDUCATION,
                        4,
                        ProgressState.DONE,
                        new BigDecimal("81.5"),
                        "已验收",
                        List.of(proof),
                        TEACHER);

        assertThat(score.row(TASKS, "J1").values())
                .containsEntry("state", "DONE")
                .containsEntry("figure", "81.5")
                .containsEntry("files", proof)
                .containsEntry("percent", "")
                .containsEntry("progress", "第三季度：滞后，达到40公里，招标晚了；第四季度：已完成，达到81.5公里，已验收");
        assertThat(score.row(TASKS, "J2").values()).containsEntry("state", "").containsEntry("progress", "没有填报");
    }

    @Test
    void whatIsTypedIsKeptAsScoreAndAsTheYearsLastProgress() {
        everythingDone();
        score.type(TASKS, "J3", "state", "PARTLY", "percent", "92.5", "reason", "还有一所学校没有完成");
        // (100 + 2·100 + 92.5 + 100 + 100) ÷ 6
        assertThat(score.fact("自评得分")).isEqualTo("987.50 分");

        submit();

        assertThat(stored("J1").value()).isEqualByComparingTo("100");
        assertThat(stored("J1").reason()).isNull();
        assertThat(stored("J1").evidence()).containsExactly(proof);
        assertThat(stored("J3").value()).isEqualByComparingTo("92.5");
        assertThat(stored("J3").reason()).isEqualTo("还有一所学校没有完成");
        Progress.Report green =
                fixture.get(Progress.class).latest(YEAR, "J1", EDUCATION).orElseThrow();
        assertThat(green.quarter()).isEqualTo(5);
        assertThat(green.figure()).isEqualByComparingTo("80");
        assertThat(fixture.get(Progress.class)
                        .latest(YEAR, "J3", EDUCATION)
                        .orElseThrow()
                        .state())
                .isEqualTo(ProgressState.LAGGING);
        assertThat(fixture.logged(EDUCATION, "自查打分")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // column, typed, problem
        "percent, '',    还没有填得分率",
        "percent, -1,    不能是负数",
        "percent, 101,   不能超过100",
        "percent, 85.25, 得分率最多带一位小数，现在填的是",
        "percent, 八十,   ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "percent, 99.9,  得分率低于100的，请写明扣分理由。",
        "state,   '',    请选择完成情况",
        "state,   ALL,   请选择完成情况",
        "state,   PARTLY, 得分率应低于100",
        "state,   NOT_DONE, 得分率应低于100",
        "files,   '',    请上传能证明完成情况的材料",
        "figure,  '',    还没有填达到的数值（目标≥79公里）",
        "figure,  许多,   ”不是数值，请只填数字，最多四位小数，例如 79。",
        "figure,  -5,    达到的数值不能是负数，现在填的是-5。",
        "figure,  78.9,  没有达到：请写明为什么算已完成，或者把完成情况改为“部分完成”。"
    })
    void badInputIsNamedWhereItStands(String column, String typed, String problem) {
        everythingDone();
        score.type(TASKS, "J1", column, typed);

        assertThat(score.problems())
                .singleElement()
                .satisfies(only -> assertThat(only).startsWith("J1 ").contains(problem));
    }

    @Test
    void aReasonMayNotBeLongerThanItsColumn() {
        everythingDone();
        score.type(TASKS, "J1", "percent", "90", "reason", "长".repeat(501));

        assertThat(score.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("现在有501字，最多500字"));
    }

    @Test
    void nothingDoneNeedsNoProofButAReason() {
        everythingDone();
        score.type(TASKS, "J5", "state", "NOT_DONE", "percent", "0", "files", "");
        assertThat(score.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("请写明扣分理由"));

        score.type(TASKS, "J5", "reason", "今年没有安排经费");
        submit();
        assertThat(stored("J5").value()).isEqualByComparingTo("0");
    }

    @Test
    void aMissedTargetMayBeExplained() {
        everythingDone();
        score.type(TASKS, "J1", "figure", "78", "reason", "另有一段并入莲都区统计");

        assertThat(score.problems()).isEmpty();
    }

    @Test
    void inASecondRoundOnlyReturnedTasksAreOpen() {
        everythingDone();
        submit();
        fixture.reviews().score(YEAR, EDUCATION, "J1", Office.CITY, new BigDecimal("100"), null, of(Office.CITY));
        fixture.reviews().score(YEAR, EDUCATION, "J2", Office.CITY, new BigDecimal("100"), null, of(Office.CITY));
        fixture.reviews().sendTaskBack(YEAR, EDUCATION, "J1", SPORT, "看不出里程", of(SPORT));
        again();

        assertThat(score.content().notices())
                .extracting(Notice::text)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("J1", "看不出里程（市体育发展中心）"));
        assertThat(score.section(TASKS).rows())
                .filteredOn(row -> !row.locked())
                .extracting(Row::key)
                .containsExactly("J1");
        assertThat(score.row(TASKS, "J1").values())
                .containsEntry("percent", "100")
                .containsEntry("figure", "80");
        score.type(TASKS, "J1", "percent", "95", "reason", "扣去没有验收的一段")
                .type(TASKS, "J2", "percent", "10", "reason", "锁住的行不看");
        assertThat(score.row(TASKS, "J2").values()).containsEntry("percent", "100");
        submit();

        assertThat(stored("J1").value()).isEqualByComparingTo("95");
        assertThat(stored("J2").value()).isEqualByComparingTo("100");
        assertThat(fixture.reviews().returned(YEAR, EDUCATION)).isEqualTo("NONE");
        assertThat(fixture.reviews().isOpen(YEAR, EDUCATION, Office.CITY, "J1")).isTrue();
        assertThat(fixture.reviews().isOpen(YEAR, EDUCATION, Office.CITY, "J2")).isFalse();
    }

    @Test
    void aUnitWithoutATaskCannotScore() {
        Typing idle = Typing.into(form, SPORT, "unit", SPORT);

        assertThat(idle.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("没有重点任务"));
    }

    // 三项材料

    @Test
    void theDraftsTellWhatTheSelfScoreSaid() {
        everythingDone();
        score.type(TASKS, "J3", "state", "PARTLY", "percent", "80", "reason", "还有一所学校没有完成");
        submit();

        String summary = papers.row("SUMMARY", "SUMMARY").values().get("body");
        String report =
                papers.row("SELF_CHECK_REPORT", "SELF_CHECK_REPORT").values().get("body");

        assertThat(summary).contains("市教育局2021年健康丽水建设工作总结", "重点任务5项，其中牵头1项", "已完成4项，部分完成1项，未完成0项", "达到80公里（目标≥79公里）");
        assertThat(report).contains("自评得分966.67分", "自评80%。还有一所学校没有完成。");
        assertThat(papers.row("made", "SELF_SCORE_TABLE").values().get("content"))
                .isEqualTo("自评得分966.67分；5项任务自评齐全。");
        assertThat(papers.problems()).hasSize(2).allMatch(problem -> problem.contains("请补充"));
    }

    private void handInPapers() {
        papers.type("SUMMARY", "SUMMARY", "body", "工作总结")
                .type("SELF_CHECK_REPORT", "SELF_CHECK_REPORT", "how", "UPLOAD");
        assertThat(papers.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("缺少“自查报告”，请上传文件"));
        papers.type("SELF_CHECK_REPORT", "SELF_CHECK_REPORT", "files", proof);
        assertThat(papers.problems()).isEmpty();
        papersForm.submit(papers.task(), papers.draft(), TEACHER);
    }

    @Test
    void papersAreWrittenOrUploaded() {
        everythingDone();
        submit();
        handInPapers();

        Papers.Paper summary = fixture.get(Papers.class)
                .latest(YEAR, EDUCATION, PaperKind.SUMMARY)
                .orElseThrow();
        Papers.Paper report = fixture.get(Papers.class)
                .latest(YEAR, EDUCATION, PaperKind.SELF_CHECK_REPORT)
                .orElseThrow();
        assertThat(summary.body()).isEqualTo("工作总结");
        assertThat(report.evidenceId()).isEqualTo(proof);
        assertThat(fixture.logged(EDUCATION, "上报三项材料")).hasSize(1);
    }

    @Test
    void twoFilesOrAnEmptyPaperAreRefused() {
        everythingDone();
        submit();
        papers.type("SUMMARY", "SUMMARY", "body", " ")
                .type("SELF_CHECK_REPORT", "SELF_CHECK_REPORT", "how", "UPLOAD", "files", proof + "," + proof + "2");

        assertThat(papers.problems())
                .anyMatch(problem -> problem.contains("缺少“年度工作总结”"))
                .anyMatch(problem -> problem.contains("只能上传一个文件"));
    }

    @Test
    void onlyAReturnedPaperIsOpenAgain() {
        everythingDone();
        submit();
        handInPapers();
        fixture.reviews().passPaper(YEAR, EDUCATION, PaperKind.SELF_CHECK_REPORT, Office.CITY, of(Office.CITY));
        fixture.reviews().sendPaperBack(YEAR, EDUCATION, PaperKind.SUMMARY, SPORT, "没有写成效", of(SPORT));
        again();

        assertThat(papers.content().notices())
                .extracting(Notice::text)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("年度工作总结", "没有写成效"));
        assertThat(papers.row("SUMMARY", "SUMMARY").locked()).isFalse();
        assertThat(papers.row("SELF_CHECK_REPORT", "SELF_CHECK_REPORT").locked())
                .isTrue();
        papers.type("SUMMARY", "SUMMARY", "body", "工作总结，写明成效");
        papersForm.submit(papers.task(), papers.draft(), TEACHER);

        assertThat(fixture.get(Papers.class)
                        .latest(YEAR, EDUCATION, PaperKind.SUMMARY)
                        .orElseThrow()
                        .version())
                .isEqualTo(2);
        assertThat(fixture.get(Papers.class)
                        .latest(YEAR, EDUCATION, PaperKind.SELF_CHECK_REPORT)
                        .orElseThrow()
                        .version())
                .isEqualTo(1);
        assertThat(fixture.returned(Returns.Stage.UNIT_PAPERS, EDUCATION)).isEmpty();
        assertThat(fixture.reviews().isOpen(YEAR, EDUCATION, SPORT, "SUMMARY")).isTrue();
        assertThat(fixture.reviews().isOpen(YEAR, EDUCATION, Office.CITY, "SELF_CHECK_REPORT"))
                .isFalse();
    }
}
