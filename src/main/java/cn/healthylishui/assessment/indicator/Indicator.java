package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Method;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 指标 of one table.
 *
 * @param content which of the must-pass contents of 办法二 it belongs to; null for others
 * @param parents whose townships it applies to; for the tables of counties and zone just their own kind
 * @param points 满分, in points of 1000; 0 for a must-pass item
 * @param owner the municipal unit that gives and judges its figures; in the township table the type of member unit
 * @param key 重点指标, looked at first on site (办法四(一))
 * @param stageTarget 阶段目标: a published target of a later year, shown but not scored against; null where there is none
 * @param confidence whether the fact behind it was seen at its source (found), not found (known-not-found), or is ours
 */
public record Indicator(
        String code,
        int seq,
        String name,
        String field,
        @Nullable String content,
        Set<DistrictKind> parents,
        boolean mustPass,
        BigDecimal points,
        String unitOfMeasure,
        String direction,
        Method method,
        SourceKind sourceKind,
        String owner,
        boolean key,
        boolean evidenceRequired,
        @Nullable String evidence,
        String criterion,
        @Nullable String stageTarget,
        boolean notApplicableAllowed,
        @Nullable String dataSource,
        String confidence) {

    /** Whether its owner gives every district's figure or, for a judged item, its points (办法七(一)). */
    public boolean officiallyScored() {
        return method.typed() && (sourceKind.official() || method.judged());
    }

    /** Whether the figure of somebody above the parties may stand behind it; points that its owner judges are the owner's. */
    public boolean authoritative() {
        return sourceKind.authority() && !method.judged() && method.typed();
    }

    /** Whether its figures are asked for with material: every must-pass and every key indicator's are. */
    public boolean needsEvidence() {
        return (mustPass || key) && method.typed();
    }

    /** The same item, which asks for material where it has to. */
    Indicator withEvidence() {
        return evidenceRequired || !needsEvidence()
                ? this
                : with(true, evidence == null ? "证明这个数据的材料" : evidence, notApplicableAllowed);
    }

    /** The same item for somebody who may not say that it does not apply. */
    public Indicator alwaysApplicable() {
        return with(evidenceRequired, evidence, false);
    }

    private Indicator with(boolean otherRequired, @Nullable String otherEvidence, boolean otherAllowed) {
        return new Indicator(
                code,
                seq,
                name,
                field,
                content,
                parents,
                mustPass,
                points,
                unitOfMeasure,
                direction,
                method,
                sourceKind,
                owner,
                key,
                otherRequired,
                otherEvidence,
                criterion,
                stageTarget,
                otherAllowed,
                dataSource,
                confidence);
    }

    /** Answered with 是 or 否, kept as 1 or 0. */
    public boolean yesNo() {
        return direction.equals("YES_NO");
    }

    public boolean checklist() {
        return method instanceof Checklist;
    }
}
