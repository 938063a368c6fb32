package cn.healthylishui.assessment.analysis;

import cn.healthylishui.assessment.analysis.PairChanges.Standing;
import cn.healthylishui.assessment.analysis.Subject.Item;
import cn.healthylishui.assessment.analysis.Subject.State;
import cn.healthylishui.assessment.indicator.Indicator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * 一项指标的分析. A must-pass item has no points: of it there is only how many meet it.
 *
 * @param objects how many it applies to; all that follows is about these, but for the order of pairs
 * @param missing how many of them nobody gave a value of
 * @param provisional how many of the values were provisional
 * @param notApplicable how many were excused from it
 * @param absent how many have another list without it
 * @param full how many have all its points; of a must-pass item how many meet it
 * @param zero how many have none; of a must-pass item how many are known not to meet it
 * @param spread null for a must-pass item and where it applies to nobody
 * @param pearson null where no correlation can be worked out, as is the next
 * @param pairs whose order would change without the item
 * @param points each object it applies to, for a scatter
 * @param findings in words
 */
public record ItemAnalysis(
        Indicator indicator,
        int objects,
        int missing,
        int provisional,
        int notApplicable,
        int absent,
        int full,
        int zero,
        @Nullable Spread spread,
        @Nullable Double pearson,
        @Nullable Double spearman,
        Correlated correlated,
        PairChanges pairs,
        List<Point> points,
        List<String> findings) {

    /** Whether a correlation can be worked out, and why not. */
    public enum Correlated {
        YES(""),
        MUST_PASS("必备指标不计分"),
        TOO_FEW("对象太少"),
        CONSTANT("得分全部相同"),
        REST_CONSTANT("其余得分全部相同");

        private final String words;

        Correlated(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** @param rest 其余得分: the total without the item, brought to the full mark again */
    public record Point(String code, String name, BigDecimal points, BigDecimal rest) {}

    private static final int DECIMALS = 2;

    /** What an object earned and could earn, all scored items that apply. */
    private record Sums(BigDecimal earned, BigDecimal applicable) {

        static Sums of(Subject subject) {
            BigDecimal earned = BigDecimal.ZERO;
            BigDecimal applicable = BigDecimal.ZERO;
            for (Item item : subject.items().values()) {
                if (item.state() != State.NOT_APPLICABLE) {
                    earned = earned.add(item.points());
                    applicable = applicable.add(item.maximum());
                }
            }
            return new Sums(earned, applicable);
        }

        /** Rounded like a total; an object that has nothing else has 0. */
        BigDecimal without(@Nullable Item item, BigDecimal fullMark) {
            BigDecimal left = earned;
            BigDecimal of = applicable;
            if (item != null && item.state() != State.NOT_APPLICABLE) {
                left = earned.subtract(item.points());
                of = applicable.subtract(item.maximum());
            }
            return of.signum() == 0
                    ? BigDecimal.ZERO.setScale(DECIMALS)
                    : left.multiply(fullMark).divide(of, DECIMALS, RoundingMode.HALF_UP);
        }
    }

    static ItemAnalysis of(Indicator indicator, List<Subject> subjects, BigDecimal fullMark, Scope scope) {
        List<Item> applicable = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        int notApplicable = 0;
        int absent = 0;
        for (Subject subject : subjects) {
            Item item = subject.item(indicator.code());
            BigDecimal rest = Sums.of(subject).without(item, fullMark);
            standings.add(new Standing(subject.group(), subject.score(), rest));
            if (item == null) {
                absent++;
            } else if (item.state() == State.NOT_APPLICABLE) {
                notApplicable++;
            } else {
                applicable.add(item);
                points.add(new Point(subject.code(), subject.name(), item.points(), rest));
            }
        }
        Correlated correlated = correlated(indicator, points);
        Correlation correlation = correlated == Correlated.YES
                ? Correlation.of(row(points, Point::points), row(points, Point::rest))
                : null;
        ItemAnalysis bare = new ItemAnalysis(
                indicator,
                applicable.size(),
                count(applicable, item -> item.state() == State.MISSING),
                count(applicable, Item::provisional),
                notApplicable,
                absent,
                count(
                        applicable,
                        item -> indicator.mustPass()
                                ? item.met() && item.state() == State.GIVEN
                                : item.points().compareTo(item.maximum()) == 0),
                count(
                        applicable,
                        item -> indicator.mustPass()
                                ? !item.met() && item.state() == State.GIVEN
                                : item.points().signum() == 0),
                indicator.mustPass() || points.isEmpty()
                        ? null
                        : Spread.of(points.stream().map(Point::points).toList()),
                correlation == null ? null : Double.valueOf(correlation.pearson()),
                correlation == null ? null : Double.valueOf(correlation.spearman()),
                correlated,
                indicator.mustPass() ? new PairChanges(0, 0, 0, 0) : PairChanges.of(standings),
                List.copyOf(points),
                List.of());
        return bare.with(Findings.of(bare, scope));
    }

    private ItemAnalysis with(List<String> words) {
        return new ItemAnalysis(
                indicator,
                objects,
                missing,
                provisional,
                notApplicable,
                absent,
                full,
                zero,
                spread,
                pearson,
                spearman,
                correlated,
                pairs,
                points,
                words);
    }

    private static Correlated correlated(Indicator indicator, List<Point> points) {
        if (indicator.mustPass()) {
            return Correlated.MUST_PASS;
        }
        if (points.size() < Correlation.FEWEST) {
            return Correlated.TOO_FEW;
        }
        if (Correlation.constant(row(points, Point::points))) {
            return Correlated.CONSTANT;
        }
        return Correlation.constant(row(points, Point::rest)) ? Correlated.REST_CONSTANT : Correlated.YES;
    }

    private static double[] row(List<Point> points, Function<Point, BigDecimal> figure) {
        return points.stream().map(figure).mapToDouble(BigDecimal::doubleValue).toArray();
    }

    private static int count(List<Item> items, Predicate<Item> wanted) {
        return (int) items.stream().filter(wanted).count();
    }

    /** Neither all nor none of the points; of a must-pass item those of whom nothing is known. */
    public int between() {
        return objects - full - zero;
    }

    public double shareFull() {
        return share(full);
    }

    public double shareZero() {
        return share(zero);
    }

    private double share(int part) {
        return objects == 0 ? 0 : (double) part / objects;
    }

    /** All have the same points, so that the item tells nobody apart. */
    public boolean tellsNobodyApart() {
        return spread != null && objects > 1 && spread.constant();
    }

    /** Both coefficients say that whoever does well here does badly elsewhere, and one of them more than chance would. */
    public boolean againstTheRest() {
        Correlation correlation = correlation();
        return correlation != null && correlation.negative() && correlation.lower() <= -Correlation.bound(objects);
    }

    @Nullable
    Correlation correlation() {
        return pearson == null || spearman == null ? null : new Correlation(pearson, spearman);
    }
}
