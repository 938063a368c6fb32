package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/**
 * The total of one assessed object (总分): what it earned of the points that apply to it, brought to the full mark where
 * some do not apply.
 */
public record Total(BigDecimal earned, BigDecimal applicable, BigDecimal score) {

    private static final int DECIMALS = 2;

    public static Total of(List<ItemScore> applicableItems, BigDecimal fullMark) {
        if (fullMark.signum() <= 0) {
            throw new IllegalArgumentException("总分须大于 0，不能是 " + new Figure(fullMark) + "；请修改总分");
        }
        BigDecimal earned = sum(applicableItems, ItemScore::points);
        BigDecimal applicable = sum(applicableItems, ItemScore::maximum);
        // Multiplied first, divided once: when everything applies the score is exactly what was earned.
        BigDecimal score = applicable.signum() == 0
                ? BigDecimal.ZERO.setScale(DECIMALS)
                : earned.multiply(fullMark).divide(applicable, DECIMALS, RoundingMode.HALF_UP);
        return new Total(earned, applicable, score);
    }

    private static BigDecimal sum(List<ItemScore> items, Function<ItemScore, BigDecimal> part) {
        return items.stream().map(part).reduce(BigDecimal.ZERO.setScale(DECIMALS), BigDecimal::add);
    }
}
