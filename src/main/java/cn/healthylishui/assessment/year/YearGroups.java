package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.persistence.Rows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 专项组名册 of a year: copied with the rest of the roster when the year is prepared, the city office's to mend until the start. */
@Component
public class YearGroups {

    private final Rows rows;

    YearGroups(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** The groups of a year, by number. */
    public List<YearGroup> of(int year) {
        Map<Integer, List<YearGroup.Seat>> seats = seats(year);
        Map<Integer, List<String>> duties = duties(year);
        return rows
                .list(GroupRow.class, "select * from year_group where assessment_year = :year order by number", year)
                .stream()
                .map(row -> new YearGroup(
                        row.number(),
                        row.name(),
                        row.shortName(),
                        seats.getOrDefault(row.number(), List.of()),
                        duties.getOrDefault(row.number(), List.of())))
                .toList();
    }

    public Optional<YearGroup> find(int year, int number) {
        return of(year).stream().filter(group -> group.number() == number).findFirst();
    }

    /** The groups that a unit has a seat in. */
    public List<YearGroup> groupsOf(int year, String unit) {
        return of(year).stream().filter(group -> group.holds(unit)).toList();
    }

    private Map<Integer, List<YearGroup.Seat>> seats(int year) {
        return rows
                .list(GroupRow.Seat.class, "select * from year_group_seat where assessment_year = :year", year)
                .stream()
                .collect(Collectors.groupingBy(
                        GroupRow.Seat::groupNumber, Collectors.mapping(GroupRow.Seat::seat, Collectors.toList())));
    }

    private Map<Integer, List<String>> duties(int year) {
        return rows.list(GroupRow.Duty.class, """
                select * from year_group_duty where assessment_year = :year order by group_number, seq
                """, year).stream()
                .collect(Collectors.groupingBy(
                        GroupRow.Duty::groupNumber, Collectors.mapping(GroupRow.Duty::duty, Collectors.toList())));
    }
}
