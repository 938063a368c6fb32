package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The score of a unit in the democratic appraisal (民主测评得分, 办法四(二)): the mean of each rater group, weighted. A group of which
 * nobody knows the unit, or nobody voted, leaves its weight to the others in proportion to theirs.
 */
public final class Appraisal {

    private static final int HUNDRED = 100;
    private static final int DECIMALS = 2;
    private static final int RATED_MARKS = AppraisalMark.values().length - 1;

    /** @param weight more than 0; only how the weights stand to each other matters */
    public record Group(int weight, Tally tally) {

        public Group {
            if (weight <= 0) {
                throw new IllegalArgumentException("测评人员的权重须大于 0，不能是 " + weight + "；请修改权重");
            }
        }
    }

    private Appraisal() {}

    /**
     * Exact until the end, then rounded once, half up, to two places.
     *
     * @param worth what 优秀, 良好, 一般 and 较差 are worth, of 100
     * @return empty where nobody rated the unit: then it has no score, not a score of 0
     */
    public static Optional<BigDecimal> score(List<Group> groups, List<Integer> worth, BigDecimal fullMark) {
        check(worth);
        if (fullMark.signum() <= 0) {
            throw new IllegalArgumentException("总分须大于 0，不能是 " + new Figure(fullMark) + "；请修改总分");
        }
        // Means are thirds, sevenths and the like: kept as one fraction, so that nothing is rounded on the way.
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        long weights = 0;
        for (Group group : groups) {
            int rated = group.tally().rated();
            if (rated == 0) {
                continue;
            }
            BigInteger weighted = BigInteger.valueOf(group.weight())
                    .multiply(BigInteger.valueOf(group.tally().points(worth)));
            numerator = numerator.multiply(BigInteger.valueOf(rated)).add(weighted.multiply(denominator));
            denominator = denominator.multiply(BigInteger.valueOf(rated));
            weights += group.weight();
        }
        if (weights == 0) {
            return Optional.empty();
        }
        BigInteger whole = denominator.multiply(BigInteger.valueOf(weights)).multiply(BigInteger.valueOf(HUNDRED));
        return Optional.of(new BigDecimal(numerator)
                .multiply(fullMark)
                .divide(new BigDecimal(whole), DECIMALS, RoundingMode.HALF_UP));
    }

    /** The mean of one group for people to read, of 100; empty where nobody in it rated the unit. */
    public static Optional<BigDecimal> mean(Tally tally, List<Integer> worth) {
        check(worth);
        return tally.rated() == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(tally.points(worth))
                        .divide(BigDecimal.valueOf(tally.rated()), DECIMALS, RoundingMode.HALF_UP));
    }

    private static void check(List<Integer> worth) {
        boolean each = worth.size() == RATED_MARKS && worth.stream().allMatch(one -> one >= 0 && one <= HUNDRED);
        boolean falling = each
                && worth.equals(worth.stream().sorted(Comparator.reverseOrder()).toList());
        if (!falling) {
            throw new IllegalArgumentException("优秀、良好、一般、较差的分值须是 0 至 100 的四个数，从高到低，不能是 " + worth + "；请修改分值");
        }
    }
}
