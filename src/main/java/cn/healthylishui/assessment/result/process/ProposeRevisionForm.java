package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;
import static cn.healthylishui.assessment.result.process.CorrectedItem.told;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
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
import cn.healthylishui.assessment.result.process.CorrectedItem.Chosen;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 拟定更正方案: the city office names the items of which another value is to count, sees what would change for whom, and puts it to the
 * leading group; after an upheld objection, for a late official figure, or for an error found later.
 */
@Component
public class ProposeRevisionForm implements TaskForm {

    private static final int LONGEST_EXPLANATION = 1900;

    public static final Option PROPOSE = new Option("PROPOSE", "提请领导小组审定更正");
    public static final Option DROP = new Option("DROP", "不作更正，关闭本任务");
    public static final Field<Option> DECISION =
            Field.choice("decision", "办理", L, PROPOSE, DROP).required("请选择提请更正，还是不作更正。");
    private static final Field<Integer> YEAR = YearChoice.YEAR.required("请选择考核年度；只有结果已经审定的年度才能更正。");
    private static final Field<Kind> KIND = Field.choice(
                    "kind", "更正原因", M, new Kind[] {Kind.LATE_FIGURE, Kind.ERROR}, Kind::label)
            .required("请选择更正原因。");
    private static final Field<String> EXPLANATION =
            Field.longText("reason", "说明", L, LONGEST_EXPLANATION).required("请写明情况，会记入考核结果的更正说明。");

    public static final String CHANGES = "changes";
    private static final Field<String> OBJECT = CorrectedItem.OBJECT.required("请选择考核对象。");
    private static final Field<EntrySource> SOURCE = Field.choice(
            "source",
            "更正类型",
            M,
            new EntrySource[] {EntrySource.DECIDED, EntrySource.OFFICIAL},
            source -> source == EntrySource.OFFICIAL ? "后到的官方数据" : "更正差错");
    public static final Field<String> REASON = CorrectedItem.REASON.labelled("理由和依据");
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

    /** @param year null while none is chosen: then there are no lines */
    private record Drafted(
            @Nullable Integer year,
            Filled<TaskRef> questions,
            Filled<CorrectedItem> lines,
            Filled<ReferenceCells.Item> references) {

        boolean dropped() {
            return questions.only().is(DECISION, DROP);
        }

        Changes changes() {
            return new Changes(CorrectedItem.changes(lines), ReferenceCells.changes(references));
        }

        boolean isEmpty() {
            return lines.stream().noneMatch(line -> CorrectedItem.isGiven(line.typed()))
                    && references.given().isEmpty();
        }

        boolean isRight() {
            return lines.isRight() && references.isRight();
        }

        /** The questions, which also say that nothing is filled in below. */
        Filled<TaskRef> asked() {
            return questions.rule(line -> year != null && !dropped() && isEmpty()
                    ? Optional.of(DECISION.problem("还没有列出要更正的项目，请在下表至少填一行。"))
                    : Optional.empty());
        }
    }

    private static boolean fromObjection(TaskRef task) {
        return task.variables().containsKey(Variables.OBJECTION);
    }

    /** The proposal that the leading group sent back, whose lines are the first draft of this one. */
    private @Nullable Proposal returned(TaskRef task) {
        return task.variables().containsKey(Variables.PROPOSAL) ? revisions.get(task.id(Variables.PROPOSAL)) : null;
    }

    private Drafted read(TaskRef task, Draft draft) {
        Proposal returned = returned(task);
        Occasion occasion = fromObjection(task) ? occasions.of(task.id(Variables.OBJECTION)) : null;
        Filled<TaskRef> questions = questions(task, returned, occasion).read(task, draft);
        Integer year = hasYear(task)
                ? (Integer) task.year()
                : questions.only().find(YEAR).orElse(null);
        if (year == null) {
            return new Drafted(null, questions, CorrectedItem.NONE, ReferenceCells.NONE);
        }
        Changes stored = returned == null ? Changes.of(List.of()) : revisions.changes(returned.id());
        return new Drafted(
                year,
                questions,
                lines(year, stored.items(), occasion, draft),
                referenceCells.read(year, Office.CITY, stored.references(), draft));
    }

    private static boolean hasYear(TaskRef task) {
        return task.variables().containsKey(Variables.YEAR);
    }

    private Table<TaskRef> questions(TaskRef task, @Nullable Proposal returned, @Nullable Occasion occasion) {
        BiPredicate<TaskRef, Typed> proposes = (any, typed) -> !typed.is(DECISION, DROP);
        Table<TaskRef> table = Table.<TaskRef>questions(Forms.DECISION, "更正").asks(DECISION);
        if (!hasYear(task)) {
            YearChoice choice = YearChoice.first(years.all().stream()
                    .filter(AssessmentYear::isApproved)
                    .map(AssessmentYear::year)
                    .toList());
            table.asks(YEAR.offering(choice.options()), any -> choice.stored())
                    .showsOnlyOffered(YEAR)
                    .requiredWhere(YEAR, proposes);
        }
        if (!fromObjection(task)) {
            table.asks(KIND, any -> returned == null ? "" : KIND.written(returned.kind()))
                    .showsOnlyOffered(KIND)
                    .requiredWhere(KIND, proposes);
        }
        return table.asks(
                EXPLANATION, any -> returned != null ? returned.reason() : occasion == null ? "" : occasion.reason());
    }

    private Filled<CorrectedItem> lines(int year, List<ItemChange> stored, @Nullable Occasion occasion, Draft draft) {
        List<CorrectedItem> lines = IntStream.rangeClosed(1, ROWS)
                .mapToObj(number -> number == 1 && stored.isEmpty() && occasion != null
                        ? CorrectedItem.of(1, occasion.object(), occasion.indicator())
                        : CorrectedItem.of(number, stored))
                .toList();
        Table<CorrectedItem> table = table(year);
        Filled<CorrectedItem> typed = table.read(lines, draft);
        Set<String> decided = typed.stream()
                .filter(line -> !line.is(SOURCE, EntrySource.OFFICIAL))
                .map(line -> line.text(OBJECT) + "-" + line.text(CorrectedItem.ITEM))
                .collect(Collectors.toSet());
        Set<String> taken = new HashSet<>();
        List<CorrectedItem> chosen = typed.stream()
                .map(line -> line.item().about(chosen(year, line, taken)))
                .toList();
        return table.read(chosen, draft)
                .rule(line -> late(line).flatMap(item -> unsuited(year, item, decided.contains(item.place()))))
                .rule(line -> late(line)
                        .filter(item -> line.isRight() && !decided.contains(item.place()))
                        .flatMap(item -> contradicted(year, item, line.typed())));
    }

    private Table<CorrectedItem> table(int year) {
        Table<CorrectedItem> table = Table.of(CHANGES, "要更正的项目", CorrectedItem::row)
                .hint("一行一项。选定对象和指标后，“现在”一栏显示现在怎样计分；新的数值按同样的规则计分。")
                .shows("no", "序号", S, CorrectedItem::row)
                .asks(
                        OBJECT.offering(roster.objects(year).stream()
                                .map(code -> new Option(code, roster.fullName(year, code)))
                                .toList()),
                        CorrectedItem::object)
                .asks(CorrectedItem.ITEM, CorrectedItem::item)
                .input(
                        CorrectedItem.ITEM,
                        (line, typed) -> Input.choice(typed.find(OBJECT).stream()
                                .flatMap(object -> tables.ofObject(year, object).indicators().stream())
                                .map(indicator ->
                                        new Option(indicator.code(), indicator.code() + " " + indicator.name()))
                                .toList()))
                .askedWhere(
                        CorrectedItem.ITEM, (line, typed) -> typed.find(OBJECT).isPresent())
                .shows("now", "现在", L, told(item -> now(year, item.object(), item.indicator())))
                .asks(SOURCE, line -> SOURCE.written(line.source()));
        CorrectedItem.asksFigure(table);
        return CorrectedItem.asksGrounds(table, REASON, "后到的官方数据填写。")
                .rules(CorrectedItem.wrong((item, row) -> item.wrong(row, "这一项上面已经列过，请合并成一行。", "请写明为什么要改、依据什么。")));
    }

    /** @param taken the changes that stand above */
    private @Nullable Chosen chosen(int year, Line<CorrectedItem> line, Set<String> taken) {
        EntrySource source = line.is(SOURCE, EntrySource.OFFICIAL) ? EntrySource.OFFICIAL : EntrySource.DECIDED;
        return line.find(OBJECT)
                .flatMap(object -> tables.ofObject(year, object).indicators().stream()
                        .filter(indicator -> indicator.code().equals(line.text(CorrectedItem.ITEM)))
                        .findFirst()
                        .map(indicator -> new Chosen(
                                object,
                                indicator,
                                source,
                                false,
                                references.of(year, object).of(object, indicator),
                                !taken.add(object + "-" + indicator.code() + "-" + source))))
                .orElse(null);
    }

    /** The item of a line that gives a late official figure. */
    private static Optional<Chosen> late(Line<CorrectedItem> line) {
        return Optional.ofNullable(line.item().chosen()).filter(Chosen::official);
    }

    /** @param decided whether the form decides the item as well: there a late figure may come beside the decision */
    private Optional<Problem> unsuited(int year, Chosen item, boolean decided) {
        String wrong = null;
        if (roster.districts(year).stream()
                .noneMatch(district -> district.code().equals(item.object()))) {
            wrong = "官方数据只用于县（市、区）和丽水开发区本级。乡镇（街道）和市直单位请选“更正差错”。";
        } else if (!item.indicator().method().typed()) {
            wrong = "这一项由对口市直单位逐项评审得出，没有后到的官方数据。请改选“更正差错”。";
        } else if (!decided
                && scorecards.latest(year, item.object()).of(item.indicator().code(), EntrySource.DECIDED) != null) {
            wrong = "这一项已由市健康丽水办审定，后到的官方数据不会起作用。请改选“更正差错”。";
        }
        return Optional.ofNullable(wrong).map(SOURCE::problem);
    }

    private Optional<Problem> contradicted(int year, Chosen item, Typed row) {
        return item.change(row)
                .flatMap(
                        change -> contradictions.adoptedAgainst(year, item.object(), item.indicator(), change.answer()))
                .map(finding -> SOURCE.problem("现场核查为%s，与这个数不一致，不能只凭后到的数据越过核查。请改选“更正差错”，写明采用哪个数、为什么。"
                        .formatted(finding.answer().shown(item.indicator()))));
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
        Drafted drafted = read(task, draft);
        FormContent content = FormContent.of("选“提请审定”后报领导小组；领导小组同意后形成新一号考核结果，原来的结果保留可查。在此之前，结果不变。", "办法六(一)", "办法六(二)")
                .notices(notices(returned(task)))
                .part(drafted.asked());
        Integer year = drafted.year();
        if (year == null) {
            return content;
        }
        content = content.fact("现在的结果", "第%d号".formatted(results.latestNumber(year)));
        if (drafted.dropped()) {
            return content;
        }
        content = content.part(drafted.lines()).partUnlessEmpty(drafted.references());
        Changes changes = drafted.changes();
        return drafted.isRight() && !changes.isEmpty()
                ? content.part(EffectTable.section(revisions.effect(year, changes)))
                : content;
    }

    private static List<Notice> notices(@Nullable Proposal returned) {
        return returned == null || returned.decisionReason() == null
                ? List.of()
                : List.of(new Notice(Level.WARNING, "领导小组退回修改：" + returned.decisionReason()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Drafted drafted = read(task, draft);
        Line<TaskRef> questions = drafted.questions().only();
        String explanation = questions.get(EXPLANATION);
        if (drafted.dropped()) {
            log.record(actor, Operation.of("不作更正", drafted.year(), "更正").because(explanation));
            if (fromObjection(task)) {
                occasions.notProposed(task.id(Variables.OBJECTION));
            }
            return Map.of(Variables.PROPOSED, false);
        }
        int year = Objects.requireNonNull(drafted.year());
        Kind kind = fromObjection(task) ? Kind.OBJECTION : questions.get(KIND);
        long proposal = revisions.propose(year, kind, explanation, drafted.changes(), actor);
        if (fromObjection(task)) {
            occasions.proposed(task.id(Variables.OBJECTION), proposal);
        }
        return Map.of(Variables.PROPOSED, true, Variables.PROPOSAL, proposal, Variables.YEAR, year);
    }
}
