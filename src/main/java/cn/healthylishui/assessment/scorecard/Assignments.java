package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 分工: which member unit of a district assesses which township indicator (办法五(一)). */
@Component
public class Assignments {

    private record Assignment(
            int year, String district, String indicator, String unit, String confirmedBy, LocalDateTime confirmedAt) {}

    private final Rows rows;
    private final Clock clock;
    private final OperationLog log;

    Assignments(JdbcClient jdbc, Clock clock, OperationLog log) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.log = log;
    }

    /** Indicator to member unit. */
    public Map<String, String> of(int year, String district) {
        Map<String, String> units = new TreeMap<>();
        rows.list(
                        Assignment.class,
                        "select * from member_assignment where assessment_year = :year and district = :district",
                        year,
                        district)
                .forEach(row -> units.put(row.indicator(), row.unit()));
        return units;
    }

    /** The units that assess anything, by district. */
    public Map<String, Set<String>> units(int year) {
        return rows
                .list(Assignment.class, "select * from member_assignment where assessment_year = :year", year)
                .stream()
                .collect(Collectors.groupingBy(
                        Assignment::district, Collectors.mapping(Assignment::unit, Collectors.toSet())));
    }

    public List<String> units(int year, String district) {
        return of(year, district).values().stream().distinct().sorted().toList();
    }

    public void confirm(int year, String district, Map<String, String> units, Actor actor) {
        LocalDateTime now = LocalDateTime.now(clock);
        rows.insertAll(
                "member_assignment",
                units.entrySet().stream()
                        .map(entry ->
                                new Assignment(year, district, entry.getKey(), entry.getValue(), actor.userId(), now))
                        .toList());
        log.record(actor, Operation.of("确认分工", year, district).to(units.toString()));
    }
}
