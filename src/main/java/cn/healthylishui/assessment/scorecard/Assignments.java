package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 分工: which member unit of a district assesses which township indicator (办法五(一)). */
@Component
public class Assignments {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OperationLog log;

    Assignments(JdbcClient jdbc, Clock clock, OperationLog log) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.log = log;
    }

    /** Indicator to member unit. */
    public Map<String, String> of(int year, String district) {
        Map<String, String> units = new TreeMap<>();
        jdbc.sql("select indicator, unit from member_assignment where assessment_year = :year and district = :district")
                .param("year", year)
                .param("district", district)
                .query(rs -> {
                    units.put(rs.getString("indicator"), rs.getString("unit"));
                });
        return units;
    }

    public List<String> units(int year, String district) {
        return of(year, district).values().stream().distinct().sorted().toList();
    }

    public void confirm(int year, String district, Map<String, String> units, Actor actor) {
        units.forEach((indicator, unit) -> jdbc.sql("""
                        insert into member_assignment (assessment_year, district, indicator, unit, confirmed_by, confirmed_at)
                        values (:year, :district, :indicator, :unit, :by, :at)
                        """)
                .param("year", year)
                .param("district", district)
                .param("indicator", indicator)
                .param("unit", unit)
                .param("by", actor.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update());
        log.record(actor, Operation.of("确认分工", year, district).to(units.toString()));
    }
}
