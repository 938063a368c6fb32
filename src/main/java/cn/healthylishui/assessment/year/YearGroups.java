package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.SeatRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 专项组名册 of a year: copied with the rest of the roster when the year is prepared, the city office's to mend until the start. */
@Component
public class YearGroups {

    private final JdbcClient jdbc;

    YearGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The groups of a year, by number. */
    public List<YearGroup> of(int year) {
        Map<Integer, List<YearGroup.Seat>> seats = seats(year);
        Map<Integer, List<String>> duties = duties(year);
        return jdbc.sql("select * from year_group where assessment_year = :year order by number")
                .param("year", year)
                .query((rs, i) -> new YearGroup(
                        rs.getInt("number"),
                        rs.getString("name"),
                        rs.getString("short_name"),
                        seats.getOrDefault(rs.getInt("number"), List.of()),
                        duties.getOrDefault(rs.getInt("number"), List.of())))
                .list();
    }

    public Optional<YearGroup> find(int year, int number) {
        return of(year).stream().filter(group -> group.number() == number).findFirst();
    }

    /** The groups that a unit has a seat in. */
    public List<YearGroup> groupsOf(int year, String unit) {
        return of(year).stream().filter(group -> group.holds(unit)).toList();
    }

    private record Numbered<T>(int group, T value) {}

    private Map<Integer, List<YearGroup.Seat>> seats(int year) {
        return jdbc
                .sql("select * from year_group_seat where assessment_year = :year")
                .param("year", year)
                .query((rs, i) -> new Numbered<>(
                        rs.getInt("group_number"),
                        new YearGroup.Seat(
                                rs.getString("unit"),
                                SeatRole.valueOf(rs.getString("role")),
                                rs.getInt("seq"),
                                rs.getString("source_name"),
                                rs.getBoolean("to_confirm"),
                                rs.getString("note"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Numbered::group, Collectors.mapping(Numbered::value, Collectors.toList())));
    }

    private Map<Integer, List<String>> duties(int year) {
        return jdbc
                .sql(
                        "select group_number, duty from year_group_duty where assessment_year = :year order by group_number, seq")
                .param("year", year)
                .query((rs, i) -> new Numbered<>(rs.getInt("group_number"), rs.getString("duty")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Numbered::group, Collectors.mapping(Numbered::value, Collectors.toList())));
    }
}
