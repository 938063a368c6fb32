package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.ResponsibleUnits;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 本批任务: what a batch does with the tasks that are there, and those that it adds. */
public final class BatchTasks {

    /** Sections of tasks that are there already, one a chapter: tasks1, tasks2, … */
    public static final String TASKS = "tasks";

    public static final String NEW = "new";
    public static final int NEW_ROWS = 15;

    private static final int LONGEST_NAMES = 1500;

    public static final Option TAKE = new Option("TAKE", "列入");
    public static final Option LEAVE = new Option("LEAVE", "不列入");
    private static final Option KEEP = new Option("KEEP", "不变");
    public static final Option CHANGED = new Option("CHANGED", "修改");
    public static final Option WITHDRAWN = new Option("WITHDRAWN", "撤销");

    public static final Field<Option> ACT = Field.choice("act", "怎么办", S, TAKE, LEAVE, KEEP, CHANGED, WITHDRAWN);
    public static final Field<String> REASON = Field.text("reason", "修改或撤销的理由", L, WorkPlans.LONGEST_REASON);
    public static final Field<String> CHAPTER =
            Field.text("chapter", "章", M, WorkPlans.LONGEST_HEADING).required("请填写所属的章，如“普及健康生活”。");
    public static final Field<String> SECTION =
            Field.text("section", "节", M, WorkPlans.LONGEST_HEADING).required("请填写所属的节，如“加强全民健康教育”。");
    public static final Field<String> BODY =
            Field.text("body", "任务", L, WorkPlans.LONGEST_BODY).required("请填写任务内容。");
    public static final Field<String> LEAD = Field.text("lead", "牵头单位", M, LONGEST_NAMES);
    public static final Field<String> UNITS = Field.text("units", "责任单位", L, LONGEST_NAMES);

    private final ResponsibleUnits units;

    BatchTasks(ResponsibleUnits units) {
        this.units = units;
    }

    /**
     * What the form says of a task.
     *
     * @param ref what its targets name it by
     * @param name how the form calls it
     * @param given null for one that is added
     * @param change what the batch says of it; empty where it says nothing
     * @param stays whether it stands in the year after the batch
     */
    record Entry(
            String ref,
            String name,
            @Nullable GivenTask given,
            Optional<Change> change,
            boolean stays,
            String reason,
            String chapter,
            String section,
            String body,
            String lead,
            String units) {

        boolean isNew() {
            return given == null;
        }

        boolean is(Change what) {
            return change.filter(what::equals).isPresent();
        }

        /** Whether the batch gives the task out: as new, or worded anew. */
        boolean isIssued() {
            return change.filter(what -> what != Change.WITHDRAWN).isPresent();
        }

        /** Whether targets can be typed for it. */
        boolean isWordedHere() {
            return given == null || !given.fixed();
        }
    }

    /** @param given a part a chapter */
    record Tasks(List<Filled<GivenTask>> given, Filled<Integer> fresh, List<Entry> entries) {}

    /** @param existing whether the tasks are the year's own already */
    Tasks read(List<GivenTask> given, boolean existing, BatchTargets.Typing targets, Draft draft) {
        Map<String, List<GivenTask>> chapters = given.stream()
                .collect(Collectors.groupingBy(GivenTask::chapter, LinkedHashMap::new, Collectors.toList()));
        List<Filled<GivenTask>> parts = new ArrayList<>();
        chapters.forEach((chapter, tasks) -> {
            String key = TASKS + (parts.size() + 1);
            parts.add(chapter(key, chapter, tasks.get(0).fixed(), existing, targets)
                    .read(tasks, wherever(key, draft)));
        });
        Filled<Integer> fresh = fresh().read(Table.upTo(NEW_ROWS), draft);
        List<Entry> entries = Stream.concat(
                        parts.stream().flatMap(Filled::stream).map(BatchTasks::entry),
                        fresh.given().stream().map(BatchTasks::entry))
                .toList();
        Map<String, Problem> repeated = repeated(entries);
        return new Tasks(
                parts.stream()
                        .map(part -> part.rule(line ->
                                Optional.ofNullable(repeated.get(line.item().ref()))))
                        .toList(),
                fresh.rule(line -> Optional.ofNullable(repeated.get(NEW + line.item()))),
                entries);
    }

    /** Chapters may move while a batch is typed; the row of a task alone tells it. */
    private static Draft wherever(String section, Draft draft) {
        return new Draft(
                draft.seq(),
                draft.rows().entrySet().stream()
                        .filter(row -> row.getKey().section().startsWith(TASKS))
                        .collect(Collectors.toMap(
                                row -> new RowId(section, row.getKey().key()),
                                Map.Entry::getValue,
                                (one, other) -> one)));
    }

    private Table<GivenTask> chapter(
            String key, String chapter, boolean fixed, boolean existing, BatchTargets.Typing targets) {
        Table<GivenTask> table = Table.of(key, chapter, GivenTask::ref)
                .hint(existing ? "只改要改的；没有变化的不用动。" : fixed ? "原文照录，不能改动；不需要的选“不列入”。" : "已带入上一年度的任务，可以修改；不需要的选“不列入”。")
                .shows("name", "编号", S, GivenTask::code)
                .shows("section", "节", M, GivenTask::section);
        if (fixed) {
            table.shows(BODY.key(), BODY.label(), L, GivenTask::body);
        } else {
            table.asks(BODY, GivenTask::body).askedWhere(BODY, (task, typed) -> isIssued(typed));
        }
        List<Option> acts = existing ? List.of(KEEP, CHANGED, WITHDRAWN) : List.of(TAKE, LEAVE);
        table.asks(LEAD, GivenTask::lead)
                .askedWhere(LEAD, (task, typed) -> isIssued(typed))
                .asks(UNITS, GivenTask::units)
                .askedWhere(UNITS, (task, typed) -> isIssued(typed))
                .shows("targets", "量化目标", M, task -> targets.targets(task.ref()).stream()
                        .map(Target::span)
                        .collect(Collectors.joining("；")))
                .asks(ACT.offering(acts), task -> ACT.written(acts.get(0)))
                .reads(ACT, (task, typed) -> act(typed, acts));
        if (existing) {
            table.asks(REASON)
                    .askedWhere(REASON, (task, typed) -> isRevised(typed))
                    .rule((task, typed) -> unexplained(typed));
        }
        return table.rule((task, typed) -> notNow(task, typed))
                .rule((task, typed) -> notAsItSays(typed, differs(task, typed, targets)))
                .rules((task, typed) -> isIssued(typed) ? wrongUnits(typed) : List.of());
    }

    private static Reading<Option> act(String typed, List<Option> acts) {
        return typed.isEmpty()
                ? Reading.nothing()
                : acts.stream()
                        .filter(act -> act.value().equals(typed))
                        .findFirst()
                        .map(Reading::of)
                        .orElseGet(() -> Reading.wrong("请选择怎么办。"));
    }

    private Table<Integer> fresh() {
        return Table.list(NEW, "新增任务")
                .hint("一行一项，空着的行不算。单位可以写现名、简称或原名，几家之间用顿号隔开；“其他成员单位”写全称，会按名册展开。")
                .asks(CHAPTER)
                .asks(SECTION)
                .asks(BODY)
                .asks(LEAD.help("没有牵头的不填。"))
                .asks(UNITS)
                .rules((no, typed) -> wrongUnits(typed));
    }

    // ---- what a row says

    private static Optional<Change> change(Typed typed) {
        return typed.find(ACT).flatMap(act -> {
            if (act.equals(TAKE)) {
                return Optional.of(Change.ADDED);
            }
            return act.equals(CHANGED)
                    ? Optional.of(Change.CHANGED)
                    : act.equals(WITHDRAWN) ? Optional.of(Change.WITHDRAWN) : Optional.empty();
        });
    }

    private static boolean isIssued(Typed typed) {
        return typed.is(ACT, TAKE) || typed.is(ACT, CHANGED);
    }

    private static boolean isRevised(Typed typed) {
        return typed.is(ACT, CHANGED) || typed.is(ACT, WITHDRAWN);
    }

    private static Entry entry(Line<?> line) {
        if (line.item() instanceof GivenTask task) {
            Optional<Change> change = change(line.typed());
            return new Entry(
                    task.ref(),
                    task.code(),
                    task,
                    change,
                    line.is(ACT, KEEP) || isIssued(line.typed()),
                    isRevised(line.typed()) ? line.text(REASON) : "",
                    task.chapter(),
                    task.section(),
                    task.fixed() ? task.body() : line.text(BODY),
                    line.text(LEAD),
                    line.text(UNITS));
        }
        return new Entry(
                NEW + line.item(),
                "新增" + Table.LINE.formatted(line.item()),
                null,
                Optional.of(Change.ADDED),
                true,
                "",
                line.text(CHAPTER),
                line.text(SECTION),
                line.text(BODY),
                line.text(LEAD),
                line.text(UNITS));
    }

    private static boolean differs(GivenTask task, Typed typed, BatchTargets.Typing targets) {
        return !(task.fixed() || typed.text(BODY).equals(task.body()))
                || !typed.text(LEAD).equals(task.lead())
                || !typed.text(UNITS).equals(task.units())
                || targets.differ(task);
    }

    // ---- what is wrong

    private static Optional<Problem> unexplained(Typed typed) {
        return change(typed)
                .filter(change -> isRevised(typed) && typed.isEmpty(REASON))
                .map(change -> REASON.problem("请写明%s的理由。".formatted(change.label())));
    }

    private static Optional<Problem> notNow(GivenTask task, Typed typed) {
        return task.pending() != null && change(typed).isPresent()
                ? Optional.of(ACT.problem(task.pending() + "，办完后才能再改。"))
                : Optional.empty();
    }

    private static Optional<Problem> notAsItSays(Typed typed, boolean differs) {
        if (typed.is(ACT, KEEP) && differs) {
            return Optional.of(ACT.problem("内容已经改动，请选“修改”并写明理由；不改的，请恢复原文。"));
        }
        return typed.is(ACT, CHANGED) && !differs
                ? Optional.of(ACT.problem("选了“修改”，但内容、责任单位和目标都没有改动。请修改，或选“不变”。"))
                : Optional.empty();
    }

    private List<Problem> wrongUnits(Typed typed) {
        return units.read(typed.text(LEAD), typed.text(UNITS)).faults().stream()
                .map(fault -> (fault.cell() == ResponsibleUnits.Cell.LEAD ? LEAD : UNITS).problem(fault.message()))
                .toList();
    }

    /** Of two tasks that say the same, the one that the batch brings is wrong. */
    private static Map<String, Problem> repeated(List<Entry> entries) {
        Map<String, Problem> repeated = new HashMap<>();
        Map<String, Entry> bodies = new HashMap<>();
        entries.stream()
                .filter(entry -> entry.stays() && !entry.body().isEmpty())
                .forEach(entry -> {
                    Entry same = bodies.putIfAbsent(normal(entry.body()), entry);
                    if (same != null) {
                        Entry wrong = entry.change().isPresent() ? entry : same;
                        Entry other = entry.change().isPresent() ? same : entry;
                        repeated.put(
                                wrong.ref(),
                                BODY.problem("与%s内容相同，重复了。请删去一项，或写明区别。"
                                        .formatted(other.isNew() ? other.name() : "任务" + other.name())));
                    }
                });
        return repeated;
    }

    private static String normal(String body) {
        return body.replaceAll("[\\s，,。．.；;、]", "");
    }
}
