package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.FigureCorrections.Correction;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
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
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 提出更正: whoever gave official figures replaces those that were provisional or wrong, each with reason and material, and sees what
 * would change for whom. The provisional ones are listed; any other is named.
 */
@Component
class CorrectFiguresForm implements TaskForm {

    static final String PROVISIONAL = "provisional";
    static final String OTHERS = "others";
    static final String FILE = "FILE";
    static final String DROP = "DROP";
    private static final int ROWS = 10;

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Revisions revisions;
    private final FigureCorrections corrections;
    private final ProvisionalFigures provisional;
    private final OperationLog log;

    private final References references;
    private final ReferenceCells referenceCells;

    CorrectFiguresForm(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            Revisions revisions,
            FigureCorrections corrections,
            ProvisionalFigures provisional,
            OperationLog log,
            References references,
            ReferenceCells referenceCells) {
        this.references = references;
        this.referenceCells = referenceCells;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.revisions = revisions;
        this.corrections = corrections;
        this.provisional = provisional;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskCorrectFigures";
    }

    @Override
    public void require(TaskRef task) {
        if (task.variables().containsKey(Variables.CORRECTION)) {
            corrections.require(task.id(Variables.CORRECTION), FigureCorrections.State.RETURNED);
        }
    }

    /** @param change null while the line is empty or has problems */
    private record Line(Row row, boolean empty, @Nullable ItemChange change) {}

    private record Typed(
            @Nullable Integer year,
            String decision,
            List<Line> provisional,
            List<Line> others,
            Filled<ReferenceCells.Item> references) {

        boolean dropped() {
            return decision.equals(DROP);
        }

        Stream<Line> lines() {
            return Stream.concat(provisional.stream(), others.stream());
        }

        Changes changes() {
            return new Changes(
                    lines().flatMap(line -> Stream.ofNullable(line.change())).toList(),
                    ReferenceCells.changes(references));
        }

        boolean empty() {
            return lines().allMatch(Line::empty) && references.given().isEmpty();
        }

        boolean faulty() {
            return Stream.concat(lines().map(Line::row), references.stream().map(Table.Line::row))
                    .anyMatch(row -> !row.problems().isEmpty());
        }
    }

    /** Until then the city office can send a figure back; from then on it is corrected. */
    private List<Integer> settledYears() {
        return years.all().stream()
                .filter(year -> year.figuresSettledAt() != null)
                .map(AssessmentYear::year)
                .toList();
    }

    private @Nullable Correction returned(TaskRef task) {
        return task.variables().containsKey(Variables.CORRECTION)
                ? corrections.get(task.id(Variables.CORRECTION))
                : null;
    }

    private Typed read(TaskRef task, Draft draft) {
        Correction returned = returned(task);
        Integer year;
        if (returned != null) {
            year = returned.year();
        } else {
            List<Integer> known = settledYears();
            String text = draft.value(
                    Forms.DECISION, Forms.DECISION, "year", known.isEmpty() ? "" : String.valueOf(known.get(0)));
            year = known.stream()
                    .filter(one -> String.valueOf(one).equals(text))
                    .findFirst()
                    .orElse(null);
        }
        String decision = draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
        return year == null
                ? new Typed(null, decision, List.of(), List.of(), ReferenceCells.NONE)
                : lines(year, task.office(), decision, returned, draft);
    }

    private Typed lines(int year, String office, String decision, @Nullable Correction returned, Draft draft) {
        List<ItemChange> stored = new ArrayList<>(
                returned == null ? List.of() : returned.changes().items());
        Set<String> taken = new HashSet<>();
        List<Line> listed = provisional.of(year).stream()
                .filter(one -> owns(office, one.indicator()))
                .map(one -> {
                    String object = one.district().code();
                    String item = one.indicator().code();
                    ItemChange before = stored.stream()
                            .filter(change -> change.object().equals(object)
                                    && change.indicator().equals(item))
                            .findFirst()
                            .orElse(null);
                    stored.remove(before);
                    taken.add(object + "-" + item);
                    return provisionalLine(year, one.district(), one.indicator(), before, draft);
                })
                .toList();
        List<Line> others = IntStream.rangeClosed(1, ROWS)
                .mapToObj(number -> otherLine(
                        year,
                        office,
                        String.valueOf(number),
                        number <= stored.size() ? stored.get(number - 1) : null,
                        taken,
                        draft))
                .toList();
        return new Typed(
                year,
                decision,
                listed,
                others,
                referenceCells.read(year, office, returned == null ? List.of() : returned.references(), draft));
    }

    private static boolean owns(String office, Indicator indicator) {
        return indicator.officiallyScored()
                && (office.equals(Office.CITY) || indicator.owner().equals(office));
    }

    private static ItemInput.Typed typed(String section, String row, @Nullable ItemChange stored, Draft draft) {
        Answer answer = stored == null ? null : stored.answer();
        return new ItemInput.Typed(
                draft.value(section, row, "value", ItemInput.value(answer)),
                draft.value(section, row, "reference", ItemInput.reference(answer)),
                draft.value(section, row, "reason", answer == null ? "" : answer.reason()),
                Draft.ids(
                        draft.value(section, row, "files", answer == null ? "" : String.join(",", answer.evidence()))),
                draft.value(section, row, "provisional", answer != null && answer.provisional() ? "1" : ""));
    }

    private static boolean empty(ItemInput.Typed typed) {
        return (typed.value() + typed.reference() + typed.reason() + typed.provisional()).isEmpty()
                && typed.files().isEmpty();
    }

    /** What the new figure rests on: as typed, else as filed before, else as what stands. */
    private static Provenance origin(String section, String row, @Nullable Answer before, Draft draft) {
        Provenance known = before == null ? null : before.provenance();
        return new Provenance(
                SourceKind.UNIT_RECORD,
                draft.value(section, row, "body", known == null ? "" : known.body()),
                draft.value(section, row, "document", known == null ? "" : known.document()));
    }

    private static Map<String, String> values(ItemInput.Typed typed, Provenance origin) {
        Map<String, String> values = new HashMap<>();
        values.put("value", typed.value());
        values.put("reference", typed.reference());
        values.put("reason", typed.reason());
        values.put("provisional", typed.provisional());
        values.put("files", String.join(",", typed.files()));
        values.put("points", "");
        values.put("body", origin.body());
        values.put("document", origin.document());
        return values;
    }

    private Line provisionalLine(
            int year, YearDistrict district, Indicator indicator, @Nullable ItemChange stored, Draft draft) {
        String key = district.code() + "-" + indicator.code();
        ItemInput.Typed typed = typed(PROVISIONAL, key, stored, draft);
        Provenance origin = origin(PROVISIONAL, key, stored == null ? null : stored.answer(), draft);
        Map<String, String> values = values(typed, origin);
        values.put("name", district.name() + "　" + ItemSheet.title(indicator));
        values.put("now", now(year, district.code(), indicator));
        return line(year, key, district.code(), indicator, typed, origin, values, new ArrayList<>(), new HashMap<>());
    }

    private Line otherLine(
            int year, String office, String row, @Nullable ItemChange stored, Set<String> taken, Draft draft) {
        String object = draft.value(OTHERS, row, "object", stored == null ? "" : stored.object());
        String item = draft.value(OTHERS, row, "item", stored == null ? "" : stored.indicator());
        ItemInput.Typed typed = typed(OTHERS, row, stored, draft);
        Provenance origin = origin(OTHERS, row, stored == null ? null : stored.answer(), draft);
        Map<String, String> values = values(typed, origin);
        values.put("no", row);
        values.put("object", object);
        values.put("item", item);
        values.put("now", "");
        boolean known = roster.districts(year).stream()
                .anyMatch(district -> district.code().equals(object));
        List<Indicator> owned = known
                ? tables.ofDistrict(year, object).indicators().stream()
                        .filter(indicator -> owns(office, indicator))
                        .toList()
                : List.of();
        Map<String, Input> inputs = new HashMap<>();
        inputs.put(
                "item",
                new Input(
                        InputType.CHOICE,
                        null,
                        owned.stream()
                                .map(indicator -> new Option(indicator.code(), ItemSheet.title(indicator)))
                                .toList()));
        if ((object + item).isEmpty() && empty(typed)) {
            return new Line(new Row(row, false, values, inputs, List.of()), true, null);
        }
        List<Problem> problems = new ArrayList<>();
        Indicator indicator = owned.stream()
                .filter(one -> one.code().equals(item))
                .findFirst()
                .orElse(null);
        if (!known) {
            problems.add(new Problem("object", "请选择地区。"));
        } else if (indicator == null) {
            problems.add(new Problem("item", "请选择要更正的指标。"));
        } else if (!taken.add(object + "-" + item)) {
            problems.add(new Problem("item", "这一项上面已经列过，请在那一行填写。"));
        }
        if (indicator == null) {
            return new Line(new Row(row, false, values, inputs, problems), false, null);
        }
        values.put("now", now(year, object, indicator));
        return line(year, row, object, indicator, typed, origin, values, problems, inputs);
    }

    private Line line(
            int year,
            String row,
            String object,
            Indicator indicator,
            ItemInput.Typed typed,
            Provenance origin,
            Map<String, String> values,
            List<Problem> problems,
            Map<String, Input> inputs) {
        inputs.put("value", ItemInput.input(indicator.alwaysApplicable()));
        Compared compared = references.of(year, object).of(object, indicator);
        ItemSheet.comparing(indicator, compared, values, inputs);
        if (!indicator.authoritative()) {
            inputs.put("body", Input.NOTHING);
            inputs.put("document", Input.NOTHING);
        }
        if (empty(typed) && problems.isEmpty() && values.get("no") == null) {
            return new Line(new Row(row, false, values, inputs, List.of()), true, null);
        }
        ItemInput.Reading reading = ItemInput.read(indicator.alwaysApplicable(), typed, true, compared);
        reading.problems().forEach(fault -> problems.add(new Problem(fault.cell(), fault.message())));
        if (typed.reason().isBlank() && problems.stream().noneMatch(one -> "reason".equals(one.column()))) {
            problems.add(new Problem("reason", "请写明为什么更正。"));
        }
        problems.addAll(ProvenanceCells.problemsWhereOptional(indicator, origin.body(), origin.document()));
        Answer answer = reading.answer();
        values.put("points", ItemSheet.points(indicator, answer, compared));
        ItemChange change = answer == null || !problems.isEmpty()
                ? null
                : new ItemChange(
                        object,
                        indicator.code(),
                        EntrySource.OFFICIAL,
                        answer.from(
                                ProvenanceCells.read(indicator, origin.body(), origin.document()), answer.evidence()));
        if (change != null) {
            corrections
                    .choice(year, change)
                    .flatMap(choice -> Optional.ofNullable(choice.finding()))
                    .ifPresent(finding -> values.merge(
                            "now",
                            "。新的数值与现场核查（%s）不一致，采用哪个数由市健康丽水办核对时决定，请在理由里一并说明"
                                    .formatted(finding.answer().shown(indicator)),
                            String::concat));
        }
        return new Line(new Row(row, false, values, inputs, problems), false, change);
    }

    private String now(int year, String object, Indicator indicator) {
        Scorecard card = scorecards.latest(year, object);
        String shown = ScoreBook.shown(indicator, card.of(indicator.code(), EntrySource.OFFICIAL));
        String points = ItemSheet.points(
                indicator,
                card.answer(indicator.code(), EntrySource.OFFICIAL),
                references.of(year, object).of(object, indicator));
        return shown
                + (points.isEmpty() || points.equals("无数据")
                        ? ""
                        : indicator.mustPass() ? "，" + points : "，得" + points + "分")
                + (card.of(indicator.code(), EntrySource.DECIDED) == null
                        ? ""
                        : "。市健康丽水办已经审定这一项，更正后采用哪个数，由市健康丽水办核对时决定");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<Section> sections = new ArrayList<>();
        sections.add(question(task, typed));
        if (typed.year() != null && !typed.dropped()) {
            if (!typed.provisional().isEmpty()) {
                sections.add(Forms.table(
                        PROVISIONAL,
                        "暂用数据",
                        "有了正式数的填“新的数值”；正式数与暂用数相同的也填上。没有变化的空着。",
                        columns(Column.label("name", "数据", Width.L)),
                        typed.provisional().stream().map(Line::row).toList()));
            }
            sections.add(Forms.table(
                    OTHERS,
                    typed.provisional().isEmpty() ? "要更正的数据" : "其他要更正的数据",
                    "一行一项，先选地区和指标。只能更正本单位填报的官方数据。",
                    columns(
                            Column.label("no", "序号", Width.S),
                            Column.choice(
                                    "object",
                                    "地区",
                                    Width.M,
                                    roster.districts(typed.year()).stream()
                                            .map(district -> new Option(district.code(), district.name()))
                                            .toList()),
                            Column.choice("item", "指标", Width.L, List.of())),
                    typed.others().stream().map(Line::row).toList()));
            if (!typed.references().isEmpty()) {
                sections.add(typed.references().section());
            }
            if (!typed.faulty() && !typed.changes().isEmpty()) {
                sections.add(EffectTable.section(revisions.effect(typed.year(), typed.changes())));
            }
        }
        return new FormContent(
                "选“提请更正”后送市健康丽水办核对。结果审定以前，同意后随即重新算分；审定以后，还要报领导小组审定，形成新一号考核结果。",
                List.of("办法四(一)", "办法七(一)"),
                notices(task, typed),
                sections,
                typed.year() == null
                        ? List.of()
                        : List.of(
                                new Fact("暂用数据", typed.provisional().size() + " 个"),
                                new Fact(
                                        "这次更正",
                                        typed.changes().items().size()
                                                + typed.changes().references().size()
                                                + " 个")),
                List.of());
    }

    private static List<Column> columns(Column... first) {
        List<Column> columns = new ArrayList<>(List.of(first));
        columns.addAll(List.of(
                Column.label("now", "现在", Width.M),
                Column.input("value", "新的数值", InputType.TEXT, Width.M),
                Column.label("compared", "参照值", Width.M),
                Column.input("reference", "另填参照值", InputType.TEXT, Width.S),
                Column.checks("provisional", "仍为暂用", Width.S, List.of(new Option("1", "暂用"))),
                Column.input("reason", "理由", InputType.TEXT, Width.L)));
        columns.addAll(ProvenanceCells.columns("写明出具单位和文件的，排在现场核查前面；不填的作为单位记录。"));
        columns.addAll(List.of(
                Column.input("files", "材料", InputType.FILES, Width.M), Column.label("points", "更正后得分", Width.S)));
        return columns;
    }

    private List<Notice> notices(TaskRef task, Typed typed) {
        List<Notice> notices = new ArrayList<>();
        Correction returned = returned(task);
        if (returned != null && returned.comment() != null) {
            notices.add(new Notice(Level.WARNING, "市健康丽水办退回修改：" + returned.comment()));
        }
        if (typed.year() != null && years.get(typed.year()).isApproved()) {
            notices.add(new Notice(Level.INFO, "%d年度考核结果已经审定，更正要由领导小组审定后才改变结果。".formatted(typed.year())));
        }
        return notices;
    }

    private Section question(TaskRef task, Typed typed) {
        List<Column> columns = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        columns.add(Column.choice(
                "decision", "办理", Width.L, List.of(new Option(FILE, "提请更正"), new Option(DROP, "不再更正，关闭本任务"))));
        values.put("decision", typed.decision());
        if (returned(task) == null) {
            columns.add(Column.choice(
                    "year",
                    "考核年度",
                    Width.M,
                    settledYears().stream()
                            .map(year -> new Option(String.valueOf(year), year + "年度"))
                            .toList()));
            values.put("year", typed.year() == null ? "" : String.valueOf(typed.year()));
        }
        return Forms.questions(Forms.DECISION, "更正", columns, values, problems(typed));
    }

    private static List<Problem> problems(Typed typed) {
        if (typed.dropped()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        if (!typed.decision().equals(FILE)) {
            problems.add(new Problem("decision", "请选择提请更正，还是不再更正。"));
        }
        if (typed.year() == null) {
            problems.add(new Problem("year", "请选择考核年度。官方数据核定以后才能更正；核定以前要改的，请市健康丽水办审核时退回。"));
        } else if (typed.empty()) {
            problems.add(new Problem("decision", "还没有填要更正的数据，请在下表至少填一行。"));
        }
        return problems;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        if (typed.dropped()) {
            log.record(actor, "不再更正官方数据", typed.year(), task.office(), null, null, null);
            return Map.of(Variables.FILED, false);
        }
        int year = Objects.requireNonNull(typed.year());
        return Map.of(
                Variables.FILED,
                true,
                Variables.YEAR,
                year,
                Variables.CORRECTION,
                corrections.file(year, task.office(), typed.changes(), actor));
    }
}
