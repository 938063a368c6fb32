package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How far what a district set itself was done (本地清单得分): each entry of its list is reviewed by somebody else, and nobody types the
 * value. The value is the weighted percentage of the entries.
 */
public record ReviewedList() implements Method {

    private static final BigDecimal FULL = BigDecimal.valueOf(100);
    private static final int VALUE_DECIMALS = 4;

    /**
     * One entry.
     *
     * @param weight more than 0
     * @param percent from 0 to 100; 0 while nobody has reviewed it
     */
    public record Part(BigDecimal weight, BigDecimal percent) {

        public Part {
            if (weight.signum() <= 0) {
                throw new IllegalArgumentException("本地清单的权重须大于 0，不能是 " + new Figure(weight) + "；请修改权重");
            }
            outside(percent).ifPresent(message -> {
                throw new IllegalArgumentException(message);
            });
        }
    }

    /** Exact until the end, then rounded once, half up, to the four places of a value; 0 where there is no entry. */
    public static BigDecimal percent(List<Part> parts) {
        if (parts.isEmpty()) {
            return BigDecimal.ZERO;
        }
        return sum(parts, part -> part.weight().multiply(part.percent()))
                .divide(sum(parts, Part::weight), VALUE_DECIMALS, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<Part> parts, Function<Part, BigDecimal> term) {
        return parts.stream().map(term).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public boolean typed() {
        return false;
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal percent = observation.acceptedBy(this, maximum);
        return ItemScore.fraction(
                maximum.multiply(percent),
                FULL,
                maximum,
                "本地清单加权完成率 " + new Figure(percent) + "%，" + new Figure(percent) + " ÷ 100 × " + new Figure(maximum));
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault().or(() -> outside(observation.value()));
    }

    private static Optional<String> outside(BigDecimal percent) {
        return percent.signum() < 0 || percent.compareTo(FULL) > 0
                ? Optional.of("完成率须在 0 至 100 之间，不能是 " + new Figure(percent) + "；请核对后重填")
                : Optional.empty();
    }
}
