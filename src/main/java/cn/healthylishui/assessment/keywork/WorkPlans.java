package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.keywork.KeyTask.Group;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.WorkPlan.State;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 年度重点工作: batches of key work, from being entered until the units have their tasks. Until a batch is adopted nothing of it counts;
 * once the assessment of a year has begun no batch changes its tasks any more.
 */
@Component
public class WorkPlans {

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_DOCUMENT_NUMBER = 100;
    public static final int LONGEST_HEADING = 200;
    public static final int LONGEST_BODY = 2000;
    public static final int LONGEST_REASON = 2000;
    public static final int LONGEST_TARGET = 500;
    public static final int LONGEST_MEASURE = 50;
    public static final int LONGEST_MILESTONE = 500;
    public static final int LONGEST_ACCEPTANCE = 1000;

    private record ClaimedQuarter(int year, int quarter, long plan) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final KeyTasks tasks;
    private final OperationLog log;
    private final Clock clock;
    private final KeyTaskTables tables;

    WorkPlans(
            JdbcClient jdbc, AssessmentYears years, YearRoster roster, KeyTasks tasks, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.tasks = tasks;
        this.log = log;
        this.clock = clock;
        this.tables = new KeyTaskTables(jdbc);
    }

    /**
     * What a batch says of one task.
     *
     * @param code null for a task that has none yet
     * @param reason needed for a change and a withdrawal
     */
    public record Content(
            @Nullable String code,
            Change change,
            @Nullable String reason,
            String chapter,
            String section,
            String body,
            Responsibility form,
            String responsible,
            List<Seat> seats,
            List<Target> targets,
            List<Group> groups) {}

    /**
     * 答复 of a unit on one of its tasks.
     *
     * @param answer why an objection was not followed
     */
    public record Reply(
            long task,
            String unit,
            int round,
            boolean agrees,
            @Nullable String reason,
            String repliedBy,
            LocalDateTime repliedAt,
            @Nullable String answer) {}

    /** A unit's place in a task of a batch. */
    public record SeatId(long task, String unit) {}

    /** What a unit is to do of a task, by quarter, and by what it is accepted (验收标准). */
    public record Decomposition(String acceptance, SortedMap<Integer, String> milestones) {}

    // ---- reading
    // ------------------------------------------------------------------------------------------------------------

    public WorkPlan get(long plan) {
        return rows.find(WorkPlan.class, "select * from work_plan where id = :id", plan)
                .orElseThrow(() -> new IllegalArgumentException("There is no work plan " + plan));
    }

    /** The batches of a year, in their order. */
    public List<WorkPlan> of(int year) {
        return rows.list(WorkPlan.class, "select * from work_plan where assessment_year = :year order by number", year);
    }

    /** Whether a year has no key work yet, entered or adopted. */
    public boolean isFirst(int year) {
        return of(year).stream().allMatch(plan -> plan.state() == State.VOID);
    }

    /** Why nobody can change the tasks of a year any more; empty while one can. */
    public Optional<String> closed(int year) {
        return years.find(year).filter(AssessmentYear::isStarted).map(started -> "%d年度考核已经启动，重点任务随之冻结，不能再增加、修改或撤销。"
                .formatted(year));
    }

    /** The batch, still under way, that a task of a year is in. */
    public Optional<WorkPlan> pendingWith(int year, String code) {
        return rows.find(WorkPlan.class, """
                select p.* from work_plan p join key_task t on t.plan = p.id
                where p.assessment_year = :year and t.code = :code and p.state = :pending
                """, year, code, State.PENDING);
    }

    /** The replies to a batch, those of earlier rounds too. */
    public List<Reply> replies(long plan) {
        return rows.list(Reply.class, """
                select r.* from key_task_reply r join key_task t on t.id = r.task where t.plan = :plan
                order by t.seq, r.unit, r.round
                """, plan);
    }

    /** The objections that stand: those to what the unit was last asked. */
    public List<Reply> objections(long plan) {
        List<KeyTask> content = tasks.ofPlan(plan);
        return replies(plan).stream()
                .filter(reply -> !reply.agrees())
                .filter(reply -> content.stream()
                        .filter(task -> task.id() == reply.task())
                        .flatMap(task -> task.seat(reply.unit()).stream())
                        .anyMatch(seat -> seat.round() == reply.round()))
                .toList();
    }

    /** The units that are asked in the present round of a batch, by code. */
    public List<String> unitsAsked(long plan) {
        return rows.list(String.class, """
                select distinct u.unit from key_task_unit u
                join key_task t on t.id = u.task join work_plan p on p.id = t.plan
                where p.id = :plan and u.round = p.round order by u.unit
                """, plan);
    }

    /** @throws OutOfStep where a unit is not asked in the present round of a batch, or has replied */
    public void requireToReply(long plan, String unit) {
        int round = get(plan).round();
        boolean replied = replies(plan).stream().anyMatch(reply -> reply.unit().equals(unit) && reply.round() == round);
        OutOfStep.require(
                unitsAsked(plan).contains(unit) && !replied, get(plan).shownTitle(), replied ? "本单位已答复" : "没有要本单位答复");
    }

    /** @throws OutOfStep where a unit has still to reply in the present round */
    public void requireReplies(long plan) {
        unitsAsked(plan).forEach(unit -> {
            int round = get(plan).round();
            boolean replied =
                    replies(plan).stream().anyMatch(reply -> reply.unit().equals(unit) && reply.round() == round);
            OutOfStep.require(replied, get(plan).shownTitle(), "答复还没有收齐");
        });
    }

    /** The quarters whose progress is asked for because of this batch. */
    public List<Integer> quarters(long plan) {
        return rows.list(
                Integer.class, "select quarter from work_plan_quarter where plan = :plan order by quarter", plan);
    }

    // ---- a batch from beginning to end
    // ----------------------------------------------------------------------------------------

    /**
     * Enters a batch; nothing of it counts before it is adopted.
     *
     * @throws Refused where the year is frozen, or a task is in another batch under way
     */
    @Transactional
    public long enter(
            int year,
            String title,
            @Nullable String documentNumber,
            LocalDate issuedOn,
            List<Content> contents,
            Actor actor) {
        years.lock(year);
        Refused.because(closed(year));
        contents.stream()
                .flatMap(one -> Optional.ofNullable(one.code()).stream())
                .forEach(code -> pendingWith(year, code).ifPresent(other -> {
                    throw new Refused("任务%s正在%s里办理，办完后才能再改。".formatted(code, other.shownTitle()));
                }));
        int number = of(year).stream().mapToInt(WorkPlan::number).max().orElse(0) + 1;
        long plan = rows.insertForId(
                "work_plan",
                new WorkPlan(
                        0,
                        year,
                        number,
                        title,
                        documentNumber,
                        issuedOn,
                        State.PENDING,
                        1,
                        actor.userId(),
                        LocalDateTime.now(clock),
                        null,
                        null,
                        null));
        int seq = rows.get(
                Integer.class, "select coalesce(max(seq), 0) from key_task where assessment_year = :year", year);
        Set<String> used = usedCodes(year, contents);
        int fresh = 0;
        for (Content content : contents) {
            String code = content.code();
            while (code == null || (content.code() == null && !used.add(code))) {
                code = "B%d-%02d".formatted(number, ++fresh);
            }
            insertTask(plan, year, code, ++seq, content);
        }
        log.record(
                actor,
                Operation.of("录入年度重点工作", year, "work-plan/" + number)
                        .to("%s，%d项任务".formatted(get(plan).shownTitle(), contents.size())));
        return plan;
    }

    /** A code is never given twice in a year, whatever became of its task. */
    private Set<String> usedCodes(int year, List<Content> contents) {
        Set<String> used = new HashSet<>(
                rows.list(String.class, "select distinct code from key_task where assessment_year = :year", year));
        contents.stream()
                .flatMap(one -> Optional.ofNullable(one.code()).stream())
                .forEach(used::add);
        return used;
    }

    private void insertTask(long plan, int year, String code, int next, Content content) {
        int seq = tasks.active(year, code).map(KeyTask::seq).orElse(next);
        tables.insert(new KeyTask(
                0,
                year,
                code,
                plan,
                content.change(),
                content.reason(),
                KeyTask.State.PENDING,
                seq,
                content.chapter(),
                content.section(),
                content.body(),
                content.form(),
                content.responsible(),
                content.seats(),
                content.targets(),
                content.groups(),
                null,
                null));
    }

    /**
     * 分解任务: what each unit does of each task by quarter, which groups a task belongs to, and units that the city office adds or
     * takes out again.
     *
     * @param groups task to the numbers of its groups; what is not named stays
     * @throws Refused where a task would be left without a unit, or with two that lead
     */
    @Transactional
    public void decompose(
            long plan,
            Map<SeatId, Decomposition> decompositions,
            Map<Long, ? extends Set<Integer>> groups,
            Collection<SeatId> dropped,
            Map<SeatId, Seat> added,
            Actor actor) {
        WorkPlan batch = locked(plan);
        logSeats("去掉责任单位", batch, dropped, actor);
        logSeats("增加责任单位", batch, added.keySet(), actor);
        for (SeatId seat : dropped) {
            for (String table : List.of("key_task_reply", "key_task_milestone", "key_task_unit")) {
                rows.update("delete from " + table + " where task = :task and unit = :unit", seat.task(), seat.unit());
            }
        }
        added.forEach((seat, content) -> tables.insertSeats(seat.task(), List.of(content)));
        decompositions.forEach((seat, decomposition) -> {
            rows.update("""
                    update key_task_unit set acceptance = :acceptance, round = :round where task = :task and unit = :unit
                    """, decomposition.acceptance(), batch.round(), seat.task(), seat.unit());
            rows.update("delete from key_task_milestone where task = :task and unit = :unit", seat.task(), seat.unit());
            tables.insertMilestones(seat.task(), seat.unit(), decomposition.milestones());
        });
        groups.forEach(this::setGroups);
        if (!dropped.isEmpty() || !added.isEmpty()) {
            settleResponsibility(batch, Set.copyOf(changed(dropped, added)));
        }
        log.record(
                actor,
                Operation.of("分解任务", batch.year(), "work-plan/" + batch.number())
                        .to("%d家次，增加%d家次，减少%d家次".formatted(decompositions.size(), added.size(), dropped.size())));
    }

    private void logSeats(String action, WorkPlan batch, Collection<SeatId> seats, Actor actor) {
        if (seats.isEmpty()) {
            return;
        }
        Map<Long, String> codes =
                tasks.ofPlan(batch.id()).stream().collect(Collectors.toMap(KeyTask::id, KeyTask::code));
        Map<SeatId, String> reasons = objections(batch.id()).stream()
                .collect(Collectors.toMap(
                        reply -> new SeatId(reply.task(), reply.unit()),
                        reply -> Objects.requireNonNullElse(reply.reason(), "")));
        seats.forEach(seat -> log.record(
                actor,
                Operation.of(action, batch.year(), codes.getOrDefault(seat.task(), String.valueOf(seat.task())))
                        .to(roster.objectName(batch.year(), seat.unit()))
                        .because(reasons.get(seat))));
    }

    private static List<Long> changed(Collection<SeatId> dropped, Map<SeatId, Seat> added) {
        return Stream.concat(dropped.stream(), added.keySet().stream())
                .map(SeatId::task)
                .distinct()
                .toList();
    }

    /** After units were added or taken out the form of responsibility follows from who is left. */
    private void settleResponsibility(WorkPlan batch, Set<Long> changed) {
        for (KeyTask task : tasks.ofPlan(batch.id())) {
            if (!changed.contains(task.id())) {
                continue;
            }
            long leads = task.seats().stream().filter(Seat::lead).count();
            if (task.seats().isEmpty()) {
                throw new Refused("任务%s没有责任单位了，请至少保留一家。".formatted(task.title()));
            }
            if (leads > 1) {
                throw new Refused("任务%s有%d家牵头单位，只能有一家。".formatted(task.title(), leads));
            }
            Responsibility form = leads > 0 && task.seats().size() > 1
                    ? Responsibility.LEAD
                    : task.seats().size() > 1 ? Responsibility.SHARED : Responsibility.SINGLE;
            String others = task.otherNames();
            String responsible = task.leadName().isEmpty()
                    ? others + (form == Responsibility.SINGLE ? "" : "按职责分工负责")
                    : task.leadName() + "牵头" + (others.isEmpty() ? "" : "，" + others + "按职责分工负责");
            rows.update(
                    "update key_task set form = :form, responsible = :responsible where id = :id",
                    form,
                    responsible,
                    task.id());
        }
    }

    /** A doubt about a group stays noted as long as the task stays in it. */
    private void setGroups(Long task, Set<Integer> numbers) {
        Map<Integer, Group> before = tables.read("t.id = :id", task).stream()
                .flatMap(one -> one.groups().stream())
                .collect(Collectors.toMap(Group::number, Function.identity()));
        rows.update("delete from key_task_group where task = :task", task);
        tables.insertGroups(
                task,
                numbers.stream()
                        .map(number -> before.getOrDefault(number, new Group(number, null)))
                        .toList());
    }

    /** A unit agrees to its tasks of a batch, or objects with reasons. */
    @Transactional
    public void reply(long plan, String unit, Map<Long, Optional<String>> objections, Actor actor) {
        WorkPlan batch = locked(plan);
        LocalDateTime now = LocalDateTime.now(clock);
        rows.insertAll(
                "key_task_reply",
                objections.entrySet().stream()
                        .map(reply -> new Reply(
                                reply.getKey(),
                                unit,
                                batch.round(),
                                reply.getValue().isEmpty(),
                                reply.getValue().orElse(null),
                                actor.userId(),
                                now,
                                null))
                        .toList());
        long objected = objections.values().stream().filter(Optional::isPresent).count();
        log.record(
                actor,
                Operation.of("确认承担的任务", batch.year(), unit)
                        .to("%s：同意%d项，有异议%d项".formatted(batch.shownTitle(), objections.size() - objected, objected)));
    }

    /**
     * 审定: the batch will be adopted as it is.
     *
     * @param answers why each objection that stands is not followed
     */
    @Transactional
    public void approve(long plan, Map<SeatId, String> answers, @Nullable String comment, Actor actor) {
        WorkPlan batch = locked(plan);
        Refused.because(closed(batch.year()));
        for (Reply objection : objections(plan)) {
            String answer = answers.get(new SeatId(objection.task(), objection.unit()));
            if (answer == null || answer.isBlank()) {
                throw new Refused("还有异议没有答复，不能审定。请逐条写明理由，或退回修改。");
            }
            rows.update(
                    "update key_task_reply set answer = :answer where task = :task and unit = :unit and round = :round",
                    answer,
                    objection.task(),
                    objection.unit(),
                    objection.round());
        }
        decide(batch, State.PENDING, comment, actor);
        log.record(
                actor,
                Operation.of("审定年度重点工作", batch.year(), "work-plan/" + batch.number())
                        .to(batch.shownTitle())
                        .because(comment));
    }

    /**
     * 退回修改: a new round begins, in which those are asked whose task goes back, and those who objected.
     *
     * @param returned tasks that go back whole
     */
    @Transactional
    public void sendBack(long plan, Set<Long> returned, String comment, Actor actor) {
        WorkPlan batch = locked(plan);
        List<Reply> objections = objections(plan);
        int next = batch.round() + 1;
        rows.update("update work_plan set round = :round where id = :id", next, plan);
        for (Long task : returned) {
            rows.update("update key_task_unit set round = :round where task = :task", next, task);
        }
        for (Reply objection : objections) {
            rows.update(
                    "update key_task_unit set round = :round where task = :task and unit = :unit",
                    next,
                    objection.task(),
                    objection.unit());
        }
        decide(batch, State.PENDING, comment, actor);
        log.record(
                actor,
                Operation.of("退回年度重点工作", batch.year(), "work-plan/" + batch.number())
                        .to(batch.shownTitle())
                        .because(comment));
    }

    /** 作废: the batch came too late; nothing of it ever counted. */
    @Transactional
    public void discard(long plan, String comment, Actor actor) {
        WorkPlan batch = locked(plan);
        decide(batch, State.VOID, comment, actor);
        rows.update("update key_task set state = :state where plan = :plan", KeyTask.State.VOID, plan);
        log.record(
                actor,
                Operation.of("作废年度重点工作", batch.year(), "work-plan/" + batch.number())
                        .to(batch.shownTitle())
                        .because(comment));
    }

    /**
     * 下达: from now on the batch counts. Doing it again changes nothing; a batch that was discarded stays so.
     *
     * @throws Refused where the year's assessment has begun meanwhile
     */
    @Transactional
    public void adopt(long plan) {
        WorkPlan batch = get(plan);
        years.lock(batch.year());
        if (get(plan).state() != State.PENDING) {
            return;
        }
        Refused.because(closed(batch.year()));
        Actor actor = batch.decidedBy() == null ? Actor.SYSTEM : new Actor(batch.decidedBy(), Office.CITY);
        for (KeyTask task : tasks.ofPlan(plan)) {
            String before =
                    tasks.active(batch.year(), task.code()).map(KeyTask::body).orElse(null);
            rows.update("""
                    update key_task set state = :replaced where assessment_year = :year and code = :code and state = :active
                    """, KeyTask.State.REPLACED, batch.year(), task.code(), KeyTask.State.ACTIVE);
            boolean withdrawn = task.change() == Change.WITHDRAWN;
            rows.update(
                    "update key_task set state = :state, decided_by = :user, decided_at = :now where id = :id",
                    withdrawn ? KeyTask.State.WITHDRAWN : KeyTask.State.ACTIVE,
                    actor.userId(),
                    LocalDateTime.now(clock),
                    task.id());
            log.record(
                    actor,
                    Operation.of(task.change().label() + "重点任务", batch.year(), task.code())
                            .from(before)
                            .to(withdrawn ? null : task.body())
                            .because(task.reason()));
        }
        rows.update("update work_plan set state = :state where id = :id", State.ADOPTED, plan);
        rows.update(
                "update district_mechanism set approved_at = :now where plan = :plan and approved_at is null",
                LocalDateTime.now(clock),
                plan);
        claimQuarters(batch);
        log.record(
                actor,
                Operation.of("下达年度重点工作", batch.year(), "work-plan/" + batch.number())
                        .to(batch.shownTitle()));
    }

    /** The progress of a quarter is asked for once, however many batches a year has. */
    private void claimQuarters(WorkPlan batch) {
        List<Integer> claimed = rows.list(
                Integer.class, "select quarter from work_plan_quarter where assessment_year = :year", batch.year());
        rows.insertAll(
                "work_plan_quarter",
                Quarters.toCome(batch.year(), LocalDate.now(clock)).stream()
                        .filter(quarter -> !claimed.contains(quarter))
                        .map(quarter -> new ClaimedQuarter(batch.year(), quarter, batch.id()))
                        .toList());
    }

    private void decide(WorkPlan batch, State state, @Nullable String comment, Actor actor) {
        rows.update(
                """
                update work_plan set state = :state, comment = :comment, decided_by = :user, decided_at = :now where id = :id
                """,
                state,
                comment == null || comment.isBlank() ? null : comment,
                actor.userId(),
                LocalDateTime.now(clock),
                batch.id());
    }

    /** @throws Refused where the batch is no longer under way */
    private WorkPlan locked(long plan) {
        years.lock(get(plan).year());
        WorkPlan batch = get(plan);
        if (batch.state() != State.PENDING) {
            throw new Refused(
                    "%s%s，不能再改。".formatted(batch.shownTitle(), batch.state().label()));
        }
        return batch;
    }
}
