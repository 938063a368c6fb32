package cn.healthylishui.assessment.unitreview;

import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.CITY;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.EDUCATION;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.HEALTH;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.INSURANCE;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.LABOUR;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.PUBLICITY;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.SPORT;
import static cn.healthylishui.assessment.unitreview.UnitReviewFixture.of;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.unitreview.UnitReviews.Review;
import cn.healthylishui.assessment.unitreview.UnitReviews.ReviewedTask;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitReviewsTest {

    private UnitReviewFixture fixture;
    private UnitReviews reviews;

    @BeforeEach
    void open() {
        fixture = new UnitReviewFixture()
                .educationTasks()
                .task("W1", HEALTH, true, 2)
                .task("W2", HEALTH, false, 6)
                .task("W3", HEALTH, false, 4)
                .task("B1", INSURANCE, false, 2)
                .started();
        reviews = fixture.reviews();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> tasks(String unit, String reviewer) {
        return reviews.tasks(YEAR, unit, reviewer).stream().map(UnitTask::code).toList();
    }

    @Test
    void onlyUnitsWithATaskAreAssessed() {
        assertThat(reviews.units(YEAR)).containsExactly(EDUCATION, HEALTH, INSURANCE);
        assertThat(fixture.roster().unit(YEAR, SPORT).orElseThrow().assessed()).isFalse();
    }

    @Test
    void unitsWithoutATaskAreLeftOutBeforeTheRosterIsFrozenToo() {
        try (UnitReviewFixture preparing = new UnitReviewFixture().educationTasks()) {
            assertThat(preparing.roster().assessedUnits(YEAR)).hasSizeGreaterThan(20);
            assertThat(preparing.reviews().units(YEAR)).containsExactly(EDUCATION);
        }
    }

    @Test
    void aUnitThatIsNotAssessedIsLeftOutThoughItHasATask() {
        fixture.years().excludeUnit(YEAR, INSURANCE, "本年度不考核", CITY);

        assertThat(reviews.units(YEAR)).containsExactly(EDUCATION, HEALTH);
    }

    @Test
    void theLeadOfEveryGroupReviewsTheTasksOfItsGroupAndTheCityOfficeAll() {
        assertThat(reviews.groupReviewers(YEAR, EDUCATION)).containsExactly(SPORT, HEALTH, PUBLICITY);
        assertThat(tasks(EDUCATION, SPORT)).containsExactly("J1");
        assertThat(tasks(EDUCATION, HEALTH))
                .as("one office for two groups sees the tasks of both")
                .containsExactly("J2", "J3");
        assertThat(tasks(EDUCATION, PUBLICITY)).containsExactly("J2");
        assertThat(tasks(EDUCATION, Office.CITY)).containsExactly("J1", "J2", "J3", "J4", "J5");
        assertThat(tasks(EDUCATION, "shi-hbj"))
                .as("the lead of a group that the unit is not in")
                .isEmpty();
    }

    @Test
    void theFirstDeputyReviewsTheLeadItself() {
        assertThat(reviews.groupReviewers(YEAR, HEALTH)).containsExactly(LABOUR, PUBLICITY);
        assertThat(tasks(HEALTH, LABOUR)).containsExactly("W1");
        assertThat(tasks(HEALTH, PUBLICITY)).containsExactly("W2", "W3");
        assertThat(tasks(HEALTH, HEALTH)).isEmpty();
    }

    @Test
    void aUnitInNoGroupHasTheCityOfficeAlone() {
        assertThat(reviews.groupReviewers(YEAR, INSURANCE)).isEmpty();
        assertThat(tasks(INSURANCE, Office.CITY)).containsExactly("B1");
    }

    @Test
    void nobodyReviewsItself() {
        assertThatThrownBy(() -> fixture.review(HEALTH, "W1", HEALTH, "100"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("不能评审本单位的任务：组长单位自己的任务由第一副组长单位评审。");
        assertThatThrownBy(() -> reviews.passPaper(YEAR, HEALTH, PaperKind.SUMMARY, HEALTH, of(HEALTH)))
                .isInstanceOf(Refused.class);
        assertThat(fixture.get(Scorecards.class).reviews(YEAR, HEALTH)).isEmpty();
    }

    @Test
    void aFirstDeputyWhoseGroupHasNoLeadDoesNotReviewItselfEither() {
        String deputy = "shi-wglt";
        fixture.task("G1", deputy, false, 4);
        fixture.jdbc()
                .sql("delete from year_group_seat where group_number = 4 and role = 'LEAD'")
                .update();

        assertThat(reviews.groupReviewers(YEAR, deputy)).isEmpty();
        assertThat(tasks(deputy, deputy)).isEmpty();
    }

    @Test
    void aPercentageIsTheReviewingOfficesWhoeverTypedIt() {
        reviews.score(YEAR, EDUCATION, "J1", SPORT, new BigDecimal("90"), null, of(PUBLICITY));

        assertThat(fixture.get(Scorecards.class).reviews(YEAR, EDUCATION))
                .singleElement()
                .satisfies(entry -> assertThat(entry.office()).isEqualTo(SPORT));
    }

    @Test
    void whoLeadsNoGroupOfTheUnitReviewsNothingOfIt() {
        assertThatThrownBy(() -> fixture.review(EDUCATION, "J1", "shi-hbj", "100"))
                .isInstanceOf(Refused.class)
                .hasMessage("市生态环境局不评审市教育局的任务：只有该单位所在专项组的组长单位（组长单位自己的由第一副组长单位）和市健康丽水办评审。");
        assertThatThrownBy(() -> reviews.sendTaskBack(YEAR, EDUCATION, "J1", "shi-hbj", "不全", of("shi-hbj")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(
                        () -> reviews.sendPaperBack(YEAR, EDUCATION, PaperKind.SUMMARY, "shi-hbj", "不全", of("shi-hbj")))
                .isInstanceOf(Refused.class);
        assertThat(reviews.returned(YEAR, EDUCATION)).isEqualTo("NONE");
    }

    @Test
    void atFirstEveryReviewerIsAskedAndAfterAReturnOnlyThoseWhomItConcerns() {
        assertThat(reviews.reviewersToAsk(YEAR, EDUCATION)).containsExactly(SPORT, HEALTH, PUBLICITY);
        everythingPasses();
        assertThat(reviews.reviewersToAsk(YEAR, EDUCATION)).isEmpty();

        // J2 is of groups 2 and 4: both leads have to look again, 市体育发展中心 has not.
        reviews.tasksReported(YEAR, EDUCATION, List.of("J2"));

        assertThat(reviews.reviewersToAsk(YEAR, EDUCATION)).containsExactly(HEALTH, PUBLICITY);
        assertThat(reviews.isOpen(YEAR, EDUCATION, HEALTH, "J2")).isTrue();
        assertThat(reviews.isOpen(YEAR, EDUCATION, HEALTH, "J3")).isFalse();
        assertThat(reviews.isOpen(YEAR, EDUCATION, Office.CITY, "J2")).isTrue();
        assertThat(reviews.isOpen(YEAR, EDUCATION, Office.CITY, "J1")).isFalse();
    }

    @Test
    void aPaperThatCameAgainIsReadByWhoeverSentItBackAndByTheCityOffice() {
        everythingPasses();
        reviews.papersHandedIn(YEAR, EDUCATION, List.of(PaperKind.SUMMARY));
        assertThat(reviews.reviewersToAsk(YEAR, EDUCATION)).isEmpty();
        assertThat(reviews.isOpen(YEAR, EDUCATION, Office.CITY, "SUMMARY")).isTrue();
        assertThat(reviews.isOpen(YEAR, EDUCATION, Office.CITY, "SELF_CHECK_REPORT"))
                .isFalse();

        reviews.sendPaperBack(YEAR, EDUCATION, PaperKind.SELF_CHECK_REPORT, SPORT, "没有写原因", of(SPORT));
        reviews.papersHandedIn(YEAR, EDUCATION, List.of(PaperKind.SELF_CHECK_REPORT));

        assertThat(reviews.isOpen(YEAR, EDUCATION, HEALTH, "SELF_CHECK_REPORT")).isFalse();
    }

    @Test
    void returnedTasksGoBeforeReturnedPapers() {
        assertThat(reviews.returned(YEAR, EDUCATION)).isEqualTo("NONE");

        reviews.sendPaperBack(YEAR, EDUCATION, PaperKind.SUMMARY, Office.CITY, "太简单", CITY);
        assertThat(reviews.returned(YEAR, EDUCATION)).isEqualTo("PAPERS");

        reviews.sendTaskBack(YEAR, EDUCATION, "J1", SPORT, "没有材料", of(SPORT));
        assertThat(reviews.returned(YEAR, EDUCATION)).isEqualTo("SELF_SCORE");
        assertThat(reviews.returned(YEAR, HEALTH)).isEqualTo("NONE");
        assertThat(fixture.returned(Returns.Stage.UNIT_SELF_SCORE, EDUCATION))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.item()).isEqualTo("J1");
                    assertThat(item.reason()).isEqualTo("没有材料（市体育发展中心）");
                });
    }

    @Test
    void whereAllReviewersAgreeTheTaskHasTheirPercentage() {
        everythingPasses();

        assertThat(reviews.differs(YEAR, EDUCATION)).isFalse();
        reviews.settle(YEAR, EDUCATION);

        ObjectResult result = fixture.get(ScoreBook.class).unit(YEAR, EDUCATION, Amendments.NONE);
        // J2 is led and counts twice: (90 + 2·90 + 90 + 90 + 90) ÷ 6.
        assertThat(result.score()).isEqualTo("900.00");
        assertThat(result.items()).extracting(UnitReviewsTest::source).containsOnly(EntrySource.DECIDED);
        assertThat(result.item("J2").explanation()).contains("评审一致：市健康丽水办90%", "市卫生健康委90%", "市委宣传部90%");
        assertThat(result.item("J5").explanation()).contains("评审：市健康丽水办90%");
        assertThat(fixture.logged(EDUCATION, "形成考评得分")).singleElement().satisfies(line -> assertThat(line.to())
                .isEqualTo("900.00分"));
    }

    private static EntrySource source(ItemResult item) {
        return Objects.requireNonNull(item.counted()).source();
    }

    @Test
    void whereTheyDifferTheCityOfficeDecidesAndThatCounts() {
        everythingPasses();
        fixture.review(EDUCATION, "J2", PUBLICITY, "60");
        assertThat(reviews.differs(YEAR, EDUCATION)).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> reviews.settle(YEAR, EDUCATION));

        reviews.decide(YEAR, EDUCATION, "J2", new BigDecimal("75"), "材料只能证明一部分", CITY);
        reviews.settle(YEAR, EDUCATION);

        ObjectResult result = fixture.get(ScoreBook.class).unit(YEAR, EDUCATION, Amendments.NONE);
        assertThat(result.score()).isEqualTo("850.00"); // (4·90 + 2·75) ÷ 6
        assertThat(result.item("J2").explanation()).contains("75 %", "裁定：材料只能证明一部分", "市委宣传部60%", "市健康丽水办90%");
        assertThat(fixture.logged(EDUCATION, "裁定不同意见")).singleElement().satisfies(line -> assertThat(line.reason())
                .isEqualTo("材料只能证明一部分"));
    }

    @Test
    void anotherWayToWriteAPercentageIsNoDifference() {
        UnitTask task = reviews.tasks(YEAR, EDUCATION, SPORT).get(0);

        assertThat(new ReviewedTask(task, List.of(given("90"), given("90.0"))).differs())
                .isFalse();
        assertThat(new ReviewedTask(task, List.of(given("90"), given("90"), given("90.1"))).differs())
                .isTrue();
        assertThat(new ReviewedTask(task, List.of()).differs()).isFalse();
    }

    private static Review given(String percent) {
        return new Review(SPORT, "市体育发展中心", new BigDecimal(percent), null);
    }

    @Test
    void whatIsAgreedIsNotDecided() {
        everythingPasses();

        assertThatThrownBy(() -> reviews.decide(YEAR, EDUCATION, "J1", BigDecimal.TEN, "理由", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("这项任务的评审意见是一致的，不用裁定。请刷新页面后再办。");
        assertThat(fixture.get(Scorecards.class).latest(YEAR, EDUCATION).of("J1", EntrySource.DECIDED))
                .isNull();
    }

    @Test
    void nothingIsSettledBeforeEverybodyHasSpoken() {
        everythingPasses("J2");
        fixture.review(EDUCATION, "J2", Office.CITY, "90");
        fixture.review(EDUCATION, "J2", HEALTH, "90");

        assertThatIllegalStateException()
                .isThrownBy(() -> reviews.settle(YEAR, EDUCATION))
                .withMessageContaining("J2");
    }

    @Test
    void theLastWordOfAReviewerCounts() {
        everythingPasses();
        fixture.review(EDUCATION, "J1", SPORT, "70");
        fixture.review(EDUCATION, "J1", SPORT, "90");

        assertThat(reviews.differs(YEAR, EDUCATION)).isFalse();
        assertThat(fixture.get(Scorecards.class).history(YEAR, EDUCATION, "J1"))
                .extracting(Entry::office)
                .contains(SPORT);
    }

    /** Everybody gives 90 % for every task but those named, and lets the papers pass. */
    private void everythingPasses(String... but) {
        List<String> left = List.of(but);
        for (String reviewer : List.of(Office.CITY, SPORT, HEALTH, PUBLICITY)) {
            tasks(EDUCATION, reviewer).stream()
                    .filter(task -> !left.contains(task))
                    .forEach(task -> fixture.review(EDUCATION, task, reviewer, "90"));
            reviews.passPaper(YEAR, EDUCATION, PaperKind.SUMMARY, reviewer, of(reviewer));
            reviews.passPaper(YEAR, EDUCATION, PaperKind.SELF_CHECK_REPORT, reviewer, of(reviewer));
        }
    }
}
