package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.figure.process.CheckFiguresForm.ACCEPT;
import static cn.healthylishui.assessment.figure.process.CheckFiguresForm.EVERYWHERE;
import static cn.healthylishui.assessment.figure.process.CheckFiguresForm.RETURN;
import static cn.healthylishui.assessment.figure.process.CheckFiguresForm.RETURNS;
import static cn.healthylishui.assessment.figure.process.ProofSheet.EVIDENCE;
import static cn.healthylishui.assessment.figure.process.PublishedCells.SECTION;
import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.ZONE;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Returns.Stage;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.SourceRank;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FigureFormsTest {

    /** Owns county and zone indicators, with and without evidence, judged and compared ones. */
    private static final String UNIT = "shi-wjw";

    private static final Actor OFFICIAL = new Actor("chen", UNIT);

    /** Life expectancy, in years, with evidence. */
    private static final String LIFE = "C016";

    private VerificationFixture fixture;
    /** The zone's rate of infectious diseases, compared with its own of last year. */
    private static final String LAST_YEAR = "Z012";

    /** Compared with the city's mean: the zone's officially, the counties' worked out. */
    private static final String ENTERPRISES = "Z021";

    private static final String COMMUNITIES = "C031";

    private EnterFiguresForm enterForm;
    private CheckFiguresForm checkForm;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(
                        FigureSheet.class,
                        PublishedCells.class,
                        ListSheet.class,
                        EnterFiguresForm.class,
                        CheckFiguresForm.class)
                .started();
        enterForm = fixture.get(EnterFiguresForm.class);
        checkForm = fixture.get(CheckFiguresForm.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Indicator> owned(TableKind kind) {
        return fixture.get(IndicatorTables.class).table(YEAR, kind).indicators().stream()
                .filter(indicator -> indicator.owner().equals(UNIT) && indicator.officiallyScored())
                .toList();
    }

    private List<String> counties() {
        return fixture.roster().districts(YEAR).stream()
                .filter(district -> district.kind() == DistrictKind.COUNTY)
                .map(YearDistrict::code)
                .toList();
    }

    private Typing entering() {
        return Typing.into(enterForm, UNIT, "unit", UNIT, "district", QINGTIAN);
    }

    private Typing checking() {
        return Typing.into(checkForm, "city-office", "unit", UNIT, "district", QINGTIAN);
    }

    /** One in every open cell, which every scoring method takes, with one file an indicator. */
    private Typing filled(Typing typing) {
        for (Section section : typing.content().sections()) {
            if (section.key().equals(EVIDENCE)) {
                section.rows().stream().filter(row -> !row.locked()).forEach(row -> typing.type(
                                EVIDENCE, row.key(), "files", fixture.file(OFFICIAL))
                        .type(EVIDENCE, row.key(), "body", "浙江省卫生健康委")
                        .type(EVIDENCE, row.key(), "document", "《2021年度主要指标通报》"));
            } else if (section.key().equals(SECTION)) {
                typing.typeAll(
                        SECTION,
                        "value",
                        "10",
                        "body",
                        "浙江省卫生健康委",
                        "document",
                        "《健康企业建设通报》",
                        "files",
                        fixture.file(OFFICIAL));
            } else {
                typing.typeAll(section.key(), "value", "1", "reason", "按年报核实");
                section.rows().stream()
                        .filter(row -> row.key().equals(LAST_YEAR))
                        .forEach(row -> typing.type(section.key(), LAST_YEAR, "reference", "10"));
            }
        }
        return typing;
    }

    private void submitted(Typing typing) {
        assertThat(typing.problems()).isEmpty();
        assertThat(enterForm.submit(typing.task(), typing.draft(), OFFICIAL)).isEmpty();
    }

    private Entry official(String district, String indicator) {
        Entry entry = fixture.get(Scorecards.class).latest(YEAR, district).of(indicator, EntrySource.OFFICIAL);
        assertThat(entry).as("%s of %s", indicator, district).isNotNull();
        return entry;
    }

    private void sendBack(String district, String indicator, String reason) {
        fixture.get(Returns.class).sendBack(YEAR, Stage.FIGURES, UNIT, district, indicator, reason, CITY);
    }

    @Test
    void aUnitHasOneTableForEachCountyIndicatorAndOneForTheZone() {
        List<Section> sections = entering().content().sections();

        assertThat(sections)
                .extracting(Section::key)
                .containsExactlyElementsOf(Stream.concat(
                                owned(TableKind.COUNTY).stream().map(Indicator::code),
                                Stream.of("zone", EVIDENCE, SECTION))
                        .toList());
        assertThat(sections.get(0).rows()).extracting(Row::key).containsExactlyElementsOf(counties());
        assertThat(entering().section("zone").rows())
                .extracting(Row::key)
                .containsExactlyElementsOf(
                        owned(TableKind.ZONE).stream().map(Indicator::code).toList());
        assertThat(entering().fact("指标"))
                .isEqualTo(
                        owned(TableKind.COUNTY).size() + owned(TableKind.ZONE).size() + " 项");
    }

    @Test
    void nothingMayBeLeftOutButNoDataMayBeDeclared() {
        assertThat(entering().row(LIFE, QINGTIAN).problems()).hasSize(1);

        Typing typing = filled(entering()).type(LIFE, QINGTIAN, "value", "无");

        submitted(typing);
        assertThat(official(QINGTIAN, LIFE).answer().state()).isEqualTo(EntryState.NO_DATA);
    }

    @Test
    void whatADistrictReportedIsNotShownToWhoeverEntersTheFigure() {
        fixture.reported(QINGTIAN, LIFE, value("83.7654"));

        assertThat(entering().content().toString()).doesNotContain("83.7654");
        assertThat(filled(entering()).content().toString()).doesNotContain("83.7654");
    }

    @Test
    void oneSetOfFilesServesAnIndicatorEverywhere() {
        Typing typing = filled(entering()).type(EVIDENCE, LIFE, "files", "");
        assertThat(typing.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(LIFE, "缺少材料"));
        String file = fixture.file(OFFICIAL);
        typing.type(EVIDENCE, LIFE, "files", file);

        submitted(typing);

        assertThat(counties())
                .allSatisfy(county ->
                        assertThat(official(county, LIFE).answer().evidence()).containsExactly(file));
    }

    @Test
    void whatSomebodyAboveThePartiesPublishedComesWithBodyDocumentAndFile() {
        Typing typing = filled(entering())
                .type(EVIDENCE, LIFE, "body", "")
                .type(EVIDENCE, LIFE, "document", "")
                .type(EVIDENCE, LIFE, "files", "");
        assertThat(typing.problems())
                .anySatisfy(problem -> assertThat(problem).contains(LIFE, "出具单位"))
                .anySatisfy(problem -> assertThat(problem).contains(LIFE, "上级单位的数据，请写明文件的名称和文号。"))
                .anySatisfy(problem -> assertThat(problem).contains(LIFE, "缺少材料"));

        String file = fixture.file(OFFICIAL);
        submitted(typing.type(EVIDENCE, LIFE, "body", "浙江省统计局")
                .type(EVIDENCE, LIFE, "document", "《人口主要数据公报》")
                .type(EVIDENCE, LIFE, "files", file));

        Entry figure = official(QINGTIAN, LIFE);
        assertThat(figure.rank(life())).contains(SourceRank.AUTHORITY);
        assertThat(figure.answer().provenance()).isNotNull();
        assertThat(figure.answer().provenance().words()).isEqualTo("浙江省统计局，《人口主要数据公报》");
        Typing check = checking();
        assertThat(check.section(LIFE).hint()).contains("出处：浙江省统计局，《人口主要数据公报》。");
    }

    @Test
    void aFigureMayRankLowerThanItsKindButNeverHigher() {
        submitted(filled(entering())
                .type(EVIDENCE, LIFE, ProofSheet.KIND.key(), "UNIT_RECORD")
                .type(EVIDENCE, LIFE, "body", "")
                .type(EVIDENCE, LIFE, "document", ""));
        assertThat(official(QINGTIAN, LIFE).rank(life())).contains(SourceRank.UNIT_RECORD);

        Typing raised = filled(entering()).type(EVIDENCE, LIFE, ProofSheet.KIND.key(), "PINGAN_LISHUI");
        assertThat(raised.problems())
                .anySatisfy(problem -> assertThat(problem).contains(LIFE, "指标表规定这项指标的数据来源是“上级单位”"));
    }

    @Test
    void aFigureForTheTimeBeingIsNoMoreThanTheUnitsOwnRecord() {
        submitted(filled(entering()).type(LIFE, QINGTIAN, "provisional", "1"));

        assertThat(official(QINGTIAN, LIFE).rank(life())).contains(SourceRank.UNIT_RECORD);
        assertThat(official("331125", LIFE).rank(life())).contains(SourceRank.AUTHORITY);
    }

    private Indicator life() {
        return fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicator(LIFE);
    }

    @Test
    void everyDistrictGetsItsOfficialEntryFromTheUnit() {
        submitted(filled(entering()));

        owned(TableKind.COUNTY).forEach(indicator -> counties().forEach(county -> official(county, indicator.code())));
        owned(TableKind.ZONE).forEach(indicator -> official(ZONE, indicator.code()));
        assertThat(official(QINGTIAN, LIFE).office()).isEqualTo(UNIT);
        assertThat(official(QINGTIAN, LIFE).answer().value()).isEqualByComparingTo("1");
    }

    @Test
    void aProvisionalFigureIsMarkedAndCounted() {
        Typing typing = filled(entering()).type(LIFE, QINGTIAN, "provisional", "1");

        submitted(typing);

        assertThat(typing.fact("暂用数据")).isEqualTo("1 个");
        assertThat(official(QINGTIAN, LIFE).answer().provisional()).isTrue();
        assertThat(checking().row(LIFE, QINGTIAN).values()).containsEntry("provisional", "暂用");
        assertThat(checking().fact("暂用数据")).isEqualTo("1 个");
    }

    @Test
    void afterAReturnOnlyTheReturnedFiguresAreOpen() {
        submitted(filled(entering()));
        List<String> before = official(QINGTIAN, LIFE).answer().evidence();
        sendBack(QINGTIAN, LIFE, "与省反馈不一致");

        Typing again = entering();

        List<String> open = new ArrayList<>();
        again.content().sections().forEach(section -> section.rows().stream()
                .filter(row -> !row.locked())
                .forEach(row -> open.add(section.key() + "/" + row.key())));
        assertThat(open).containsExactly(LIFE + "/" + QINGTIAN, EVIDENCE + "/" + LIFE);
        assertThat(again.content().notices())
                .extracting(Notice::text)
                .containsExactly("退回重填：青田县的“C016 人均预期寿命 ★”——与省反馈不一致");
        assertThat(again.row(EVIDENCE, LIFE).values()).containsEntry("files", String.join(",", before));

        submitted(again.type(LIFE, QINGTIAN, "value", "2").type(LIFE, "331102", "value", "3"));

        assertThat(official(QINGTIAN, LIFE).answer().value()).isEqualByComparingTo("2");
        assertThat(official("331102", LIFE).answer().value()).isEqualByComparingTo("1");
        assertThat(fixture.get(Returns.class).open(YEAR, Stage.FIGURES, UNIT)).isEmpty();
    }

    @Test
    void theCheckShowsFigurePointsAndWhatTheDistrictReported() {
        String file = fixture.file(OFFICIAL);
        submitted(filled(entering())
                .type(LIFE, QINGTIAN, "value", "80.5", "reason", "省反馈")
                .type(EVIDENCE, LIFE, "files", file));
        fixture.reported(QINGTIAN, LIFE, value("81"));

        Row row = checking().row(LIFE, QINGTIAN);

        assertThat(row.locked()).isTrue();
        assertThat(row.values())
                .containsEntry("name", "青田县")
                .containsEntry("value", "80.5 岁")
                .containsEntry("reason", "省反馈")
                .containsEntry("reported", "81 岁")
                .containsEntry("files", file);
        assertThat(row.values().get("points")).matches("\\d+\\.\\d\\d");
        assertThat(checking().row(LIFE, "331102").values()).containsEntry("reported", "—");
    }

    @Test
    void theCheckNeedsADecision() {
        assertThat(checking().problems()).containsExactly("审核意见：请选择接受或退回。");
    }

    @Test
    void acceptingRoutesOnAndReturnsNothing() {
        Typing check = checking()
                .type(Forms.DECISION, Forms.DECISION, "decision", ACCEPT.value())
                .type(RETURNS, "1", "object", QINGTIAN, "item", LIFE, "reason", "后来不退了");
        assertThat(check.problems()).isEmpty();

        assertThat(checkForm.submit(check.task(), check.draft(), CITY)).containsExactly(entry("accepted", true));

        assertThat(fixture.get(Returns.class).open(YEAR, Stage.FIGURES, UNIT)).isEmpty();
    }

    private Typing returning() {
        return checking().type(Forms.DECISION, Forms.DECISION, "decision", RETURN.value());
    }

    @Test
    void returningNeedsAtLeastOneLine() {
        assertThat(returning().problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("至少写明一项"));
    }

    @Test
    void aLineMustNameAnItemThatTheObjectHas() {
        Typing check = returning().type(RETURNS, "1", "object", ZONE, "item", LIFE, "reason", "与省反馈不一致");

        assertThat(check.problems()).containsExactly("退回清单：丽水开发区没有“C016 人均预期寿命 ★”这项指标，请改选对象或项目。");
    }

    @Test
    void anUnfinishedLineIsNamed() {
        assertThat(returning()
                        .type(RETURNS, "1", "object", QINGTIAN, "item", LIFE, "reason", "长".repeat(2001))
                        .problems())
                .anyMatch(problem -> problem.contains("”的退回理由超过2000字，请精简。"));
        assertThat(returning().type(RETURNS, "1", "object", QINGTIAN).problems())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("1·"));
    }

    @Test
    void returningSendsTheLinesBackToTheUnit() {
        Typing check = returning()
                .type(RETURNS, "1", "object", QINGTIAN, "item", LIFE, "reason", "与省反馈不一致")
                .type(RETURNS, "3", "object", ZONE, "item", "Z013", "reason", "缺调查报告");
        assertThat(check.problems()).isEmpty();

        assertThat(checkForm.submit(check.task(), check.draft(), CITY)).containsExactly(entry("accepted", false));

        assertThat(fixture.get(Returns.class).open(YEAR, Stage.FIGURES, UNIT))
                .extracting(ReturnedItem::object, ReturnedItem::item, ReturnedItem::reason)
                .containsExactly(tuple(QINGTIAN, LIFE, "与省反馈不一致"), tuple(ZONE, "Z013", "缺调查报告"));
    }

    @Test
    void anItemCanGoBackForEveryDistrictThatHasIt() {
        Typing check = returning().type(RETURNS, "1", "object", EVERYWHERE, "item", LIFE, "reason", "材料不清晰");
        assertThat(check.problems()).isEmpty();

        checkForm.submit(check.task(), check.draft(), CITY);

        assertThat(fixture.get(Returns.class).open(YEAR, Stage.FIGURES, UNIT))
                .extracting(ReturnedItem::object)
                .containsExactlyElementsOf(counties());
    }

    @Test
    void aDeclaredGapIsCounted() {
        submitted(filled(entering()).type(LIFE, QINGTIAN, "value", "无"));

        assertThat(checking().fact("无数据")).isEqualTo("1 个");
        assertThat(checking().row(LIFE, QINGTIAN).values()).containsEntry("value", "无数据");
    }

    @Test
    void whatTheYearKnowsIsShownAndNotAsked() {
        Typing typing = filled(entering());

        assertThat(typing.section(COMMUNITIES).columns())
                .extracting(Column::key)
                .contains("compared")
                .doesNotContain("reference");
        assertThat(typing.row(COMMUNITIES, QINGTIAN).values().get("compared"))
                .startsWith("1：各地算术平均：各地的数之和 9 ÷ 9")
                .contains("青田县");
        assertThat(typing.row(COMMUNITIES, QINGTIAN).values()).containsEntry("points", "30.00");
        assertThat(typing.row("zone", LAST_YEAR).values()).containsEntry("compared", "系统里没有2020年度");
        assertThat(typing.row("zone", ENTERPRISES).inputs()).containsEntry("reference", Input.NOTHING);

        typing.type("zone", ENTERPRISES, "reference", "99").type("zone", LAST_YEAR, "reference", "");

        assertThat(typing.problems())
                .anySatisfy(problem -> assertThat(problem).contains("全市平均值由系统给出", "不用填，请清空"))
                .anySatisfy(problem -> assertThat(problem).contains("系统里没有2020年度。请填上年值，并在说明里写明理由和出处。"))
                .hasSize(2);
    }

    @Test
    void whatIsPublishedIsGivenOnceWithBodyDocumentAndFileAndReadBackByTheCityOffice() {
        Typing typing = filled(entering())
                .type(SECTION, ENTERPRISES, "value", "")
                .type(SECTION, ENTERPRISES, "body", "")
                .type(SECTION, ENTERPRISES, "document", "")
                .type(SECTION, ENTERPRISES, "files", "");

        assertThat(typing.problems())
                .extracting(problem -> problem.replaceFirst(".*：(?=还|请|缺)", ""))
                .containsExactlyInAnyOrder(
                        "还没有填全市平均值。", "请填哪个单位公布的。", "请填公布在哪份文件、报告或年鉴里。", "缺少材料：请上传公布这个数的文件。".replaceFirst("缺少材料：", ""));

        submitted(filled(entering()));

        Row read = checking().row(SECTION, ENTERPRISES);
        assertThat(read.values()).containsEntry("value", "10").containsEntry("source", "浙江省卫生健康委，《健康企业建设通报》");
        assertThat(checking().row("zone", ENTERPRISES).values())
                .containsEntry("compared", "10：官方数，出处：浙江省卫生健康委，《健康企业建设通报》");
    }

    @Test
    void aPublishedFigureGoesBackAloneAndOnlyItIsOpenThen() {
        submitted(filled(entering()));
        Typing check = checking()
                .type(Forms.DECISION, Forms.DECISION, "decision", RETURN.value())
                .type(CheckFiguresForm.RETURNS, "1", "object", SECTION, "item", ENTERPRISES, "reason", "不是全市数");

        assertThat(check.problems()).isEmpty();
        checkForm.submit(check.task(), check.draft(), CITY);

        Typing again = entering();
        assertThat(again.notices())
                .anySatisfy(notice -> assertThat(notice).contains("官方参照值的“Z021 大中型企业中健康企业占比”——不是全市数"));
        assertThat(again.content().sections().stream()
                        .flatMap(section -> section.rows().stream())
                        .filter(row -> !row.locked())
                        .map(Row::key))
                .containsExactly(ENTERPRISES);
    }

    /** As it would be if both tables compared the same with the city's official mean, the counties' one owned by this unit. */
    private void sameInBothTables(String countyOwner) {
        close();
        fixture = new VerificationFixture(
                FigureSheet.class,
                PublishedCells.class,
                ListSheet.class,
                EnterFiguresForm.class,
                CheckFiguresForm.class);
        fixture.jdbc().sql("""
                        update indicator set name = '大中型企业中健康企业占比', owner = :owner,
                          parameters = '{"reference":"CITY_MEAN","better":"HIGHER","fullAt":"0","zeroAt":"-30","official":true}'
                        where code = 'C031'
                        """).param("owner", countyOwner).update();
        fixture.started();
        enterForm = fixture.get(EnterFiguresForm.class);
        checkForm = fixture.get(CheckFiguresForm.class);
    }

    @Test
    void twoAveragesOfOneThingAreRefused() {
        sameInBothTables(UNIT);
        Typing typing = filled(entering());

        assertThat(typing.problems()).isEmpty();

        typing.type(SECTION, ENTERPRISES, "value", "11");

        assertThat(typing.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("“大中型企业中健康企业占比”的全市平均值填了两个数：10和11。一项内容只能有一个，请改成一样的。"));
    }

    @Test
    void twoAveragesOfOneThingAreRefusedWhenTwoUnitsGiveThemToo() {
        sameInBothTables("shi-jyj");
        submitted(filled(entering()));
        Typing other = Typing.into(enterForm, "shi-jyj", "unit", "shi-jyj", "district", QINGTIAN)
                .type(SECTION, COMMUNITIES, "value", "11");

        assertThat(other.row(SECTION, COMMUNITIES).problems())
                .extracting(Problem::message)
                .contains("“大中型企业中健康企业占比”的全市平均值，市卫生健康委已经填报10（浙江省卫生健康委，《健康企业建设通报》），这里填的是11。"
                        + "一项内容只能有一个：请核对后填一样的；是市卫生健康委填错的，请市健康丽水办退回改正。");

        other.type(SECTION, COMMUNITIES, "value", "10");

        assertThat(other.row(SECTION, COMMUNITIES).problems())
                .extracting(Problem::message)
                .noneMatch(message -> message.contains("一项内容只能有一个"));

        // Sent back, it binds nobody: else what two units gave wrongly could not be mended by either.
        fixture.get(Returns.class).sendBack(YEAR, Stage.FIGURES, UNIT, SECTION, ENTERPRISES, "不是全市数", CITY);
        other.type(SECTION, COMMUNITIES, "value", "11");

        assertThat(other.row(SECTION, COMMUNITIES).problems())
                .extracting(Problem::message)
                .noneMatch(message -> message.contains("一项内容只能有一个"));
    }
}
