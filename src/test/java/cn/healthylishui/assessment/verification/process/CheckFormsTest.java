package cn.healthylishui.assessment.verification.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static cn.healthylishui.assessment.verification.process.CheckSheet.DIFFERENT;
import static cn.healthylishui.assessment.verification.process.CheckSheet.KEY_ITEMS;
import static cn.healthylishui.assessment.verification.process.CheckSheet.OTHER_ITEMS;
import static cn.healthylishui.assessment.verification.process.CheckSheet.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.Precedence;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckFormsTest {

    /** A key indicator of townships, in percent. */
    private static final String LITERACY = "T013";

    private VerificationFixture fixture;
    private String township;
    private Typing check;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(CheckSheet.class, CheckTownshipForm.class, CheckDistrictForm.class).started();
        township = fixture.roster().townships(YEAR, QINGTIAN).get(0).code();
        table().forEach(indicator -> fixture.reported(township, indicator.code(), plausible(indicator)));
        check = Typing.into(
                fixture.get(CheckTownshipForm.class), "city-office", "township", township, "district", QINGTIAN);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Indicator> table() {
        return fixture.get(IndicatorTables.class).ofTownshipsIn(YEAR, QINGTIAN).indicators();
    }

    private static Answer plausible(Indicator indicator) {
        if (indicator.checklist()) {
            return new Answer(EntryState.VALUE, BigDecimal.ONE, null, "1", false, null, List.of());
        }
        return new Answer(
                EntryState.VALUE,
                BigDecimal.ONE,
                indicator.method().needsReference() ? BigDecimal.TEN : null,
                null,
                false,
                "理由",
                List.of());
    }

    private Typing allKeyItemsAgree() {
        return check.typeAll(KEY_ITEMS, "result", SAME.value());
    }

    private void submit(Typing typing) {
        assertThat(typing.problems()).isEmpty();
        assertThat(fixture.get(CheckTownshipForm.class).submit(typing.task(), typing.draft(), CITY))
                .isEmpty();
    }

    private List<Finding> found() {
        return fixture.findings().of(YEAR, QINGTIAN);
    }

    @Test
    void keyIndicatorsComeFirstAndMustAllBeChecked() {
        List<Section> sections = check.content().sections();

        assertThat(sections).extracting(Section::key).containsExactly(KEY_ITEMS, OTHER_ITEMS);
        assertThat(sections.get(0).rows())
                .extracting(Row::key)
                .containsExactlyElementsOf(table().stream()
                        .filter(Indicator::key)
                        .map(Indicator::code)
                        .toList());
        assertThat(sections.get(1).rows())
                .extracting(Row::key)
                .containsExactlyElementsOf(table().stream()
                        .filter(indicator -> !indicator.key())
                        .map(Indicator::code)
                        .toList());
        assertThat(sections.get(0).rows()).allMatch(row -> row.problems().size() == 1);
        assertThat(sections.get(1).rows()).allMatch(row -> row.problems().isEmpty());
    }

    @Test
    void aKeyIndicatorCannotBeLeftUnchecked() {
        assertThat(check.section(KEY_ITEMS).columns().stream()
                        .filter(column -> column.key().equals("result"))
                        .flatMap(column -> column.options().stream())
                        .map(Option::label))
                .containsExactly("与自报一致", "核查值不同");

        check.typeAll(KEY_ITEMS, "result", CheckSheet.UNCHECKED.value());

        assertThat(check.row(KEY_ITEMS, LITERACY).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("重点指标必须核查"));
    }

    @Test
    void aRowShowsWhatWasReportedAndItsPoints() {
        fixture.reported(township, LITERACY, value("39"));

        Row row = check.row(KEY_ITEMS, LITERACY);

        assertThat(row.values())
                .containsEntry("reported", "39 %")
                .containsEntry("name", "T013 居民健康素养水平 ★")
                .containsEntry(
                        "points",
                        fixture.townshipItem(LITERACY).points().setScale(2).toPlainString());
    }

    @Test
    void agreeingWithEveryKeyIndicatorIsEnough() {
        submit(allKeyItemsAgree());

        assertThat(found())
                .hasSize((int) table().stream().filter(Indicator::key).count())
                .noneMatch(Finding::differs)
                .allMatch(finding -> finding.object().equals(township));
    }

    @Test
    void aDifferentValueIsKeptWithItsNote() {
        String photo = fixture.file(CITY);
        allKeyItemsAgree()
                .type(
                        KEY_ITEMS,
                        LITERACY,
                        "result",
                        DIFFERENT.value(),
                        "value",
                        "0.5",
                        "note",
                        "现场抽问20人",
                        "files",
                        photo);

        submit(check);

        assertThat(found()).filteredOn(Finding::differs).singleElement().satisfies(finding -> {
            assertThat(finding.indicator()).isEqualTo(LITERACY);
            assertThat(finding.answer().value()).isEqualByComparingTo("0.5");
            assertThat(finding.note()).isEqualTo("现场抽问20人");
            assertThat(finding.answer().evidence()).containsExactly(photo);
        });
        assertThat(check.fact("与自报不同")).isEqualTo("1 项");
    }

    @ParameterizedTest
    @CsvSource({
        // result, value, note, column of the problem, part of its message
        "DIFFERENT, '', 现场抽问20人, value, 还没有填",
        "DIFFERENT, 0.5, '', note, 核查值与自报不同，请写明在哪里、看了什么、怎么算的，被核查的地方会看到。",
        "DIFFERENT, 1.0, 现场抽问20人, value, 所填的值与自报值相同，请更正；确实相同的，核查结果改选“与自报一致”。",
        "DIFFERENT, 一半, 现场抽问20人, value, 不是数字",
        "DIFFERENT, 101, 现场抽问20人, value, 百分比不能超过100",
        "DIFFERENT, 不适用, 现场抽问20人, value, 本项不能填“不适用”",
        "SAME, 0.5, '', value, 所填的值与自报值不同，请更正；确实不同的，核查结果改选“核查值不同”。",
        "'', '', '', result, 请选择核查结果。",
    })
    void aProblemSaysWhereAndHowToMendIt(String result, String value, String note, String column, String message) {
        allKeyItemsAgree().type(KEY_ITEMS, LITERACY, "result", result, "value", value, "note", note);

        assertThat(check.row(KEY_ITEMS, LITERACY).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void theReportedValueMayBeTypedAgainWhereItAgrees() {
        allKeyItemsAgree().type(KEY_ITEMS, LITERACY, "value", "1.00");

        assertThat(check.problems()).isEmpty();
    }

    @Test
    void whatWasTypedIntoAnUncheckedItemIsNotLostSilently() {
        allKeyItemsAgree().type(OTHER_ITEMS, "T014", "note", "现场看过");

        assertThat(check.row(OTHER_ITEMS, "T014").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("已经填了核查内容"));
    }

    @Test
    void whetherAnItemAppliesIsNotFoundOnSite() {
        Indicator indicator = table().stream()
                .filter(one -> one.notApplicableAllowed() && one.checklist())
                .findFirst()
                .orElseThrow();
        allKeyItemsAgree()
                .type(
                        indicator.key() ? KEY_ITEMS : OTHER_ITEMS,
                        indicator.code(),
                        "result",
                        DIFFERENT.value(),
                        "value",
                        "不适用",
                        "note",
                        "没有这项工作");

        Row row = check.row(indicator.key() ? KEY_ITEMS : OTHER_ITEMS, indicator.code());
        assertThat(row.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("现场核查不能填“不适用”，是否适用在逐项审核时决定。请填核查值，没有数据的填“无”。"));
        assertThat(row.inputs().get("value").options())
                .extracting(Option::value)
                .contains("无")
                .doesNotContain("不适用");
    }

    @Test
    void anItemScoredByComparisonKeepsTheReportedReference() {
        check.typeAll(KEY_ITEMS, "result", SAME.value())
                .type(OTHER_ITEMS, "T019", "result", DIFFERENT.value(), "value", "0.8", "note", "核对注册名册");

        submit(check);

        assertThat(found())
                .filteredOn(finding -> finding.indicator().equals("T019"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.answer().reference()).isEqualByComparingTo("10"));
    }

    @Test
    void whatAValueIsComparedWithIsNoMatterOfTheSite() {
        fixture.reported(township, "T019", new Answer(EntryState.NO_DATA, null, null, null, false, null, List.of()));
        allKeyItemsAgree().type(OTHER_ITEMS, "T019", "result", DIFFERENT.value(), "value", "0.8", "note", "核对注册名册");

        assertThat(check.problems()).isEmpty();
    }

    @Test
    void inAYearStartedBeforeWithoutAReportedReferenceOnlyTheAbsenceOfDataCanBeFound() {
        fixture.jdbc().sql("update assessment_year set own_references = false").update();
        fixture.reported(township, "T019", new Answer(EntryState.NO_DATA, null, null, null, false, null, List.of()));
        allKeyItemsAgree().type(OTHER_ITEMS, "T019", "result", DIFFERENT.value(), "value", "0.8", "note", "核对注册名册");

        assertThat(check.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(ItemInput.referenceName(fixture.townshipItem("T019")), "请填“无”"));
    }

    @Test
    void theDistrictsOwnCheckIsAboutItsKeyIndicatorsOnly() {
        List<Indicator> own =
                fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators();
        own.forEach(indicator -> fixture.reported(QINGTIAN, indicator.code(), plausible(indicator)));
        CheckDistrictForm form = fixture.get(CheckDistrictForm.class);
        Typing typing = Typing.into(form, "city-office", "district", QINGTIAN);

        assertThat(typing.content().sections()).extracting(Section::key).containsExactly(KEY_ITEMS);
        assertThat(typing.section(KEY_ITEMS).rows())
                .extracting(Row::key)
                .containsExactlyElementsOf(
                        own.stream().filter(Indicator::key).map(Indicator::code).toList());

        typing.typeAll(KEY_ITEMS, "result", SAME.value());
        assertThat(typing.problems()).isEmpty();
        form.submit(typing.task(), typing.draft(), CITY);

        assertThat(found()).isNotEmpty().allMatch(finding -> finding.object().equals(QINGTIAN));
    }

    @Test
    void what_cannot_be_compared_or_is_a_report_of_its_own_is_named() {
        allKeyItemsAgree().type(KEY_ITEMS, LITERACY, "note", "长".repeat(2001));
        assertThat(check.row(KEY_ITEMS, LITERACY).problems())
                .extracting(problem -> problem.message().replaceAll("\\d+", "N"))
                .containsExactly("核查说明超过N字，请精简，详细内容可作为材料上传。");
    }

    @Test
    void a_found_value_without_what_it_is_compared_with_is_no_finding() {
        fixture.jdbc()
                .sql("update assessment_year set own_references = false, source_order = :order")
                .param("order", Precedence.EARLIER.code())
                .update();
        Indicator compared = table().stream()
                .filter(indicator -> indicator.method().needsReference())
                .findFirst()
                .orElseThrow();
        String section = compared.key() ? KEY_ITEMS : OTHER_ITEMS;
        fixture.reported(
                township,
                compared.code(),
                new Answer(EntryState.VALUE, BigDecimal.ONE, null, null, false, "理由", List.of()));
        check.type(section, compared.code(), "result", "DIFFERENT", "value", "2", "note", "查了台账");

        assertThat(check.row(section, compared.code()).problems())
                .extracting(problem -> problem.message())
                .contains("本项要与%s比较才能计分，而自报没有填，核查值不能计分。请填“无”，查到的数写在核查说明里，由逐项审核处理。"
                        .formatted(ItemInput.referenceName(compared)));
    }

    @Test
    void what_nobody_reported_cannot_be_the_same() {
        String other = fixture.roster().townships(YEAR, QINGTIAN).get(1).code();
        Typing unreported = Typing.into(
                        fixture.get(CheckTownshipForm.class), "city-office", "township", other, "district", QINGTIAN)
                .type(KEY_ITEMS, LITERACY, "result", SAME.value());

        assertThat(unreported.row(KEY_ITEMS, LITERACY).problems())
                .extracting(problem -> problem.message())
                .contains("本项没有自报值可比，请改选“核查值不同”并填写核查值。");
    }
}
