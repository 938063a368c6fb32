package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.FigureKey;
import cn.healthylishui.assessment.figure.FigureReports.Lapses;
import cn.healthylishui.assessment.figure.FigureReports.Period;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureReports.State;
import cn.healthylishui.assessment.figure.FigureRhythms;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.FigureRhythms.Line;
import cn.healthylishui.assessment.figure.Rhythm;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 数据报送: who reports what how often, what is confirmed and sent back, and who is late. It is 18 January 2022. */
class FigureReportFormsTest {

    private static final String WATER = "shi-slj";
    private static final String QINGTIAN_WATER = "qingtian-slj";
    private static final Actor REPORTER = new Actor("li", QINGTIAN_WATER);
    private static final Actor CONFIRMER = new Actor("zhao", WATER);

    /** 农村饮用水水质合格率, in percent, with evidence; of counties. */
    private static final String QUALITY = "C045";

    /** Has no matching unit in any district. */
    private static final String SPORT = "shi-tyzx";

    /** 行政村（社区）体育健身设施覆盖率, of counties. */
    private static final String SPORT_GROUNDS = "C006";

    private static final String QINGTIAN_OFFICE = "qingtian-jkb";

    private static final int YEAR_END = 12;

    private VerificationFixture fixture;
    private FigureReports reports;
    private FigureRhythms rhythms;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(
                SetRhythmForm.class,
                ReportFiguresForm.class,
                ConfirmReportForm.class,
                UrgeFiguresForm.class,
                FigureReportProcess.class);
        reports = fixture.get(FigureReports.class);
        rhythms = fixture.get(FigureRhythms.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing requesting() {
        return Typing.into(fixture.get(SetRhythmForm.class), "city-office");
    }

    private long requested() {
        return (Long) requesting()
                .type("request", "request", "year", "2021")
                .complete()
                .get("request");
    }

    private Typing reporting(String unit) {
        return Typing.into(fixture.get(ReportFiguresForm.class), unit, "unit", unit, "period", YEAR_END);
    }

    private Typing officeReporting(String owner) {
        return Typing.into(
                fixture.get(ReportFiguresForm.class),
                QINGTIAN_OFFICE,
                "unit",
                QINGTIAN_OFFICE,
                "owner",
                owner,
                "period",
                YEAR_END);
    }

    private Typing confirming() {
        return Typing.into(fixture.get(ConfirmReportForm.class), WATER, "owner", WATER, "period", YEAR_END);
    }

    private Typing urging() {
        return Typing.into(fixture.get(UrgeFiguresForm.class), "city-office", "period", YEAR_END);
    }

    private void report(String unit, String value) {
        reporting(unit)
                .type("figures", QUALITY, "value", value, "files", fixture.file(new Actor("li", unit)))
                .complete();
    }

    private Line line(String indicator) {
        return rhythms.of(YEAR).stream()
                .filter(line -> line.indicator().code().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void by_default_what_units_keep_books_on_is_reported_every_quarter_and_the_rest_not_at_all() {
        assertThat(line(QUALITY).rhythm()).isEqualTo(Rhythm.QUARTERLY);
        assertThat(line("C016").rhythm()).as("of a superior unit").isEqualTo(Rhythm.NONE);
        assertThat(line("C033").rhythm()).as("of the yearbook").isEqualTo(Rhythm.NONE);
        assertThat(line("C008").rhythm()).as("yes or no").isEqualTo(Rhythm.NONE);
        assertThat(line("C053").obstacle()).as("judged").contains("评判");
        assertThat(line("C014").obstacle()).as("the city office's own record").contains("市健康丽水办掌握");
        assertThat(rhythms.of(YEAR))
                .filteredOn(line -> line.rhythm() != Rhythm.NONE)
                .allSatisfy(line -> assertThat(line.obstacle()).isNull());
    }

    @Test
    void a_unit_reports_what_its_matching_municipal_unit_owns() {
        List<Duty> duties = rhythms.duties(YEAR, YEAR_END);

        assertThat(duties).allSatisfy(duty -> {
            assertThat(duty.unit().municipalUnit()).isEqualTo(duty.owner());
            assertThat(duty.unit().district()).isEqualTo(duty.district().code());
            assertThat(duty.indicators()).extracting(Indicator::owner).containsOnly(duty.owner());
        });
        assertThat(duties.stream()
                        .filter(duty -> duty.owner().equals("shi-wjw"))
                        .map(duty -> duty.unit().code()))
                .as("in the nine counties and the zone")
                .hasSize(10);
        assertThat(rhythms.duties(YEAR, 10)).as("no quarter ends in October").isEmpty();
    }

    @Test
    void where_no_member_unit_matches_the_districts_own_office_reports_and_the_setting_says_so() {
        assertThat(line(SPORT_GROUNDS).remark())
                .as("no county has a unit that matches")
                .isEqualTo("各地都没有对口的成员单位，报送时由当地健康办报；要由成员单位报的，在“基础数据”里改对口");
        assertThat(line(SPORT_GROUNDS).rhythm()).isEqualTo(Rhythm.QUARTERLY);
        assertThat(line(QUALITY).remark()).isEmpty();
        requested();

        assertThat(rhythms.duties(YEAR, YEAR_END).stream()
                        .filter(duty -> duty.owner().equals(SPORT)))
                .hasSize(9)
                .allSatisfy(duty ->
                        assertThat(duty.unit().code()).isEqualTo(duty.district().officeCode()))
                .anySatisfy(duty -> assertThat(duty.unit().name()).isEqualTo("青田县健康办"));
        assertThat(reports.owners(YEAR, YEAR_END)).contains(SPORT);
        assertThat(reports.unitsToReport(YEAR, YEAR_END, SPORT)).hasSize(9).contains(QINGTIAN_OFFICE);

        officeReporting(SPORT)
                .type("figures", SPORT_GROUNDS, "value", "98", "files", fixture.file(new Actor("li", QINGTIAN_OFFICE)))
                .complete();

        assertThat(reports.latestFigures(YEAR, SPORT, State.REPORTED).keySet())
                .containsExactly(new FigureKey(VerificationFixture.QINGTIAN, SPORT_GROUNDS));
    }

    @Test
    void an_office_that_stands_in_for_two_units_reports_to_each_for_itself() {
        fixture.jdbc()
                .sql("delete from year_member_unit where code = :unit")
                .param("unit", QINGTIAN_WATER)
                .update();
        requested();
        assertThat(line(QUALITY).remark()).startsWith("青田县没有对口的成员单位");
        officeReporting(SPORT)
                .type("figures", SPORT_GROUNDS, "value", "98", "files", fixture.file(new Actor("li", QINGTIAN_OFFICE)))
                .complete();

        assertThat(reports.missing(YEAR, YEAR_END))
                .filteredOn(duty -> duty.unit().code().equals(QINGTIAN_OFFICE))
                .extracting(Duty::owner)
                .containsExactly(WATER);
        assertThat(officeReporting(WATER).section("figures").rows())
                .extracting(Row::key)
                .contains(QUALITY)
                .doesNotContain(SPORT_GROUNDS);
        assertThat(confirming().row("COUNTY", QINGTIAN_OFFICE).values()).containsEntry("state", "未报送");
        assertThat(urging().section("missing").rows())
                .extracting(Row::key)
                .contains(QINGTIAN_OFFICE + "-" + WATER)
                .doesNotContain(QINGTIAN_OFFICE + "-" + SPORT);
    }

    @Test
    void a_period_that_was_asked_for_before_offices_stood_in_goes_on_without_them() {
        requested();
        fixture.jdbc().sql("update figure_period set district_offices = false").update();

        assertThat(reports.owners(YEAR, YEAR_END)).doesNotContain(SPORT).contains(WATER);
        assertThat(reports.missing(YEAR, YEAR_END)).noneMatch(Duty::ofOffice);
    }

    @Test
    void the_city_office_changes_a_rhythm_with_a_reason_and_the_change_is_logged() {
        Typing form =
                requesting().type("request", "request", "year", "2021").type("COUNTY", QUALITY, "rhythm", "MONTHLY");
        assertThat(form.problems()).containsExactly("数据报送·调整理由：调整了1项指标的报送频次，请写明理由。");
        assertThat(requesting()
                        .type("request", "request", "year", "2021")
                        .type("COUNTY", QUALITY, "rhythm", " ")
                        .problems())
                .anyMatch(problem -> problem.endsWith("请选择报送频次。"));
        assertThat(requesting().type("request", "request", "year", " ").problems())
                .anyMatch(problem -> problem.endsWith("请选择考核年度；结果已经审定的年度不再报送数据。"));

        form.type("request", "request", "reason", "汛期要按月掌握").complete();

        assertThat(line(QUALITY).rhythm()).isEqualTo(Rhythm.MONTHLY);
        assertThat(fixture.get(OperationLog.class).on(YEAR, QUALITY)).anySatisfy(logged -> {
            assertThat(logged.from()).isEqualTo("每季度");
            assertThat(logged.to()).isEqualTo("每月");
            assertThat(logged.reason()).isEqualTo("汛期要按月掌握");
        });
    }

    @Test
    void the_present_year_is_offered_although_nobody_has_made_it_yet() {
        assertThat(fixture.years().find(2022)).isEmpty();
        Typing form = requesting().type("request", "request", "year", "2022");
        assertThat(form.notices()).singleElement().asString().contains("2022年度还没有建立");

        form.complete();

        assertThat(fixture.years().find(2022)).isPresent();
        assertThat(reports.periods(2022)).extracting(Period::month).containsExactly(3, 6, 9, 12);
    }

    @Test
    void a_period_is_asked_for_once_and_what_is_asked_for_late_has_days_of_its_own() {
        long request = requested();

        assertThat(reports.months(request)).containsExactly(YEAR_END);
        Period period = reports.period(YEAR, YEAR_END);
        assertThat(period.dueOn()).as("five working days from 18 January").isEqualTo("2022-01-25");
        assertThat(reports.months(requested())).as("asked for before").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | 还没有填",
                "九十   | 不是数字",
                "-3     | 不能是负数",
                "101    | 百分比不能超过100",
                "95%    | 请去掉百分号",
                "不适用 | 不能填“不适用”"
            })
    void a_figure_keeps_to_the_rules_of_scoring(String typed, String problem) {
        requested();
        Typing form =
                reporting(QINGTIAN_WATER).type("figures", QUALITY, "value", typed, "files", fixture.file(REPORTER));

        assertThat(form.row("figures", QUALITY).problems())
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains(problem));
    }

    @Test
    void full_width_digits_count_and_a_gap_is_declared() {
        requested();
        reporting(QINGTIAN_WATER)
                .type("figures", QUALITY, "value", "９３.５", "provisional", "1", "files", fixture.file(REPORTER))
                .complete();
        assertThat(reports.latest(YEAR, YEAR_END)
                        .get(QINGTIAN_WATER)
                        .figures()
                        .get(QUALITY)
                        .value())
                .isEqualByComparingTo("93.5");
        assertThat(reporting("yunhe-slj")
                        .type("figures", QUALITY, "value", "93")
                        .problems())
                .as("evidence is asked for where scoring asks for it")
                .hasSize(1);

        reporting("yunhe-slj")
                .type("figures", QUALITY, "value", "无", "reason", "监测没有开展")
                .complete();
        assertThat(reports.latest(YEAR, YEAR_END)
                        .get("yunhe-slj")
                        .figures()
                        .get(QUALITY)
                        .state())
                .isEqualTo(EntryState.NO_DATA);
    }

    @Test
    void what_a_figure_is_compared_with_is_not_asked_of_who_cannot_know_it() {
        requested();

        Row row = reporting("qingtian-wjj").row("figures", "C031");

        assertThat(line("C031").indicator().method().needsReference()).isTrue();
        assertThat(reporting("qingtian-wjj")
                        .type("figures", "C031", "value", "30")
                        .row("figures", "C031")
                        .problems())
                .isEmpty();
        assertThat(row.inputs().get("value").type()).isEqualTo(InputType.NUMBER);
    }

    @Test
    void the_municipal_unit_sees_all_districts_side_by_side_and_sends_one_back() {
        requested();
        List<String> units = reports.unitsToReport(YEAR, YEAR_END, WATER);
        assertThat(units).hasSize(9).contains(QINGTIAN_WATER);
        units.forEach(unit -> report(unit, "92"));

        Typing form = confirming();
        assertThat(form.section("COUNTY").rows()).hasSize(9);
        assertThat(form.value("COUNTY", QINGTIAN_WATER, QUALITY)).isEqualTo("92");
        assertThat(form.problems()).containsExactly("核实：请逐家核对以后勾选。");
        form.type("decision", "decision", "checked", "1").type("COUNTY", QINGTIAN_WATER, "verdict", "RETURN");
        assertThat(form.problems()).singleElement().asString().contains("退回的，请写明哪个数有什么问题，对方会看到。");
        form.type("COUNTY", QINGTIAN_WATER, "verdict", " ");
        assertThat(form.problems()).singleElement().asString().endsWith("请选择核实无误还是退回。");
        form.type("COUNTY", QINGTIAN_WATER, "verdict", "CONFIRM", "reason", "数不对");
        assertThat(form.problems()).singleElement().asString().contains("核实意见却不是退回");
        Map<String, Object> routing =
                form.type("COUNTY", QINGTIAN_WATER, "verdict", "RETURN").complete();

        assertThat(routing).containsEntry("accepted", false);
        assertThat(reports.unitsToReport(YEAR, YEAR_END, WATER))
                .as("only the one sent back")
                .containsExactly(QINGTIAN_WATER);
        Typing again = reporting(QINGTIAN_WATER);
        assertThat(again.notices()).singleElement().asString().contains("市水利局退回：数不对");
        assertThat(again.value("figures", QUALITY, "value")).isEqualTo("92");
        again.type("figures", QUALITY, "value", "90", "files", fixture.file(REPORTER))
                .complete();
        assertThat(confirming().section("COUNTY").rows().stream().filter(row -> !row.locked()))
                .extracting(Row::key)
                .containsExactly(QINGTIAN_WATER);
        assertThat(confirming().type("decision", "decision", "checked", "1").complete())
                .containsEntry("accepted", true);

        Report confirmed = reports.latestFigures(YEAR, WATER, State.CONFIRMED).get(new FigureKey("331121", QUALITY));
        assertThat(confirmed.figures().get(QUALITY).value()).isEqualByComparingTo("90");
        assertThat(reports.lapses(YEAR)).containsEntry("331121", new Lapses(0, 1));
    }

    @Test
    void whoever_has_not_reported_is_told_and_reads_it_where_it_reports() {
        requested();
        report(QINGTIAN_WATER, "92");
        Set<String> missing = reports.missing(YEAR, YEAR_END).stream()
                .map(duty -> duty.unit().code())
                .collect(Collectors.toSet());
        assertThat(missing).contains("yunhe-slj").doesNotContain(QINGTIAN_WATER);

        assertThat(urging().problems()).singleElement().asString().contains("有的单位还没有写督办意见。请逐家写，或在这里写一句统一的督办意见。");
        urging().type("missing", "yunhe-slj", "word", "请今天补报")
                .type("urged", "urged", "note", "抓紧")
                .complete();

        assertThat(reporting("yunhe-slj").notices()).containsExactly("市健康丽水办督办：请今天补报");
        assertThat(reporting("songyang-slj").notices()).containsExactly("市健康丽水办督办：抓紧");
        assertThat(reporting(QINGTIAN_WATER).notices()).isEmpty();
    }

    @Test
    void what_came_after_its_day_is_marked_late_and_a_mended_report_is_as_late_as_the_first() {
        requested();
        fixture.jdbc()
                .sql("update figure_period set due_on = date '2022-01-17'")
                .update();
        report(QINGTIAN_WATER, "92");
        assertThat(reports.latest(YEAR, YEAR_END).get(QINGTIAN_WATER).late()).isTrue();
        assertThat(reports.lapses(YEAR)).containsEntry("331121", new Lapses(1, 0));

        reports.sendBack(YEAR, reports.latest(YEAR, YEAR_END).get(QINGTIAN_WATER), "数不对", CONFIRMER);
        report(QINGTIAN_WATER, "91");
        assertThat(reports.lapses(YEAR)).as("late once").containsEntry("331121", new Lapses(1, 1));
    }

    @Test
    void where_the_rhythm_was_changed_meanwhile_nothing_is_asked_any_more() {
        requested();
        rhythms.set(YEAR, line(QUALITY), Rhythm.NONE, "改为年终一次填报", CITY);

        Typing form = reporting(QINGTIAN_WATER);
        assertThat(form.notices()).singleElement().asString().contains("不再要求本单位报送");
        form.complete();
        assertThat(reports.all(YEAR)).isEmpty();
    }

    @Test
    void where_all_have_reported_nobody_is_urged() {
        Typing urging = new Typing(
                new UrgeFiguresForm(mock(FigureReports.class), fixture.get(Organization.class)), urging().task());

        assertThat(urging.problems()).singleElement().asString().endsWith("已经全部补报，请写“无”。");
    }
}
