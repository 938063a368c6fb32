package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import java.util.List;

/**
 * 考核评分标准 of one kind of object in one year.
 *
 * @param id of this version; 0 where the table is made from something else and not kept
 * @param version counted from 1 for each year and kind
 * @param example true while the weights are ours and not yet the office's own; shown as 示例
 */
public record IndicatorTable(
        long id,
        int year,
        TableKind appliesTo,
        int version,
        TableState state,
        String title,
        boolean example,
        boolean frozen,
        List<Indicator> indicators) {

    public Indicator indicator(String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No indicator " + code + " in " + title));
    }

    /** For a township the must-pass list is its parent's. */
    public IndicatorTable under(DistrictKind parent) {
        return new IndicatorTable(
                id,
                year,
                appliesTo,
                version,
                state,
                title,
                example,
                frozen,
                indicators.stream()
                        .filter(indicator -> indicator.parents().contains(parent))
                        .toList());
    }

    public String shownTitle() {
        return example ? title + "（示例）" : title;
    }

    /** The codes of must-pass and key indicators that ask for no material; only tables of earlier days have any. */
    public List<String> withoutEvidence() {
        return indicators.stream()
                .filter(indicator -> indicator.needsEvidence() && !indicator.evidenceRequired())
                .map(Indicator::code)
                .toList();
    }
}
