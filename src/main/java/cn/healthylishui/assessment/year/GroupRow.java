package cn.healthylishui.assessment.year;

import java.util.List;
import java.util.stream.IntStream;

/** A group of a year as the table {@code year_group} keeps it, its seats and duties beside. */
record GroupRow(int year, int number, String name, String shortName) {

    record Seat(int year, int groupNumber, YearGroup.Seat seat) {}

    record Duty(int year, int groupNumber, int seq, String duty) {}

    /** The duties of a group, numbered from 1. */
    static List<Duty> duties(int year, int group, List<String> duties) {
        return IntStream.range(0, duties.size())
                .mapToObj(i -> new Duty(year, group, i + 1, duties.get(i)))
                .toList();
    }
}
