package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Compared.Way;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Asked;
import cn.healthylishui.assessment.scoring.Reference;
import java.math.BigDecimal;
import java.util.List;

/** 参照值 as far as a set can tell: the year in which it is rehearsed has no year before it, and works the means out by itself. */
final class SetReferences {

    private final SetRoster roster;
    private final SetData data;
    private final List<Asked> places;

    SetReferences(SetRoster roster, SetData data) {
        this.roster = roster;
        this.data = data;
        this.places = places(roster);
    }

    static List<Asked> places(SetRoster roster) {
        return roster.districts().stream()
                .map(district -> new Asked(district.kind() == DistrictKind.COUNTY, roster.indicatorsOf(district)))
                .toList();
    }

    boolean isGiven(Indicator indicator) {
        return References.isGiven(indicator, places);
    }

    Compared of(String object, Indicator indicator) {
        if (!(indicator.method() instanceof Reference method)) {
            return Compared.TYPED;
        }
        if (isGiven(indicator)) {
            YearInput.Published given = data.published.get(indicator.code());
            return given == null
                    ? Compared.LATER
                    : new Compared(
                            Way.KNOWN, new BigDecimal(given.value()), "见“%s”表".formatted(SetLayouts.PUBLISHED.name()));
        }
        return switch (method.reference()) {
            case OWN_LAST_YEAR -> new Compared(Way.OWN, null, "演练的系统里没有上年度");
            case OWN_TARGET ->
                method.basis()
                        .target(object)
                        .map(target -> new Compared(Way.KNOWN, target, "指标表里写明的下达任务"))
                        .orElse(Compared.LATER);
            case CITY_MEAN, COUNTY_MEAN, PROVINCE_MEAN -> new Compared(Way.PENDING, null, "按各地的数算出");
        };
    }
}
