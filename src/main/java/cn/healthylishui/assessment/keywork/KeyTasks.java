package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 年度重点任务: the tasks of a year as they stand, and what became of each. */
@Component
public class KeyTasks implements UnitTasks {

    /** Why a unit without a task is not assessed (办法二(三)). */
    public static final String NO_TASK = "本年度没有承担健康丽水建设重点任务";

    private record HeldTask(
            String unit,
            long id,
            String code,
            int seq,
            String chapter,
            String section,
            String body,
            boolean lead,
            @Nullable String acceptance) {}

    private record GroupOfTask(String unit, long task, int groupNumber) {}

    private static final Whole<HeldTask> HELD = new Whole<>(HeldTask.class, """
            select t.*, u.unit, u.lead, u.acceptance from key_task t join key_task_unit u on u.task = t.id
            where t.assessment_year = :year and t.state = 'ACTIVE' %s order by t.seq, t.id
            """);

    private static final Whole<GroupOfTask> GROUPS = new Whole<>(GroupOfTask.class, """
            select u.unit, g.task, g.group_number from key_task_group g
            join key_task t on t.id = g.task join key_task_unit u on u.task = t.id
            where t.assessment_year = :year and t.state = 'ACTIVE' %s
            """);

    private static final String OF_UNIT = "and u.unit = :unit";

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final KeyTaskTables tables;

    KeyTasks(JdbcClient jdbc, AssessmentYears years, YearRoster roster) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.tables = new KeyTaskTables(jdbc);
    }

    /** Every approved task that has not been withdrawn, in its order. */
    public List<KeyTask> active(int year) {
        return standing(year, KeyTask.State.ACTIVE);
    }

    /** Those that stand and those that were withdrawn are read together: a page wants both. */
    private List<KeyTask> standing(int year, KeyTask.State state) {
        return tables.read("t.assessment_year = :year and t.state in ('ACTIVE', 'WITHDRAWN')", year).stream()
                .filter(task -> task.state() == state)
                .toList();
    }

    public Optional<KeyTask> active(int year, String code) {
        return tables.read("t.assessment_year = :year and t.code = :code and t.state = 'ACTIVE'", year, code).stream()
                .findFirst();
    }

    /** The tasks of a unit, with what it has to do of each. */
    public List<UnitKeyTask> held(int year, String unit) {
        return tables.read("""
                        t.assessment_year = :year and t.state = 'ACTIVE'
                        and exists (select 1 from key_task_unit u where u.task = t.id and u.unit = :unit)
                        """, year, unit).stream()
                .map(task -> new UnitKeyTask(
                        task, Objects.requireNonNull(task.seat(unit).orElse(null))))
                .toList();
    }

    /** The tasks of a special action group. */
    public List<KeyTask> ofGroup(int year, int group) {
        return tables.read("""
                t.assessment_year = :year and t.state = 'ACTIVE'
                and exists (select 1 from key_task_group g where g.task = t.id and g.group_number = :number)
                """, year, group);
    }

    /** Every wording that a task has had in a year, the first first; a withdrawal is the last. */
    public List<KeyTask> history(int year, String code) {
        return tables.read(
                "t.assessment_year = :year and t.code = :code and t.state not in ('PENDING', 'VOID')", year, code);
    }

    /** The tasks that were withdrawn in a year. */
    public List<KeyTask> withdrawn(int year) {
        return standing(year, KeyTask.State.WITHDRAWN);
    }

    /** What a batch says, whether or not it is approved yet. */
    public List<KeyTask> ofPlan(long plan) {
        return tables.read("t.plan = :plan", plan);
    }

    /** The units that have an approved task in a year, by code. */
    public List<String> units(int year) {
        return rows.list(String.class, """
                select distinct u.unit from key_task_unit u join key_task t on t.id = u.task
                where t.assessment_year = :year and t.state = 'ACTIVE' order by u.unit
                """, year);
    }

    @Override
    public void readAll(int year) {
        rows.list(HELD, year);
        rows.list(GROUPS, year);
    }

    @Override
    public Map<String, String> weighed(int year, Collection<String> units) {
        return rows.list(HELD, year).stream()
                .filter(task -> units.contains(task.unit()))
                .collect(Collectors.groupingBy(
                        HeldTask::unit,
                        Collectors.mapping(task -> task.code() + task.lead(), Collectors.joining(" "))));
    }

    @Override
    public List<UnitTask> of(int year, String unit) {
        Map<Long, TreeSet<Integer>> groups =
                rows.part(GROUPS, OF_UNIT, row -> row.unit().equals(unit), year, unit).stream()
                        .collect(Collectors.groupingBy(
                                GroupOfTask::task,
                                Collectors.mapping(GroupOfTask::groupNumber, Collectors.toCollection(TreeSet::new))));
        return rows.part(HELD, OF_UNIT, row -> row.unit().equals(unit), year, unit).stream()
                .map(task -> new UnitTask(
                        task.code(),
                        task.seq(),
                        shortened(task.body()),
                        task.chapter(),
                        task.section(),
                        task.body(),
                        task.lead(),
                        groups.getOrDefault(task.id(), new TreeSet<>()),
                        Objects.requireNonNullElse(task.acceptance(), "")))
                .toList();
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
