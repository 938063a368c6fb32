package cn.healthylishui.assessment.analysis;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;

/**
 * 离散程度 of a row of points.
 *
 * @param deviation 标准差 of a sample; null where there is but one figure
 */
public record Spread(
        BigDecimal minimum,
        BigDecimal maximum,
        double mean,
        @Nullable Double deviation) {

    /** @param figures one at least */
    public static Spread of(List<BigDecimal> figures) {
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        figures.forEach(figure -> statistics.addValue(figure.doubleValue()));
        return new Spread(
                Collections.min(figures),
                Collections.max(figures),
                statistics.getMean(),
                figures.size() == 1 ? null : statistics.getStandardDeviation());
    }

    public BigDecimal range() {
        return maximum.subtract(minimum);
    }

    public boolean constant() {
        return range().signum() == 0;
    }
}
