package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Answering;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.Precedence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the review of a district shows is what counts, and no finding is passed over. */
class ReviewItemsFormTest {

    private final VerificationFixture fixture = new VerificationFixture(
                    ReviewItemsForm.class, RejudgeForm.class, ReturnedFigures.class, ScoreBook.class, Decisions.class)
            .started();
    private final ReviewItemsForm form = fixture.get(ReviewItemsForm.class);
    private final Contradictions contradictions = fixture.get(Contradictions.class);
    private final Typing review = Typing.into(form, "city-office", "district", QINGTIAN);

    /** A percentage of a superior unit that is measured, key, and better when higher. */
    private final Indicator published =
            item(one -> one.authoritative() && one.key() && !one.mustPass() && percent(one));

    /** One of a municipal unit's own record. */
    private final Indicator recorded = item(one -> !one.authoritative()
            && one.sourceKind().official()
            && one.key()
            && !one.mustPass()
            && percent(one)
            && !one.method().needsReference());

    private final Indicator mustPass = item(one -> one.mustPass() && one.authoritative() && one.yesNo());
    private final Indicator measuredMustPass = item(one -> one.mustPass() && !one.yesNo());

    @AfterEach
    void close() {
        fixture.close();
    }

    private static boolean percent(Indicator indicator) {
        return "%".equals(indicator.unitOfMeasure()) && !indicator.method().needsReference();
    }

    private Indicator item(Predicate<Indicator> wanted) {
        return fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private static Answer value(String number) {
        return new Answer(EntryState.VALUE, new BigDecimal(number), null, null, false, null, List.of());
    }

    private void official(Indicator indicator, String number) {
        Answer answer = value(number);
        Actor owner = new Actor("owner", indicator.owner());
        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        QINGTIAN,
                        indicator.code(),
                        EntrySource.OFFICIAL,
                        indicator.authoritative()
                                ? answer.from(
                                        new Provenance(indicator.sourceKind(), "省级主管部门", "《通报》"),
                                        List.of(fixture.file(owner)))
                                : answer,
                        owner);
    }

    private void found(Indicator indicator, String number) {
        fixture.findings().record(YEAR, QINGTIAN, QINGTIAN, indicator.code(), value(number), "现场看了台账", CITY);
    }

    private void openedDaysAgo(int days) {
        fixture.jdbc()
                .sql("update figure_query set opened_at = :at")
                .param("at", VerificationFixture.NOW.minusDays(days))
                .update();
    }

    private ObjectResult book() {
        return fixture.get(ScoreBook.class).district(YEAR, QINGTIAN, ScoreBook.ALL, Amendments.NONE);
    }

    private void submit() {
        assertThat(review.problems()).isEmpty();
        form.submit(review.task(), review.draft(), CITY);
    }

    private Map<String, String> row(Indicator indicator) {
        return review.row("items", indicator.code()).values();
    }

    @Test
    void whatIsComparedShowsWithWhatAndIsNotSettledWhileNobodyCanSayWhatItIsWorth() {
        Indicator compared = item(one -> one.code().equals("C031"));
        official(compared, "0");

        assertThat(row(compared).get("compared")).startsWith("0：各地算术平均：各地的数之和 0 ÷ 1");
        assertThat(row(compared).get("points")).isEqualTo("待比较");
        assertThat(review.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("还不能计分：全市平均值和数值都是 0，比不出高低", "请填审定值并写明理由"));

        review.type("items", "C031", "decided", "0（评判12）", "why", "起步早，已有在建项目");

        assertThat(row(compared).get("points")).isEqualTo("12.00");
        submit();
        ItemResult item = book().item("C031");
        assertThat(item.unsettled()).isFalse();
        assertThat(item.explanation()).contains("评判得 12.00", "说明：起步早，已有在建项目");
        assertThat(fixture.jdbc()
                        .sql("select count(*) from reference_value")
                        .query(Integer.class)
                        .single())
                .as("fixed only when the last district is reviewed")
                .isZero();
    }

    @Test
    void aFindingOutranksTheUnitsOwnRecordAndCounts() {
        official(recorded, "100");
        fixture.reported(QINGTIAN, recorded.code(), value("100"));
        found(recorded, "0");

        assertThat(row(recorded).get("counted")).isEqualTo("0 %（现场核查）");
        submit();

        ItemResult item = book().item(recorded.code());
        assertThat(Objects.requireNonNull(item.counted()).source()).isEqualTo(EntrySource.VERIFIED);
        assertThat(item.score().points()).isEqualByComparingTo("0");
        assertThat(contradictions.items(YEAR, QINGTIAN)).isEmpty();
    }

    @Test
    void aFindingAgainstAPublishedFigureBlocksTheItemUntilItIsDecidedWithAReason() {
        official(published, "100");
        fixture.reported(QINGTIAN, published.code(), value("100"));
        found(published, "1");
        contradictions.open(YEAR, QINGTIAN, CITY);
        openedDaysAgo(30);

        assertThat(review.problems())
                .singleElement()
                .asString()
                .contains(published.code(), "不一致，请选择采用哪一个，或者填审定值，并写明理由。");
        assertThat(row(published).get("compared")).contains("到期没有答复");
        review.type("items", published.code(), "take", "VERIFIED");
        assertThat(review.problems()).singleElement().asString().contains("改判必须写明理由，被考核单位会看到。");

        review.type("items", published.code(), "why", "台账与通报不符，以现场为准。");
        assertThat(row(published).get("counted")).startsWith("1 %（市健康丽水办审定");
        submit();

        ItemResult item = book().item(published.code());
        assertThat(Objects.requireNonNull(item.counted()).answer().value()).isEqualByComparingTo("1");
        assertThat(item.explanation()).contains("采用“现场核查”的数据", "台账与通报不符");
    }

    @Test
    void theCityOfficeWaitsForTheAnswerAsLongAsThereIsTime() {
        official(published, "100");
        found(published, "1");
        contradictions.open(YEAR, QINGTIAN, CITY);
        review.type("items", published.code(), "take", "OFFICIAL");
        review.type("items", published.code(), "why", "以通报为准。");

        assertThat(review.problems()).singleElement().asString().contains("还没有答复", "请等答复");

        long query = contradictions.items(YEAR, QINGTIAN).get(0).query();
        contradictions.answer(
                query, published.code(), Answering.KEPT, "通报数据无误", List.of(), new Actor("owner", published.owner()));
        assertThat(row(published).get("compared")).contains("坚持原数据：通报数据无误");
        submit();
        assertThat(Objects.requireNonNull(book().item(published.code()).counted())
                        .answer()
                        .value())
                .isEqualByComparingTo("100");
    }

    @Test
    void whatACorrectedFigureRestsOnStandsBesideItForWhoeverSettlesTheItem() {
        official(published, "100");
        found(published, "1");
        contradictions.open(YEAR, QINGTIAN, CITY);
        long query = contradictions.items(YEAR, QINGTIAN).get(0).query();
        Actor owner = new Actor("owner", published.owner());
        contradictions.answer(query, published.code(), Answering.CORRECTED, "原数误填", List.of(), owner);
        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        QINGTIAN,
                        published.code(),
                        EntrySource.OFFICIAL,
                        value("1")
                                .from(
                                        new Provenance(published.sourceKind(), "浙江省统计局", "更正函"),
                                        List.of(fixture.file(owner))),
                        owner);

        assertThat(row(published).get("compared")).contains("更正数据：原数误填", "出处：浙江省统计局，更正函");
    }

    @Test
    void aFindingThatIsDroppedWithAReasonIsADecisionToo() {
        official(published, "100");
        found(published, "1");
        contradictions.open(YEAR, QINGTIAN, CITY);
        openedDaysAgo(30);
        review.type("findings", QINGTIAN + "-" + published.code(), "decision", "DROP");
        review.type("findings", QINGTIAN + "-" + published.code(), "reason", "核查口径有误。");

        submit();

        assertThat(contradictions.undecided(YEAR, QINGTIAN)).isEmpty();
        assertThat(fixture.findings().on(YEAR, QINGTIAN).get(0).rulingReason()).isEqualTo("核查口径有误。");
        assertThat(Objects.requireNonNull(book().item(published.code()).counted())
                        .source())
                .isEqualTo(EntrySource.OFFICIAL);
    }

    @Test
    void aMustPassItemFoundUnmetCountsAsUnmetUnlessDecidedOtherwise() {
        official(mustPass, "1");
        found(mustPass, "0");
        contradictions.open(YEAR, QINGTIAN, CITY);
        openedDaysAgo(30);

        assertThat(row(mustPass).get("points")).isEqualTo("不达标");
        assertThat(review.content().notices().toString()).contains("必备指标不达标", mustPass.name());
        assertThat(review.problems()).anySatisfy(problem -> assertThat(problem).contains(mustPass.code(), "不一致"));

        review.type("items", mustPass.code(), "decided", "达标");
        review.type("items", mustPass.code(), "why", "现场所见是上年度的事故。");
        assertThat(row(mustPass).get("points")).isEqualTo("达标");
        submit();
        assertThat(book().mustPassFailed()).isEmpty();
    }

    @Test
    void ofAMustPassItemItMayBeDecidedThatItIsMetOrNotWithoutAValue() {
        official(measuredMustPass, "100");
        review.type("items", measuredMustPass.code(), "decided", "未达标");
        review.type("items", measuredMustPass.code(), "why", "覆盖情况经查不实。");

        assertThat(row(measuredMustPass)).containsEntry("points", "不达标");
        submit();
        assertThat(book().mustPassFailed()).extracting(Indicator::code).contains(measuredMustPass.code());
        assertThat(book().item(measuredMustPass.code()).explanation()).contains("不达标", "覆盖情况经查不实");
    }

    /** 审定值 无 over an official 20 used to show 0 here while the board went on with the 20. */
    @Test
    void noValueIsNoDecision() {
        official(recorded, "20");
        review.type("items", recorded.code(), "decided", "无");
        review.type("items", recorded.code(), "why", "数据不可信。");

        assertThat(review.problems()).singleElement().asString().contains("“无”不是审定意见。请填");
        assertThat(row(recorded)).containsEntry("counted", "20 %（市直单位记录）");
    }

    @Test
    void whatIsTakenInsteadMustBeThere() {
        official(recorded, "20");
        review.type("items", recorded.code(), "take", "REPORTED");
        review.type("items", recorded.code(), "why", "采用自报。");
        assertThat(review.problems()).singleElement().asString().contains("所选的来源没有数据，请改选，或者填审定值。");

        fixture.reported(QINGTIAN, recorded.code(), value("30"));
        assertThat(review.problems()).isEmpty();
        review.type("items", recorded.code(), "decided", "40");
        assertThat(review.problems()).singleElement().asString().contains("“采用”和“审定值”只能填一个：采用表中的数据就不用填审定值。");
    }

    @Test
    void whatIsShownIsWhatCounts() {
        official(published, "90");
        official(recorded, "80");
        official(mustPass, "1");
        found(recorded, "70");
        review.type("items", published.code(), "decided", "55");
        review.type("items", published.code(), "why", "核对原件。");
        Map<String, String> shown = Map.of(
                published.code(), row(published).get("points"),
                recorded.code(), row(recorded).get("points"),
                mustPass.code(), row(mustPass).get("points"));
        String total = review.section("items").totals().get("points");

        submit();

        assertThat(book().total().earned().toPlainString()).isEqualTo(total);
        assertThat(book().item(published.code()).score().points().toPlainString())
                .isEqualTo(shown.get(published.code()));
        assertThat(book().item(recorded.code()).score().points().toPlainString())
                .isEqualTo(shown.get(recorded.code()));
        assertThat(shown).containsEntry(mustPass.code(), "达标");
    }

    @Test
    void aYearOfTheEarlierOrderGoesOnByIt() {
        fixture.jdbc()
                .sql("update assessment_year set source_order = :order, township_source_order = :order")
                .param("order", Precedence.EARLIER.code())
                .update();
        official(recorded, "100");
        official(published, "100");
        found(recorded, "0");
        found(published, "0");
        contradictions.open(YEAR, QINGTIAN, CITY);

        assertThat(contradictions.items(YEAR, QINGTIAN)).isEmpty();
        assertThat(review.section("items").hint()).contains("市健康丽水办审定、官方数据、现场核查、自报");
        submit();
        assertThat(counted(recorded)).isEqualTo(EntrySource.OFFICIAL);
        assertThat(counted(published)).isEqualTo(EntrySource.OFFICIAL);
    }

    private @Nullable EntrySource counted(Indicator indicator) {
        return Objects.requireNonNull(book().item(indicator.code()).counted()).source();
    }

    @Test
    void aRunningYearTakesTheNewOrderOverByOneActWithReason() {
        fixture.jdbc()
                .sql("update assessment_year set source_order = :order, township_source_order = :order")
                .param("order", Precedence.EARLIER.code())
                .update();
        official(recorded, "100");
        official(published, "100");
        found(recorded, "0");
        found(published, "0");

        fixture.years().takeOverPrecedence(YEAR, "新办法要求核查有效", CITY);

        assertThat(contradictions.items(YEAR, QINGTIAN))
                .extracting(Contradictions.Item::indicator)
                .containsExactly(published.code());
        assertThat(fixture.logged(String.valueOf(YEAR), "改用现行采用次序"))
                .singleElement()
                .satisfies(line -> assertThat(line.reason()).isEqualTo("新办法要求核查有效"));
        openedDaysAgo(30);
        review.type("items", published.code(), "take", "VERIFIED");
        review.type("items", published.code(), "why", "以现场为准。");
        submit();
        assertThat(counted(recorded)).isEqualTo(EntrySource.VERIFIED);
        assertThat(Objects.requireNonNull(book().item(published.code()).counted())
                        .answer()
                        .value())
                .isEqualByComparingTo("0");
    }

    /** On the approval form, in the report and in the explanation of the item. */
    @Test
    void everyDecisionAgainstAFigureOrAFindingIsTold() {
        official(published, "100");
        official(recorded, "90");
        found(published, "1");
        found(recorded, "50");
        contradictions.open(YEAR, QINGTIAN, CITY);
        openedDaysAgo(30);
        review.type("items", published.code(), "take", "VERIFIED", "why", "以现场为准。");
        review.type("findings", QINGTIAN + "-" + recorded.code(), "decision", "DROP", "reason", "核查抽样太少。");
        submit();

        Decisions decisions = fixture.get(Decisions.class);
        assertThat(decisions.of(YEAR))
                .extracting(Decisions.Decided::words)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words).contains("青田县", published.name(), "没有答复", "审定为1", "以现场为准"),
                        words -> assertThat(words).contains("青田县", recorded.name(), "核查50 %", "核查结果不采用", "核查抽样太少"));
        assertThat(decisions.of(YEAR))
                .extracting(Decisions.Decided::sources)
                .as("what each source said, and not the decision itself")
                .containsExactlyInAnyOrder("上级单位100 %，现场核查1 %", "市直单位记录90 %，核查50 %");
        assertThat(decisions.checks(YEAR, QINGTIAN, published))
                .anySatisfy(check -> assertThat(check).startsWith("核查结果：1"))
                .anySatisfy(check -> assertThat(check).contains("填报单位答复", "没有答复"))
                .anySatisfy(check -> assertThat(check).contains("市健康丽水办采用核查结果"));
        assertThat(decisions.precedenceTakenOver(YEAR)).isEmpty();
    }

    @Test
    void onAFindingOfItsOwnTheOwnerOfTheFigureIsNotAsked() {
        official(published, "100");
        fixture.findings()
                .record(
                        YEAR,
                        QINGTIAN,
                        QINGTIAN,
                        published.code(),
                        value("1"),
                        "自己核查",
                        new Actor("owner", published.owner()));
        contradictions.open(YEAR, QINGTIAN, CITY);

        assertThat(contradictions.items(YEAR, QINGTIAN)).isEmpty();
        assertThat(row(published).get("compared")).contains("数据由作出核查的单位填报");
        assertThat(review.problems()).singleElement().asString().contains(published.code(), "不一致");
    }

    /** The summary may send the item to the city office before the owner's time is up: it waits there as well. */
    @Test
    void whereTheDecisionIsMadeAtTheSummaryTheAnswerIsWaitedForToo() {
        official(published, "100");
        found(published, "1");
        contradictions.open(YEAR, QINGTIAN, CITY);
        fixture.get(Returns.class)
                .sendBack(YEAR, Returns.Stage.REJUDGE, CITY.office(), QINGTIAN, published.code(), "核查与数据不一致，请审定", CITY);
        RejudgeForm rejudge = fixture.get(RejudgeForm.class);
        String key = QINGTIAN + "-" + published.code();
        Typing typing = Typing.into(rejudge, CITY.office(), "unit", CITY.office())
                .type("items", key, "value", "1", "reason", "以现场为准。");

        assertThat(typing.problems()).singleElement().asString().contains("还没有答复", "请等答复");
        openedDaysAgo(30);
        assertThat(typing.problems()).isEmpty();
        rejudge.submit(typing.task(), typing.draft(), CITY);
        assertThat(contradictions.undecided(YEAR, QINGTIAN)).isEmpty();
        assertThat(counted(published)).isEqualTo(EntrySource.DECIDED);
    }

    @Test
    void theNewOrderIsTakenOverOnceByAYearThatMayAndForAReason() {
        assertThatThrownBy(() -> fixture.years().takeOverPrecedence(YEAR, "理由", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("年度已经按现行次序采用数据，不用再改。");
        assertThatThrownBy(() -> fixture.years().takeOverPrecedence(1999, "理由", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("没有1999年度");
        fixture.jdbc()
                .sql("update assessment_year set source_order = :order, township_source_order = :order")
                .param("order", Precedence.EARLIER.code())
                .update();
        assertThatThrownBy(() -> fixture.years().takeOverPrecedence(YEAR, " ", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("请写明");
        fixture.jdbc()
                .sql("update assessment_year set state = 'APPROVED', approved_at = current_timestamp")
                .update();
        assertThatThrownBy(() -> fixture.years().takeOverPrecedence(YEAR, "理由", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("结果还没有审定");
    }

    @Test
    void aReasonAloneDecidesNothing() {
        official(recorded, "20");
        review.type("items", recorded.code(), "why", "数据不可信。");

        assertThat(review.problems()).singleElement().asString().endsWith("只写了理由，没有选“采用”，也没有填审定值；不改判的请把理由删去。");
    }

    @Test
    void aFindingThatTheCountyDoesNotAcceptIsDecidedOn() {
        fixture.reported(QINGTIAN, recorded.code(), value("100"));
        found(recorded, "0");
        fixture.findings()
                .comment(YEAR, QINGTIAN, recorded.code(), false, "现场漏看一处", List.of(), VerificationFixture.COUNTY);

        assertThat(review.problems()).anyMatch(problem -> problem.endsWith("县（市、区）有异议，请选择是否采用核查值。"));
    }

    @Test
    void aFigureOfTheCityOfficeItselfDoesNotGoBack() {
        Indicator own = item(one -> one.owner().equals("city-office") && one.officiallyScored());
        official(own, "1");

        assertThat(review.type("items", own.code(), "take", "RETURN", "why", "请核对台账。")
                        .problems())
                .anyMatch(problem -> problem.endsWith("本年度按启动时的流程办理，这里不能退回；要填报单位重新核实的，在“汇总得分和排名”时退回重评。"));
        Typing onTheWayBack = Typing.into(form, "city-office", "district", QINGTIAN, "reverify", false)
                .type("items", own.code(), "take", "RETURN", "why", "请核对台账。");
        assertThat(onTheWayBack.problems())
                .anyMatch(problem -> problem.endsWith("这一项的官方数据由市健康丽水办自己填报，不用退回；数据有错的，填审定值并写明理由。"));
    }

    @Test
    void theNewOrderIsNotTakenOverWithoutAReason() {
        fixture.jdbc()
                .sql("update assessment_year set source_order = :order, township_source_order = :order")
                .param("order", Precedence.EARLIER.code())
                .update();

        assertThatThrownBy(() -> fixture.years().takeOverPrecedence(YEAR, " ", CITY))
                .isInstanceOf(Refused.class)
                .hasMessage("请写明改用现行次序的理由，领导小组审定时会看到。");
    }
}
