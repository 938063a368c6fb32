package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** 分子和分母, both reported: the value is the one by the other, and places can be summed up. */
public record Share(BigDecimal numerator, BigDecimal denominator) {

    private static final int DECIMALS = 4;
    private static final Map<String, BigDecimal> FACTORS = Map.of(
            "%", BigDecimal.valueOf(100),
            "‰", BigDecimal.valueOf(1000),
            "1/万", BigDecimal.valueOf(10_000),
            "1/10万", BigDecimal.valueOf(100_000));

    public Share {
        new Figure(numerator).check("分子");
        new Figure(denominator).check("分母");
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("分母须大于 0，不能是 " + new Figure(denominator) + "；请核对");
        }
        if (numerator.signum() < 0) {
            throw new IllegalArgumentException("分子不能是负数；请核对");
        }
    }

    /** What one by the other is multiplied with, by the unit of measure. */
    public static BigDecimal factor(String unit) {
        return FACTORS.getOrDefault(unit, BigDecimal.ONE);
    }

    /** Rounded once, half up. */
    public BigDecimal value(BigDecimal factor) {
        return numerator.multiply(factor).divide(denominator, DECIMALS, RoundingMode.HALF_UP);
    }

    Share plus(Share other) {
        return new Share(numerator.add(other.numerator), denominator.add(other.denominator));
    }

    /** As it is typed and kept: 120/300. */
    @Override
    public String toString() {
        return plain(numerator) + "/" + plain(denominator);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
