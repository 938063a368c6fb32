package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/** The score of a unit's tasks (任务得分): the weighted mean of their percentages, on the full mark: 1000 · Σ(weight · %) ÷ Σ weight. */
public final class TaskScore {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 2;

    /**
     * One task: how much it counts and how far it was done.
     *
     * @param weight more than 0
     * @param percent from 0 to 100
     */
    public record Part(BigDecimal weight, BigDecimal percent) {

        public Part {
            if (weight.signum() <= 0) {
                throw new IllegalArgumentException("任务权重须大于 0，不能是 " + new Figure(weight) + "；请修改权重");
            }
            if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
                throw new IllegalArgumentException("任务得分率须在 0 至 100 之间，不能是 " + new Figure(percent) + "；请修改得分率");
            }
        }
    }

    private TaskScore() {}

    /**
     * Exact until the end, then rounded once, half up, to two places.
     *
     * @throws IllegalArgumentException where there is no task: whoever had none has no score, not a score of 0
     */
    public static BigDecimal of(List<Part> parts, BigDecimal fullMark) {
        if (fullMark.signum() <= 0) {
            throw new IllegalArgumentException("总分须大于 0，不能是 " + new Figure(fullMark) + "；请修改总分");
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("没有任务，不能计算得分；请先下达任务，或者列为本年度不考核");
        }
        BigDecimal earned = sum(parts, part -> part.weight().multiply(part.percent()));
        BigDecimal whole = sum(parts, part -> part.weight().multiply(HUNDRED));
        return earned.multiply(fullMark).divide(whole, DECIMALS, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<Part> parts, Function<Part, BigDecimal> term) {
        return parts.stream().map(term).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
