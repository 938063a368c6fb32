package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Group;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.KeyWorkTemplate;
import cn.healthylishui.assessment.keywork.ResponsibleUnits;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.WorkPlans.Content;
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
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 录入重点工作: one batch of key work, taken over from a document or the year before, or typed; later ones change what is there. */
@Component
class EnterKeyWorkForm implements TaskForm {

    static final String PLAN = "plan";
    static final String YEAR = "year";
    static final String TITLE = "title";
    static final String DOCUMENT = "document";
    static final String ISSUED = "issued";
    static final String SOURCE = "source";

    static final String IMPORT = "IMPORT";
    static final String CARRY = "CARRY";
    static final String EMPTY = "EMPTY";

    /** Sections of tasks that are there already, one a chapter: tasks1, tasks2, … */
    static final String TASKS = "tasks";

    static final String ACT = "act";
    static final String TAKE = "TAKE";
    static final String LEAVE = "LEAVE";
    static final String KEEP = "KEEP";

    static final String NEW = "new";
    static final int NEW_ROWS = 15;
    static final String TARGETS = "targets";
    static final int TARGET_ROWS = 12;

    private static final int LONGEST_NAMES = 1500;
    private static final String VALUE = "-?\\d{1,14}(\\.\\d{1,4})?|[A-Za-z]{1,3}";
    private static final List<Option> COMPARATORS = List.of(
            new Option(">=", "不低于（≥）"),
            new Option("<=", "不高于（≤）"),
            new Option(">", "高于（>）"),
            new Option("<", "低于（<）"),
            new Option("=", "等于（=）"));

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final KeyWorkTemplate template;
    private final ResponsibleUnits units;
    private final AssessmentYears years;
    private final Clock clock;

    EnterKeyWorkForm(
            WorkPlans plans,
            KeyTasks tasks,
            KeyWorkTemplate template,
            ResponsibleUnits units,
            AssessmentYears years,
            Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.template = template;
        this.units = units;
        this.years = years;
        this.clock = clock;
    }

    /**
     * A task that the form offers.
     *
     * @param code null for one that has none yet
     * @param fixed whether its wording is a document's and stays as it is
     * @param pending why it cannot be touched just now
     */
    private record Given(
            String code,
            String chapter,
            String section,
            String body,
            String lead,
            String units,
            List<Target> targets,
            List<Group> groups,
            boolean fixed,
            @Nullable String pending) {}

    /** A target's line, with the row of the task it belongs to. */
    private record TargetLine(
            String key,
            String task,
            String text,
            String comparator,
            String value,
            String measure,
            String baseline,
            String reporter,
            @Nullable Target before,
            String reporterBefore) {

        boolean empty() {
            return (text + comparator + value + measure + baseline + reporter).isEmpty();
        }

        boolean changed() {
            return before == null
                    ? !empty()
                    : !(before.text().equals(text)
                            && before.comparator().equals(comparator)
                            && before.value().equals(value)
                            && before.unitOfMeasure().equals(measure)
                            && Objects.requireNonNullElse(before.baseline(), "").equals(baseline)
                            && reporterBefore.equals(reporter));
        }
    }

    /** A task's row, read. */
    private record Line(
            String key,
            @Nullable Given given,
            String act,
            String reason,
            String chapter,
            String section,
            String body,
            String lead,
            String units,
            List<TargetLine> targets,
            List<Problem> problems) {

        /** What the batch says of the task; empty where it says nothing. */
        Optional<Change> change() {
            return switch (act) {
                case TAKE, "ADDED" -> Optional.of(Change.ADDED);
                case "CHANGED" -> Optional.of(Change.CHANGED);
                case "WITHDRAWN" -> Optional.of(Change.WITHDRAWN);
                default -> Optional.empty();
            };
        }

        boolean differs() {
            return given == null
                    || !(given.body().equals(body)
                            && given.lead().equals(lead)
                            && given.units().equals(units)
                            && targets.stream().noneMatch(TargetLine::changed));
        }
    }

    /** Everything typed, read as far as it can be. */
    private record Typed(
            String yearText,
            @Nullable Integer year,
            String source,
            boolean first,
            String title,
            String document,
            String issuedText,
            @Nullable LocalDate issued,
            List<Line> given,
            List<Line> fresh,
            List<TargetLine> targets,
            Map<String, List<Problem>> targetProblems) {

        List<Line> all() {
            return Stream.concat(given.stream(), fresh.stream()).toList();
        }

        long count(Change change) {
            return all().stream()
                    .filter(line -> line.change().filter(change::equals).isPresent())
                    .count();
        }
    }

    @Override
    public String taskKey() {
        return "taskEnterKeyWork";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.PLAN);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        List<Section> sections = new ArrayList<>();
        sections.add(plan(typed));
        sections.addAll(given(typed));
        sections.add(fresh(typed));
        sections.add(targets(typed));
        return new FormContent(
                "提交后，分解到各责任单位并请它们确认；审定下达以后才作为正式任务。",
                List.of("办法二(三)", "意见四(四)"),
                notices(typed),
                sections,
                List.of(
                        new Fact("新增", typed.count(Change.ADDED) + " 项"),
                        new Fact("修改", typed.count(Change.CHANGED) + " 项"),
                        new Fact("撤销", typed.count(Change.WITHDRAWN) + " 项")),
                problems(typed));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        int year = Objects.requireNonNull(typed.year());
        if (years.find(year).isEmpty()) {
            years.prepare(year, actor);
        }
        long plan = plans.enter(
                year,
                typed.title(),
                typed.document().isEmpty() ? null : typed.document(),
                Objects.requireNonNull(typed.issued()),
                typed.all().stream()
                        .flatMap(line -> line.change().map(change -> content(line, change)).stream())
                        .toList(),
                actor);
        return Map.of(Variables.YEAR, year, Variables.PLAN, plan);
    }

    private Content content(Line line, Change change) {
        ResponsibleUnits.Reading read = units.read(line.lead(), line.units());
        Given given = line.given();
        return new Content(
                given == null ? null : given.code(),
                change,
                line.reason().isEmpty() ? null : line.reason(),
                line.chapter(),
                line.section(),
                line.body(),
                read.form(),
                read.responsible(),
                read.seats(),
                numbered(line.targets()),
                given == null ? List.of() : given.groups());
    }

    private List<Target> numbered(List<TargetLine> lines) {
        List<Target> targets = new ArrayList<>();
        lines.stream()
                .filter(line -> !line.empty())
                .forEach(line -> targets.add(new Target(
                        targets.size() + 1,
                        line.text(),
                        line.comparator(),
                        line.value(),
                        line.measure(),
                        line.baseline().isEmpty() ? null : line.baseline(),
                        line.reporter().isEmpty()
                                ? null
                                : units.unit(line.reporter()).orElse(null))));
        return targets;
    }

    // ---- reading
    // ------------------------------------------------------------------------------------------------------------

    private List<Integer> offered() {
        int current = LocalDate.now(clock).getYear();
        return IntStream.rangeClosed(AssessmentYears.FIRST, current)
                .mapToObj(year -> current + AssessmentYears.FIRST - year)
                .toList();
    }

    private Typed read(Draft draft) {
        String yearText = draft.value(
                PLAN, PLAN, YEAR, String.valueOf(LocalDate.now(clock).getYear()));
        Integer year = offered().stream()
                .filter(one -> String.valueOf(one).equals(yearText))
                .findFirst()
                .orElse(null);
        boolean first = year != null && plans.isFirst(year);
        boolean ofPackagedYear =
                Integer.valueOf(KeyWorkTemplate.ISSUED_ON.getYear()).equals(year);
        String source = first ? draft.value(PLAN, PLAN, SOURCE, ofPackagedYear ? IMPORT : "") : KEEP;
        boolean packaged = source.equals(IMPORT);
        String issued = draft.value(PLAN, PLAN, ISSUED, packaged ? String.valueOf(KeyWorkTemplate.ISSUED_ON) : "");
        List<Given> given = year == null ? List.of() : given(year, source);
        List<TargetLine> targets = year == null ? List.of() : targetLines(year, given, draft);
        List<Line> lines = new ArrayList<>();
        given.forEach(one -> lines.add(givenLine(Objects.requireNonNull(year), one, source, targets, draft)));
        List<Line> fresh = IntStream.rangeClosed(1, NEW_ROWS)
                .mapToObj(String::valueOf)
                .map(row -> freshLine(row, targets, draft))
                .toList();
        Typed typed = new Typed(
                yearText,
                year,
                source,
                first,
                draft.value(PLAN, PLAN, TITLE, packaged ? KeyWorkTemplate.TITLE : ""),
                draft.value(PLAN, PLAN, DOCUMENT, packaged ? KeyWorkTemplate.DOCUMENT_NUMBER : ""),
                issued,
                TypedDate.read(issued).orElse(null),
                lines,
                fresh,
                targets,
                new HashMap<>());
        findProblems(typed);
        return typed;
    }

    private List<Given> given(int year, String source) {
        return switch (source) {
            case IMPORT ->
                template.lines().stream()
                        .map(line -> new Given(
                                line.code(),
                                line.chapter(),
                                line.section(),
                                line.body(),
                                line.lead(),
                                line.units(),
                                line.targets(),
                                line.groups(),
                                true,
                                null))
                        .toList();
            case CARRY ->
                tasks.active(year - 1).stream().map(task -> given(task, null)).toList();
            case KEEP ->
                tasks.active(year).stream()
                        .map(task -> given(
                                task,
                                plans.pendingWith(year, task.code())
                                        .map(other -> "正在%s里办理".formatted(other.shownTitle()))
                                        .orElse(null)))
                        .toList();
            default -> List.of();
        };
    }

    private static Given given(KeyTask task, @Nullable String pending) {
        return new Given(
                task.code(),
                task.chapter(),
                task.section(),
                task.body(),
                task.leadName(),
                task.otherNames(),
                task.targets(),
                task.groups(),
                false,
                pending);
    }

    /** Rows are the year's own: what was typed for one year does not stand against another that is chosen instead. */
    private static String rowKey(int year, String key) {
        return year + "-" + key;
    }

    private List<TargetLine> targetLines(int year, List<Given> given, Draft draft) {
        List<TargetLine> lines = new ArrayList<>();
        for (Given one : given) {
            for (Target target : one.targets()) {
                String key = rowKey(year, one.code() + "." + target.seq());
                Draft typed = one.fixed() ? Draft.EMPTY : draft;
                String reporter = target.reporter() == null ? "" : units.name(target.reporter());
                lines.add(new TargetLine(
                        key,
                        rowKey(year, one.code()),
                        typed.value(TARGETS, key, "text", target.text()),
                        typed.value(TARGETS, key, "comparator", target.comparator()),
                        typed.value(TARGETS, key, "value", target.value()),
                        typed.value(TARGETS, key, "measure", target.unitOfMeasure()),
                        typed.value(TARGETS, key, "baseline", Objects.requireNonNullElse(target.baseline(), "")),
                        typed.value(TARGETS, key, "reporter", reporter),
                        target,
                        reporter));
            }
        }
        IntStream.rangeClosed(1, TARGET_ROWS)
                .mapToObj(String::valueOf)
                .forEach(row -> lines.add(new TargetLine(
                        row,
                        draft.value(TARGETS, row, "task", ""),
                        draft.value(TARGETS, row, "text", ""),
                        draft.value(TARGETS, row, "comparator", ""),
                        draft.value(TARGETS, row, "value", ""),
                        draft.value(TARGETS, row, "measure", ""),
                        draft.value(TARGETS, row, "baseline", ""),
                        draft.value(TARGETS, row, "reporter", ""),
                        null,
                        "")));
        return lines;
    }

    private static List<TargetLine> targetsOf(String row, List<TargetLine> targets) {
        return targets.stream().filter(line -> line.task().equals(row)).toList();
    }

    private static Line givenLine(int year, Given given, String source, List<TargetLine> targets, Draft draft) {
        String key = rowKey(year, given.code());
        boolean existing = source.equals(KEEP);
        String act = cell(draft, key, ACT, existing ? KEEP : TAKE);
        return new Line(
                key,
                given,
                act,
                cell(draft, key, "reason", ""),
                given.chapter(),
                given.section(),
                given.fixed() ? given.body() : cell(draft, key, "body", given.body()),
                cell(draft, key, "lead", given.lead()),
                cell(draft, key, "units", given.units()),
                targetsOf(key, targets),
                new ArrayList<>());
    }

    /** A given task stands in the section of its chapter; its row key alone tells it. */
    private static String cell(Draft draft, String row, String column, String stored) {
        return draft.rows().keySet().stream()
                .filter(id -> id.key().equals(row) && id.section().startsWith(TASKS))
                .findFirst()
                .map(id -> draft.value(id.section(), row, column, stored))
                .orElse(stored);
    }

    private static Line freshLine(String row, List<TargetLine> targets, Draft draft) {
        String chapter = draft.value(NEW, row, "chapter", "");
        String section = draft.value(NEW, row, "section", "");
        String body = draft.value(NEW, row, "body", "");
        String lead = draft.value(NEW, row, "lead", "");
        String units = draft.value(NEW, row, "units", "");
        return new Line(
                row,
                null,
                (chapter + section + body + lead + units).isEmpty() ? "" : "ADDED",
                "",
                chapter,
                section,
                body,
                lead,
                units,
                targetsOf(NEW + row, targets),
                new ArrayList<>());
    }

    // ---- what is wrong
    // ------------------------------------------------------------------------------------------------------

    private void findProblems(Typed typed) {
        Map<String, Line> bodies = new LinkedHashMap<>();
        for (Line line : typed.all()) {
            boolean stays = line.change().isEmpty()
                    ? KEEP.equals(line.act())
                    : line.change().get() != Change.WITHDRAWN;
            if (stays && !line.body().isEmpty()) {
                Line same = bodies.putIfAbsent(normal(line.body()), line);
                if (same != null && line.change().isPresent()) {
                    line.problems().add(new Problem("body", "与%s内容相同，重复了。请删去一项，或写明区别。".formatted(name(same))));
                } else if (same != null) {
                    same.problems().add(new Problem("body", "与%s内容相同，重复了。请删去一项，或写明区别。".formatted(name(line))));
                }
            }
            check(line);
        }
        typed.targets().forEach(line -> typed.targetProblems().put(line.key(), targetProblems(line, typed)));
    }

    private static String normal(String body) {
        return body.replaceAll("[\\s，,。．.；;、]", "");
    }

    private static String name(Line line) {
        return line.given() == null
                ? "新增第%s行".formatted(line.key())
                : "任务" + line.given().code();
    }

    private void check(Line line) {
        List<Problem> problems = line.problems();
        Given given = line.given();
        if (line.change().isEmpty()) {
            if (KEEP.equals(line.act()) && line.differs()) {
                problems.add(new Problem(ACT, "内容已经改动，请选“修改”并写明理由；不改的，请恢复原文。"));
            } else if (!List.of(KEEP, LEAVE, "").contains(line.act())) {
                problems.add(new Problem(ACT, "请选择怎么办。"));
            }
            return;
        }
        Change change = line.change().get();
        if (given != null && given.pending() != null) {
            problems.add(new Problem(ACT, given.pending() + "，办完后才能再改。"));
        }
        if (change != Change.ADDED) {
            Forms.wrongText(line.reason(), "reason", "请写明%s的理由。".formatted(change.label()), WorkPlans.LONGEST_REASON)
                    .ifPresent(problems::add);
        }
        if (change == Change.WITHDRAWN) {
            return;
        }
        if (change == Change.CHANGED && !line.differs()) {
            problems.add(new Problem(ACT, "选了“修改”，但内容、责任单位和目标都没有改动。请修改，或选“不变”。"));
        }
        if (given == null) {
            Forms.wrongText(line.chapter(), "chapter", "请填写所属的章，如“普及健康生活”。", WorkPlans.LONGEST_HEADING)
                    .ifPresent(problems::add);
            Forms.wrongText(line.section(), "section", "请填写所属的节，如“加强全民健康教育”。", WorkPlans.LONGEST_HEADING)
                    .ifPresent(problems::add);
        }
        Forms.wrongText(line.body(), "body", "请填写任务内容。", WorkPlans.LONGEST_BODY).ifPresent(problems::add);
        Forms.tooLong(line.lead(), "lead", LONGEST_NAMES).ifPresent(problems::add);
        Forms.tooLong(line.units(), "units", LONGEST_NAMES).ifPresent(problems::add);
        units.read(line.lead(), line.units())
                .faults()
                .forEach(fault -> problems.add(
                        new Problem(fault.cell() == ResponsibleUnits.Cell.LEAD ? "lead" : "units", fault.message())));
    }

    private List<Problem> targetProblems(TargetLine line, Typed typed) {
        Optional<Line> task = typed.all().stream()
                .filter(one -> one.key().equals(line.task()) || (NEW + one.key()).equals(line.task()))
                .findFirst();
        boolean asked = line.before() == null
                ? !line.empty() || !line.task().isEmpty()
                : task.flatMap(Line::change)
                        .filter(change -> change != Change.WITHDRAWN)
                        .isPresent();
        if (!asked || (line.before() != null && line.empty())) {
            return List.of(); // an old target that was cleared is given up
        }
        List<Problem> problems = new ArrayList<>();
        if (line.before() == null
                && task.flatMap(Line::change)
                        .filter(change -> change != Change.WITHDRAWN)
                        .isEmpty()) {
            problems.add(new Problem(
                    "task", line.task().isEmpty() ? "请选择这个目标属于哪一项任务。" : "所选任务不在本批新增或修改的任务里，请重选，或把那一项改为“修改”。"));
        }
        Forms.wrongText(line.text(), "text", "请填写目标内容。", WorkPlans.LONGEST_TARGET)
                .ifPresent(problems::add);
        if (COMPARATORS.stream().noneMatch(option -> option.value().equals(line.comparator()))) {
            problems.add(new Problem("comparator", "请选择比较方式。"));
        }
        if (line.value().isEmpty()) {
            problems.add(new Problem("value", "请填写目标值。"));
        } else if (!line.value().matches(VALUE)) {
            problems.add(new Problem("value", "目标值应是数字（最多4位小数），或A、B、C这样的等级，现在填的是“%s”。".formatted(line.value())));
        }
        if (!line.baseline().isEmpty() && !line.baseline().matches(VALUE)) {
            problems.add(new Problem(
                    "baseline", "基期值应是数字（最多4位小数），或A、B、C这样的等级，现在填的是“%s”。没有基期的不填。".formatted(line.baseline())));
        }
        if (!line.reporter().isEmpty() && !holds(task, line.reporter())) {
            problems.add(
                    new Problem("reporter", "“%s”不是这项任务的责任单位。请从它的牵头单位和责任单位里填一家；都要报的不填。".formatted(line.reporter())));
        }
        Forms.wrongText(line.measure(), "measure", "没有计量单位。请填写，如“公里”“家”“%”。", WorkPlans.LONGEST_MEASURE)
                .ifPresent(problems::add);
        return problems;
    }

    private boolean holds(Optional<Line> task, String reporter) {
        return units.unit(reporter)
                .filter(unit -> task.stream()
                        .flatMap(line -> units.read(line.lead(), line.units()).seats().stream())
                        .anyMatch(seat -> seat.unit().equals(unit)))
                .isPresent();
    }

    private List<Problem> planProblems(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.year() == null) {
            problems.add(new Problem(
                    YEAR,
                    "请选择%d年至%d年之间的年度。"
                            .formatted(
                                    AssessmentYears.FIRST, LocalDate.now(clock).getYear())));
        } else {
            plans.closed(typed.year()).ifPresent(message -> problems.add(new Problem(YEAR, message)));
        }
        if (typed.first() && !List.of(IMPORT, CARRY, EMPTY).contains(typed.source())) {
            problems.add(new Problem(SOURCE, "请选择任务从哪里来。"));
        }
        Forms.wrongText(typed.title(), TITLE, "请填写文件标题。", WorkPlans.LONGEST_TITLE)
                .ifPresent(problems::add);
        Forms.tooLong(typed.document(), DOCUMENT, WorkPlans.LONGEST_DOCUMENT_NUMBER)
                .ifPresent(problems::add);
        LocalDate issued = typed.issued();
        if (issued == null) {
            problems.add(new Problem(ISSUED, TypedDate.problem(typed.issuedText())));
        } else if (typed.year() != null
                && (issued.getYear() < typed.year() - 1 || issued.getYear() > typed.year() + 1)) {
            problems.add(new Problem(ISSUED, "发文日期与%d年度不符，请核对年份。".formatted(typed.year())));
        }
        return problems;
    }

    private static List<String> problems(Typed typed) {
        return typed.year() == null
                        || typed.all().stream().anyMatch(line -> line.change().isPresent())
                ? List.of()
                : List.of("本批还没有任务。请新增、修改或撤销至少一项。");
    }

    // ---- showing
    // ------------------------------------------------------------------------------------------------------------

    private Section plan(Typed typed) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.choice(
                YEAR,
                "年度",
                Width.M,
                offered().stream()
                        .map(year -> new Option(String.valueOf(year), year + "年度"))
                        .toList()));
        if (typed.first()) {
            List<Option> sources = new ArrayList<>();
            sources.add(new Option(IMPORT, "从2021年工作要点导入"));
            if (typed.year() != null && !tasks.active(typed.year() - 1).isEmpty()) {
                sources.add(new Option(CARRY, "沿用上一年度任务"));
            }
            sources.add(new Option(EMPTY, "逐项录入"));
            columns.add(Column.choice(SOURCE, "任务来源", Width.M, sources));
        }
        columns.add(Column.input(TITLE, "文件标题", InputType.TEXT, Width.L));
        columns.add(Column.input(DOCUMENT, "文号", InputType.TEXT, Width.M).help("没有文号的可以不填。"));
        columns.add(Column.input(ISSUED, "发文日期", InputType.DATE, Width.M));
        Map<String, String> values = Map.of(
                YEAR, typed.year() == null ? "" : String.valueOf(typed.year()),
                SOURCE, typed.source(),
                TITLE, typed.title(),
                DOCUMENT, typed.document(),
                ISSUED, typed.issued() == null ? typed.issuedText() : String.valueOf(typed.issued()));
        return Forms.questions(PLAN, "本批文件", columns, values, planProblems(typed));
    }

    private List<Section> given(Typed typed) {
        Map<String, List<Line>> chapters = typed.given().stream()
                .collect(Collectors.groupingBy(Line::chapter, LinkedHashMap::new, Collectors.toList()));
        List<Section> sections = new ArrayList<>();
        boolean existing = typed.source().equals(KEEP);
        boolean fixed = typed.source().equals(IMPORT);
        chapters.forEach((chapter, lines) -> {
            List<Column> columns = new ArrayList<>();
            columns.add(Column.label("name", "编号", Width.S));
            columns.add(Column.label("section", "节", Width.M));
            columns.add(
                    fixed ? Column.label("body", "任务", Width.L) : Column.input("body", "任务", InputType.TEXT, Width.L));
            columns.add(Column.input("lead", "牵头单位", InputType.TEXT, Width.M));
            columns.add(Column.input("units", "责任单位", InputType.TEXT, Width.L));
            columns.add(Column.label("targets", "量化目标", Width.M));
            columns.add(Column.choice(
                    ACT,
                    "怎么办",
                    Width.S,
                    existing
                            ? List.of(
                                    new Option(KEEP, "不变"), new Option("CHANGED", "修改"), new Option("WITHDRAWN", "撤销"))
                            : List.of(new Option(TAKE, "列入"), new Option(LEAVE, "不列入"))));
            if (existing) {
                columns.add(Column.input("reason", "修改或撤销的理由", InputType.TEXT, Width.L));
            }
            sections.add(Forms.table(
                    TASKS + (sections.size() + 1),
                    chapter,
                    existing ? "只改要改的；没有变化的不用动。" : fixed ? "原文照录，不能改动；不需要的选“不列入”。" : "已带入上一年度的任务，可以修改；不需要的选“不列入”。",
                    columns,
                    lines.stream().map(this::row).toList()));
        });
        return sections;
    }

    private Row row(Line line) {
        return new Row(
                line.key(),
                false,
                Map.of(
                        "name",
                        Objects.requireNonNull(line.given()).code(),
                        "section",
                        line.section(),
                        "body",
                        line.body(),
                        "lead",
                        line.lead(),
                        "units",
                        line.units(),
                        "targets",
                        numbered(line.targets()).stream().map(Target::span).collect(Collectors.joining("；")),
                        ACT,
                        line.act(),
                        "reason",
                        line.reason()),
                Map.of(),
                line.problems());
    }

    private static Section fresh(Typed typed) {
        return Forms.table(
                NEW,
                "新增任务",
                "一行一项，空着的行不算。单位可以写现名、简称或原名，几家之间用顿号隔开；“其他成员单位”写全称，会按名册展开。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.input("chapter", "章", InputType.TEXT, Width.M),
                        Column.input("section", "节", InputType.TEXT, Width.M),
                        Column.input("body", "任务", InputType.TEXT, Width.L),
                        Column.input("lead", "牵头单位", InputType.TEXT, Width.M).help("没有牵头的不填。"),
                        Column.input("units", "责任单位", InputType.TEXT, Width.L)),
                typed.fresh().stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "no", "第%s行".formatted(line.key()),
                                        "chapter", line.chapter(),
                                        "section", line.section(),
                                        "body", line.body(),
                                        "lead", line.lead(),
                                        "units", line.units()),
                                Map.of(),
                                line.problems()))
                        .toList());
    }

    private static Section targets(Typed typed) {
        List<Option> options = new ArrayList<>();
        typed.fresh().stream()
                .filter(line -> line.change().isPresent())
                .forEach(line -> options.add(new Option(NEW + line.key(), "新增第%s行".formatted(line.key()))));
        typed.given().stream()
                .filter(line -> !Objects.requireNonNull(line.given()).fixed())
                .forEach(line -> options.add(new Option(
                        line.key(), Objects.requireNonNull(line.given()).code())));
        List<Row> rows = new ArrayList<>();
        int no = 0;
        for (TargetLine line : typed.targets()) {
            boolean fixed = line.before() != null
                    && typed.given().stream()
                            .anyMatch(task -> task.key().equals(line.task())
                                    && Objects.requireNonNull(task.given()).fixed());
            Map<String, String> values = new HashMap<>();
            values.put("no", "第%d行".formatted(++no));
            values.put("task", line.task());
            values.put("text", line.text());
            values.put("comparator", line.comparator());
            values.put("value", line.value());
            values.put("measure", line.measure());
            values.put("baseline", line.baseline());
            values.put("reporter", line.reporter());
            Map<String, FormContent.Input> inputs = line.before() == null
                    ? Map.of()
                    : Map.of(
                            "task",
                            new FormContent.Input(
                                    InputType.CHOICE,
                                    null,
                                    List.of(new Option(
                                            line.task(),
                                            line.task().substring(line.task().indexOf('-') + 1)))));
            rows.add(new Row(
                    line.key(), fixed, values, inputs, typed.targetProblems().getOrDefault(line.key(), List.of())));
        }
        return Forms.table(
                TARGETS,
                "量化目标",
                "有数量要求的任务，一行一个目标。全市的总数是单位的目标，不分到县（市、区）。不再要求的，整行清空。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.choice("task", "任务", Width.M, options),
                        Column.input("text", "目标内容", InputType.TEXT, Width.L),
                        Column.choice("comparator", "比较", Width.M, COMPARATORS),
                        Column.input("value", "目标值", InputType.TEXT, Width.S),
                        Column.input("measure", "计量单位", InputType.TEXT, Width.S),
                        Column.input("baseline", "基期值", InputType.TEXT, Width.S).help("从多少提高到目标值的，填原来的值；没有的不填。"),
                        Column.input("reporter", "报数单位", InputType.TEXT, Width.M)
                                .help("数字由哪一家责任单位报；不填的，有牵头单位的由牵头单位报，没有的各家都报。")),
                rows);
    }

    private List<Notice> notices(Typed typed) {
        List<Notice> notices = new ArrayList<>();
        Integer year = typed.year();
        if (year != null && typed.source().equals(IMPORT) && year != KeyWorkTemplate.ISSUED_ON.getYear()) {
            notices.add(new Notice(Level.WARNING, "导入的是2021年的工作要点，用于%d年度前请逐项核对，并改写文件标题、文号和日期。".formatted(year)));
        }
        if (year != null && !typed.first()) {
            notices.add(new Notice(
                    Level.INFO,
                    "%d年度已有%s。"
                            .formatted(
                                    year,
                                    plans.of(year).stream()
                                            .map(plan -> plan.shownTitle()
                                                    + plan.state().label())
                                            .collect(Collectors.joining("；")))));
        }
        long doubtful = typed.all().stream()
                .filter(line -> line.change().filter(Change.ADDED::equals).isPresent())
                .filter(line -> line.units().contains("其他成员单位"))
                .count();
        if (doubtful > 0) {
            notices.add(new Notice(Level.INFO, "有%d项任务写了“其他成员单位”，来源文件没有列出名单，将按名册中现有单位展开，逐家标注待确认。".formatted(doubtful)));
        }
        return notices;
    }
}
