package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/** A must-pass indicator (必备内容): it is met or not, and carries no points. */
public record MustPass(Comparison comparison, BigDecimal target) implements Method {

    public MustPass {
        new Figure(target).check("必备要求");
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal value = observation.acceptedBy(this, maximum);
        boolean met = comparison.holds(value, target);
        return ItemScore.mustPass(
                met, new Figure(value) + (met ? " 符合必备要求 " : " 不符合必备要求 ") + comparison.sign() + new Figure(target));
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault();
    }
}
