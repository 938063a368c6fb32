package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.ReachTarget;
import java.math.BigDecimal;
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
        return method(indicator);
    }

    /** In a question of yes or no, 1 stands for yes. */
    static String method(Indicator indicator) {
        Method method = indicator.method();
        if (indicator.yesNo() && method instanceof MustPass must) {
            return "必备：“%s”达标".formatted(yesNo(must.target()));
        }
        if (indicator.yesNo() && method instanceof ReachTarget reach) {
            return "达标得分：“%s”得满分".formatted(yesNo(reach.target()));
        }
        return MethodKind.words(method);
    }

    private static String yesNo(BigDecimal target) {
        return target.signum() == 0 ? "否" : "是";
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
