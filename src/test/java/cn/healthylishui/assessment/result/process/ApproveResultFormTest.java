package cn.healthylishui.assessment.result.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Contradiction;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A figure corrected between summary and approval may stand against a finding that nobody has decided on. */
class ApproveResultFormTest {

    private static final Actor LEADERS = new Actor("li", "leading-group");

    private final AssessmentYears years = mock(AssessmentYears.class);
    private final YearRoster roster = mock(YearRoster.class);
    private final CityBoard board = mock(CityBoard.class);
    private final Contradictions contradictions = mock(Contradictions.class);
    private final Decisions decisions = mock(Decisions.class);
    private final FigureCorrections corrections = mock(FigureCorrections.class);
    private final Papers papers = mock(Papers.class);
    private final ApproveResultForm form = new ApproveResultForm(
            roster,
            board,
            papers,
            mock(Returns.class),
            corrections,
            decisions,
            contradictions,
            mock(OperationLog.class));
    private final Typing approval =
            Typing.into(form, "leading-group").type("decision", "decision", "decision", "APPROVE");

    @BeforeEach
    void oneDistrict() {
        YearDistrict district = mock(YearDistrict.class);
        when(district.code()).thenReturn("331121");
        when(district.name()).thenReturn("青田县");
        when(roster.districts(2021)).thenReturn(List.of(district));
        when(board.of(2021))
                .thenReturn(
                        new CityBoard.Standings(List.of(), Differentiation.of(Map.of(), BigDecimal.TEN), List.of()));
        when(decisions.precedenceTakenOver(anyInt())).thenReturn(Optional.empty());
        when(papers.latest(anyInt(), anyString(), any())).thenReturn(Optional.empty());
    }

    @Test
    void nothingIsApprovedWhileAFindingIsPassedOver() {
        Indicator indicator = mock(Indicator.class);
        when(indicator.name()).thenReturn("居民健康素养水平");
        when(contradictions.undecided(2021))
                .thenReturn(Map.of(
                        "331121", List.of(new Contradiction(indicator, mock(Finding.class), mock(Entry.class)))));

        assertThat(approval.problems())
                .singleElement()
                .asString()
                .contains("青田县", "居民健康素养水平", "”核查结果与数据不一致，市健康丽水办还没有决定，不能审定。请选“退回”。");
        assertThat(approval.type("decision", "decision", "decision", "SEND_BACK", "comment", "请先审定")
                        .problems())
                .isEmpty();
    }

    @Test
    void whoeverSendsItBackSaysWhy() {
        assertThat(approval.type("decision", "decision", "decision", "SEND_BACK")
                        .problems())
                .singleElement()
                .asString()
                .endsWith("退回的，请写明意见。");
    }

    @Test
    void whatIsApprovedLeavesNothingToAnswer() {
        assertThat(approval.problems()).isEmpty();
        verify(contradictions, never()).close(2021, "331121");

        form.submit(approval.task(), approval.draft(), LEADERS);

        verify(contradictions).close(2021, "331121");
    }
}
