package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The points of one indicator (单项得分), with the sentence by which an official can work them out again.
 *
 * @param met for a must-pass indicator whether it is met, for any other whether it has all its points
 */
public record ItemScore(BigDecimal points, BigDecimal maximum, boolean met, String arithmetic) {

    private static final int DECIMALS = 2;

    public ItemScore {
        if (maximum.signum() < 0 || maximum.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException("满分不能是负数，最多 2 位小数；请修改指标的满分");
        }
        if (points.stripTrailingZeros().scale() > DECIMALS || points.signum() < 0 || points.compareTo(maximum) > 0) {
            throw new IllegalArgumentException("得分须在 0 到满分 " + new Figure(maximum) + " 之间，最多 2 位小数；请重新计分");
        }
        points = points.setScale(DECIMALS, RoundingMode.UNNECESSARY);
    }

    /** Nothing at all is known: no value from any source. A must-pass indicator (maximum 0) is then not met either. */
    public static ItemScore missing(BigDecimal maximum) {
        return new ItemScore(
                BigDecimal.ZERO, maximum, false, maximum.signum() == 0 ? "没有任何可用数据，不能判断是否达标" : "没有任何可用数据，得 0.00");
    }

    /** There is a value, but what it comes to cannot be said yet; until then it is worth nothing. */
    public static ItemScore unsettled(BigDecimal maximum, String why) {
        return new ItemScore(BigDecimal.ZERO, maximum, false, "还不能计分：" + why + "，暂得 0.00");
    }

    static ItemScore full(BigDecimal maximum, String because) {
        return new ItemScore(maximum, maximum, true, because + "，得满分 " + new Figure(maximum));
    }

    static ItemScore none(BigDecimal maximum, String because) {
        return new ItemScore(BigDecimal.ZERO, maximum, false, because + "，得 0.00");
    }

    /** Of a must-pass indicator somebody who may has decided whether it is met, without a value. */
    public static ItemScore decided(boolean met) {
        return new ItemScore(BigDecimal.ZERO, BigDecimal.ZERO, met, met ? "审定为达标" : "审定为不达标");
    }

    /** A must-pass indicator carries no points. */
    static ItemScore mustPass(boolean met, String because) {
        return new ItemScore(BigDecimal.ZERO, BigDecimal.ZERO, met, because + (met ? "，达标" : "，不达标"));
    }

    static ItemScore rounded(BigDecimal exact, BigDecimal maximum, String calculation) {
        return fraction(exact, BigDecimal.ONE, maximum, calculation);
    }

    /** Points as one exact fraction, so that the division is the only place where anything is rounded. */
    static ItemScore fraction(BigDecimal numerator, BigDecimal denominator, BigDecimal maximum, String calculation) {
        BigDecimal points = numerator.divide(denominator, DECIMALS, RoundingMode.HALF_UP);
        return new ItemScore(points, maximum, points.compareTo(maximum) == 0, calculation + " = " + points);
    }
}
