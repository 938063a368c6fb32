package cn.healthylishui.assessment.performance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** 性能报告: goal, anchor, measured, ratio, holds. */
final class Measures {

    static final String COMMAND = "mvn -Pperformance verify";
    static final String HEADER = "| 目标 | 对照 | 对照用时 | 本系统用时 | 快多少倍 | 至少 | 做到 |";
    static final String NOT_RUN = "没有做";

    private static final Path PAGE = Path.of("target", "performance.md");

    private record Line(@Nullable Double anchor, @Nullable Double measured, String note) {}

    private final Map<Goal, Line> lines = new EnumMap<>(Goal.class);
    private final List<String> beside = new ArrayList<>();

    /** @param anchor and what was measured, in milliseconds */
    void holds(Goal goal, double anchor, double measured) {
        lines.put(goal, new Line(anchor, measured, ""));
    }

    /** What explains the others, and is no goal. */
    void beside(String what, double milliseconds) {
        beside.add("- %s：%.1f毫秒".formatted(what, milliseconds));
    }

    void leftOut(Goal goal, String why) {
        lines.put(goal, new Line(null, null, why));
    }

    /** Writes the table and tells it. */
    void write() {
        StringBuilder page = new StringBuilder("机器：%d核，%s，%s，Java %s。%n%n%s%n|---|---|---|---|---|---|---|%n"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        LocalDate.now(),
                        System.getProperty("java.version"),
                        HEADER));
        lines.forEach((goal, line) -> page.append(line(goal, line)).append(System.lineSeparator()));
        page.append(System.lineSeparator());
        beside.forEach(line -> page.append(line).append(System.lineSeparator()));
        System.out.println(page);
        try {
            Files.writeString(PAGE, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Goal goal, Line line) {
        Double anchor = line.anchor();
        Double measured = line.measured();
        if (anchor == null || measured == null) {
            return "| %s | %s | %s（%s） | | | %d倍 | |"
                    .formatted(goal.label(), goal.anchor(), NOT_RUN, line.note(), goal.times());
        }
        double ratio = anchor / measured;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f毫秒 | %.1f毫秒 | %.0f倍 | %d倍 | %s |",
                goal.label(),
                goal.anchor(),
                anchor,
                measured,
                ratio,
                goal.times(),
                ratio >= goal.times() ? "是" : "否");
    }

    /**
     * The middle of the last third: whoever works all day has a program that knows its work.
     *
     * @return in milliseconds
     */
    static double time(int rounds, IntConsumer before, Runnable work) {
        double[] took = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            before.accept(round);
            long begun = System.nanoTime();
            work.run();
            took[round] = (System.nanoTime() - begun) / 1e6;
        }
        double[] last = Arrays.copyOfRange(took, rounds - rounds / 3, rounds);
        Arrays.sort(last);
        return last[last.length / 2];
    }
}
