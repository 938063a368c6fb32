package cn.healthylishui.assessment.figure;

import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.figure.DistrictLists.Given;
import cn.healthylishui.assessment.figure.DistrictLists.Item;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.SourceRank;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DistrictListsTest {

    private static final String ITEM = "C054";
    private static final String JYJ = "shi-jyj";
    private static final Actor TEACHER = new Actor("lin", JYJ);
    private static final Actor DOCTOR = new Actor("chen", "shi-wjw");

    private VerificationFixture fixture;
    private DistrictLists lists;
    private long eyes;
    private long swimming;
    private long clinics;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(ScoreBook.class);
        eyes = fixture.listed(QINGTIAN, Kind.WORK, 1, "近视防控", "qingtian-jyj");
        clinics = fixture.listed(QINGTIAN, Kind.WORK, 2, "村卫生室提升", "qingtian-wjj");
        swimming = fixture.listed(QINGTIAN, Kind.INDICATOR, 1, "会游泳的学生", "qingtian-jyj");
        lists = fixture.get(DistrictLists.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Given given(String percent, String reason) {
        return new Given(new BigDecimal(percent), reason);
    }

    private ItemResult result() {
        return fixture.get(ScoreBook.class)
                .district(YEAR, QINGTIAN, ScoreBook.ALL, Amendments.NONE)
                .item(ITEM);
    }

    @Test
    void eachEntryIsForTheMunicipalUnitThatMatchesTheOneThatAnswersForIt() {
        fixture.started();

        assertThat(lists.reviewers(YEAR)).containsExactlyInAnyOrder(JYJ, "shi-wjw");
        assertThat(lists.of(YEAR, JYJ)).extracting(Item::title).containsExactly("年度重点工作：近视防控", "关键性指标：会游泳的学生");
        assertThat(lists.of(YEAR, JYJ)).extracting(Item::memberUnit).containsOnly("青田县教育局");
    }

    @Test
    void whatNoMunicipalUnitMatchesTheCityOfficeReviews() {
        fixture.listed(QINGTIAN, Kind.WORK, 3, "无人对口的工作", "qingtian-xyz");

        fixture.started();

        assertThat(lists.of(YEAR, Office.CITY))
                .extracting(item -> item.work().title())
                .containsExactly("无人对口的工作");
    }

    @Test
    void thePointsFollowTheReviewsAndTheExplanationNamesEachEntry() {
        fixture.started();
        lists.review(YEAR, JYJ, Map.of(eyes, given("80", "两所学校没有达标。"), swimming, given("100", "")), false, TEACHER);

        assertThat(result().score().points()).isEqualTo("18.00");
        assertThat(result().explanation())
                .startsWith("对口市直单位评审：60 %。本地清单加权完成率 60%，60 ÷ 100 × 30 = 18.00。说明：清单共3项，1项尚未评审，按0%计：")
                .contains("1. 近视防控，权重1，市教育局评80%（两所学校没有达标。）", "2. 村卫生室提升，权重1，市卫生健康委尚未评审", "3. 会游泳的学生，权重1，市教育局评100%");

        lists.review(YEAR, "shi-wjw", Map.of(clinics, given("100", "")), true, DOCTOR);

        assertThat(result().score().points()).isEqualTo("28.00");
        assertThat(result().explanation()).contains("市卫生健康委评100%（声明各项都已全部完成）").doesNotContain("尚未");
    }

    @Test
    void itRanksAsAUnitsOwnRecordBelowADecision() {
        fixture.started();
        Indicator indicator = lists.item(YEAR, QINGTIAN).orElseThrow();
        Entry added = Objects.requireNonNull(result().counted());

        assertThat(added.rank(indicator)).contains(SourceRank.UNIT_RECORD);

        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        QINGTIAN,
                        ITEM,
                        EntrySource.DECIDED,
                        VerificationFixture.value("50").because("按会议纪要"),
                        VerificationFixture.CITY);
        assertThat(result().score().points()).isEqualTo("15.00");
    }

    @Test
    void aWeightMakesAnEntryCountMore() {
        fixture.jdbc()
                .sql("update district_work set weight = 3 where id = :id")
                .param("id", eyes)
                .update();
        fixture.started();

        lists.review(YEAR, JYJ, Map.of(eyes, given("100", ""), swimming, given("0", "没有开展。")), false, TEACHER);

        assertThat(result().score().points()).as("3 of 5").isEqualTo("18.00");
        assertThat(result().explanation()).contains("近视防控，权重3，");
    }

    @Test
    void whoeverSetNothingGetsNothingAndIsToldSo() {
        fixture.started();

        ItemResult zone = fixture.get(ScoreBook.class)
                .district(YEAR, ZONE, ScoreBook.ALL, Amendments.NONE)
                .item("Z043");

        assertThat(zone.applicable()).isTrue();
        assertThat(zone.score().points()).isEqualTo("0.00");
        assertThat(zone.explanation()).contains("启动考核前没有审定的当地年度重点工作和关键性指标，本项得0分，不折算到其他项");
    }

    @Test
    void whatIsApprovedAfterTheStartComesTooLate() {
        fixture.jdbc()
                .sql(
                        "update district_mechanism set approved_at = timestamp '2022-02-01 09:00:00' where district = :code")
                .param("code", QINGTIAN)
                .update();

        fixture.started();

        assertThat(lists.reviewers(YEAR)).isEmpty();
        assertThat(result().score().points()).isEqualTo("0.00");
    }

    @Test
    void aYearWithoutSuchAnItemAsksNobody() {
        fixture.jdbc()
                .sql("delete from indicator where code in ('C054', 'Z043')")
                .update();
        fixture.started();

        assertThat(lists.reviewers(YEAR)).isEmpty();
        assertThat(fixture.get(Scorecards.class).latest(YEAR, QINGTIAN).entries())
                .isEmpty();
    }

    @Test
    void anEntryOfAnotherUnitIsRefused() {
        fixture.started();

        assertThatThrownBy(() -> lists.review(YEAR, JYJ, Map.of(clinics, given("100", "")), true, TEACHER))
                .isInstanceOf(Refused.class)
                .hasMessage("本地清单里有一项不由市教育局评审，不能填。请刷新页面后只填列出的各项。");
        assertThat(lists.of(YEAR, "shi-wjw")).extracting(Item::review).containsOnlyNulls();
    }

    @Test
    void theDistrictsOwnUnitNeverReviewsWhateverTaskItHolds() {
        fixture.started();
        Actor own = new Actor("wu", "qingtian-jyj");

        assertThatThrownBy(() -> lists.review(YEAR, JYJ, Map.of(eyes, given("90", "差一点")), false, own))
                .isInstanceOf(Refused.class)
                .hasMessage("“近视防控”由对口的市教育局评审，青田县教育局是县（市、区）的单位，不能评审当地自己的清单。");
    }

    @Test
    void aUnitToWhichTheTaskWasGivenStandsInTheExplanation() {
        fixture.started();

        lists.review(YEAR, JYJ, Map.of(eyes, given("90", "差一点"), swimming, given("100", "")), false, DOCTOR);

        assertThat(result().explanation()).contains("近视防控，权重1，市卫生健康委评90%（差一点）");
    }

    @Test
    void whatWillNotDoIsRefusedInASentence() {
        fixture.started();

        assertThatThrownBy(() -> lists.review(YEAR, JYJ, Map.of(eyes, given("100.1", "")), false, TEACHER))
                .hasMessage("“近视防控”：完成率应在0至100之间，现在填的是100.1。");
        assertThatThrownBy(() -> lists.review(YEAR, JYJ, Map.of(eyes, given("-1", "")), false, TEACHER))
                .hasMessage("“近视防控”：完成率应在0至100之间，现在填的是-1。");
        assertThatThrownBy(() -> lists.review(YEAR, JYJ, Map.of(eyes, given("99.9", " ")), false, TEACHER))
                .hasMessage("“近视防控”：不到100%的，请写明理由，当地会看到。");
        assertThatThrownBy(() -> lists.review(YEAR, JYJ, Map.of(eyes, given("50", "长".repeat(301))), false, TEACHER))
                .hasMessage("“近视防控”：理由最多300字，现在有301字，请缩短。");
        assertThatThrownBy(() -> lists.review(
                        YEAR, JYJ, Map.of(eyes, given("100", ""), swimming, given("100", "")), false, TEACHER))
                .hasMessage("各项都是100%的，请声明已逐项核对材料、确已全部完成。");
        assertThat(result().score().points()).isEqualTo("0.00");
    }

    @Test
    void aListAsLongAsItMayBeStillTellsEverything() {
        for (int seq = 3; seq <= 10; seq++) {
            fixture.listed(QINGTIAN, Kind.WORK, seq, seq + "名".repeat(490), "qingtian-jyj");
        }
        for (int seq = 2; seq <= 10; seq++) {
            fixture.listed(QINGTIAN, Kind.INDICATOR, seq, seq + "名".repeat(490), "qingtian-jyj");
        }
        fixture.started();

        lists.of(YEAR, JYJ)
                .forEach(item -> lists.review(
                        YEAR,
                        JYJ,
                        Map.of(item.work().id(), given("50", "由".repeat(DistrictLists.LONGEST_REASON))),
                        false,
                        TEACHER));

        assertThat(result().explanation()).contains("20. ").hasSizeLessThan(12000);
    }

    @Test
    void eachReviewStandsInTheLog() {
        fixture.started();
        lists.review(YEAR, JYJ, Map.of(eyes, given("80", "两所学校没有达标。")), false, TEACHER);
        lists.review(YEAR, JYJ, Map.of(eyes, given("85", "一所学校没有达标。")), false, TEACHER);

        assertThat(fixture.logged(QINGTIAN, "评审当地清单"))
                .anySatisfy(line -> assertThat(line.toString()).contains("80%", "近视防控：85%", "一所学校没有达标。", "lin"));
    }
}
