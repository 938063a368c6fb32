package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.Responsibility;
import cn.healthylishui.assessment.keywork.ResponsibleUnits;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.WorkPlans.Decomposition;
import cn.healthylishui.assessment.keywork.WorkPlans.Reply;
import cn.healthylishui.assessment.keywork.WorkPlans.SeatId;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 分解任务: what each unit does of each task by quarter and how it is accepted; which groups the task belongs to (K末段). */
@Component
public class DecomposeForm implements TaskForm {

    /** One row a task: its groups. */
    public static final String GROUPS = "groups";

    public static final Field<Set<Integer>> NUMBERS =
            Field.of("groups", "专项组", InputType.CHECKS, L, DecomposeForm::numbers);

    /** Sections of one row a task and unit, one a chapter: units1, units2, … */
    private static final String UNITS = "units";

    private static final Field<String> ACCEPTANCE =
            Field.text("acceptance", "验收标准", L, WorkPlans.LONGEST_ACCEPTANCE).required("请填写验收标准。");
    private static final Option KEEP = new Option("KEEP", "承担");
    private static final Option DROP = new Option("DROP", "不再承担");
    private static final Field<Option> HOLD =
            Field.choice("hold", "承担", S, KEEP, DROP).required("请选择“承担”或“不再承担”。");

    private static final Field<String> TASK =
            Field.choice("task", "任务", L, List.of()).required("请选择任务。");
    private static final Field<String> UNIT = Field.text("unit", "单位", M, unit -> Optional.empty());
    private static final Option LEAD = new Option("LEAD", "牵头");
    private static final Option OTHER = new Option("OTHER", "负责");
    private static final Field<Option> ROLE =
            Field.choice("role", "责任", S, LEAD, OTHER).required("请选择牵头或负责。");
    private static final int ADDED_ROWS = 8;

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final YearGroups groups;
    private final YearRoster roster;
    private final Organization organization;
    private final ResponsibleUnits responsible;
    private final Clock clock;

    DecomposeForm(
            WorkPlans plans,
            KeyTasks tasks,
            YearGroups groups,
            YearRoster roster,
            Organization organization,
            ResponsibleUnits responsible,
            Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.groups = groups;
        this.roster = roster;
        this.organization = organization;
        this.responsible = responsible;
        this.clock = clock;
    }

    /**
     * The units of a task that share one row.
     *
     * @param together at first all of a collective; otherwise one unit
     */
    private record Share(KeyTask task, List<Seat> seats, boolean together) {

        String key() {
            return task.code() + "-" + (together ? first().collective() : first().unit());
        }

        Seat first() {
            return seats.get(0);
        }
    }

    /** A unit that is given a task besides. */
    private record Added(int line, KeyTask task, Seat seat) {}

    private record Parts(
            WorkPlan plan,
            List<Integer> quarters,
            List<KeyTask> content,
            Filled<KeyTask> groups,
            List<Filled<Share>> units,
            Filled<Integer> more,
            List<Added> added) {

        List<Line<Share>> shares() {
            return units.stream().flatMap(Filled::stream).toList();
        }
    }

    @Override
    public String taskKey() {
        return "taskDecompose";
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Parts parts = read(task, draft);
        int seats = parts.shares().stream()
                .mapToInt(line -> line.item().seats().size())
                .sum();
        return FormContent.of("提交后，各责任单位收到本单位的任务并答复，各县（市、区）和开发区同时确定当地重点工作。", "办法二(三)", "意见三(一)")
                .notices(notices(parts))
                .partUnlessEmpty(parts.groups())
                .parts(parts.units().stream().map(Filled::section).toList())
                .part(parts.more())
                .fact("任务", parts.content().size() + " 项")
                .fact("本次分解", seats + " 家次");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Parts parts = read(task, draft);
        Map<SeatId, Decomposition> decompositions = new LinkedHashMap<>();
        List<SeatId> dropped = new ArrayList<>();
        for (Line<Share> line : parts.shares()) {
            for (Seat seat : line.item().seats()) {
                SeatId id = new SeatId(line.item().task().id(), seat.unit());
                if (line.is(HOLD, DROP)) {
                    dropped.add(id);
                } else {
                    SortedMap<Integer, String> milestones = new TreeMap<>();
                    parts.quarters().forEach(quarter -> milestones.put(quarter, line.get(milestone(quarter))));
                    decompositions.put(id, new Decomposition(line.get(ACCEPTANCE), milestones));
                }
            }
        }
        Map<SeatId, Seat> added = new LinkedHashMap<>();
        parts.added()
                .forEach(one -> added.put(new SeatId(one.task().id(), one.seat().unit()), one.seat()));
        plans.decompose(
                parts.plan().id(),
                decompositions,
                parts.groups().stream()
                        .collect(Collectors.toMap(line -> line.item().id(), line -> line.get(NUMBERS))),
                dropped,
                added,
                actor);
        return Map.of();
    }

    // ---- reading
    // ------------------------------------------------------------------------------------------------------------

    private Parts read(TaskRef task, Draft draft) {
        WorkPlan plan = plans.get(task.id(Variables.PLAN));
        List<KeyTask> content = tasks.ofPlan(plan.id());
        List<Integer> quarters = Quarters.toCome(plan.year(), LocalDate.now(clock));
        List<KeyTask> open = content.stream()
                .filter(one -> one.change() != Change.WITHDRAWN)
                .filter(one -> !asked(one, plan).isEmpty())
                .toList();
        List<Filled<Share>> units = new ArrayList<>();
        chapters(content).forEach((chapter, no) -> {
            List<Share> shares = open.stream()
                    .filter(one -> one.chapter().equals(chapter))
                    .flatMap(one -> shares(one, plan).stream())
                    .toList();
            if (!shares.isEmpty()) {
                units.add(units(UNITS + no, chapter, plan, quarters).read(shares, draft));
            }
        });
        Parts parts = new Parts(
                plan, quarters, content, groups(plan).read(open, draft), units, more(content, draft), List.of());
        return checked(parts);
    }

    /** What was typed held against each other: after what was taken out and added every task still has a unit, and at most one leads. */
    private Parts checked(Parts parts) {
        Filled<Integer> more = parts.more().rule(line -> hasItAlready(line, parts));
        List<Added> added = more.given().stream()
                .filter(Line::isRight)
                .map(line -> added(line, parts))
                .toList();
        Parts with =
                new Parts(parts.plan(), parts.quarters(), parts.content(), parts.groups(), parts.units(), more, added);
        return new Parts(
                parts.plan(),
                parts.quarters(),
                parts.content(),
                parts.groups(),
                parts.units().stream()
                        .map(filled -> filled.rule(line -> leavesNobody(line.item(), with)))
                        .toList(),
                more.rule(line -> leadsBesides(line, with)).rule(line -> comesTwice(line, with)),
                added);
    }

    private static List<Seat> asked(KeyTask task, WorkPlan plan) {
        return task.seats().stream()
                .filter(seat -> seat.round() == plan.round())
                .toList();
    }

    private static Map<String, Integer> chapters(List<KeyTask> content) {
        Map<String, Integer> chapters = new LinkedHashMap<>();
        content.forEach(task -> chapters.putIfAbsent(task.chapter(), chapters.size() + 1));
        return chapters;
    }

    /** At first a collective is one row; whoever is asked again is asked alone. */
    private static List<Share> shares(KeyTask task, WorkPlan plan) {
        Map<String, List<Seat>> rows = new LinkedHashMap<>();
        asked(task, plan).forEach(seat -> rows.computeIfAbsent(
                        plan.round() == 1 && seat.collective() != null ? seat.collective() : seat.unit(),
                        key -> new ArrayList<>())
                .add(seat));
        return rows.values().stream()
                .map(seats ->
                        new Share(task, seats, plan.round() == 1 && seats.get(0).collective() != null))
                .toList();
    }

    private Table<Share> units(String key, String chapter, WorkPlan plan, List<Integer> quarters) {
        Table<Share> table = Table.of(key, chapter, Share::key)
                .shows("name", "任务", L, share -> share.task().title())
                .shows("unit", "责任单位", M, share -> name(share, plan))
                .shows("role", "责任", S, share -> share.first().lead() ? "牵头" : "负责");
        int last = quarters.get(quarters.size() - 1);
        quarters.forEach(quarter -> table.asks(
                milestone(quarter),
                share -> share.first().milestones().getOrDefault(quarter, milestone(share.task(), quarter == last))));
        table.asks(
                        ACCEPTANCE,
                        share -> share.first().acceptance().isEmpty()
                                ? acceptance(share.task(), share.first())
                                : share.first().acceptance())
                .askedWhere(ACCEPTANCE, (share, typed) -> typed.is(HOLD, KEEP))
                .asks(HOLD, share -> HOLD.written(KEEP));
        quarters.forEach(quarter -> table.askedWhere(milestone(quarter), (share, typed) -> typed.is(HOLD, KEEP)));
        return table;
    }

    private String name(Share share, WorkPlan plan) {
        Seat first = share.first();
        return share.together()
                ? "%s（%d家，待确认）".formatted(first.sourceName(), share.seats().size())
                : roster.objectName(plan.year(), first.unit()) + (first.toConfirm() ? "（待确认）" : "");
    }

    private static Field<String> milestone(int quarter) {
        String label = Quarters.label(quarter);
        return Field.text("q" + quarter, label + "节点", L, WorkPlans.LONGEST_MILESTONE)
                .required("请填写%s的节点目标。".formatted(label));
    }

    /** What the row begins with: a step while there are more to come, at the end the target itself. */
    private static String milestone(KeyTask task, boolean last) {
        if (!last) {
            return "按计划推进，完成序时进度";
        }
        return task.targets().isEmpty() ? "完成年度任务" : "完成年度任务：" + task.targetsInWords();
    }

    private static String acceptance(KeyTask task, Seat seat) {
        String duty = seat.lead() ? "牵头完成本项任务，汇总各责任单位情况" : task.seats().size() > 1 ? "按职责分工完成本单位承担的工作" : "完成本项任务";
        String target =
                task.asksFigureOf(seat.unit()) || task.form() != Responsibility.LEAD ? task.targetsInWords() : "";
        return duty + (target.isEmpty() ? "" : "，达到" + target) + "，有工作总结和佐证材料。";
    }

    private Table<KeyTask> groups(WorkPlan plan) {
        List<YearGroup> offered = groups.of(plan.year());
        return Table.of(GROUPS, "任务归哪些专项组", KeyTask::code)
                .hint("一项任务可以归几个专项组；不归任何组的，只由市健康丽水办评审。")
                .shows("name", "任务", L, KeyTask::title)
                .asks(
                        NUMBERS.offering(offered.stream()
                                        .map(group -> new Option(String.valueOf(group.number()), group.shortName()))
                                        .toList())
                                .checked(numbers -> unknown(numbers, offered)
                                        .map(number -> "%d年度没有第%d专项组，请重新勾选。".formatted(plan.year(), number))),
                        task -> usualGroups(task, plan).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")))
                .shows("note", "存疑", M, task -> task.groups().stream()
                        .flatMap(group -> Optional.ofNullable(group.note()).stream())
                        .distinct()
                        .collect(Collectors.joining("；")));
    }

    /** A new task begins with the groups of its neighbours. */
    private Set<Integer> usualGroups(KeyTask task, WorkPlan plan) {
        Set<Integer> known = new TreeSet<>(task.groupNumbers());
        if (known.isEmpty() && plan.round() == 1) {
            tasks.active(plan.year()).stream()
                    .filter(other -> other.section().equals(task.section()))
                    .forEach(other -> known.addAll(other.groupNumbers()));
        }
        return known;
    }

    private static Reading<Set<Integer>> numbers(String typed) {
        return Reading.of(Stream.of(typed.split("[,，、]"))
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Optional<Integer> unknown(Set<Integer> numbers, List<YearGroup> offered) {
        return numbers.stream()
                .filter(number -> offered.stream().noneMatch(group -> group.number() == number))
                .findFirst();
    }

    private Filled<Integer> more(List<KeyTask> content, Draft draft) {
        return Table.list("added", "增加责任单位")
                .hint("按答复意见需要补充的，一行一家；节点和验收标准按通常写法带入。")
                .asks(TASK.offering(content.stream()
                        .filter(task -> task.change() != Change.WITHDRAWN)
                        .map(task -> new Option(task.code(), task.title()))
                        .toList()))
                .asks(UNIT)
                .asks(ROLE)
                .rules((no, typed) -> wrongUnit(typed))
                .read(Table.upTo(ADDED_ROWS), draft);
    }

    private List<Problem> wrongUnit(Typed typed) {
        long names = Stream.of(typed.text(UNIT).split("[、，,；;\\s]+"))
                .filter(name -> !name.isEmpty())
                .count();
        ResponsibleUnits.Reading read = responsible.read("", typed.text(UNIT));
        List<Problem> problems = new ArrayList<>();
        if (names > 1) {
            problems.add(UNIT.problem("一行只填一家单位，现在填了%d家。请分行填写。".formatted(names)));
        }
        read.faults().forEach(fault -> problems.add(UNIT.problem(fault.message())));
        if (read.seats().size() > 1) {
            problems.add(UNIT.problem("这里请填写具体单位。"));
        }
        return problems;
    }

    private Seat named(Line<Integer> line) {
        return responsible.read("", line.text(UNIT)).seats().get(0);
    }

    private static KeyTask taskOf(Line<Integer> line, Parts parts) {
        return parts.content().stream()
                .filter(task -> task.code().equals(line.text(TASK)))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Problem> hasItAlready(Line<Integer> line, Parts parts) {
        if (line.isEmpty() || !line.isRight()) {
            return Optional.empty();
        }
        String unit = named(line).unit();
        KeyTask task = taskOf(line, parts);
        return task.seats().stream().anyMatch(seat -> seat.unit().equals(unit))
                        && dropped(task, parts).stream()
                                .noneMatch(seat -> seat.unit().equals(unit))
                ? Optional.of(UNIT.problem("这家单位已经承担这项任务，不用再加。"))
                : Optional.empty();
    }

    private Added added(Line<Integer> line, Parts parts) {
        KeyTask task = taskOf(line, parts);
        Seat named = named(line);
        int seq = task.seats().stream().mapToInt(Seat::seq).max().orElse(0) + line.item();
        Seat bare = new Seat(
                named.unit(),
                line.is(ROLE, LEAD),
                seq,
                named.sourceName(),
                null,
                false,
                named.note(),
                "",
                parts.plan().round(),
                new TreeMap<>());
        int last = parts.quarters().get(parts.quarters().size() - 1);
        SortedMap<Integer, String> milestones = new TreeMap<>();
        parts.quarters().forEach(quarter -> milestones.put(quarter, milestone(task, quarter == last)));
        return new Added(line.item(), task, bare.decomposed(acceptance(task, bare), milestones));
    }

    private static List<Seat> dropped(KeyTask task, Parts parts) {
        return parts.shares().stream()
                .filter(line -> line.item().task().id() == task.id() && line.is(HOLD, DROP))
                .flatMap(line -> line.item().seats().stream())
                .toList();
    }

    /** Who has the task after what was taken out and added. */
    private static List<Seat> left(KeyTask task, Parts parts) {
        List<Seat> dropped = dropped(task, parts);
        return Stream.concat(
                        task.seats().stream().filter(seat -> !dropped.contains(seat)),
                        parts.added().stream()
                                .filter(one -> one.task().id() == task.id())
                                .map(Added::seat))
                .toList();
    }

    private static Optional<Problem> leavesNobody(Share share, Parts parts) {
        boolean first = parts.shares().stream()
                .map(Line::item)
                .filter(other -> other.task().id() == share.task().id())
                .findFirst()
                .filter(share::equals)
                .isPresent();
        return first && left(share.task(), parts).isEmpty()
                ? Optional.of(HOLD.problem("这项任务没有责任单位了。请至少保留一家，或在“增加责任单位”里补上。"))
                : Optional.empty();
    }

    private static Optional<Added> addedIn(Line<Integer> line, Parts parts) {
        return parts.added().stream().filter(one -> one.line() == line.item()).findFirst();
    }

    private static Optional<Problem> leadsBesides(Line<Integer> line, Parts parts) {
        return addedIn(line, parts)
                .filter(one ->
                        left(one.task(), parts).stream().filter(Seat::lead).count() > 1)
                .map(one -> ROLE.problem("这项任务已经有牵头单位，只能有一家。请先把原来的改为“不再承担”。"));
    }

    private static Optional<Problem> comesTwice(Line<Integer> line, Parts parts) {
        return addedIn(line, parts)
                .filter(one -> parts.added().stream()
                        .anyMatch(other -> other.line() < one.line()
                                && other.task().id() == one.task().id()
                                && other.seat().unit().equals(one.seat().unit())))
                .map(one -> UNIT.problem("同一家单位加了两次，请删去一行。"));
    }

    private List<Notice> notices(Parts parts) {
        List<Notice> notices = new ArrayList<>();
        WorkPlan plan = parts.plan();
        if (plan.round() > 1) {
            notices.add(new Notice(Level.WARNING, "退回修改：" + Objects.requireNonNullElse(plan.comment(), "")));
            Map<Long, KeyTask> byId = parts.content().stream().collect(Collectors.toMap(KeyTask::id, one -> one));
            for (Reply reply : plans.replies(plan.id())) {
                KeyTask task = byId.get(reply.task());
                if (!reply.agrees() && reply.round() == plan.round() - 1 && task != null) {
                    notices.add(new Notice(
                            Level.WARNING,
                            "%s对%s有异议：%s"
                                    .formatted(
                                            roster.objectName(plan.year(), reply.unit()),
                                            task.title(),
                                            Objects.requireNonNullElse(reply.reason(), ""))));
                }
            }
            if (parts.units().isEmpty()) {
                notices.add(new Notice(Level.INFO, "这次退回不涉及任务分解，核对后直接提交即可。"));
            }
        }
        List<String> withdrawn = parts.content().stream()
                .filter(task -> task.change() == Change.WITHDRAWN)
                .map(KeyTask::title)
                .toList();
        if (!withdrawn.isEmpty()) {
            notices.add(new Notice(Level.INFO, "本批撤销，不用分解：" + String.join("；", withdrawn)));
        }
        long doubtful = parts.shares().stream()
                .flatMap(line -> line.item().seats().stream())
                .filter(Seat::toConfirm)
                .count();
        if (doubtful > 0) {
            notices.add(new Notice(
                    Level.INFO,
                    "按“其他成员单位”展开的有%d家次，名单待确认；展开到的单位：%s。"
                            .formatted(
                                    doubtful,
                                    parts.shares().stream()
                                            .flatMap(line -> line.item().seats().stream())
                                            .filter(Seat::toConfirm)
                                            .map(Seat::unit)
                                            .distinct()
                                            .map(organization::officeName)
                                            .collect(Collectors.joining("、")))));
        }
        return notices;
    }
}
