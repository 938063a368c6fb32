package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.keywork.KeyTask.Group;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and adds tasks whole, with few questions to the database however many there are. */
final class KeyTaskTables {

    private record TaskRow(
            long id,
            int year,
            String code,
            long plan,
            Change changeKind,
            @Nullable String reason,
            KeyTask.State state,
            int seq,
            String chapter,
            String section,
            String body,
            Responsibility form,
            String responsible,
            @Nullable String decidedBy,
            @Nullable LocalDateTime decidedAt) {

        static TaskRow of(KeyTask task) {
            return new TaskRow(
                    task.id(),
                    task.year(),
                    task.code(),
                    task.plan(),
                    task.change(),
                    task.reason(),
                    task.state(),
                    task.seq(),
                    task.chapter(),
                    task.section(),
                    task.body(),
                    task.form(),
                    task.responsible(),
                    task.decidedBy(),
                    task.decidedAt());
        }

        KeyTask task(List<Seat> seats, List<Target> targets, List<Group> groups) {
            return new KeyTask(
                    id,
                    year,
                    code,
                    plan,
                    changeKind,
                    reason,
                    state,
                    seq,
                    chapter,
                    section,
                    body,
                    form,
                    responsible,
                    seats,
                    targets,
                    groups,
                    decidedBy,
                    decidedAt);
        }
    }

    private record SeatRow(
            long task,
            String unit,
            boolean lead,
            int seq,
            String sourceName,
            @Nullable String collective,
            boolean toConfirm,
            @Nullable String note,
            @Nullable String acceptance,
            int round) {

        static SeatRow of(long task, Seat seat) {
            return new SeatRow(
                    task,
                    seat.unit(),
                    seat.lead(),
                    seat.seq(),
                    seat.sourceName(),
                    seat.collective(),
                    seat.toConfirm(),
                    seat.note(),
                    seat.acceptance().isEmpty() ? null : seat.acceptance(),
                    seat.round());
        }

        Seat seat(SortedMap<Integer, String> milestones) {
            return new Seat(
                    unit,
                    lead,
                    seq,
                    sourceName,
                    collective,
                    toConfirm,
                    note,
                    Objects.requireNonNullElse(acceptance, ""),
                    round,
                    milestones);
        }
    }

    private record MilestoneRow(long task, String unit, int quarter, String milestone) {}

    private record Reached(int quarter, String milestone) {}

    private record SeatAndMilestone(SeatRow seat, @Nullable Reached reached) {}

    private record TargetRow(long task, Target target) {}

    private record GroupRow(
            long task, int groupNumber, @Nullable String note) {

        Group group() {
            return new Group(groupNumber, note);
        }
    }

    private final Rows rows;

    KeyTaskTables(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** @param condition on {@code key_task t}, with the values of its parameters */
    List<KeyTask> read(String condition, Object... values) {
        Map<Long, List<Seat>> seats = seats(condition, values);
        Map<Long, List<Target>> targets = parts(TargetRow.class, "key_task_target", "p.seq", condition, values).stream()
                .collect(Collectors.groupingBy(
                        TargetRow::task, Collectors.mapping(TargetRow::target, Collectors.toList())));
        Map<Long, List<Group>> groups =
                parts(GroupRow.class, "key_task_group", "p.group_number", condition, values).stream()
                        .collect(Collectors.groupingBy(
                                GroupRow::task, Collectors.mapping(GroupRow::group, Collectors.toList())));
        return rows
                .list(
                        TaskRow.class,
                        "select t.* from key_task t where %s order by t.seq, t.id".formatted(condition),
                        values)
                .stream()
                .map(row -> row.task(
                        seats.getOrDefault(row.id(), List.of()),
                        targets.getOrDefault(row.id(), List.of()),
                        groups.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private Map<Long, List<Seat>> seats(String condition, Object... values) {
        Map<SeatRow, TreeMap<Integer, String>> milestones = new LinkedHashMap<>();
        rows.list(SeatAndMilestone.class, """
                select p.*, m.quarter, m.milestone from key_task t join key_task_unit p on p.task = t.id
                left join key_task_milestone m on m.task = p.task and m.unit = p.unit
                where %s order by p.task, p.seq, p.unit, m.quarter
                """.formatted(condition), values).forEach(row -> {
            TreeMap<Integer, String> ofSeat = milestones.computeIfAbsent(row.seat(), seat -> new TreeMap<>());
            if (row.reached() != null) {
                ofSeat.put(row.reached().quarter(), row.reached().milestone());
            }
        });
        return milestones.entrySet().stream()
                .collect(Collectors.groupingBy(
                        seat -> seat.getKey().task(),
                        Collectors.mapping(seat -> seat.getKey().seat(seat.getValue()), Collectors.toList())));
    }

    /** What a table has of the tasks for which the condition holds. */
    private <T> List<T> parts(Class<T> type, String table, String order, String condition, Object... values) {
        return rows.list(type, """
                select p.* from key_task t join %s p on p.task = t.id where %s order by p.task, %s
                """.formatted(table, condition, order), values);
    }

    void insert(KeyTask task) {
        long id = rows.insertForId("key_task", TaskRow.of(task));
        insertSeats(id, task.seats());
        rows.insertAll(
                "key_task_target",
                task.targets().stream().map(target -> new TargetRow(id, target)).toList());
        insertGroups(id, task.groups());
    }

    void insertSeats(long task, Collection<Seat> seats) {
        rows.insertAll(
                "key_task_unit",
                seats.stream().map(seat -> SeatRow.of(task, seat)).toList());
        rows.insertAll(
                "key_task_milestone",
                seats.stream()
                        .flatMap(seat -> rowsOf(task, seat.unit(), seat.milestones()))
                        .toList());
    }

    void insertMilestones(long task, String unit, SortedMap<Integer, String> milestones) {
        rows.insertAll("key_task_milestone", rowsOf(task, unit, milestones).toList());
    }

    private static Stream<MilestoneRow> rowsOf(long task, String unit, SortedMap<Integer, String> milestones) {
        return milestones.entrySet().stream()
                .map(milestone -> new MilestoneRow(task, unit, milestone.getKey(), milestone.getValue()));
    }

    void insertGroups(long task, Collection<Group> groups) {
        rows.insertAll(
                "key_task_group",
                groups.stream()
                        .map(group -> new GroupRow(task, group.number(), group.note()))
                        .toList());
    }
}
