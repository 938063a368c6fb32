package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.keywork.KeyTask.Group;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads tasks whole, with few questions to the database however many there are. */
final class KeyTaskTables {

    private final JdbcClient jdbc;

    KeyTaskTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Place(long task, String unit) {}

    /** @param condition on {@code key_task t}, with these parameters */
    List<KeyTask> read(String condition, Map<String, ?> parameters) {
        String chosen = "(select t.id from key_task t where %s)".formatted(condition);
        Map<Long, List<Seat>> seats = seats(chosen, parameters);
        Map<Long, List<Target>> targets = new HashMap<>();
        jdbc.sql("select * from key_task_target where task in " + chosen + " order by task, seq")
                .params(parameters)
                .query(rs -> {
                    targets.computeIfAbsent(rs.getLong("task"), task -> new ArrayList<>())
                            .add(new Target(
                                    rs.getInt("seq"),
                                    rs.getString("text"),
                                    rs.getString("comparator"),
                                    rs.getString("target_value"),
                                    rs.getString("unit_of_measure"),
                                    rs.getString("baseline"),
                                    rs.getString("reporter")));
                });
        Map<Long, List<Group>> groups = new HashMap<>();
        jdbc.sql("select * from key_task_group where task in " + chosen + " order by task, group_number")
                .params(parameters)
                .query(rs -> {
                    groups.computeIfAbsent(rs.getLong("task"), task -> new ArrayList<>())
                            .add(new Group(rs.getInt("group_number"), rs.getString("note")));
                });
        return jdbc.sql("select t.* from key_task t where %s order by t.seq, t.id".formatted(condition))
                .params(parameters)
                .query((rs, i) -> task(rs, seats, targets, groups))
                .list();
    }

    private Map<Long, List<Seat>> seats(String chosen, Map<String, ?> parameters) {
        Map<Place, SortedMap<Integer, String>> milestones = new HashMap<>();
        jdbc.sql("select * from key_task_milestone where task in " + chosen)
                .params(parameters)
                .query(rs -> {
                    milestones
                            .computeIfAbsent(
                                    new Place(rs.getLong("task"), rs.getString("unit")), place -> new TreeMap<>())
                            .put(rs.getInt("quarter"), rs.getString("milestone"));
                });
        Map<Long, List<Seat>> seats = new HashMap<>();
        jdbc.sql("select * from key_task_unit where task in " + chosen + " order by task, seq, unit")
                .params(parameters)
                .query(rs -> {
                    long task = rs.getLong("task");
                    String acceptance = rs.getString("acceptance");
                    seats.computeIfAbsent(task, any -> new ArrayList<>())
                            .add(new Seat(
                                    rs.getString("unit"),
                                    rs.getBoolean("lead"),
                                    rs.getInt("seq"),
                                    rs.getString("source_name"),
                                    rs.getString("collective"),
                                    rs.getBoolean("to_confirm"),
                                    rs.getString("note"),
                                    acceptance == null ? "" : acceptance,
                                    rs.getInt("round"),
                                    milestones.getOrDefault(new Place(task, rs.getString("unit")), new TreeMap<>())));
                });
        return seats;
    }

    private static KeyTask task(
            ResultSet rs, Map<Long, List<Seat>> seats, Map<Long, List<Target>> targets, Map<Long, List<Group>> groups)
            throws SQLException {
        long id = rs.getLong("id");
        return new KeyTask(
                id,
                rs.getInt("assessment_year"),
                rs.getString("code"),
                rs.getLong("plan"),
                Change.valueOf(rs.getString("change_kind")),
                rs.getString("reason"),
                KeyTask.State.valueOf(rs.getString("state")),
                rs.getInt("seq"),
                rs.getString("chapter"),
                rs.getString("section"),
                rs.getString("body"),
                Responsibility.valueOf(rs.getString("form")),
                rs.getString("responsible"),
                seats.getOrDefault(id, List.of()),
                targets.getOrDefault(id, List.of()),
                groups.getOrDefault(id, List.of()),
                rs.getString("decided_by"),
                rs.getObject("decided_at", java.time.LocalDateTime.class));
    }

    void insertSeat(long task, Seat seat) {
        jdbc.sql("""
                insert into key_task_unit (task, unit, lead, seq, source_name, collective, to_confirm, note, acceptance, round)
                values (:task, :unit, :lead, :seq, :name, :collective, :toConfirm, :note, :acceptance, :round)
                """)
                .param("task", task)
                .param("unit", seat.unit())
                .param("lead", seat.lead())
                .param("seq", seat.seq())
                .param("name", seat.sourceName())
                .param("collective", seat.collective())
                .param("toConfirm", seat.toConfirm())
                .param("note", seat.note())
                .param("acceptance", seat.acceptance().isEmpty() ? null : seat.acceptance())
                .param("round", seat.round())
                .update();
        insertMilestones(task, seat.unit(), seat.milestones());
    }

    void insertMilestones(long task, String unit, SortedMap<Integer, String> milestones) {
        milestones.forEach((quarter, text) -> jdbc.sql(
                        "insert into key_task_milestone (task, unit, quarter, milestone) values (:task, :unit, :quarter, :text)")
                .param("task", task)
                .param("unit", unit)
                .param("quarter", quarter)
                .param("text", text)
                .update());
    }

    void insertTarget(long task, Target target) {
        jdbc.sql("""
                insert into key_task_target (task, seq, text, comparator, target_value, unit_of_measure, baseline, reporter)
                values (:task, :seq, :text, :comparator, :value, :unit, :baseline, :reporter)
                """)
                .param("task", task)
                .param("seq", target.seq())
                .param("text", target.text())
                .param("comparator", target.comparator())
                .param("value", target.value())
                .param("unit", target.unitOfMeasure())
                .param("baseline", target.baseline())
                .param("reporter", target.reporter())
                .update();
    }

    void insertGroup(long task, Group group) {
        jdbc.sql("insert into key_task_group (task, group_number, note) values (:task, :number, :note)")
                .param("task", task)
                .param("number", group.number())
                .param("note", group.note())
                .update();
    }
}
