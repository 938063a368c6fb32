package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.analysis.Analysis;
import cn.healthylishui.assessment.analysis.ItemAnalysis;
import cn.healthylishui.assessment.analysis.Spread;
import cn.healthylishui.assessment.analysis.Subject;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** 图: where everything lies in the drawings of an analysis, in the units of their view boxes. The pages draw them as they are. */
final class AnalysisCharts {

    static final int WIDTH = 680;
    static final int HEIGHT = 400;
    static final int LOW_HEIGHT = 260;

    private static final double LEFT = 70;
    private static final double TOP = 16;
    private static final double BOTTOM = 52;
    private static final double LABELS = 150;
    private static final double MARGIN = 20;
    private static final double LINE = 16;
    private static final int MOST_NAMED = 12;
    private static final int MOST_TICKS = 8;
    private static final int MOST_BINS = 14;
    private static final double BAR = 160;

    /** How many have all points, some, none; each part from its left edge on. */
    record Bar(double full, double between, double zero, String words) {

        double width() {
            return BAR;
        }
    }

    record Tick(double at, String label) {}

    /**
     * @param labelAt where its name stands; null where there are too many for names
     */
    record Dot(
            double x,
            double y,
            String name,
            String words,
            @Nullable Double labelAt) {}

    record Scatter(
            List<Dot> dots,
            List<Tick> across,
            List<Tick> up,
            double left,
            double right,
            double top,
            double bottom,
            double labelX) {}

    record Column(double x, double y, double width, double height, int count, String words) {}

    /** @param labelY one beneath the other, so that they never touch */
    record Mark(double x, double labelY, String label) {}

    record Histogram(
            List<Column> columns,
            List<Tick> across,
            List<Mark> marks,
            double left,
            double right,
            double top,
            double bottom,
            int step) {}

    private AnalysisCharts() {}

    static Bar bar(ItemAnalysis item) {
        boolean mustPass = item.indicator().mustPass();
        int objects = Math.max(1, item.objects());
        return new Bar(
                round(BAR * item.full() / objects),
                round(BAR * item.between() / objects),
                round(BAR * item.zero() / objects),
                mustPass
                        ? "达标%d，不达标%d，不明%d".formatted(item.full(), item.zero(), item.between())
                        : "满分%d，中间%d，零分%d".formatted(item.full(), item.between(), item.zero()));
    }

    /** The points of one indicator against the total without it. */
    static Scatter scatter(ItemAnalysis item) {
        double right = WIDTH - (named(item) ? LABELS : MARGIN);
        double bottom = HEIGHT - BOTTOM;
        Axis across = new Axis(0, item.indicator().points().doubleValue(), LEFT + 10, right - 10);
        Spread rest =
                Spread.of(item.points().stream().map(ItemAnalysis.Point::rest).toList());
        Axis up = Axis.around(rest.minimum().doubleValue(), rest.maximum().doubleValue(), bottom, TOP);
        List<ItemAnalysis.Point> falling = item.points().stream()
                .sorted(Comparator.comparing(ItemAnalysis.Point::rest).reversed())
                .toList();
        List<Dot> dots = new ArrayList<>();
        double below = TOP;
        double room = falling.size() * LINE;
        for (ItemAnalysis.Point point : falling) {
            double y = up.at(point.rest().doubleValue());
            Double labelAt = null;
            if (named(item)) {
                // Each name stands beside its dot or, where the one above is in the way, just beneath that; the last
                // still fits in.
                below = Math.min(Math.max(y, below), bottom - room + LINE);
                labelAt = round(below);
                below += LINE;
                room -= LINE;
            }
            dots.add(new Dot(
                    round(across.at(point.points().doubleValue())),
                    round(y),
                    point.name(),
                    "%s：本项%s分，其余得分%s".formatted(point.name(), point.points(), point.rest()),
                    labelAt));
        }
        return new Scatter(dots, across.ticks(), up.ticks(), LEFT, right, TOP, bottom, right + 14);
    }

    private static boolean named(ItemAnalysis item) {
        return item.points().size() <= MOST_NAMED;
    }

    /** How many objects have a total within each step. */
    static Histogram histogram(Analysis analysis, YearSettings settings) {
        Spread totals = Objects.requireNonNull(analysis.totals());
        int step = step(totals);
        int first = floor(totals.minimum(), step);
        int bins = (floor(totals.maximum(), step) - first) / step + 1;
        int[] counts = new int[bins];
        analysis.subjects().stream()
                .map(Subject::score)
                .forEach(score -> counts[(floor(score, step) - first) / step]++);
        int most = IntStream.of(counts).max().orElse(1);
        double right = WIDTH - MARGIN;
        double top = 60;
        double bottom = LOW_HEIGHT - BOTTOM;
        Axis across = new Axis(first, first + (double) bins * step, LEFT, right);
        double width = across.at(first + step) - across.at(first);
        List<Column> columns = new ArrayList<>();
        List<Tick> ticks = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            int from = first + bin * step;
            double height = (bottom - top) * counts[bin] / most;
            columns.add(new Column(
                    round(across.at(from) + 1),
                    round(bottom - height),
                    round(width - 2),
                    round(height),
                    counts[bin],
                    "%d分至不到%d分：%d个".formatted(from, from + step, counts[bin])));
        }
        for (int bin = 0; bin <= bins; bin++) {
            ticks.add(new Tick(round(across.at(first + bin * step)), String.valueOf(first + bin * step)));
        }
        return new Histogram(
                columns, ticks, marks(settings, across, first, first + bins * step), LEFT, right, top, bottom, step);
    }

    private static List<Mark> marks(YearSettings settings, Axis across, int from, int to) {
        List<Mark> marks = new ArrayList<>();
        addMark(marks, "合格线", settings.passBound(), across, from, to);
        addMark(marks, "优秀线", settings.excellentBound(), across, from, to);
        return marks;
    }

    private static void addMark(List<Mark> marks, String name, BigDecimal bound, Axis across, int from, int to) {
        if (bound.compareTo(BigDecimal.valueOf(from)) >= 0 && bound.compareTo(BigDecimal.valueOf(to)) <= 0) {
            marks.add(new Mark(
                    round(across.at(bound.doubleValue())), TOP + 2 + LINE * marks.size(), name + Answer.plain(bound)));
        }
    }

    /** The smallest usual width of which not too many are needed. */
    private static int step(Spread totals) {
        return IntStream.of(5, 10, 20, 25, 50, 100, 200)
                .filter(step -> (floor(totals.maximum(), step) - floor(totals.minimum(), step)) / step < MOST_BINS)
                .findFirst()
                .orElse(500);
    }

    private static int floor(BigDecimal score, int step) {
        return score.divide(BigDecimal.valueOf(step), 0, RoundingMode.FLOOR).intValue() * step;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** A range of figures laid over a range of the drawing. */
    private record Axis(double from, double to, double start, double end) {

        /** With a little air on both ends; a single figure stands in the middle. */
        static Axis around(double low, double high, double start, double end) {
            double air = high > low ? (high - low) * 0.08 : 1;
            return new Axis(low - air, high + air, start, end);
        }

        double at(double figure) {
            return to == from ? (start + end) / 2 : start + (end - start) * (figure - from) / (to - from);
        }

        List<Tick> ticks() {
            double step = stepOf((to - from) / MOST_TICKS);
            List<Tick> ticks = new ArrayList<>();
            for (double figure = Math.ceil(from / step) * step; figure <= to + step / 1000; figure += step) {
                ticks.add(new Tick(
                        round(at(figure)),
                        Answer.plain(BigDecimal.valueOf(figure).setScale(2, RoundingMode.HALF_UP))));
            }
            return ticks;
        }

        /** 1, 2 or 5 of a power of ten. */
        private static double stepOf(double least) {
            double power = Math.pow(10, Math.floor(Math.log10(least)));
            for (double factor : new double[] {1, 2, 5}) {
                if (factor * power >= least) {
                    return factor * power;
                }
            }
            return 10 * power;
        }
    }
}
