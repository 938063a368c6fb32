package cn.healthylishui.assessment.keywork;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** 季度 of an assessed year; what is reported at the year's end with the self-score stands after the fourth. */
public final class Quarters {

    public static final int YEAR_END = 5;

    private Quarters() {}

    public static LocalDate lastDay(int year, int quarter) {
        return LocalDate.of(year, quarter * 3, 1).plusMonths(1).minusDays(1);
    }

    /** The quarters that are not over on a day; the fourth where all are, so that every task is reported on once. */
    public static List<Integer> toCome(int year, LocalDate today) {
        List<Integer> left = IntStream.rangeClosed(1, 4)
                .filter(quarter -> !lastDay(year, quarter).isBefore(today))
                .boxed()
                .toList();
        return left.isEmpty() ? List.of(4) : left;
    }

    public static String label(int quarter) {
        return quarter == YEAR_END ? "年终" : "第%c季度".formatted("一二三四".charAt(quarter - 1));
    }
}
