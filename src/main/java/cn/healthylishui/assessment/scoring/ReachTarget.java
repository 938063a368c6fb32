package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/** All points when the target is reached, otherwise none (达标得分). */
public record ReachTarget(Comparison comparison, BigDecimal target) implements Method {

    public ReachTarget {
        new Figure(target).check("目标值");
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal value = observation.acceptedBy(this, maximum);
        String goal = "达到目标 " + comparison.sign() + new Figure(target);
        return comparison.holds(value, target)
                ? ItemScore.full(maximum, new Figure(value) + " " + goal)
                : ItemScore.none(maximum, new Figure(value) + " 未" + goal);
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault();
    }
}
