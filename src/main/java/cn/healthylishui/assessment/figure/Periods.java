package cn.healthylishui.assessment.figure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** 报送期次: the assessed year up to and with a month. Figures are cumulative, so a later period holds what an earlier one said. */
public final class Periods {

    private static final int QUARTER = 3;

    private Periods() {}

    public static LocalDate lastDay(int year, int month) {
        return LocalDate.of(year, month, 1).plusMonths(1).minusDays(1);
    }

    /** 三季度 for the month that ends one, else 10月. */
    public static String label(int month) {
        return month % QUARTER == 0 ? quarter(month) : month + "月";
    }

    /** 1—9月累计. */
    public static String span(int month) {
        return month == 1 ? "1月" : "1—%d月累计".formatted(month);
    }

    private static String quarter(int month) {
        return "%c季度".formatted("一二三四".charAt(month / QUARTER - 1));
    }

    /**
     * The periods to ask for on a day: all that are not over, and of those that are over the last. Earlier ones are skipped, since
     * the last one's figures hold theirs.
     */
    static List<Integer> toAsk(int year, LocalDate today, Collection<Rhythm> rhythms) {
        List<Integer> asked = IntStream.rangeClosed(1, 12)
                .filter(month -> rhythms.stream().anyMatch(rhythm -> rhythm.asks(month)))
                .boxed()
                .toList();
        List<Integer> toAsk =
                new ArrayList<>(asked.stream()
                        .filter(month -> lastDay(year, month).isBefore(today))
                        .reduce((earlier, later) -> later)
                        .stream()
                        .toList());
        asked.stream().filter(month -> !lastDay(year, month).isBefore(today)).forEach(toAsk::add);
        return toAsk;
    }
}
