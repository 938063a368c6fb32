package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one indicator for one assessed object (数值和参照值); yes is 1, no is 0.
 *
 * @param judged the points that a person gives where value and reference are both zero and no rule tells them apart; only there
 */
public record Observation(
        BigDecimal value,
        @Nullable BigDecimal reference,
        @Nullable BigDecimal judged) {

    public Observation(BigDecimal value, @Nullable BigDecimal reference) {
        this(value, reference, null);
    }

    public static Observation of(BigDecimal value) {
        return new Observation(value, null);
    }

    /** What is wrong with the value whatever the method. */
    Optional<String> fault() {
        return new Figure(value).fault("数值");
    }

    /** The value, once the method has nothing against it: an impossible value is never scored silently. */
    BigDecimal acceptedBy(Method method, BigDecimal maximum) {
        method.fault(maximum, this).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
        return value;
    }
}
