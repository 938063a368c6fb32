package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.RevisionOccasion;
import cn.healthylishui.assessment.result.RevisionOccasion.Occasion;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.Revisions.Kind;
import cn.healthylishui.assessment.result.Revisions.Proposal;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 拟定更正方案: the city office names the items of which another value is to count, sees what would change for whom, and puts it to the
 * leading group; after an upheld objection, for a late official figure, or for an error found later.
 */
@Component
class ProposeRevisionForm implements TaskForm {

    private static final String CHANGES = "changes";
    private static final String PROPOSE = "PROPOSE";
    private static final String DROP = "DROP";
    private static final int ROWS = 10;

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Results results;
    private final Revisions revisions;
    private final RevisionOccasion occasions;
    private final OperationLog log;

    private final References references;
    private final ReferenceCells referenceCells;
    private final Contradictions contradictions;

    ProposeRevisionForm(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            Results results,
            Revisions revisions,
            RevisionOccasion occasions,
            OperationLog log,
            References references,
            ReferenceCells referenceCells,
            Contradictions contradictions) {
        this.references = references;
        this.referenceCells = referenceCells;
        this.contradictions = contradictions;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.results = results;
        this.revisions = revisions;
        this.occasions = occasions;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskProposeRevision";
    }

    @Override
    public void require(TaskRef task) {
        if (fromObjection(task)) {
            occasions.require(task.id(Variables.OBJECTION));
        }
        if (task.variables().containsKey(Variables.PROPOSAL)) {
            revisions.require(task.id(Variables.PROPOSAL), Revisions.State.RETURNED);
        }
    }

    /** @param change null while the line is empty or has problems */
    private record Line(Row row, boolean empty, @Nullable ItemChange change) {}

    private record Typed(
            @Nullable Integer year,
            String decision,
            @Nullable Kind kind,
            String reason,
            List<Line> lines,
            Filled<ReferenceCells.Item> references) {

        boolean dropped() {
            return decision.equals(DROP);
        }

        Changes changes() {
            return new Changes(
                    lines.stream()
                            .flatMap(line -> Stream.ofNullable(line.change()))
                            .toList(),
                    ReferenceCells.changes(references));
        }

        boolean empty() {
            return lines.stream().allMatch(Line::empty) && references.given().isEmpty();
        }

        boolean faulty() {
            return Stream.concat(
                            lines.stream().map(Line::row), references.stream().map(Table.Line::row))
                    .anyMatch(row -> !row.problems().isEmpty());
        }
    }

    private static boolean fromObjection(TaskRef task) {
        return task.variables().containsKey(Variables.OBJECTION);
    }

    private List<Integer> yearsWithResult() {
        return years.all().stream()
                .filter(AssessmentYear::isApproved)
                .map(AssessmentYear::year)
                .toList();
    }

    /** The proposal that the leading group sent back, whose lines are the first draft of this one. */
    private @Nullable Proposal returned(TaskRef task) {
        return task.variables().containsKey(Variables.PROPOSAL) ? revisions.get(task.id(Variables.PROPOSAL)) : null;
    }

    private Typed read(TaskRef task, Draft draft) {
        Proposal returned = returned(task);
        Integer year;
        if (task.variables().containsKey(Variables.YEAR)) {
            year = task.year();
        } else {
            List<Integer> known = yearsWithResult();
            String text = draft.value(
                    Forms.DECISION, Forms.DECISION, "year", known.isEmpty() ? "" : String.valueOf(known.get(0)));
            year = known.stream()
                    .filter(one -> String.valueOf(one).equals(text))
                    .findFirst()
                    .orElse(null);
        }
        Kind usual = fromObjection(task) ? Kind.OBJECTION : returned == null ? null : returned.kind();
        String kind = fromObjection(task)
                ? Kind.OBJECTION.name()
                : draft.value(Forms.DECISION, Forms.DECISION, "kind", usual == null ? "" : usual.name());
        Occasion occasion = fromObjection(task) ? occasions.of(task.id(Variables.OBJECTION)) : null;
        String reason = draft.value(
                Forms.DECISION,
                Forms.DECISION,
                "reason",
                returned != null ? returned.reason() : occasion == null ? "" : occasion.reason());
        return new Typed(
                year,
                draft.value(Forms.DECISION, Forms.DECISION, "decision", ""),
                Stream.of(Kind.values())
                        .filter(one -> one != Kind.MISCONDUCT && one.name().equals(kind))
                        .findFirst()
                        .orElse(null),
                reason,
                year == null ? List.of() : lines(year, draft, returned, occasion),
                year == null
                        ? ReferenceCells.NONE
                        : referenceCells.read(
                                year,
                                Office.CITY,
                                returned == null
                                        ? List.of()
                                        : revisions.changes(returned.id()).references(),
                                draft));
    }

    private List<Line> lines(int year, Draft draft, @Nullable Proposal returned, @Nullable Occasion occasion) {
        List<ItemChange> stored =
                returned == null ? List.of() : revisions.changes(returned.id()).items();
        List<Cells> cells = IntStream.rangeClosed(1, ROWS)
                .mapToObj(number -> cells(
                        String.valueOf(number),
                        draft,
                        number <= stored.size() ? stored.get(number - 1) : null,
                        number == 1 && stored.isEmpty() ? occasion : null))
                .toList();
        Set<String> decided = cells.stream()
                .filter(line -> !line.official())
                .map(Cells::place)
                .collect(Collectors.toSet());
        Set<String> taken = new HashSet<>();
        return cells.stream()
                .map(line -> line(year, line, draft, decided, taken))
                .toList();
    }

    /** Which item a line is about, and how it is to be corrected. */
    private record Cells(
            String row,
            String object,
            String item,
            String source,
            @Nullable ItemChange stored) {

        boolean official() {
            return source.equals(EntrySource.OFFICIAL.name());
        }

        String place() {
            return object + "-" + item;
        }
    }

    private static Cells cells(String row, Draft draft, @Nullable ItemChange stored, @Nullable Occasion occasion) {
        return new Cells(
                row,
                draft.value(
                        CHANGES,
                        row,
                        "object",
                        stored != null ? stored.object() : occasion == null ? "" : occasion.object()),
                draft.value(
                        CHANGES,
                        row,
                        "item",
                        stored != null ? stored.indicator() : occasion == null ? "" : occasion.indicator()),
                draft.value(
                        CHANGES, row, "source", stored != null ? stored.source().name() : EntrySource.DECIDED.name()),
                stored);
    }

    /**
     * @param decided the items that the form decides otherwise as well: there a late figure may come beside the decision
     * @param taken the lines above
     */
    private Line line(int year, Cells cells, Draft draft, Set<String> decided, Set<String> taken) {
        String row = cells.row();
        String object = cells.object();
        String item = cells.item();
        String source = cells.source();
        ItemChange stored = cells.stored();
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(CHANGES, row, "value", stored == null ? "" : ItemInput.value(stored.answer())),
                draft.value(CHANGES, row, "reference", stored == null ? "" : ItemInput.reference(stored.answer())),
                draft.value(
                        CHANGES,
                        row,
                        "reason",
                        stored == null ? "" : stored.answer().reason()),
                Draft.ids(draft.value(
                        CHANGES,
                        row,
                        "files",
                        stored == null ? "" : String.join(",", stored.answer().evidence()))),
                "");
        Provenance before = stored == null ? null : stored.answer().provenance();
        String body = draft.value(CHANGES, row, "body", before == null ? "" : before.body());
        String document = draft.value(CHANGES, row, "document", before == null ? "" : before.document());
        Map<String, String> values = new HashMap<>();
        values.put("body", body);
        values.put("document", document);
        values.put("no", row);
        values.put("object", object);
        values.put("item", item);
        values.put("source", source);
        values.put("value", typed.value());
        values.put("reference", typed.reference());
        values.put("reason", typed.reason());
        values.put("files", String.join(",", typed.files()));
        values.put("now", "");
        boolean empty = (object + item + typed.value() + typed.reference() + typed.reason()).isEmpty()
                && typed.files().isEmpty();
        if (empty) {
            return new Line(new Row(row, false, values, Map.of("item", choice(List.of())), List.of()), true, null);
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, Input> inputs = new HashMap<>();
        List<Indicator> indicators =
                isObject(year, object) ? tables.ofObject(year, object).indicators() : List.of();
        inputs.put(
                "item",
                choice(indicators.stream()
                        .map(indicator -> new Option(indicator.code(), indicator.code() + " " + indicator.name()))
                        .toList()));
        Indicator indicator = indicators.stream()
                .filter(one -> one.code().equals(item))
                .findFirst()
                .orElse(null);
        if (indicators.isEmpty()) {
            problems.add(new Problem("object", "请选择考核对象。"));
        } else if (indicator == null) {
            problems.add(new Problem("item", "请选择要更正的指标。"));
        } else if (!taken.add(cells.place() + "-" + source)) {
            problems.add(new Problem("item", "这一项上面已经列过，请合并成一行。"));
        }
        if (indicator == null) {
            return new Line(new Row(row, false, values, inputs, problems), false, null);
        }
        values.put("now", now(year, object, indicator));
        inputs.put(
                "value",
                source.equals(EntrySource.OFFICIAL.name())
                        ? ItemInput.input(indicator)
                        : ItemInput.decisionInput(indicator));
        Compared compared = references.of(year, object).of(object, indicator);
        ItemSheet.comparing(indicator, compared, values, inputs);
        boolean official = cells.official();
        if (!official || !indicator.authoritative()) {
            inputs.put("body", Input.NOTHING);
            inputs.put("document", Input.NOTHING);
        } else {
            problems.addAll(ProvenanceCells.problemsWhereOptional(indicator, body, document));
        }
        if (official
                && roster.districts(year).stream()
                        .noneMatch(district -> district.code().equals(object))) {
            problems.add(new Problem("source", "官方数据只用于县（市、区）和丽水开发区本级。乡镇（街道）和市直单位请选“更正差错”。"));
        } else if (official && !indicator.method().typed()) {
            problems.add(new Problem("source", "这一项由对口市直单位逐项评审得出，没有后到的官方数据。请改选“更正差错”。"));
        } else if (official
                && !decided.contains(cells.place())
                && scorecards.latest(year, object).of(item, EntrySource.DECIDED) != null) {
            problems.add(new Problem("source", "这一项已由市健康丽水办审定，后到的官方数据不会起作用。请改选“更正差错”。"));
        }
        ItemInput.Reading reading = official
                ? ItemInput.read(indicator, typed, false, compared)
                : ItemInput.readDecision(indicator, typed, compared);
        reading.problems().forEach(fault -> problems.add(new Problem(fault.cell(), fault.message())));
        if (typed.reason().isBlank() && problems.stream().noneMatch(one -> "reason".equals(one.column()))) {
            problems.add(new Problem("reason", "请写明为什么要改、依据什么。"));
        }
        Answer answer = reading.answer();
        ItemChange change = null;
        if (answer != null && problems.isEmpty()) {
            change = official
                    ? new ItemChange(
                            object,
                            item,
                            EntrySource.OFFICIAL,
                            answer.from(ProvenanceCells.read(indicator, body, document), answer.evidence()))
                    : new ItemChange(object, item, EntrySource.DECIDED, answer);
        }
        if (change != null && official && !decided.contains(cells.place())) {
            contradictions
                    .adoptedAgainst(year, object, indicator, change.answer())
                    .ifPresent(finding -> problems.add(new Problem(
                            "source",
                            "现场核查为%s，与这个数不一致，不能只凭后到的数据越过核查。请改选“更正差错”，写明采用哪个数、为什么。"
                                    .formatted(finding.answer().shown(indicator)))));
        }
        return new Line(new Row(row, false, values, inputs, problems), false, problems.isEmpty() ? change : null);
    }

    private static Input choice(List<Option> options) {
        return new Input(InputType.CHOICE, null, options);
    }

    private boolean isObject(int year, String code) {
        return roster.objects(year).contains(code);
    }

    private List<Option> objects(int year) {
        return roster.objects(year).stream()
                .map(code -> new Option(code, roster.fullName(year, code)))
                .toList();
    }

    private String now(int year, String object, Indicator indicator) {
        return results.items(year, results.latestNumber(year), object).stream()
                .filter(item -> item.indicator().code().equals(indicator.code()))
                .findFirst()
                .map(item -> (indicator.mustPass()
                                ? item.score().met() ? "达标" : "不达标"
                                : "得%s分（满分%s分）"
                                        .formatted(
                                                item.score().points(),
                                                item.score().maximum()))
                        + "。"
                        + item.explanation())
                .orElse("");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<Section> sections = new ArrayList<>();
        sections.add(question(task, typed));
        if (typed.year() != null && !typed.dropped()) {
            sections.add(table(typed.year(), typed));
            if (!typed.references().isEmpty()) {
                sections.add(typed.references().section());
            }
            if (!typed.faulty() && !typed.changes().isEmpty()) {
                sections.add(EffectTable.section(revisions.effect(typed.year(), typed.changes())));
            }
        }
        return new FormContent(
                "选“提请审定”后报领导小组；领导小组同意后形成新一号考核结果，原来的结果保留可查。在此之前，结果不变。",
                List.of("办法六(一)", "办法六(二)"),
                notices(task),
                sections,
                typed.year() == null
                        ? List.of()
                        : List.of(new Fact("现在的结果", "第%d号".formatted(results.latestNumber(typed.year())))),
                List.of());
    }

    private List<Notice> notices(TaskRef task) {
        Proposal returned = returned(task);
        return returned == null || returned.decisionReason() == null
                ? List.of()
                : List.of(new Notice(Level.WARNING, "领导小组退回修改：" + returned.decisionReason()));
    }

    private Section question(TaskRef task, Typed typed) {
        List<Column> columns = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        columns.add(Column.choice(
                "decision", "办理", Width.L, List.of(new Option(PROPOSE, "提请领导小组审定更正"), new Option(DROP, "不作更正，关闭本任务"))));
        values.put("decision", typed.decision());
        if (!task.variables().containsKey(Variables.YEAR)) {
            columns.add(Column.choice(
                    "year",
                    "考核年度",
                    Width.M,
                    yearsWithResult().stream()
                            .map(year -> new Option(String.valueOf(year), year + "年度"))
                            .toList()));
            values.put("year", typed.year() == null ? "" : String.valueOf(typed.year()));
        }
        if (!fromObjection(task)) {
            columns.add(Column.choice(
                    "kind",
                    "更正原因",
                    Width.M,
                    Stream.of(Kind.LATE_FIGURE, Kind.ERROR)
                            .map(kind -> new Option(kind.name(), kind.label()))
                            .toList()));
            values.put("kind", typed.kind() == null ? "" : typed.kind().name());
        }
        columns.add(Column.input("reason", "说明", InputType.LONG_TEXT, Width.L));
        values.put("reason", typed.reason());
        return Forms.questions(Forms.DECISION, "更正", columns, values, problems(typed));
    }

    private List<Problem> problems(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (!typed.dropped() && !typed.decision().equals(PROPOSE)) {
            problems.add(new Problem("decision", "请选择提请更正，还是不作更正。"));
        }
        if (!typed.dropped()) {
            if (typed.year() == null) {
                problems.add(new Problem("year", "请选择考核年度；只有结果已经审定的年度才能更正。"));
            }
            if (typed.kind() == null) {
                problems.add(new Problem("kind", "请选择更正原因。"));
            }
            if (typed.year() != null && typed.empty()) {
                problems.add(new Problem("decision", "还没有列出要更正的项目，请在下表至少填一行。"));
            }
        }
        Forms.wrongText(typed.reason(), "reason", "请写明情况，会记入考核结果的更正说明。", 1900).ifPresent(problems::add);
        return problems;
    }

    private Section table(int year, Typed typed) {
        return Forms.table(
                CHANGES,
                "要更正的项目",
                "一行一项。选定对象和指标后，“现在”一栏显示现在怎样计分；新的数值按同样的规则计分。",
                Stream.of(
                                List.of(
                                        Column.label("no", "序号", Width.S),
                                        Column.choice("object", "考核对象", Width.M, objects(year)),
                                        Column.choice("item", "指标", Width.M, List.of()),
                                        Column.label("now", "现在", Width.L),
                                        Column.choice(
                                                "source",
                                                "更正类型",
                                                Width.M,
                                                List.of(
                                                        new Option(EntrySource.DECIDED.name(), "更正差错"),
                                                        new Option(EntrySource.OFFICIAL.name(), "后到的官方数据"))),
                                        Column.input("value", "新的数值", InputType.TEXT, Width.M),
                                        Column.label("compared", "参照值", Width.M),
                                        Column.input("reference", "另填参照值", InputType.TEXT, Width.S),
                                        Column.input("reason", "理由和依据", InputType.TEXT, Width.L)),
                                ProvenanceCells.columns("后到的官方数据填写。"),
                                List.of(Column.input("files", "材料", InputType.FILES, Width.M)))
                        .flatMap(List::stream)
                        .toList(),
                typed.lines().stream().map(Line::row).toList());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        if (typed.dropped()) {
            log.record(actor, "不作更正", typed.year(), "更正", null, null, typed.reason());
            if (fromObjection(task)) {
                occasions.notProposed(task.id(Variables.OBJECTION));
            }
            return Map.of(Variables.PROPOSED, false);
        }
        if (typed.year() == null || typed.kind() == null) {
            throw new IllegalStateException("An incomplete change was submitted");
        }
        long proposal = revisions.propose(typed.year(), typed.kind(), typed.reason(), typed.changes(), actor);
        if (fromObjection(task)) {
            occasions.proposed(task.id(Variables.OBJECTION), proposal);
        }
        return Map.of(Variables.PROPOSED, true, Variables.PROPOSAL, proposal, Variables.YEAR, typed.year());
    }
}
