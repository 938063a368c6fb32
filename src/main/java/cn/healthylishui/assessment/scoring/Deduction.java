package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/** All points less a fixed number for each occurrence, never below zero (扣分). The value is the number of occurrences. */
public record Deduction(BigDecimal perOccurrence) implements Method {

    public Deduction {
        new Figure(perOccurrence).check("每次扣分");
        if (perOccurrence.signum() <= 0) {
            throw new IllegalArgumentException("每次扣分须大于 0，不能是 " + new Figure(perOccurrence) + "；请修改每次扣分");
        }
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal occurrences = observation.acceptedBy(this, maximum);
        BigDecimal deducted = occurrences.multiply(perOccurrence);
        BigDecimal left = maximum.subtract(deducted);
        String calculation = "扣 " + new Figure(occurrences) + " 次 × " + new Figure(perOccurrence) + " 分，"
                + new Figure(maximum).minus(new Figure(deducted));
        return left.signum() < 0
                ? ItemScore.none(maximum, calculation + " 小于 0")
                : ItemScore.rounded(left, maximum, calculation);
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault().or(() -> miscount(observation.value()));
    }

    private static Optional<String> miscount(BigDecimal occurrences) {
        if (occurrences.signum() < 0) {
            return Optional.of("发生次数不能是负数；没有发生请填 0");
        }
        if (!new Figure(occurrences).isWhole()) {
            return Optional.of("发生次数 " + new Figure(occurrences) + " 不是整数；请填写实际发生了几次");
        }
        return Optional.empty();
    }
}
