package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.persistence.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 专项组名册 of a year: copied with the rest of the roster when the year is prepared, the city office's to mend until the start. */
@Component
public class YearGroups {

    private record GroupAndDuty(GroupRow group, @Nullable String duty) {}

    private final Rows rows;

    YearGroups(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** The groups of a year, by number. */
    public List<YearGroup> of(int year) {
        Map<Integer, List<YearGroup.Seat>> seats = seats(year);
        Map<GroupRow, List<String>> duties = new LinkedHashMap<>();
        rows.list(GroupAndDuty.class, """
                select g.*, d.duty from year_group g
                left join year_group_duty d on d.assessment_year = g.assessment_year and d.group_number = g.number
                where g.assessment_year = :year order by g.number, d.seq
                """, year).forEach(row -> {
            List<String> ofGroup = duties.computeIfAbsent(row.group(), group -> new ArrayList<>());
            if (row.duty() != null) {
                ofGroup.add(row.duty());
            }
        });
        return duties.entrySet().stream()
                .map(group -> new YearGroup(
                        group.getKey().number(),
                        group.getKey().name(),
                        group.getKey().shortName(),
                        seats.getOrDefault(group.getKey().number(), List.of()),
                        List.copyOf(group.getValue())))
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
}
