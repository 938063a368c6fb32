package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points by how far the value lies from a reference, in percent of the reference and counted so that better is positive
 * (与参照值比较): all at {@code fullAt}, none at {@code zeroAt}, a straight line between.
 */
public record Reference(
        ReferenceKind reference, Better better, BigDecimal fullAt, BigDecimal zeroAt, ReferenceBasis basis)
        implements Method {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int SHOWN_DECIMALS = 4;

    public Reference {
        new Figure(fullAt).check("满分线");
        new Figure(zeroAt).check("零分线");
        if (fullAt.compareTo(zeroAt) <= 0) {
            throw new IllegalArgumentException(
                    "满分线 " + new Figure(fullAt) + "% 须高于零分线 " + new Figure(zeroAt) + "%；请修改其中一个");
        }
    }

    public Reference(ReferenceKind reference, Better better, BigDecimal fullAt, BigDecimal zeroAt) {
        this(reference, better, fullAt, zeroAt, ReferenceBasis.DEFAULT);
    }

    @Override
    public boolean needsReference() {
        return true;
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal value = observation.acceptedBy(this, maximum);
        BigDecimal compared = Objects.requireNonNull(observation.reference());
        if (compared.signum() == 0) {
            return besideZero(maximum, value, observation.judged());
        }
        // A reference may be negative (a growth rate): the size of the difference is then measured by its amount.
        BigDecimal size = compared.abs();
        BigDecimal lead = better == Better.HIGHER ? value.subtract(compared) : compared.subtract(value);
        // The percentage, still multiplied by the size: the only division is the one that yields the points.
        BigDecimal percentTimesSize = lead.multiply(HUNDRED);
        String percent =
                "(" + difference(new Figure(value), new Figure(compared)) + ") ÷ " + new Figure(size) + " × 100";
        String opening = "与" + reference.words() + " " + new Figure(compared) + " 比较，";

        if (percentTimesSize.compareTo(fullAt.multiply(size)) >= 0) {
            return ItemScore.full(
                    maximum, opening + percent + shown(percentTimesSize, size) + "%，达到满分线 " + new Figure(fullAt) + "%");
        }
        if (percentTimesSize.compareTo(zeroAt.multiply(size)) <= 0) {
            return ItemScore.none(
                    maximum,
                    opening + percent + shown(percentTimesSize, size) + "%，不高于零分线 " + new Figure(zeroAt) + "%");
        }
        String aboveZero = zeroAt.signum() < 0
                ? percent + " + " + new Figure(zeroAt.negate())
                : percent + " − " + new Figure(zeroAt);
        return ItemScore.fraction(
                maximum.multiply(percentTimesSize.subtract(zeroAt.multiply(size))),
                size.multiply(fullAt.subtract(zeroAt)),
                maximum,
                opening + "(" + aboveZero + ") ÷ (" + new Figure(fullAt).minus(new Figure(zeroAt)) + ") × "
                        + new Figure(maximum));
    }

    private ItemScore besideZero(BigDecimal maximum, BigDecimal value, @Nullable BigDecimal judged) {
        String opening = reference.words() + "是 0，" + better.words() + "，数值 " + new Figure(value);
        if (judged != null) {
            return new ItemScore(
                    judged,
                    maximum,
                    judged.compareTo(maximum) == 0,
                    opening + "，由评分单位评判，评判得 " + judged.setScale(2, RoundingMode.UNNECESSARY) + "（满分 "
                            + new Figure(maximum) + "）");
        }
        boolean best = better == Better.HIGHER ? value.signum() > 0 : value.signum() <= 0;
        return best ? ItemScore.full(maximum, opening) : ItemScore.none(maximum, opening);
    }

    private String difference(Figure value, Figure compared) {
        return better == Better.HIGHER ? value.minus(compared) : compared.minus(value);
    }

    /** The percentage is only shown here, never calculated with: where it does not end it is marked as rounded. */
    private static String shown(BigDecimal percentTimesSize, BigDecimal size) {
        BigDecimal percent = percentTimesSize.divide(size, SHOWN_DECIMALS, RoundingMode.HALF_UP);
        return (percent.multiply(size).compareTo(percentTimesSize) == 0 ? " = " : " ≈ ") + new Figure(percent);
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault().or(() -> Optional.ofNullable(observation.reference())
                .map(compared -> new Figure(compared)
                        .fault(reference.words())
                        .or(() -> wronglyJudged(maximum, observation.value(), compared, observation.judged())))
                .orElseGet(() -> Optional.of("缺少" + reference.words() + "；请补填后再提交")));
    }

    /** Whether no rule tells the two apart: a person gives the points, with a reason. */
    public boolean leftToJudgement(BigDecimal value, BigDecimal compared) {
        return better == Better.HIGHER && compared.signum() == 0 && value.signum() == 0;
    }

    private Optional<String> wronglyJudged(
            BigDecimal maximum, BigDecimal value, BigDecimal compared, @Nullable BigDecimal judged) {
        if (leftToJudgement(value, compared)) {
            return judged == null
                    ? Optional.of(
                            reference.words() + "和数值都是 0，比不出高低，由评分单位给分；请填写评判得分（0 到 " + new Figure(maximum) + "）和理由")
                    : Judged.misjudged(maximum, judged);
        }
        return judged == null
                ? Optional.empty()
                : Optional.of("只有" + reference.words() + "和数值都是 0 的越高越好的指标才由人评判；请去掉评判得分");
    }

    /** What a reference of zero means, for whoever publishes a table or reads its rules. */
    public static String zeroRule(Better better) {
        return better == Better.LOWER ? "数值是0得满分，大于0不得分" : "数值大于0得满分，数值也是0的由评分单位评判并写明理由";
    }
}
