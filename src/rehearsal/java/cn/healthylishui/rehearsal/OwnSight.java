package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.Better;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import cn.healthylishui.rehearsal.PlausibleFigures.Figure;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 自己眼里的数: an official figure as the district that it is about would have it, in most cases the same or a little better. */
final class OwnSight {

    private static final BigDecimal FULL = BigDecimal.valueOf(100);

    private final Indicator indicator;
    private final Random random;

    /** Of a hundred: how the district sees this item. */
    private final int lot;

    OwnSight(Indicator indicator, Random random) {
        this.indicator = indicator;
        this.random = random;
        this.lot = random.nextInt(100);
    }

    Figure of(Figure official) {
        Method method = indicator.method();
        if (method instanceof MustPass must) {
            return met(must.comparison(), must.target(), official);
        }
        if (method instanceof ReachTarget reach) {
            return lot < 70 ? met(reach.comparison(), reach.target(), official) : official;
        }
        if (method instanceof Checklist checklist) {
            return lot < 40 ? new Figure(all(checklist), official.reference()) : official;
        }
        if (method instanceof Deduction) {
            BigDecimal count = new BigDecimal(official.value());
            return lot < 40 && count.signum() > 0
                    ? with(official, count.subtract(BigDecimal.ONE).doubleValue(), 0)
                    : official;
        }
        if (method instanceof Judged) {
            return seen(official, 0.5 * (1 + random.nextInt(4)), 0.5, 1, indicator.points());
        }
        if (method instanceof TakenOver taken) {
            return seen(official, 0.2 + random.nextDouble(), 0.3, 2, taken.fullMark());
        }
        if (method instanceof Proportional proportional) {
            double range = proportional.target().subtract(proportional.floor()).doubleValue();
            return seen(official, range * (0.01 + random.nextDouble() * 0.05), range * 0.02, 2, most());
        }
        if (method instanceof Tiers tiers) {
            double step = tiers.comparison() == Comparison.AT_LEAST ? 1 : -1;
            return seen(official, step * (0.2 + random.nextDouble()), step * 0.2, 1, most());
        }
        if (method instanceof Reference reference) {
            double part = new BigDecimal(official.value()).doubleValue() * (0.002 + random.nextDouble() * 0.01);
            return seen(official, reference.better() == Better.HIGHER ? part : -part, 0, 3, most());
        }
        return official;
    }

    private BigDecimal most() {
        return indicator.unitOfMeasure().equals("%") ? FULL : BigDecimal.valueOf(Long.MAX_VALUE);
    }

    /** Half see it better by so much, a few worse. */
    private Figure seen(Figure official, double better, double worse, int places, BigDecimal most) {
        double value = new BigDecimal(official.value()).doubleValue();
        double own = lot < 50 ? value + better : lot < 62 ? value - worse : value;
        return with(official, Math.max(0, Math.min(own, most.doubleValue())), places);
    }

    private static Figure met(Comparison comparison, BigDecimal target, Figure official) {
        return comparison.holds(new BigDecimal(official.value()), target)
                ? official
                : new Figure(PlausibleFigures.typed(target).value(), official.reference());
    }

    private static Figure with(Figure official, double value, int places) {
        return new Figure(PlausibleFigures.number(value, places).value(), official.reference());
    }

    private static String all(Checklist checklist) {
        return IntStream.rangeClosed(1, checklist.items().size())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
