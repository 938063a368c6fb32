package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.ItemScore;
import org.jspecify.annotations.Nullable;

/**
 * 一项指标的得分.
 *
 * @param counted the entry that counts; null where nobody gave a value
 * @param score the points; for a must-pass item whether it is met
 * @param applicable false where the city office approved 不适用: then neither points nor maximum count
 * @param explanation value, source, rule and arithmetic, in one or two sentences
 */
public record ItemResult(
        Indicator indicator, @Nullable Entry counted, ItemScore score, boolean applicable, String explanation) {

    /** Nobody has given a value that counts, nor was the item found not to apply. */
    public boolean unknown() {
        return applicable && counted == null;
    }

    /** There is a value, and what it comes to cannot be said yet: what it is compared with is missing, or somebody has to judge. */
    public boolean unsettled() {
        return counted != null && counted.answer().unsettled(indicator).isPresent();
    }

    public boolean provisional() {
        return counted != null && counted.answer().provisional();
    }
}
