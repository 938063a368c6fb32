package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.audit.Actor;
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
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 分解任务: what each unit does of each task by quarter and how it is accepted; which groups the task belongs to (K末段). */
@Component
class DecomposeForm implements TaskForm {

    /** One row a task: its groups. */
    static final String GROUPS = "groups";

    /** Sections of one row a task and unit, one a chapter: units1, units2, … */
    static final String UNITS = "units";

    static final String ADDED = "added";
    static final int ADDED_ROWS = 8;
    static final String HOLD = "hold";
    static final String KEEP = "KEEP";
    static final String DROP = "DROP";

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

    /** The units of a task that share one row: one unit, or at first all of a collective together. */
    private record Line(
            String key,
            KeyTask task,
            List<Seat> seats,
            String unitName,
            String hold,
            String acceptance,
            SortedMap<Integer, String> milestones,
            List<Problem> problems) {

        boolean dropped() {
            return hold.equals(DROP);
        }
    }

    private record Added(
            String key,
            String task,
            String unit,
            String role,
            @Nullable Seat seat,
            List<Problem> problems) {

        boolean empty() {
            return (task + unit + role).isEmpty();
        }
    }

    private record Grouping(KeyTask task, String typed, Set<Integer> numbers, List<Problem> problems) {}

    private record Typed(
            WorkPlan plan,
            List<Integer> quarters,
            List<KeyTask> content,
            List<Grouping> groupings,
            List<Line> lines,
            List<Added> added) {}

    @Override
    public String taskKey() {
        return "taskDecompose";
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<Section> sections = new ArrayList<>();
        if (!typed.groupings().isEmpty()) {
            sections.add(groupSection(typed));
        }
        sections.addAll(unitSections(typed));
        sections.add(addedSection(typed));
        return new FormContent(
                "提交后，各责任单位收到本单位的任务并答复，各县（市、区）和开发区同时确定当地重点工作。",
                List.of("办法二(三)", "意见三(一)"),
                notices(typed),
                sections,
                List.of(
                        new Fact("任务", typed.content().size() + " 项"),
                        new Fact(
                                "本次分解",
                                typed.lines().stream()
                                                .mapToInt(line -> line.seats().size())
                                                .sum() + " 家次")),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        Map<SeatId, Decomposition> decompositions = new LinkedHashMap<>();
        List<SeatId> dropped = new ArrayList<>();
        for (Line line : typed.lines()) {
            for (Seat seat : line.seats()) {
                SeatId id = new SeatId(line.task().id(), seat.unit());
                if (line.dropped()) {
                    dropped.add(id);
                } else {
                    decompositions.put(id, new Decomposition(line.acceptance(), line.milestones()));
                }
            }
        }
        Map<SeatId, Seat> added = new LinkedHashMap<>();
        typed.added().stream().filter(line -> line.seat() != null).forEach(line -> {
            Seat seat = Objects.requireNonNull(line.seat());
            added.put(new SeatId(taskOf(typed, line).id(), seat.unit()), seat);
        });
        plans.decompose(
                typed.plan().id(),
                decompositions,
                typed.groupings().stream()
                        .collect(Collectors.toMap(grouping -> grouping.task().id(), Grouping::numbers)),
                dropped,
                added,
                actor);
        return Map.of();
    }

    private static KeyTask taskOf(Typed typed, Added line) {
        return typed.content().stream()
                .filter(task -> task.code().equals(line.task()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No task " + line.task()));
    }

    // ---- reading
    // ------------------------------------------------------------------------------------------------------------

    private Typed read(TaskRef task, Draft draft) {
        WorkPlan plan = plans.get(task.id(Variables.PLAN));
        List<KeyTask> content = tasks.ofPlan(plan.id());
        List<Integer> quarters = Quarters.toCome(plan.year(), LocalDate.now(clock));
        List<YearGroup> yearGroups = groups.of(plan.year());
        Map<String, Integer> chapters = chapters(content);
        List<Grouping> groupings = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (KeyTask one : content) {
            List<Seat> open = one.seats().stream()
                    .filter(seat -> seat.round() == plan.round())
                    .toList();
            if (open.isEmpty() || one.change() == Change.WITHDRAWN) {
                continue;
            }
            groupings.add(grouping(one, plan, yearGroups, draft));
            String section = UNITS + chapters.get(one.chapter());
            rows(open, plan.round()).forEach(seats -> lines.add(line(section, plan, one, seats, quarters, draft)));
        }
        List<Added> added = IntStream.rangeClosed(1, ADDED_ROWS)
                .mapToObj(String::valueOf)
                .map(row -> added(row, plan, content, lines, quarters, draft))
                .toList();
        checkTasks(content, lines, added);
        return new Typed(plan, quarters, content, groupings, lines, added);
    }

    private static Map<String, Integer> chapters(List<KeyTask> content) {
        Map<String, Integer> chapters = new LinkedHashMap<>();
        content.forEach(task -> chapters.putIfAbsent(task.chapter(), chapters.size() + 1));
        return chapters;
    }

    /** At first a collective is one row; whoever is asked again is asked alone. */
    private static List<List<Seat>> rows(List<Seat> open, int round) {
        Map<String, List<Seat>> rows = new LinkedHashMap<>();
        open.forEach(seat -> rows.computeIfAbsent(
                        round == 1 && seat.collective() != null ? seat.collective() : seat.unit(),
                        key -> new ArrayList<>())
                .add(seat));
        return List.copyOf(rows.values());
    }

    private Line line(
            String section, WorkPlan plan, KeyTask task, List<Seat> seats, List<Integer> quarters, Draft draft) {
        Seat first = seats.get(0);
        boolean together = plan.round() == 1 && first.collective() != null;
        String key = task.code() + "-" + (together ? first.collective() : first.unit());
        SortedMap<Integer, String> milestones = new TreeMap<>();
        for (int quarter : quarters) {
            milestones.put(
                    quarter,
                    draft.value(
                            section,
                            key,
                            "q" + quarter,
                            first.milestones()
                                    .getOrDefault(
                                            quarter, milestone(task, quarter == quarters.get(quarters.size() - 1)))));
        }
        String acceptance = draft.value(
                section,
                key,
                "acceptance",
                first.acceptance().isEmpty() ? acceptance(task, first) : first.acceptance());
        String hold = draft.value(section, key, HOLD, KEEP);
        List<Problem> problems = new ArrayList<>();
        if (hold.equals(KEEP)) {
            milestones.forEach((quarter, text) -> Forms.wrongText(
                            text,
                            "q" + quarter,
                            "请填写%s的节点目标。".formatted(Quarters.label(quarter)),
                            WorkPlans.LONGEST_MILESTONE)
                    .ifPresent(problems::add));
            Forms.wrongText(acceptance, "acceptance", "请填写验收标准。", WorkPlans.LONGEST_ACCEPTANCE)
                    .ifPresent(problems::add);
        } else if (!hold.equals(DROP)) {
            problems.add(new Problem(HOLD, "请选择“承担”或“不再承担”。"));
        }
        return new Line(
                key,
                task,
                seats,
                together
                        ? "%s（%d家，待确认）".formatted(first.sourceName(), seats.size())
                        : roster.objectName(plan.year(), first.unit()) + (first.toConfirm() ? "（待确认）" : ""),
                hold,
                acceptance,
                milestones,
                problems);
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

    private Grouping grouping(KeyTask task, WorkPlan plan, List<YearGroup> yearGroups, Draft draft) {
        Set<Integer> known = new TreeSet<>(task.groupNumbers());
        if (known.isEmpty() && plan.round() == 1) {
            // A new task begins with the groups of its neighbours.
            tasks.active(plan.year()).stream()
                    .filter(other -> other.section().equals(task.section()))
                    .forEach(other -> known.addAll(other.groupNumbers()));
        }
        String typed = draft.value(
                GROUPS,
                task.code(),
                "groups",
                known.stream().map(String::valueOf).collect(Collectors.joining(",")));
        Set<Integer> numbers = Stream.of(typed.split("[,，、]"))
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Problem> problems = new ArrayList<>();
        numbers.stream()
                .filter(number -> yearGroups.stream().noneMatch(group -> group.number() == number))
                .findFirst()
                .ifPresent(number ->
                        problems.add(new Problem("groups", "%d年度没有第%d专项组，请重新勾选。".formatted(plan.year(), number))));
        return new Grouping(task, typed, numbers, problems);
    }

    private Added added(
            String row, WorkPlan plan, List<KeyTask> content, List<Line> lines, List<Integer> quarters, Draft draft) {
        String task = draft.value(ADDED, row, "task", "");
        String unit = draft.value(ADDED, row, "unit", "");
        String role = draft.value(ADDED, row, "role", "");
        List<Problem> problems = new ArrayList<>();
        if ((task + unit + role).isEmpty()) {
            return new Added(row, task, unit, role, null, problems);
        }
        Optional<KeyTask> chosen = content.stream()
                .filter(one -> one.code().equals(task) && one.change() != Change.WITHDRAWN)
                .findFirst();
        if (chosen.isEmpty()) {
            problems.add(new Problem("task", "请选择任务。"));
        }
        if (!List.of("LEAD", "OTHER").contains(role)) {
            problems.add(new Problem("role", "请选择牵头或负责。"));
        }
        List<String> names = Stream.of(unit.split("[、，,；;\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
        ResponsibleUnits.Reading read = responsible.read("", unit);
        if (names.size() > 1) {
            problems.add(new Problem("unit", "一行只填一家单位，现在填了%d家。请分行填写。".formatted(names.size())));
        }
        read.faults().forEach(fault -> problems.add(new Problem("unit", fault.message())));
        if (read.seats().size() > 1) {
            problems.add(new Problem("unit", "这里请填写具体单位。"));
        }
        if (problems.isEmpty()) {
            String code = read.seats().get(0).unit();
            boolean there = chosen.stream().flatMap(one -> one.seats().stream()).anyMatch(seat -> seat.unit()
                            .equals(code))
                    && lines.stream()
                            .noneMatch(line -> line.dropped()
                                    && line.task().code().equals(task)
                                    && line.seats().stream()
                                            .anyMatch(seat -> seat.unit().equals(code)));
            if (there) {
                problems.add(new Problem("unit", "这家单位已经承担这项任务，不用再加。"));
            }
        }
        if (!problems.isEmpty() || chosen.isEmpty()) {
            return new Added(row, task, unit, role, null, problems);
        }
        Seat named = read.seats().get(0);
        int seq = chosen.get().seats().stream().mapToInt(Seat::seq).max().orElse(0) + Integer.parseInt(row);
        Seat bare = new Seat(
                named.unit(),
                role.equals("LEAD"),
                seq,
                named.sourceName(),
                null,
                false,
                named.note(),
                "",
                plan.round(),
                new TreeMap<>());
        SortedMap<Integer, String> milestones = new TreeMap<>();
        quarters.forEach(quarter ->
                milestones.put(quarter, milestone(chosen.get(), quarter.equals(quarters.get(quarters.size() - 1)))));
        return new Added(row, task, unit, role, bare.decomposed(acceptance(chosen.get(), bare), milestones), problems);
    }

    /** After what was taken out and added every task still has a unit, and at most one that leads. */
    private static void checkTasks(List<KeyTask> content, List<Line> lines, List<Added> added) {
        for (KeyTask task : content) {
            List<Line> ofTask =
                    lines.stream().filter(line -> line.task().id() == task.id()).toList();
            List<Seat> dropped = ofTask.stream()
                    .filter(Line::dropped)
                    .flatMap(line -> line.seats().stream())
                    .toList();
            List<Added> more = added.stream()
                    .filter(line -> line.task().equals(task.code()) && line.seat() != null)
                    .toList();
            List<Seat> left = Stream.concat(
                            task.seats().stream().filter(seat -> !dropped.contains(seat)),
                            more.stream().map(line -> Objects.requireNonNull(line.seat())))
                    .toList();
            if (left.isEmpty() && !ofTask.isEmpty()) {
                ofTask.get(0).problems().add(new Problem(HOLD, "这项任务没有责任单位了。请至少保留一家，或在“增加责任单位”里补上。"));
            }
            if (left.stream().filter(Seat::lead).count() > 1) {
                more.forEach(line -> line.problems().add(new Problem("role", "这项任务已经有牵头单位，只能有一家。请先把原来的改为“不再承担”。")));
            }
            Set<String> seen = new TreeSet<>();
            more.stream()
                    .filter(line ->
                            !seen.add(Objects.requireNonNull(line.seat()).unit()))
                    .forEach(line -> line.problems().add(new Problem("unit", "同一家单位加了两次，请删去一行。")));
        }
    }

    // ---- showing
    // ------------------------------------------------------------------------------------------------------------

    private Section groupSection(Typed typed) {
        List<Option> options = groups.of(typed.plan().year()).stream()
                .map(group -> new Option(String.valueOf(group.number()), group.shortName()))
                .toList();
        return Forms.table(
                GROUPS,
                "任务归哪些专项组",
                "一项任务可以归几个专项组；不归任何组的，只由市健康丽水办评审。",
                List.of(
                        Column.label("name", "任务", Width.L),
                        Column.checks("groups", "专项组", Width.L, options),
                        Column.label("note", "存疑", Width.M)),
                typed.groupings().stream()
                        .map(grouping -> new Row(
                                grouping.task().code(),
                                false,
                                Map.of(
                                        "name", grouping.task().title(),
                                        "groups", grouping.typed(),
                                        "note",
                                                grouping.task().groups().stream()
                                                        .flatMap(group -> Optional.ofNullable(group.note()).stream())
                                                        .distinct()
                                                        .collect(Collectors.joining("；"))),
                                Map.of(),
                                grouping.problems()))
                        .toList());
    }

    private static List<Section> unitSections(Typed typed) {
        Map<String, Integer> chapters = chapters(typed.content());
        Map<String, List<Line>> byChapter = typed.lines().stream()
                .collect(Collectors.groupingBy(line -> line.task().chapter(), LinkedHashMap::new, Collectors.toList()));
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", "任务", Width.L));
        columns.add(Column.label("unit", "责任单位", Width.M));
        columns.add(Column.label("role", "责任", Width.S));
        typed.quarters()
                .forEach(quarter -> columns.add(
                        Column.input("q" + quarter, Quarters.label(quarter) + "节点", InputType.TEXT, Width.L)));
        columns.add(Column.input("acceptance", "验收标准", InputType.TEXT, Width.L));
        columns.add(Column.choice(HOLD, "承担", Width.S, List.of(new Option(KEEP, "承担"), new Option(DROP, "不再承担"))));
        List<Section> sections = new ArrayList<>();
        byChapter.forEach((chapter, lines) -> sections.add(Forms.table(
                UNITS + chapters.get(chapter),
                chapter,
                null,
                columns,
                lines.stream().map(DecomposeForm::row).toList())));
        return sections;
    }

    private static Row row(Line line) {
        Map<String, String> values = new HashMap<>();
        values.put("name", line.task().title());
        values.put("unit", line.unitName());
        values.put("role", line.seats().get(0).lead() ? "牵头" : "负责");
        line.milestones().forEach((quarter, text) -> values.put("q" + quarter, text));
        values.put("acceptance", line.acceptance());
        values.put(HOLD, line.hold());
        return new Row(line.key(), false, values, Map.of(), line.problems());
    }

    private static Section addedSection(Typed typed) {
        return Forms.table(
                ADDED,
                "增加责任单位",
                "按答复意见需要补充的，一行一家；节点和验收标准按通常写法带入。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.choice(
                                "task",
                                "任务",
                                Width.L,
                                typed.content().stream()
                                        .filter(task -> task.change() != Change.WITHDRAWN)
                                        .map(task -> new Option(task.code(), task.title()))
                                        .toList()),
                        Column.input("unit", "单位", InputType.TEXT, Width.M),
                        Column.choice(
                                "role", "责任", Width.S, List.of(new Option("LEAD", "牵头"), new Option("OTHER", "负责")))),
                typed.added().stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "no", "第%s行".formatted(line.key()),
                                        "task", line.task(),
                                        "unit", line.unit(),
                                        "role", line.role()),
                                Map.of(),
                                line.problems()))
                        .toList());
    }

    private List<Notice> notices(Typed typed) {
        List<Notice> notices = new ArrayList<>();
        WorkPlan plan = typed.plan();
        if (plan.round() > 1) {
            notices.add(new Notice(Level.WARNING, "退回修改：" + Objects.requireNonNullElse(plan.comment(), "")));
            Map<Long, KeyTask> byId = typed.content().stream().collect(Collectors.toMap(KeyTask::id, one -> one));
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
            if (typed.lines().isEmpty()) {
                notices.add(new Notice(Level.INFO, "这次退回不涉及任务分解，核对后直接提交即可。"));
            }
        }
        List<String> withdrawn = typed.content().stream()
                .filter(task -> task.change() == Change.WITHDRAWN)
                .map(KeyTask::title)
                .toList();
        if (!withdrawn.isEmpty()) {
            notices.add(new Notice(Level.INFO, "本批撤销，不用分解：" + String.join("；", withdrawn)));
        }
        long doubtful = typed.lines().stream()
                .flatMap(line -> line.seats().stream())
                .filter(Seat::toConfirm)
                .count();
        if (doubtful > 0) {
            notices.add(new Notice(
                    Level.INFO,
                    "按“其他成员单位”展开的有%d家次，名单待确认；展开到的单位：%s。"
                            .formatted(
                                    doubtful,
                                    typed.lines().stream()
                                            .flatMap(line -> line.seats().stream())
                                            .filter(Seat::toConfirm)
                                            .map(Seat::unit)
                                            .distinct()
                                            .map(organization::officeName)
                                            .collect(Collectors.joining("、")))));
        }
        return notices;
    }
}
