package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.ResponsibleUnits;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.process.BatchTasks.Entry;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 量化目标: the targets of the tasks of a batch, those that are there and those that are added. */
final class BatchTargets {

    static final String TARGETS = "targets";

    static final Field<String> TASK = Field.choice("task", "任务", M, List.of());
    static final Field<String> TEXT =
            Field.text("text", "目标内容", L, WorkPlans.LONGEST_TARGET).required("请填写目标内容。");
    static final Field<String> COMPARATOR = Field.choice(
                    "comparator",
                    "比较",
                    M,
                    List.of(
                            new Option(">=", "不低于（≥）"),
                            new Option("<=", "不高于（≤）"),
                            new Option(">", "高于（>）"),
                            new Option("<", "低于（<）"),
                            new Option("=", "等于（=）")))
            .required("请选择比较方式。");
    static final Field<String> VALUE =
            Field.text("value", "目标值", S, BatchTargets::wrongValue).required("请填写目标值。");
    static final Field<String> MEASURE =
            Field.text("measure", "计量单位", S, WorkPlans.LONGEST_MEASURE).required("没有计量单位。请填写，如“公里”“家”“%”。");
    static final Field<String> BASELINE =
            Field.text("baseline", "基期值", S, BatchTargets::wrongBaseline).help("从多少提高到目标值的，填原来的值；没有的不填。");
    static final Field<String> REPORTER = Field.text("reporter", "报数单位", M, reporter -> Optional.empty())
            .help("数字由哪一家责任单位报；不填的，有牵头单位的由牵头单位报，没有的各家都报。");

    /** What is said of a target, but for the task that it belongs to. */
    private static final List<Field<String>> SAID = List.of(TEXT, COMPARATOR, VALUE, MEASURE, BASELINE, REPORTER);

    private static final String NUMBER_OR_GRADE = "-?\\d{1,14}(\\.\\d{1,4})?|[A-Za-z]{1,3}";
    private static final int NEW_ROWS = 12;

    private final ResponsibleUnits units;

    BatchTargets(ResponsibleUnits units) {
        this.units = units;
    }

    /**
     * A line of the table.
     *
     * @param task the task it has been a target of; null for one that is added
     */
    private record Item(
            int no,
            String key,
            @Nullable GivenTask task,
            @Nullable Target before) {}

    private static Optional<String> wrongValue(String typed) {
        return typed.isEmpty() || typed.matches(NUMBER_OR_GRADE)
                ? Optional.empty()
                : Optional.of("目标值应是数字（最多4位小数），或A、B、C这样的等级，现在填的是“%s”。".formatted(typed));
    }

    private static Optional<String> wrongBaseline(String typed) {
        return typed.isEmpty() || typed.matches(NUMBER_OR_GRADE)
                ? Optional.empty()
                : Optional.of("基期值应是数字（最多4位小数），或A、B、C这样的等级，现在填的是“%s”。没有基期的不填。".formatted(typed));
    }

    private static List<Item> items(List<GivenTask> given) {
        List<Item> items = new ArrayList<>();
        for (GivenTask task : given) {
            for (Target target : task.targets()) {
                items.add(new Item(items.size() + 1, task.ref() + "." + target.seq(), task, target));
            }
        }
        for (int row = 1; row <= NEW_ROWS; row++) {
            items.add(new Item(items.size() + 1, String.valueOf(row), null, null));
        }
        return items;
    }

    private Table<Item> table(List<Option> tasks) {
        return Table.of(TARGETS, "量化目标", Item::key)
                .hint("有数量要求的任务，一行一个目标。全市的总数是单位的目标，不分到县（市、区）。不再要求的，整行清空。")
                .lockedWhere(item -> item.task() != null && item.task().fixed())
                .shows("no", "序号", S, item -> Table.LINE.formatted(item.no()))
                .asks(
                        TASK.offering(tasks),
                        item -> item.task() == null ? "" : item.task().ref())
                .input(
                        TASK,
                        item -> Input.choice(
                                item.task() == null
                                        ? tasks
                                        : List.of(new Option(
                                                item.task().ref(), item.task().code()))))
                .asks(TEXT, before(Target::text))
                .asks(COMPARATOR, before(Target::comparator))
                .asks(VALUE, before(Target::targetValue))
                .asks(MEASURE, before(Target::unitOfMeasure))
                .asks(BASELINE, before(Target::baseline))
                .asks(REPORTER, before(target -> target.reporter() == null ? null : units.name(target.reporter())));
    }

    private static Function<Item, String> before(Function<Target, @Nullable String> what) {
        return item -> item.before() == null ? "" : Objects.requireNonNullElse(what.apply(item.before()), "");
    }

    /** What is typed, before it is known what becomes of the tasks. */
    Typing read(List<GivenTask> given, Draft draft) {
        return new Typing(table(List.of()).read(items(given), draft));
    }

    /** The targets as they are typed, by their tasks. */
    final class Typing {

        private final Filled<Item> lines;

        private Typing(Filled<Item> lines) {
            this.lines = lines;
        }

        private List<Line<Item>> of(String ref) {
            return lines.stream()
                    .filter(line -> taskOf(line.item(), line.typed()).equals(ref))
                    .toList();
        }

        List<Target> targets(String ref) {
            List<Target> targets = new ArrayList<>();
            of(ref).stream()
                    .filter(line -> !saysNothing(line.typed()))
                    .forEach(line -> targets.add(new Target(
                            targets.size() + 1,
                            line.text(TEXT),
                            line.text(COMPARATOR),
                            line.text(VALUE),
                            line.text(MEASURE),
                            line.text(BASELINE).isEmpty() ? null : line.text(BASELINE),
                            line.find(REPORTER).flatMap(units::unit).orElse(null))));
            return targets;
        }

        boolean differ(GivenTask task) {
            return of(task.ref()).stream().anyMatch(BatchTargets.this::differs);
        }
    }

    private boolean differs(Line<Item> line) {
        Item item = line.item();
        Target before = item.before();
        if (before == null) {
            return !saysNothing(line.typed());
        }
        return !(line.text(TEXT).equals(before.text())
                && line.text(COMPARATOR).equals(before.comparator())
                && line.text(VALUE).equals(before.targetValue())
                && line.text(MEASURE).equals(before.unitOfMeasure())
                && line.text(BASELINE).equals(Objects.requireNonNullElse(before.baseline(), ""))
                && line.text(REPORTER).equals(before.reporter() == null ? "" : units.name(before.reporter())));
    }

    private static String taskOf(Item item, Typed typed) {
        return item.task() == null ? typed.text(TASK) : item.task().ref();
    }

    private static boolean saysNothing(Typed typed) {
        return SAID.stream().allMatch(typed::isEmpty);
    }

    /** The part of the form, once it is known what the batch says of the tasks. */
    Section section(List<GivenTask> given, List<Entry> entries, Draft draft) {
        Map<String, Entry> byRef = entries.stream().collect(Collectors.toMap(Entry::ref, Function.identity()));
        List<Option> tasks = Stream.concat(
                        entries.stream().filter(Entry::isNew),
                        entries.stream().filter(entry -> !entry.isNew() && entry.isWordedHere()))
                .map(entry -> new Option(entry.ref(), entry.name()))
                .toList();
        return table(tasks)
                .reads(TASK, (item, ref) -> item.task() == null ? chosen(ref, byRef) : Reading.of(ref))
                .askedOnlyWhere((item, typed) -> isAsked(item, typed, byRef))
                .rule((item, typed) -> notItsUnit(typed, byRef.get(taskOf(item, typed))))
                .read(items(given), draft)
                .section();
    }

    /** A line begun, or of a task that the batch words anew; an old target that was cleared is given up. */
    private static boolean isAsked(Item item, Typed typed, Map<String, Entry> entries) {
        if (item.task() == null) {
            return !(saysNothing(typed) && typed.isEmpty(TASK));
        }
        Entry entry = entries.get(item.task().ref());
        return entry != null && entry.isIssued() && !saysNothing(typed);
    }

    private static Reading<String> chosen(String ref, Map<String, Entry> entries) {
        if (ref.isEmpty()) {
            return Reading.wrong("请选择这个目标属于哪一项任务。");
        }
        Entry entry = entries.get(ref);
        return entry != null && entry.isIssued()
                ? Reading.of(ref)
                : Reading.wrong("所选任务不在本批新增或修改的任务里，请重选，或把那一项改为“修改”。");
    }

    private Optional<Problem> notItsUnit(Typed typed, @Nullable Entry entry) {
        String reporter = typed.text(REPORTER);
        boolean holds = reporter.isEmpty()
                || units.unit(reporter)
                        .filter(unit -> entry != null
                                && units.read(entry.lead(), entry.units()).seats().stream()
                                        .anyMatch(seat -> seat.unit().equals(unit)))
                        .isPresent();
        return holds
                ? Optional.empty()
                : Optional.of(REPORTER.problem("“%s”不是这项任务的责任单位。请从它的牵头单位和责任单位里填一家；都要报的不填。".formatted(reporter)));
    }
}
