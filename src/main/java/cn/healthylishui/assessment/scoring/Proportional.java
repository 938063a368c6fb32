package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Points in proportion to the way made from the floor to the target (按比例得分). With a floor above the target, lower is
 * better.
 */
public record Proportional(BigDecimal target, BigDecimal floor) implements Method {

    public Proportional {
        new Figure(target).check("目标值");
        new Figure(floor).check("起评值");
        if (target.compareTo(floor) == 0) {
            throw new IllegalArgumentException("目标值和起评值都是 " + new Figure(target) + "，中间没有可按比例得分的区间；请修改其中一个");
        }
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal value = observation.acceptedBy(this, maximum);
        boolean higherIsBetter = target.compareTo(floor) > 0;
        BigDecimal way = higherIsBetter ? target.subtract(floor) : floor.subtract(target);
        BigDecimal made = higherIsBetter ? value.subtract(floor) : floor.subtract(value);
        Figure reached = new Figure(value);
        Figure start = new Figure(floor);
        Figure goal = new Figure(target);
        if (made.compareTo(way) >= 0) {
            return ItemScore.full(maximum, reached + " 达到目标 " + (higherIsBetter ? "≥" : "≤") + goal);
        }
        if (made.signum() <= 0) {
            return ItemScore.none(maximum, reached + (higherIsBetter ? " 不高于起评值 " : " 不低于起评值 ") + start);
        }
        String calculation = higherIsBetter
                ? "(" + reached.minus(start) + ") ÷ (" + goal.minus(start) + ")"
                : "(" + start.minus(reached) + ") ÷ (" + start.minus(goal) + ")";
        return ItemScore.fraction(maximum.multiply(made), way, maximum, calculation + " × " + new Figure(maximum));
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault();
    }
}
