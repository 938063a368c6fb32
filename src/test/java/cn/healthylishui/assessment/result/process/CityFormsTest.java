package cn.healthylishui.assessment.result.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.CityPaperDrafts;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Contradiction;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.OpenTasks;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the forms of the city's assessment say where something is still missing. */
class CityFormsTest {

    private final AssessmentYears years = mock(AssessmentYears.class);
    private final YearRoster roster = mock(YearRoster.class);
    private final CityBoard board = mock(CityBoard.class);
    private final Contradictions contradictions = mock(Contradictions.class);
    private final Papers papers = mock(Papers.class);

    @BeforeEach
    void oneDistrict() {
        YearDistrict district = mock(YearDistrict.class);
        when(district.code()).thenReturn("331121");
        when(district.name()).thenReturn("青田县");
        when(roster.districts(2021)).thenReturn(List.of(district));
        when(years.settings(2021)).thenReturn(YearSettings.DEFAULTS);
        when(board.of(2021))
                .thenReturn(new Standings(List.of(), Differentiation.of(Map.of(), BigDecimal.TEN), List.of()));
    }

    private Typing summarising() {
        IndicatorTables tables = mock(IndicatorTables.class);
        when(tables.table(anyInt(), any())).thenReturn(mock(IndicatorTable.class));
        return Typing.into(
                new SummariseForm(
                        years,
                        roster,
                        tables,
                        board,
                        mock(Scorecards.class),
                        mock(Returns.class),
                        mock(Organization.class),
                        mock(ProvisionalFigures.class),
                        contradictions),
                "city-office");
    }

    @Test
    void whoever_summarises_confirms_or_says_what_goes_back() {
        assertThat(summarising().problems()).singleElement().asString().endsWith("请选择办理意见。");
        assertThat(summarising()
                        .type("decision", "decision", "decision", "SEND_BACK")
                        .problems())
                .singleElement()
                .asString()
                .endsWith("选了“退回重评”，请在退回清单里至少填写一行。");
    }

    @Test
    void nothing_is_confirmed_while_a_finding_is_passed_over() {
        Indicator indicator = mock(Indicator.class);
        when(indicator.name()).thenReturn("居民健康素养水平");
        when(contradictions.undecided(2021))
                .thenReturn(Map.of(
                        "331121", List.of(new Contradiction(indicator, mock(Finding.class), mock(Entry.class)))));

        assertThat(summarising()
                        .type("decision", "decision", "decision", "CONFIRM")
                        .problems())
                .singleElement()
                .asString()
                .endsWith("青田县的“居民健康素养水平”核查结果与数据不一致，还没有决定。请退回该项，由市健康丽水办写明理由审定。");
    }

    @Test
    void the_papers_of_the_city_are_not_left_empty() {
        CityPaperDrafts drafts = mock(CityPaperDrafts.class);
        when(drafts.summary(any(Integer.class), any())).thenReturn("");
        when(drafts.report(any(Integer.class), any())).thenReturn("");
        Typing drafting = Typing.into(
                new DraftPapersForm(
                        roster, board, drafts, papers, mock(ProvisionalFigures.class), mock(FigureCorrections.class)),
                "city-office");

        assertThat(drafting.problems())
                .anyMatch(problem -> problem.endsWith("“全市年度工作总结”不能为空。"))
                .allMatch(problem -> problem.endsWith("”不能为空。"));
    }

    @Test
    void whoever_urges_says_when_and_how() {
        Typing urging = Typing.into(
                new UrgeForm(
                        "taskUrgeCityAssessment",
                        "办法五(二)",
                        years,
                        mock(OpenTasks.class),
                        mock(Organization.class),
                        mock(WorkingDays.class),
                        mock(OperationLog.class),
                        Clock.systemDefaultZone()),
                "city-office");

        assertThat(urging.problems()).singleElement().asString().endsWith("请写明何时、以什么方式催办了哪些单位；没有逾期的写“无逾期”。");
    }
}
