package cn.healthylishui.assessment.scorecard.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.scoring.ExcellentShare;
import cn.healthylishui.assessment.scoring.Total;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the city office is told where it does not say what becomes of a submission. */
class CheckSubmissionFormTest {

    private final YearRoster roster = mock(YearRoster.class);
    private final IndicatorTables tables = mock(IndicatorTables.class);
    private final ScoreBook book = mock(ScoreBook.class);
    private final TownshipBoard townships = mock(TownshipBoard.class);
    private final Scorecards scorecards = mock(Scorecards.class);
    private final Typing check = Typing.into(
            new CheckSubmissionForm(
                    roster,
                    tables,
                    scorecards,
                    book,
                    townships,
                    mock(Assignments.class),
                    mock(Papers.class),
                    mock(Returns.class),
                    mock(OperationLog.class)),
            "city-office",
            "district",
            "331121");

    @BeforeEach
    void nothingIsWrongWithIt() {
        when(roster.district(2021, "331121"))
                .thenReturn(new YearDistrict("331121", "青田县", DistrictKind.COUNTY, "qingtian-jkb", "青田县健康办", 2, null));
        IndicatorTable empty = mock(IndicatorTable.class);
        when(tables.ofDistrict(anyInt(), anyString())).thenReturn(empty);
        when(tables.ofTownshipsIn(anyInt(), anyString())).thenReturn(empty);
        ObjectResult nothing =
                new ObjectResult("331121", List.of(), new Total(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
        when(book.district(anyInt(), anyString(), any())).thenReturn(nothing);
        when(book.district(anyInt(), anyString(), any(), any())).thenReturn(nothing);
        Board board = new Board(List.of(), Differentiation.of(Map.of(), BigDecimal.TEN), new ExcellentShare(0, 0));
        when(townships.reported(anyInt(), anyString())).thenReturn(board);
    }

    @Test
    void it_is_accepted_or_goes_back_with_what_and_why() {
        assertThat(check.problems()).singleElement().asString().endsWith("请选择审核意见。");
        check.type("decision", "decision", "decision", "SEND_BACK");
        assertThat(check.problems()).singleElement().asString().endsWith("选了“退回”，请在退回清单里至少填写一行。");
        check.type("returns", "1", "object", "PAPERS", "item", "C001", "reason", "请补充。");
        assertThat(check.problems()).anyMatch(problem -> problem.endsWith("项目与对象不符，请重新选择。"));
    }

    @Test
    void of_what_is_said_not_to_apply_it_is_decided_whether_it_does() {
        Indicator coast = mock(Indicator.class);
        when(coast.code()).thenReturn("C001");
        when(coast.name()).thenReturn("海岸线");
        IndicatorTable table = mock(IndicatorTable.class);
        when(table.indicators()).thenReturn(List.of(coast));
        when(tables.ofDistrict(anyInt(), anyString())).thenReturn(table);
        Scorecard card = mock(Scorecard.class);
        when(card.answer("C001", EntrySource.REPORTED))
                .thenReturn(new Answer(EntryState.NOT_APPLICABLE, null, null, null, false, "没有海岸", List.of()));
        when(scorecards.latest(anyInt(), anyCollection())).thenReturn(Map.of("331121", card));

        assertThat(check.type("decision", "decision", "decision", "ACCEPT").problems())
                .singleElement()
                .asString()
                .endsWith("请选择是否同意。");
    }
}
