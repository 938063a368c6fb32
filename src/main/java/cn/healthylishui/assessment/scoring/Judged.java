package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Points that a person gives by a written guidance (评判得分). The value is the points themselves. */
public record Judged(String guidance) implements Method {

    private static final int DECIMALS = 2;

    public Judged {
        if (guidance.isBlank()) {
            throw new IllegalArgumentException("评判说明是空的；请写明什么情况给多少分");
        }
    }

    @Override
    public boolean judged() {
        return true;
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal given = observation.acceptedBy(this, maximum);
        return new ItemScore(
                given,
                maximum,
                given.compareTo(maximum) == 0,
                "评判得 " + given.setScale(DECIMALS, RoundingMode.UNNECESSARY) + "（满分 " + new Figure(maximum) + "）");
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault().or(() -> misjudged(maximum, observation.value()));
    }

    /** What is wrong with points that a person gave; also where another method leaves them to a person. */
    static Optional<String> misjudged(BigDecimal maximum, BigDecimal given) {
        String range = "；请给出 0 到 " + new Figure(maximum) + " 之间的得分";
        if (given.signum() < 0) {
            return Optional.of("评判得分不能是负数" + range);
        }
        if (given.compareTo(maximum) > 0) {
            return Optional.of("评判得分 " + new Figure(given) + " 高于满分 " + new Figure(maximum) + range);
        }
        if (given.stripTrailingZeros().scale() > DECIMALS) {
            return Optional.of("评判得分 " + new Figure(given) + " 超过 2 位小数；请改为最多 2 位小数");
        }
        return Optional.empty();
    }
}
