package cn.healthylishui.assessment.analysis;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** 相关系数: how two rows of figures go together; equal figures share the mean of their ranks. */
record Correlation(double pearson, double spearman) {

    /** With two objects any two rows lie on a line. */
    static final int FEWEST = 3;

    private static final double LIKELY = 0.975;

    /** What is finer is left by the calculation, differently for another order of the same figures. */
    private static final double EXACT = 1e12;

    /** Both rows need three figures and two different ones at least. */
    static Correlation of(double[] some, double[] others) {
        return new Correlation(
                exact(new PearsonsCorrelation().correlation(some, others)),
                exact(new SpearmansCorrelation().correlation(some, others)));
    }

    static boolean constant(double[] row) {
        return Arrays.stream(row).distinct().count() <= 1;
    }

    private static double exact(double coefficient) {
        return Math.rint(coefficient * EXACT) / EXACT;
    }

    /** How far from 0 a coefficient must lie that chance alone reaches in no more than 5 of 100 cases. */
    static double bound(int objects) {
        int freedom = objects - 2;
        double t = new TDistribution(freedom).inverseCumulativeProbability(LIKELY);
        return t / Math.sqrt(t * t + freedom);
    }

    double lower() {
        return Math.min(pearson, spearman);
    }

    boolean negative() {
        return pearson < 0 && spearman < 0;
    }

    /** One figure far from the others may turn the one and not the other. */
    boolean contradictory() {
        return pearson * spearman < 0;
    }

    double strongest() {
        return Math.max(Math.abs(pearson), Math.abs(spearman));
    }
}
