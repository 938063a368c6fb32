package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.SourceRank;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a review sends back to the owner of a figure, and what the owner may do with it. */
class ReturnedFiguresTest {

    private static final String LONGQUAN = "331181";

    private final VerificationFixture fixture = new VerificationFixture(
                    ReviewItemsForm.class,
                    ReverifyForm.class,
                    RejudgeForm.class,
                    ReturnedFigures.class,
                    ScoreBook.class,
                    Decisions.class)
            .started();
    private final ReviewItemsForm form = fixture.get(ReviewItemsForm.class);
    private final ReverifyForm reverify = fixture.get(ReverifyForm.class);
    private final Contradictions contradictions = fixture.get(Contradictions.class);
    private final Returns returns = fixture.get(Returns.class);
    private final Typing review = reviewOf(QINGTIAN);

    /** A percentage of a superior unit that is measured, key, and better when higher. */
    private final Indicator published = item(one -> one.authoritative() && one.key());

    /** One of a municipal unit's own record, with another owner. */
    private final Indicator recorded =
            item(one -> !one.authoritative() && one.key() && !one.owner().equals(published.owner()));

    private final Actor owner = new Actor("li", published.owner());

    @BeforeEach
    void settle() {
        fixture.years().markFiguresSettled(YEAR);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing reviewOf(String district) {
        return Typing.into(form, CITY.office(), "district", district, "reverify", false);
    }

    private Typing reverifying(String district, String unit) {
        return Typing.into(reverify, unit, "district", district, "unit", unit);
    }

    private Indicator item(Predicate<Indicator> wanted) {
        return fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators().stream()
                .filter(one -> one.officiallyScored()
                        && !one.mustPass()
                        && !one.method().judged()
                        && "%".equals(one.unitOfMeasure())
                        && !one.method().needsReference())
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private void official(String district, Indicator indicator, String number) {
        Actor by = new Actor("owner", indicator.owner());
        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        district,
                        indicator.code(),
                        EntrySource.OFFICIAL,
                        value(number)
                                .from(
                                        indicator.authoritative()
                                                ? new Provenance(indicator.sourceKind(), "省级主管部门", "《通报》")
                                                : Provenance.OWN_RECORD,
                                        List.of(fixture.file(by))),
                        by);
    }

    private void found(Indicator indicator, String number) {
        fixture.findings().record(YEAR, QINGTIAN, QINGTIAN, indicator.code(), value(number), "现场看了台账", CITY);
    }

    private Entry figure() {
        return Objects.requireNonNull(
                fixture.get(Scorecards.class).latest(YEAR, QINGTIAN).of(published.code(), EntrySource.OFFICIAL));
    }

    private long entries() {
        return fixture.jdbc()
                .sql("select count(*) from score_entry")
                .query(Long.class)
                .single();
    }

    /** The owner's row of a figure that has come back to it. */
    private Typing sentBack() {
        official(QINGTIAN, published, "90");
        review.type("items", published.code(), "take", "RETURN", "why", "与年报不一致，请核对。");
        assertThat(review.complete(CITY)).containsEntry("reverify", true);
        return reverifying(QINGTIAN, published.owner());
    }

    private String key() {
        return QINGTIAN + "-" + published.code();
    }

    @Test
    void aFigureIsSentBackWithAReasonAndNothingElseBesideIt() {
        official(QINGTIAN, published, "90");
        review.type("items", published.code(), "take", "RETURN");
        assertThat(review.problems()).singleElement().asString().contains("退回必须写明理由，填报单位和被考核单位会看到。");

        review.type("items", published.code(), "why", "请核对。", "decided", "80");
        assertThat(review.problems()).singleElement().asString().contains("退回重新核实的不填审定值，请清空；要审定的，“采用”不选退回。");

        review.type("items", published.code(), "decided", "");
        assertThat(review.problems()).isEmpty();
        assertThat(review.content().meaning()).contains("都还不计入", "保留");
        assertThat(review.notices()).anySatisfy(notice -> assertThat(notice).contains("退回", published.name()));
    }

    @Test
    void onlyWhatAMunicipalUnitGaveCanGoBackToIt() {
        official(QINGTIAN, published, "90");
        assertThat(options(published)).contains("RETURN");
        assertThat(options(recorded)).as("no official figure").doesNotContain("RETURN");
        review.type("items", recorded.code(), "take", "RETURN", "why", "请核对。");
        assertThat(review.problems()).singleElement().asString().contains("这一项没有市直单位填报的官方数据，不能退回；请选别的来源，或者填审定值。");

        Indicator own =
                fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicator("C014");
        official(QINGTIAN, own, "1");
        assertThat(own.owner()).isEqualTo(Office.CITY);
        assertThat(options(own)).as("what the city office gave itself").doesNotContain("RETURN");
    }

    private List<String> options(Indicator indicator) {
        return options(review, indicator);
    }

    private static List<String> options(Typing review, Indicator indicator) {
        var input = review.row("items", indicator.code()).inputs().get("take");
        List<Option> options = input != null
                ? input.options()
                : review.section("items").columns().stream()
                        .filter(column -> column.key().equals("take"))
                        .findFirst()
                        .orElseThrow()
                        .options();
        return options.stream().map(Option::value).toList();
    }

    /** A year begun under a model that has no way back. */
    @Test
    void whereTheModelCannotSendFiguresBackItIsNotOffered() {
        official(QINGTIAN, published, "90");
        Typing old = Typing.into(form, CITY.office(), "district", QINGTIAN);

        assertThat(options(old, published)).contains("REPORTED").doesNotContain("RETURN");
        assertThat(old.section("items").hint()).contains("在“汇总得分和排名”时退回重评");
        assertThat(old.section("items").columns().toString()).doesNotContain("退回");
        old.type("items", published.code(), "take", "RETURN", "why", "请核对。");
        assertThat(old.problems()).singleElement().asString().contains("按启动时的流程办理");
    }

    @Test
    void whatIsUnfinishedElsewhereWaitsButWhatIsWrongIsTold() {
        official(QINGTIAN, published, "90");
        official(QINGTIAN, recorded, "50");
        found(recorded, "1");
        fixture.findings().comment(YEAR, QINGTIAN, recorded.code(), false, "口径不同", List.of(), CITY);
        assertThat(review.problems()).isNotEmpty();
        review.type("items", recorded.code(), "decided", "40");
        assertThat(review.problems()).hasSizeGreaterThan(1);

        review.type("items", published.code(), "take", "RETURN", "why", "请核对。");
        assertThat(review.problems())
                .as("neither the finding nor the reason is asked for yet")
                .isEmpty();
        review.type("items", recorded.code(), "decided", "四十");
        assertThat(review.problems()).singleElement().asString().contains("四十");
    }

    @Test
    void nothingCountsBeforeTheReviewEnds() {
        official(QINGTIAN, recorded, "50");
        found(recorded, "1");
        review.type("items", recorded.code(), "take", "OFFICIAL", "why", "以台账为准。");
        official(QINGTIAN, published, "90");
        review.type("items", published.code(), "take", "RETURN", "why", "请核对。");
        long before = entries();

        assertThat(review.complete(CITY)).isEqualTo(Map.of("reverify", true));

        assertThat(entries()).isEqualTo(before);
        assertThat(fixture.findings().on(YEAR, QINGTIAN).get(0).ruling()).isNull();
        assertThat(returns.history(YEAR, QINGTIAN)).singleElement().satisfies(item -> assertThat(item.office())
                .isEqualTo(published.owner()));
        assertThat(form.comesBackWith(review.task(), review.draft(), Map.of("reverify", true)))
                .as("what was sent back is looked at anew")
                .containsExactly(new RowId("items", recorded.code()));
        assertThat(form.comesBackWith(review.task(), review.draft(), Map.of("reverify", false)))
                .isEmpty();
        assertThatThrownBy(() -> form.require(review.task()))
                .isInstanceOf(OutOfStep.class)
                .hasMessageContaining("青田县现在是“重新核实数据”");
    }

    @Test
    void aFigureIsKeptWithAReasonAloneAndKeepsItsRankAndProof() {
        Typing typing = sentBack();
        Entry before = figure();

        assertThat(typing.problems())
                .singleElement()
                .asString()
                .as("told by the item: the district is the task's own")
                .contains(published.name(), "维持原值的也要写明");
        typing.type("items", key(), "reason", "年报是户籍口径。");
        typing.complete(owner);

        assertThat(figure().answer().value()).isEqualByComparingTo("90");
        assertThat(figure().answer().evidence())
                .isEqualTo(before.answer().evidence())
                .isNotEmpty();
        assertThat(figure().rank(published)).contains(SourceRank.AUTHORITY);
        Typing again = reviewOf(QINGTIAN);
        assertThat(again.value("items", published.code(), "compared")).contains("维持原值90 %，理由：年报是户籍口径。", "（退回理由：与年报不一致");
        assertThat(again.value("items", published.code(), "take")).isEmpty();
        form.require(again.task());
        assertThat(again.complete(CITY)).containsEntry("reverify", false);
    }

    @Test
    void anotherFigureRestsOnWhatIsUploadedForItAndOnNothingElse() {
        Typing typing = sentBack();
        List<String> old = figure().answer().evidence();
        typing.type("items", key(), "value", "80", "reason", "分母用错了。");
        assertThat(typing.problems()).singleElement().asString().contains("数据或出处改了，请上传能证明的材料，原来的材料证明的是原数。");

        String file = fixture.file(owner);
        typing.type("items", key(), "files", file, "document", "");
        assertThat(typing.problems()).singleElement().asString().contains("的数据，请写明文件的名称和文号。");
        typing.type("items", key(), "document", "《更正通报》");
        typing.complete(owner);

        assertThat(figure().answer().value()).isEqualByComparingTo("80");
        assertThat(figure().answer().evidence()).containsExactly(file).doesNotContainAnyElementsOf(old);
        assertThat(Objects.requireNonNull(figure().answer().provenance()).document())
                .isEqualTo("《更正通报》");
        assertThat(reviewOf(QINGTIAN).value("items", published.code(), "compared"))
                .contains("由90 %改为80 %，理由：分母用错了。");
    }

    @Test
    void withoutBodyAndDocumentAnotherFigureIsTheUnitsOwnRecord() {
        Typing typing = sentBack();
        typing.type(
                "items",
                key(),
                "value",
                "80",
                "reason",
                "通报有误，按台账。",
                "body",
                "",
                "document",
                "",
                "files",
                fixture.file(owner));
        typing.complete(owner);

        assertThat(figure().rank(published)).contains(SourceRank.UNIT_RECORD);
    }

    /** The same at the summary, where it used to keep document and files of the figure before. */
    @Test
    void atTheSummaryTooAnotherFigureNeedsAnotherProof() {
        official(QINGTIAN, published, "90");
        returns.sendBack(YEAR, Returns.Stage.REJUDGE, published.owner(), QINGTIAN, published.code(), "请核对", CITY);
        Typing typing = Typing.into(fixture.get(RejudgeForm.class), published.owner(), "unit", published.owner())
                .type("items", key(), "value", "80", "reason", "分母用错了。");

        assertThat(typing.problems()).singleElement().asString().contains("青田县", "原来的材料证明的是原数");
        typing.type("items", key(), "value", "90");
        typing.complete(owner);
        assertThat(figure().rank(published)).contains(SourceRank.AUTHORITY);
        assertThat(returns.open(YEAR, Returns.Stage.REJUDGE, published.owner())).isEmpty();
    }

    @Test
    void aFindingThatTheFigureContradictsOnlyNowIsPutBeforeItsOwner() {
        found(published, "90");
        Typing typing = sentBack();
        assertThat(typing.value("items", key(), "found")).contains("90 %", "现场看了台账");
        typing.type("items", key(), "value", "95", "reason", "漏了一个乡。", "files", fixture.file(owner));
        assertThat(contradictions.items(YEAR, QINGTIAN)).isEmpty();

        typing.complete(owner);

        assertThat(contradictions.items(YEAR, QINGTIAN))
                .extracting(Contradictions.Item::indicator)
                .containsExactly(published.code());
        Typing again = reviewOf(QINGTIAN);
        assertThat(again.problems()).singleElement().asString().contains("请等答复");
        again.type("items", published.code(), "take", "RETURN", "why", "请再核对。");
        assertThat(again.problems()).singleElement().asString().contains("正在答复这一项的核查不一致（", "请等答复");
    }

    @Test
    void aUnitSeesWhatIsItsOwnInThisDistrictAndMendsNothingElse() {
        official(QINGTIAN, published, "90");
        official(QINGTIAN, recorded, "50");
        official(LONGQUAN, published, "70");
        review.type("items", published.code(), "take", "RETURN", "why", "请核对。");
        review.type("items", recorded.code(), "take", "RETURN", "why", "请核对。");
        review.complete(CITY);
        reviewOf(LONGQUAN)
                .type("items", published.code(), "take", "RETURN", "why", "请核对。")
                .complete(CITY);

        Typing here = reverifying(QINGTIAN, published.owner());
        assertThat(here.section("items").rows()).extracting(row -> row.key()).containsExactly(key());
        here.type("items", key(), "reason", "无误。").complete(owner);

        assertThat(returns.offices(YEAR, Returns.Stage.REVERIFY, QINGTIAN)).containsExactly(recorded.owner());
        assertThat(returns.offices(YEAR, Returns.Stage.REVERIFY, LONGQUAN)).containsExactly(published.owner());
        reverify.require(reverifying(LONGQUAN, published.owner()).task());
        assertThatThrownBy(() -> reverify.require(here.task()))
                .as("it is done")
                .isInstanceOf(OutOfStep.class)
                .hasMessageContaining("重新核实");
    }

    @Test
    void whereNoProofIsAskedForTheDocumentMayBeTakenBack() {
        Indicator light = item(one -> one.authoritative() && !one.evidenceRequired());
        official(QINGTIAN, light, "90");
        returns.sendBack(YEAR, Returns.Stage.REJUDGE, light.owner(), QINGTIAN, light.code(), "请核对", CITY);
        Typing typing = Typing.into(fixture.get(RejudgeForm.class), light.owner(), "unit", light.owner())
                .type("items", key().replace(published.code(), light.code()), "value", "80", "reason", "分母用错了。");

        assertThat(typing.problems()).anyMatch(problem -> problem.endsWith("原来的材料证明的是原数。没有文件的，把出具单位和文件清空，作为单位记录。"));
    }
}
