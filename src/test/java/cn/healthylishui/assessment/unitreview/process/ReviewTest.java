package cn.healthylishui.assessment.unitreview.process;

import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.EDUCATION;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.HEALTH;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.PUBLICITY;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.SPORT;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.of;
import static cn.healthylishui.assessment.unitreview.process.DecideDifferencesForm.DIFFERENCES;
import static cn.healthylishui.assessment.unitreview.process.ReviewSheet.PAPERS;
import static cn.healthylishui.assessment.unitreview.process.ReviewSheet.TASKS;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.unitreview.UnitReviewFixture;
import cn.healthylishui.assessment.year.Stage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 专项组评审, 市健康丽水办评审 and 裁定不同意见. */
class ReviewTest {

    private UnitReviewFixture fixture;
    private UnitAssessmentProcess process;

    @BeforeEach
    void open() {
        fixture = new UnitReviewFixture(
                        ReviewSheet.class,
                        ReviewByGroupForm.class,
                        ReviewByCityForm.class,
                        DecideDifferencesForm.class,
                        UnitAssessmentProcess.class)
                .educationTasks()
                .started();
        process = fixture.get(UnitAssessmentProcess.class);
        List.of("J1", "J2", "J3", "J4", "J5").forEach(task -> fixture.selfScore(EDUCATION, task, "90"));
        fixture.handInPapers(EDUCATION);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private TaskForm form(String reviewer) {
        return reviewer.equals(Office.CITY)
                ? fixture.get(ReviewByCityForm.class)
                : fixture.get(ReviewByGroupForm.class);
    }

    private Typing review(String reviewer) {
        return Typing.into(form(reviewer), reviewer, "unit", EDUCATION, "reviewer", reviewer);
    }

    /** Everything as the unit itself says, the papers passed. */
    private Typing agreeing(String reviewer) {
        return review(reviewer).typeAll(TASKS, "percent", "90").typeAll(PAPERS, "verdict", "PASS");
    }

    private void submit(String reviewer, Typing typed) {
        assertThat(typed.problems()).isEmpty();
        assertThat(form(reviewer).submit(typed.task(), typed.draft(), of(reviewer)))
                .isEmpty();
    }

    private static List<String> open(Typing typing, String section) {
        return typing.section(section).rows().stream()
                .filter(row -> !row.locked())
                .map(Row::key)
                .toList();
    }

    @Test
    void aLeadSeesTheTasksOfItsGroupsAndTheCityOfficeAll() {
        assertThat(open(review(SPORT), TASKS)).containsExactly("J1");
        assertThat(open(review(HEALTH), TASKS)).containsExactly("J2", "J3");
        assertThat(open(review(Office.CITY), TASKS)).containsExactly("J1", "J2", "J3", "J4", "J5");
        assertThat(open(review(SPORT), PAPERS)).containsExactly("SUMMARY", "SELF_CHECK_REPORT");
        assertThat(review(SPORT).row(PAPERS, "SELF_SCORE_TABLE").values().get("body"))
                .contains("自评得分900.00分");
        assertThat(review(SPORT).row(PAPERS, "SUMMARY").values()).containsEntry("body", "年度工作总结正文");
    }

    @Test
    void aPercentageIsNeverFilledInAndNeedsNoReasonWhereItIsTheUnitsOwn() {
        Typing sport = review(SPORT);
        assertThat(sport.row(TASKS, "J1").values())
                .containsEntry("own", "90%")
                .containsEntry("percent", "")
                .containsEntry("verdict", "SCORE");
        assertThat(sport.problems()).hasSize(3);

        submit(SPORT, agreeing(SPORT));

        assertThat(fixture.get(Scorecards.class).reviews(YEAR, EDUCATION))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.office()).isEqualTo(SPORT);
                    assertThat(entry.answer().value()).isEqualByComparingTo("90");
                });
        assertThat(fixture.logged(EDUCATION, "评审市直单位")).singleElement().satisfies(line -> assertThat(line.to())
                .isEqualTo("市体育发展中心：1项任务，退回0项"));
    }

    @ParameterizedTest
    @CsvSource({
        // verdict, percent, reason, problem
        "SCORE,  '',   '',   还没有填得分率",
        "SCORE,  -1,   理由,  不能是负数",
        "SCORE,  101,  理由,  不能超过100",
        "SCORE,  一半,  理由,  ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "SCORE,  85,   '',   与自评90%不同，请写明理由",
        "RETURN, '',   '',   请写明退回理由和要补充什么，被退回的单位会看到。",
        "RETURN, 90,   ' ',  请写明退回理由和要补充什么，被退回的单位会看到。",
        "'',     90,   '',   请选择评分或退回",
        "PASS,   90,   '',   请选择评分或退回"
    })
    void badInputOnATask(String verdict, String percent, String reason, String problem) {
        Typing sport = agreeing(SPORT).type(TASKS, "J1", "verdict", verdict, "percent", percent, "reason", reason);

        assertThat(sport.problems())
                .singleElement()
                .satisfies(only -> assertThat(only).startsWith("J1 ").contains(problem));
    }

    @ParameterizedTest
    @CsvSource({"'', '', 请选择通过或退回", "SCORE, 理由, 请选择通过或退回", "RETURN, '', 请写明退回理由和要怎样修改，被退回的单位会看到。"})
    void badInputOnAPaper(String verdict, String reason, String problem) {
        Typing sport = agreeing(SPORT).type(PAPERS, "SUMMARY", "verdict", verdict, "reason", reason);

        assertThat(sport.problems())
                .singleElement()
                .satisfies(only -> assertThat(only).startsWith("年度工作总结").contains(problem));
    }

    @Test
    void reasonsMayNotBeLongerThanTheirColumns() {
        Typing sport = agreeing(SPORT)
                .type(TASKS, "J1", "reason", "长".repeat(501))
                .type(PAPERS, "SUMMARY", "verdict", "RETURN", "reason", "长".repeat(501));

        assertThat(sport.problems()).hasSize(2).allMatch(problem -> problem.contains("最多500字"));
    }

    @Test
    void nobodyReviewsItsOwnTasks() {
        Typing own = Typing.into(form(EDUCATION), EDUCATION, "unit", EDUCATION, "reviewer", EDUCATION);

        assertThat(own.problems()).anyMatch(problem -> problem.contains("不能评审本单位的任务：组长单位自己的任务由第一副组长单位评审。"));
        assertThat(own.section(TASKS).rows()).isEmpty();
        own.typeAll(PAPERS, "verdict", "PASS");
        assertThatThrownBy(() -> form(EDUCATION).submit(own.task(), own.draft(), of(EDUCATION)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whoseGroupTheUnitIsNotInHasNothingToReview() {
        Typing stranger = review("shi-hbj").typeAll(PAPERS, "verdict", "PASS");

        assertThat(stranger.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("没有要由您评审的任务"));
    }

    @Test
    void aTaskThatTheUnitNeverScoredNeedsAReason() {
        fixture.jdbc().sql("delete from score_entry where indicator = 'J1'").update();

        Typing sport = agreeing(SPORT);

        assertThat(sport.row(TASKS, "J1").values()).containsEntry("own", "—");
        assertThat(sport.problems()).singleElement().satisfies(only -> assertThat(only)
                .contains("没有自评这项任务"));
    }

    @Test
    void nobodySeesWhatOthersGave() {
        submit(HEALTH, agreeing(HEALTH).type(TASKS, "J2", "percent", "61", "reason", "只看到方案"));

        assertThat(review(PUBLICITY).content().toString()).doesNotContain("61", "只看到方案");
        assertThat(review(Office.CITY).content().toString()).doesNotContain("61", "只看到方案");
    }

    @Test
    void whatIsSentBackComesAgainToThoseWhomItConcerns() {
        assertThat(process.reviewers(YEAR, EDUCATION)).containsExactly(SPORT, HEALTH, PUBLICITY);
        submit(SPORT, agreeing(SPORT));
        submit(HEALTH, agreeing(HEALTH).type(TASKS, "J2", "verdict", "RETURN", "reason", "看不出完成时间"));
        submit(PUBLICITY, agreeing(PUBLICITY).type(PAPERS, "SUMMARY", "verdict", "RETURN", "reason", "没有成效"));
        submit(Office.CITY, agreeing(Office.CITY));

        assertThat(process.returned(YEAR, EDUCATION)).isEqualTo("SELF_SCORE");
        assertThat(fixture.returned(Returns.Stage.UNIT_SELF_SCORE, EDUCATION))
                .extracting(ReturnedItem::item, ReturnedItem::reason)
                .containsExactly(tuple("J2", "看不出完成时间（市卫生健康委）"));
        assertThat(fixture.returned(Returns.Stage.UNIT_PAPERS, EDUCATION))
                .extracting(ReturnedItem::item)
                .containsExactly("SUMMARY");

        // The unit mends both.
        fixture.selfScore(EDUCATION, "J2", "70");
        fixture.reviews().tasksReported(YEAR, EDUCATION, List.of("J2"));
        fixture.get(Returns.class).mended(YEAR, Returns.Stage.UNIT_SELF_SCORE, EDUCATION);
        fixture.handIn(EDUCATION, PaperKind.SUMMARY);
        fixture.reviews().papersHandedIn(YEAR, EDUCATION, List.of(PaperKind.SUMMARY));
        fixture.get(Returns.class).mended(YEAR, Returns.Stage.UNIT_PAPERS, EDUCATION);

        assertThat(process.returned(YEAR, EDUCATION)).isEqualTo("NONE");
        assertThat(process.reviewers(YEAR, EDUCATION)).containsExactly(HEALTH, PUBLICITY);
        assertThat(open(review(HEALTH), TASKS)).containsExactly("J2");
        assertThat(open(review(HEALTH), PAPERS)).isEmpty();
        assertThat(open(review(PUBLICITY), TASKS)).containsExactly("J2");
        assertThat(open(review(PUBLICITY), PAPERS)).containsExactly("SUMMARY");
        assertThat(open(review(Office.CITY), TASKS)).containsExactly("J2");
        assertThat(open(review(Office.CITY), PAPERS)).containsExactly("SUMMARY");
        assertThat(review(HEALTH).row(TASKS, "J3").values())
                .as("what it gave before stays in sight")
                .containsEntry("percent", "90");
        assertThat(review(PUBLICITY).row(TASKS, "J2").values())
                .as("a percentage of what was reported before counts no more")
                .containsEntry("percent", "");
        Typing later = review(HEALTH).type(TASKS, "J2", "percent", "70").type(TASKS, "J3", "percent", "5");
        submit(HEALTH, later);
        assertThat(fixture.get(Scorecards.class).reviews(YEAR, EDUCATION))
                .filteredOn(entry -> entry.office().equals(HEALTH))
                .extracting(Entry::indicator, entry -> entry.answer().value().intValue())
                .containsExactly(tuple("J2", 70), tuple("J3", 90));
    }

    @Test
    void withNothingToReviewAgainTheTaskIsJustCompleted() {
        submit(Office.CITY, agreeing(Office.CITY));

        Typing again = review(Office.CITY);

        assertThat(again.problems()).isEmpty();
        assertThat(again.content().notices())
                .extracting(Notice::text)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("没有要您重新评审的"));
        submit(Office.CITY, again);
    }

    private void reviewedWithOneDifference() {
        submit(SPORT, agreeing(SPORT));
        submit(HEALTH, agreeing(HEALTH).type(TASKS, "J2", "percent", "60", "reason", "只看到方案"));
        submit(PUBLICITY, agreeing(PUBLICITY));
        submit(Office.CITY, agreeing(Office.CITY));
    }

    private Typing decide() {
        return Typing.into(fixture.get(DecideDifferencesForm.class), Office.CITY, "unit", EDUCATION);
    }

    @Test
    void onlyTheTasksOnWhichReviewersDifferAreDecided() {
        reviewedWithOneDifference();
        assertThat(process.differs(YEAR, EDUCATION)).isTrue();

        Typing decide = decide();

        assertThat(decide.section(DIFFERENCES).rows()).extracting(Row::key).containsExactly("J2");
        assertThat(decide.row(DIFFERENCES, "J2").values())
                .containsEntry("own", "90%")
                .containsEntry("reviews", "市健康丽水办90%；市卫生健康委60%：只看到方案；市委宣传部90%");
        assertThat(decide.problems()).hasSize(2);
        decide.type(DIFFERENCES, "J2", "percent", "75", "reason", "方案已经印发，检查没有做完");
        assertThat(decide.problems()).isEmpty();
        fixture.get(DecideDifferencesForm.class).submit(decide.task(), decide.draft(), of(Office.CITY));
        StandAt.stage(fixture.jdbc(), YEAR, EDUCATION, Stage.UNIT_REVIEW);
        process.settle(YEAR, EDUCATION);

        // (90 + 2·75 + 90 + 90 + 90) ÷ 6
        assertThat(fixture.get(ScoreBook.class)
                        .unit(YEAR, EDUCATION, Amendments.NONE)
                        .score())
                .isEqualTo("850.00");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 理由, 还没有填得分率",
        "-1, 理由, 不能是负数",
        "101, 理由, 不能超过100",
        "中间, 理由, ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "75, '', 请写明裁定理由，被评审的单位会看到。"
    })
    void badInputInADecision(String percent, String reason, String problem) {
        reviewedWithOneDifference();

        Typing decide = decide().type(DIFFERENCES, "J2", "percent", percent, "reason", reason);

        assertThat(decide.problems())
                .singleElement()
                .satisfies(only -> assertThat(only).startsWith("J2 ").contains(problem));
    }

    @Test
    void aDecisionsReasonMayNotBeLongerThanItsColumn() {
        reviewedWithOneDifference();

        assertThat(decide().type(DIFFERENCES, "J2", "percent", "75", "reason", "长".repeat(501))
                        .problems())
                .singleElement()
                .satisfies(only -> assertThat(only).contains("最多500字"));
    }
}
