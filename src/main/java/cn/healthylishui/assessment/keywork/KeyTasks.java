package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 年度重点任务: the tasks of a year as they stand, and what became of each. */
@Component
public class KeyTasks implements UnitTasks {

    /** Why a unit without a task is not assessed (办法二(三)). */
    public static final String NO_TASK = "本年度没有承担健康丽水建设重点任务";

    private final JdbcClient jdbc;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final KeyTaskTables tables;

    KeyTasks(JdbcClient jdbc, AssessmentYears years, YearRoster roster) {
        this.jdbc = jdbc;
        this.years = years;
        this.roster = roster;
        this.tables = new KeyTaskTables(jdbc);
    }

    /** Every approved task that has not been withdrawn, in its order. */
    public List<KeyTask> active(int year) {
        return tables.read("t.assessment_year = :year and t.state = 'ACTIVE'", Map.of("year", year));
    }

    public Optional<KeyTask> active(int year, String code) {
        return tables
                .read(
                        "t.assessment_year = :year and t.code = :code and t.state = 'ACTIVE'",
                        Map.of("year", year, "code", code))
                .stream()
                .findFirst();
    }

    /** The tasks of a unit, with what it has to do of each. */
    public List<UnitKeyTask> held(int year, String unit) {
        return tables.read("""
                        t.assessment_year = :year and t.state = 'ACTIVE'
                        and exists (select 1 from key_task_unit u where u.task = t.id and u.unit = :unit)
                        """, Map.of("year", year, "unit", unit)).stream()
                .map(task -> new UnitKeyTask(
                        task, Objects.requireNonNull(task.seat(unit).orElse(null))))
                .toList();
    }

    /** The tasks of a special action group. */
    public List<KeyTask> ofGroup(int year, int group) {
        return tables.read("""
                t.assessment_year = :year and t.state = 'ACTIVE'
                and exists (select 1 from key_task_group g where g.task = t.id and g.group_number = :number)
                """, Map.of("year", year, "number", group));
    }

    /** Every wording that a task has had in a year, the first first; a withdrawal is the last. */
    public List<KeyTask> history(int year, String code) {
        return tables.read(
                "t.assessment_year = :year and t.code = :code and t.state not in ('PENDING', 'VOID')",
                Map.of("year", year, "code", code));
    }

    /** The tasks that were withdrawn in a year. */
    public List<KeyTask> withdrawn(int year) {
        return tables.read("t.assessment_year = :year and t.state = 'WITHDRAWN'", Map.of("year", year));
    }

    /** What a batch says, whether or not it is approved yet. */
    public List<KeyTask> ofPlan(long plan) {
        return tables.read("t.plan = :plan", Map.of("plan", plan));
    }

    /** The units that have an approved task in a year, by code. */
    public List<String> units(int year) {
        return jdbc.sql("""
                        select distinct u.unit from key_task_unit u join key_task t on t.id = u.task
                        where t.assessment_year = :year and t.state = 'ACTIVE' order by u.unit
                        """).param("year", year).query(String.class).list();
    }

    @Override
    public List<UnitTask> of(int year, String unit) {
        Map<Long, Set<Integer>> groups = new HashMap<>();
        jdbc.sql("""
                select g.task, g.group_number from key_task_group g
                join key_task t on t.id = g.task join key_task_unit u on u.task = t.id
                where t.assessment_year = :year and t.state = 'ACTIVE' and u.unit = :unit
                """).param("year", year).param("unit", unit).query(rs -> {
            groups.computeIfAbsent(rs.getLong("task"), task -> new TreeSet<>()).add(rs.getInt("group_number"));
        });
        return jdbc.sql("""
                        select t.*, u.lead, u.acceptance from key_task t join key_task_unit u on u.task = t.id
                        where t.assessment_year = :year and t.state = 'ACTIVE' and u.unit = :unit order by t.seq, t.id
                        """)
                .param("year", year)
                .param("unit", unit)
                .query((rs, i) -> {
                    String acceptance = rs.getString("acceptance");
                    return new UnitTask(
                            rs.getString("code"),
                            rs.getInt("seq"),
                            shortened(rs.getString("body")),
                            rs.getString("chapter"),
                            rs.getString("section"),
                            rs.getString("body"),
                            rs.getBoolean("lead"),
                            groups.getOrDefault(rs.getLong("id"), Set.of()),
                            acceptance == null ? "" : acceptance);
                })
                .list();
    }

    private static String shortened(String body) {
        return body.length() <= 40 ? body : body.substring(0, 40) + "…";
    }

    /** A unit without a task cannot be assessed; it stays in the roster with the reason. */
    @EventListener
    void excludeIdleUnits(YearFrozen frozen) {
        Set<String> busy = units(frozen.year()).stream().collect(Collectors.toSet());
        roster.assessedUnits(frozen.year()).stream()
                .map(YearUnit::code)
                .filter(unit -> !busy.contains(unit))
                .forEach(unit -> years.excludeUnit(frozen.year(), unit, NO_TASK, Actor.SYSTEM));
    }
}
