package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.Change;
import cn.healthylishui.assessment.adjustment.Adjustment.Reply;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments.Answered;
import cn.healthylishui.assessment.adjustment.Adjustments.NewProposal;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.Origin;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Adjustments of a year as far as a test needs them, and the drafts they go on with. */
public record AdjustmentFixture(
        int year, Adjustments adjustments, Hearings hearings, IndicatorDrafts drafts, IndicatorTables tables) {

    public static final Actor CITY = new Actor("city-office", Office.CITY);
    public static final Actor UNIT = new Actor("shi-wjw", "shi-wjw");

    /** The indicator that drafts change. */
    public Indicator judged(TableKind kind) {
        return tables.table(year, kind).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .findFirst()
                .orElseThrow();
    }

    public static Indicator changed(Indicator indicator, BigDecimal points, String unit, String criterion) {
        return new Indicator(
                indicator.code(),
                indicator.seq(),
                indicator.name(),
                indicator.field(),
                indicator.content(),
                indicator.parents(),
                indicator.mustPass(),
                points,
                unit,
                indicator.direction(),
                indicator.method(),
                indicator.sourceKind(),
                indicator.owner(),
                indicator.key(),
                indicator.evidenceRequired(),
                indicator.evidence(),
                criterion,
                indicator.stageTarget(),
                indicator.notApplicableAllowed(),
                indicator.dataSource(),
                indicator.confidence());
    }

    /** A draft of what is in force, changed. */
    public long draft(TableKind kind, UnaryOperator<List<Indicator>> change) {
        IndicatorTable current = tables.table(year, kind);
        return drafts.save(
                year,
                kind,
                current.title(),
                current.example(),
                Origin.IMPORT,
                "按建议修改",
                change.apply(current.indicators()),
                CITY);
    }

    /** A draft in which one criterion reads otherwise. */
    public long reworded(TableKind kind, String criterion) {
        String code = judged(kind).code();
        return draft(kind, indicators -> indicators.stream()
                .map(indicator -> indicator.code().equals(code)
                        ? changed(indicator, indicator.points(), indicator.unitOfMeasure(), criterion)
                        : indicator)
                .toList());
    }

    /** Proposed by a municipal unit, not yet reviewed. */
    public long proposed() {
        return adjustments.propose(
                year,
                "评分依据掌握不一",
                List.of(new NewProposal(
                        TableKind.COUNTY, judged(TableKind.COUNTY).code(), Change.CRITERION, "写明评分依据", "尺度要一致")),
                UNIT);
    }

    /** Reviewed, with one draft of the counties' table. */
    public long reviewed(State next, long draft) {
        long adjustment = proposed();
        review(adjustment, next, draft);
        return adjustment;
    }

    public void review(long adjustment, State next, long draft) {
        adjustments.review(
                adjustment,
                next,
                Map.of(1, new Answered(Reply.ADOPTED, "写进评分标准")),
                Map.of(TableKind.COUNTY, draft),
                "关系各地",
                "",
                CITY);
    }

    /** In a hearing. */
    public long heard(LocalDate ends) {
        long adjustment = reviewed(State.HEARING, reworded(TableKind.COUNTY, "以台账为准"));
        return hearings.open(adjustments.get(adjustment), "现征求意见", ends, CITY);
    }
}
