package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import java.util.List;

/**
 * An indicator as it is read in a list.
 *
 * @param owner the name of the unit, or of the type of unit, that owns it
 */
public record IndicatorLine(Indicator indicator, String owner) {

    /** A whole table, in its order. */
    public static List<IndicatorLine> of(IndicatorTable table, Owners owners) {
        return table.indicators().stream()
                .map(indicator -> of(table.appliesTo(), indicator, owners))
                .toList();
    }

    static IndicatorLine of(TableKind kind, Indicator indicator, Owners owners) {
        return new IndicatorLine(indicator, owners.name(kind, indicator.owner()));
    }

    public String points() {
        return indicator.mustPass() ? "必备" : MethodKind.plain(indicator.points());
    }

    public String method() {
        return MethodKind.words(indicator.method());
    }

    public String confidence() {
        return Confidence.of(indicator.confidence()).label();
    }

    public String direction() {
        return Direction.valueOf(indicator.direction()).label();
    }

    /** Whose townships it applies to; for the tables of the districts there is nothing to say. */
    public String scope() {
        return scope(indicator);
    }

    static String scope(Indicator indicator) {
        if (indicator.parents().size() > 1) {
            return "县（市、区）和开发区";
        }
        return indicator.parents().contains(DistrictKind.COUNTY) ? "仅县（市、区）" : "仅开发区";
    }
}
