package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.SourceRank;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 逐项审核: the city office sees for every item what was reported, given officially and found on site, and which of them counts; it
 * settles the findings that the county disputes, and may decide otherwise with a reason (办法四(一), 五(二), 七(一)).
 */
@Component
public class ReviewItemsForm implements TaskForm {

    private static final int LONGEST_REASON = 2000;

    public static final String ITEMS = "items";
    /** Which of the sources counts instead of the one that comes first; offered by {@link #offered}. */
    public static final Field<String> TAKE = Field.choice("take", "采用（改判才选）", M, List.of());

    public static final Field<String> DECIDED = Field.of("decided", "审定值（改判才填）", InputType.NUMBER, L, Reading::of);
    public static final Field<String> WHY = Field.text("why", "改判理由", L, LONGEST_REASON);

    public static final String FINDINGS = "findings";
    public static final Option ADOPT = new Option("ADOPT", "采用核查值");
    public static final Option DROP = new Option("DROP", "不采用");
    public static final Field<Option> DECISION =
            Field.choice("decision", "是否采用", S, ADOPT, DROP).required("县（市、区）有异议，请选择是否采用核查值。");
    public static final Field<String> REASON = Field.text("reason", "理由", M, LONGEST_REASON);

    /** In place of a source that is taken. */
    private static final String SEND_BACK = "RETURN";

    /** The sources that the city office may choose from instead of the one that comes first. */
    private static final List<EntrySource> TO_TAKE =
            List.of(EntrySource.OFFICIAL, EntrySource.VERIFIED, EntrySource.REPORTED);

    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final Findings findings;
    private final Contradictions contradictions;
    private final Organization organization;
    private final References references;
    private final Returns returns;

    ReviewItemsForm(
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            ScoreBook scoreBook,
            Findings findings,
            Contradictions contradictions,
            Organization organization,
            References references,
            Returns returns) {
        this.returns = returns;
        this.references = references;
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.findings = findings;
        this.contradictions = contradictions;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskReviewItems";
    }

    @Override
    public void require(TaskRef task) {
        boolean settled = years.get(task.year()).figuresSettledAt() != null;
        OutOfStep.require(settled, task.year() + "年度官方数据", "还没有核定");
        boolean answered = returns.offices(task.year(), Returns.Stage.REVERIFY, task.district())
                .isEmpty();
        OutOfStep.require(answered, roster.objectName(task.year(), task.district()), "重新核实数据");
    }

    /** Whether the model can send figures back to their owners: those of years begun before cannot. */
    private static boolean canSendBack(TaskRef task) {
        return task.variables().containsKey(Variables.REVERIFY);
    }

    // ---- the findings

    /** A finding that the city office settles; agreed ones are adopted unless it says otherwise. */
    private record Found(Finding finding, Indicator indicator, String objectName, Scorecard card) {

        String key() {
            return finding.object() + "-" + finding.indicator();
        }

        boolean disputed() {
            return Boolean.FALSE.equals(finding.countyAgrees());
        }

        String reported() {
            return ScoreBook.shown(indicator, card.of(finding.indicator(), EntrySource.REPORTED));
        }

        String value() {
            return Answer.words(
                    indicator, finding.answer().state(), finding.answer().value(), null);
        }

        String county() {
            return (disputed() ? "不认可：" : "认可") + Objects.requireNonNullElse(finding.countyComment(), "");
        }

        List<String> files() {
            return Stream.concat(finding.answer().evidence().stream(), finding.countyEvidence().stream())
                    .toList();
        }
    }

    private static final Table<Found> FINDING_TABLE = Table.of(FINDINGS, "现场核查结果", Found::key)
            .hint("县（市、区）认可的默认采用；有异议的，请逐条决定并写明理由。")
            .hintWhereEmpty("没有核查结果。")
            .shows("object", "对象", M, Found::objectName)
            .shows("name", "指标", L, one -> ItemSheet.title(one.indicator()))
            .shows("reported", "自报", S, Found::reported)
            .shows("found", "核查", S, Found::value)
            .shows("note", "核查说明", M, one -> one.finding().note())
            .shows("county", "县（市、区）意见", M, Found::county)
            .asks(DECISION, one -> one.disputed() ? "" : ADOPT.value())
            .asks(REASON)
            .showsFiles("files", "核查和申辩材料", M, Found::files)
            .requiredWhere(REASON, (one, typed) -> one.disputed() || !typed.is(DECISION, ADOPT), "请写明理由，被考核单位会看到。");

    private Filled<Found> findings(TaskRef task, Draft draft) {
        List<Finding> found = findings.of(task.year(), task.district()).stream()
                // Whether an item applies was settled when the papers were accepted.
                .filter(finding -> finding.answer().state() != EntryState.NOT_APPLICABLE)
                .toList();
        Map<String, Scorecard> cards = scorecards.latest(
                task.year(), found.stream().map(Finding::object).distinct().toList());
        return FINDING_TABLE.read(
                found.stream()
                        .map(finding -> new Found(
                                finding,
                                (finding.object().equals(task.district())
                                                ? tables.ofDistrict(task.year(), task.district())
                                                : tables.ofTownshipsIn(task.year(), task.district()))
                                        .indicator(finding.indicator()),
                                roster.objectName(task.year(), finding.object()),
                                cards.getOrDefault(finding.object(), Scorecard.EMPTY)))
                        .toList(),
                draft);
    }

    private static Answer adopted(Line<Found> line) {
        Answer found = line.item().finding().answer();
        return line.text(REASON).isEmpty() ? found : found.because(line.text(REASON));
    }

    // ---- the items

    /**
     * One item of the district under review.
     *
     * @param shown by source, what is there; a finding only where it is adopted
     * @param finding what was found of it, unless that is dropped; null where nothing was
     * @param against the figure that outranks the finding and says otherwise; null where none does
     * @param query what its owner was asked and says; null where nothing was
     * @param returned the last return to its owner that was answered; null where there is none
     * @param keptFromReturning why it cannot go back to its owner; empty where it can
     */
    private record Item(
            Precedence precedence,
            Indicator indicator,
            Map<EntrySource, Entry> shown,
            Compared compared,
            @Nullable Finding finding,
            @Nullable Entry against,
            Contradictions.@Nullable Item query,
            @Nullable ReturnedItem returned,
            Optional<String> keptFromReturning) {

        String code() {
            return indicator.code();
        }

        String shown(EntrySource source) {
            return ScoreBook.shown(indicator, shown.get(source));
        }

        /** An official figure with what it is, where that decides whether it outranks a finding. */
        String official() {
            Entry entry = shown.get(EntrySource.OFFICIAL);
            return entry == null || !precedence.heedsFindings()
                    ? ScoreBook.shown(indicator, entry)
                    : "%s（%s）"
                            .formatted(
                                    ScoreBook.shown(indicator, entry), ScoreBook.label(precedence, indicator, entry));
        }

        ItemInput.Typed cells(Typed row) {
            Entry basis = shown.getOrDefault(EntrySource.OFFICIAL, shown.get(EntrySource.REPORTED));
            return new ItemInput.Typed(
                    row.text(DECIDED),
                    ItemInput.reference(basis == null ? null : basis.answer()),
                    row.text(WHY),
                    List.of(),
                    "");
        }

        /** The source that is taken; null where none is, or it has nothing to take. */
        @Nullable
        Entry taken(Typed row) {
            return TO_TAKE.stream()
                    .filter(source -> source.name().equals(row.text(TAKE)))
                    .findFirst()
                    .map(shown::get)
                    .filter(entry -> entry.answer().state().counts())
                    .orElse(null);
        }

        ItemInput.Reading decided(Typed row) {
            return ItemInput.readDecision(indicator, cells(row), compared);
        }

        /** What would be entered; null where there is nothing, or something is wrong with it. */
        @Nullable
        Answer decision(Typed row) {
            if (isSentBack(row)
                    || !wrong(this, row).isEmpty()
                    || !missing(this, row).isEmpty()) {
                return null;
            }
            Entry taken = taken(row);
            return taken != null
                    ? ScoreBook.taken(precedence, indicator, taken, row.text(WHY))
                    : row.isEmpty(DECIDED) ? null : decided(row).answer();
        }
    }

    private static boolean isSentBack(Typed row) {
        return row.text(TAKE).equals(SEND_BACK);
    }

    /** Whether something is decided: another source, or a value of the city's own. */
    private static boolean isGiven(Typed row) {
        return !isSentBack(row) && !(row.isEmpty(TAKE) && row.isEmpty(DECIDED));
    }

    /** What cannot stand, whatever becomes of the review. */
    private static List<Problem> wrong(Item item, Typed row) {
        if (isSentBack(row)) {
            return Stream.of(
                            Optional.of(DECIDED.problem("退回重新核实的不填审定值，请清空；要审定的，“采用”不选退回。"))
                                    .filter(problem -> !row.isEmpty(DECIDED)),
                            Optional.of(WHY.problem("退回必须写明理由，填报单位和被考核单位会看到。")).filter(problem -> row.isEmpty(WHY)),
                            item.keptFromReturning().map(TAKE::problem))
                    .flatMap(Optional::stream)
                    .toList();
        }
        if (!row.isEmpty(TAKE) && !row.isEmpty(DECIDED)) {
            return List.of(DECIDED.problem("“采用”和“审定值”只能填一个：采用表中的数据就不用填审定值。"));
        }
        if (!row.isEmpty(TAKE)) {
            return item.taken(row) == null ? List.of(TAKE.problem("所选的来源没有数据，请改选，或者填审定值。")) : List.of();
        }
        return row.isEmpty(DECIDED)
                ? List.of()
                : item.decided(row).faults().stream()
                        .filter(fault -> !isReason(fault) || row.find(WHY).isPresent())
                        .map(ReviewItemsForm::here)
                        .toList();
    }

    /** What has to be there when the review ends. */
    private static List<Problem> missing(Item item, Typed row) {
        if (isSentBack(row) || !row.isEmpty(TAKE) && !row.isEmpty(DECIDED)) {
            return row.isEmpty(WHY) && !isSentBack(row) ? List.of(WHY.problem(NO_REASON)) : List.of();
        }
        if (!isGiven(row)) {
            return row.isEmpty(WHY) ? List.of() : List.of(DECIDED.problem("只写了理由，没有选“采用”，也没有填审定值；不改判的请把理由删去。"));
        }
        if (!row.isEmpty(WHY)) {
            return List.of();
        }
        List<Problem> reasons = row.isEmpty(DECIDED)
                ? List.of()
                : item.decided(row).faults().stream()
                        .filter(ReviewItemsForm::isReason)
                        .map(ReviewItemsForm::here)
                        .toList();
        return reasons.isEmpty() ? List.of(WHY.problem(NO_REASON)) : reasons;
    }

    private static final String NO_REASON = "改判必须写明理由，被考核单位会看到。";

    private static boolean isReason(Problem fault) {
        return ItemInput.REASON.key().equals(fault.column());
    }

    /** A fault of the item's own cells at the cells that this table has for them. */
    private static Problem here(Problem fault) {
        return isReason(fault) ? WHY.problem(fault.message()) : DECIDED.problem(fault.message());
    }

    /** Why the item cannot go back to whoever gave its official figure; empty where it can. */
    private Optional<String> keptFromReturning(
            TaskRef task, Indicator indicator, boolean hasFigure, Contradictions.@Nullable Item query) {
        if (!canSendBack(task)) {
            return Optional.of("本年度按启动时的流程办理，这里不能退回；要填报单位重新核实的，在“汇总得分和排名”时退回重评。");
        }
        if (!hasFigure || !indicator.officiallyScored()) {
            return Optional.of("这一项没有市直单位填报的官方数据，不能退回；请选别的来源，或者填审定值。");
        }
        if (indicator.owner().equals(Office.CITY)) {
            return Optional.of("这一项的官方数据由市健康丽水办自己填报，不用退回；数据有错的，填审定值并写明理由。");
        }
        return query != null && query.awaited(LocalDate.now(clock))
                ? Optional.of("%s正在答复这一项的核查不一致（%s到期），请等答复，不用另外退回。"
                        .formatted(organization.officeName(query.owner()), WorkingDays.dateText(query.dueOn())))
                : Optional.empty();
    }

    private List<Item> items(TaskRef task, Filled<Found> findings) {
        Precedence precedence = years.get(task.year()).precedence();
        Scorecard card = scorecards.latest(task.year(), task.district());
        Map<String, Contradictions.Item> queries = contradictions.items(task.year(), task.district()).stream()
                .collect(Collectors.toMap(Contradictions.Item::indicator, item -> item));
        Map<String, ReturnedItem> answered = new HashMap<>();
        returns.history(task.year(), task.district()).stream()
                .filter(item -> item.stage() == Returns.Stage.REVERIFY && item.answer() != null)
                .forEach(item -> answered.put(item.item(), item));
        Map<String, Line<Found>> found = findings.stream()
                .filter(line -> line.item().finding().object().equals(task.district()))
                .collect(Collectors.toMap(line -> line.item().finding().indicator(), line -> line));
        Lookup lookup = references.ofDistricts(task.year());
        return tables.ofDistrict(task.year(), task.district()).indicators().stream()
                .map(indicator -> {
                    Line<Found> line = found.get(indicator.code());
                    Map<EntrySource, Entry> shown = new EnumMap<>(EntrySource.class);
                    shown.putAll(card.entries().getOrDefault(indicator.code(), Map.of()));
                    if (line != null && line.is(DECISION, ADOPT)) {
                        shown.put(EntrySource.VERIFIED, verified(task, line));
                    }
                    Finding finding = line == null || line.is(DECISION, DROP)
                            ? null
                            : line.item().finding();
                    Contradictions.Item query = queries.get(indicator.code());
                    return new Item(
                            precedence,
                            indicator,
                            shown,
                            lookup.of(task.district(), indicator),
                            finding,
                            finding == null
                                    ? null
                                    : Contradictions.figureAgainst(precedence, indicator, card, finding)
                                            .orElse(null),
                            query,
                            answered.get(indicator.code()),
                            keptFromReturning(
                                    task, indicator, card.of(indicator.code(), EntrySource.OFFICIAL) != null, query));
                })
                .toList();
    }

    /** What is asked of an item; what is shown of it depends on that. */
    private static Table<Item> asked(TaskRef task, Precedence precedence, Table<Item> table) {
        boolean canSendBack = canSendBack(task);
        return table.asks(
                        (canSendBack ? TAKE.labelled("采用（改判、退回才选）") : TAKE).offering(offered(precedence, canSendBack)))
                .input(
                        TAKE,
                        item -> Input.choice(offered(
                                precedence,
                                canSendBack && item.keptFromReturning().isEmpty())))
                .reads(TAKE, (item, text) -> Reading.of(text))
                .asks(DECIDED)
                .input(DECIDED, item -> ItemInput.decisionInput(item.indicator()))
                .reads(DECIDED, (item, text) -> Reading.of(text))
                .asks(canSendBack ? WHY.labelled("改判或退回理由") : WHY)
                .rules(ReviewItemsForm::wrong);
    }

    private static List<Option> offered(Precedence precedence, boolean canSendBack) {
        List<Option> options = new ArrayList<>(List.of(
                new Option(EntrySource.OFFICIAL.name(), "官方数据"),
                new Option(EntrySource.VERIFIED.name(), precedence.label(SourceRank.VERIFIED)),
                new Option(EntrySource.REPORTED.name(), precedence.label(SourceRank.REPORTED))));
        if (canSendBack) {
            options.add(new Option(SEND_BACK, "退回填报单位重新核实"));
        }
        return options;
    }

    /** What is typed, before it is known what it comes to. */
    private Filled<Item> typed(TaskRef task, Filled<Found> findings, Draft draft) {
        return asked(task, years.get(task.year()).precedence(), Table.of(ITEMS, "", Item::code))
                .read(items(task, findings), draft);
    }

    private static boolean sendsBack(Filled<Item> items) {
        return items.stream().anyMatch(line -> isSentBack(line.typed()));
    }

    /** Why the item cannot be settled yet, though a finding stands against the figure that comes first. */
    private Optional<String> undecided(Item item, Typed row) {
        if (item.against() == null || item.finding() == null) {
            return Optional.empty();
        }
        if (item.query() != null && item.query().awaited(LocalDate.now(clock))) {
            return Optional.of(
                    item.query().waiting(organization.officeName(item.query().owner())));
        }
        return isGiven(row)
                ? Optional.empty()
                : Optional.of("核查（%s）与数据（%s）不一致，请选择采用哪一个，或者填审定值，并写明理由。"
                        .formatted(
                                item.finding().answer().shown(item.indicator()),
                                item.against().answer().shown(item.indicator())));
    }

    private String answers(Item line) {
        if (line.against() == null && line.query() == null) {
            return "";
        }
        Contradictions.Item query = line.query();
        if (query == null) {
            return "数据由作出核查的单位填报，没有另请答复";
        }
        String owner = organization.officeName(query.owner());
        if (query.answer() == null) {
            return query.awaited(LocalDate.now(clock))
                    ? "%s待答复，%s到期".formatted(owner, WorkingDays.dateText(query.dueOn()))
                    : "%s到期没有答复".formatted(owner);
        }
        return "%s%s：%s".formatted(owner, query.answer().label(), Objects.requireNonNullElse(query.reason(), ""));
    }

    /** What a figure rests on that its owner gave anew: nobody has agreed to that yet. */
    private static String origin(Item line) {
        Contradictions.Item query = line.query();
        boolean anew = line.returned() != null || query != null && query.answer() == Contradictions.Answering.CORRECTED;
        Entry official = line.shown().get(EntrySource.OFFICIAL);
        Provenance provenance = official == null ? null : official.answer().provenance();
        return !anew || provenance == null || provenance.words().isEmpty() ? "" : "出处：" + provenance.words();
    }

    /** What is typed, as entries over the book: what shows here is what will count. */
    private static List<Entry> entries(TaskRef task, Filled<Item> items) {
        return items.stream()
                .flatMap(line -> Stream.concat(
                        Stream.ofNullable(line.item().shown().get(EntrySource.VERIFIED)),
                        Stream.ofNullable(line.item().decision(line.typed()))
                                .map(decision -> Entry.typed(
                                        task.district(),
                                        line.item().code(),
                                        EntrySource.DECIDED,
                                        decision,
                                        task.office()))))
                .toList();
    }

    private static Entry verified(TaskRef task, Line<Found> line) {
        return Entry.typed(
                line.item().finding().object(),
                line.item().finding().indicator(),
                EntrySource.VERIFIED,
                adopted(line),
                task.office());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Found> findings = findings(task, draft);
        Filled<Item> typed = typed(task, findings, draft);
        ObjectResult result = scoreBook.district(
                task.year(), task.district(), ScoreBook.ALL, Amendments.of(entries(task, typed), Set.of()));
        boolean sendsBack = sendsBack(typed);
        Filled<Item> items = table(task, typed, result)
                .read(typed.stream().map(Line::item).toList(), draft)
                .rules(line -> sendsBack
                        ? List.of()
                        : Stream.of(
                                        missing(line.item(), line.typed()).stream(),
                                        undecided(line.item(), line.typed()).map(TAKE::problem).stream(),
                                        unsettled(result.item(line.item().code())).stream())
                                .flatMap(problems -> problems)
                                .toList())
                .totals(Map.of(
                        "name",
                        "合计",
                        "points",
                        result.total().earned().toPlainString(),
                        "maximum",
                        Answer.plain(result.total().applicable())));
        return FormContent.of(
                        sendsBack
                                ? "提交后，选了退回的各项交填报单位重新核实；核查值和审定值都还不计入，其他各行已填的内容保留，各单位都办结后回到这里继续审核。"
                                : "提交后，核查值和审定值计入得分，本地区进入全市汇总；得分、依据和理由在结果审定后向被考核单位公开。",
                        "办法四(一)",
                        "办法五(二)",
                        "办法七(一)")
                .notices(notices(result, items))
                .part(items)
                .part(sendsBack ? findings.unasked() : findings)
                .fact(
                        "得分",
                        result.total().earned() + " / "
                                + Answer.plain(result.total().applicable()))
                .fact("改判", count(items, line -> isGiven(line.typed())))
                .fact("退回重新核实", count(items, line -> isSentBack(line.typed())))
                .fact("核查与数据不一致", count(items, line -> line.item().against() != null))
                .fact(
                        "有异议的核查",
                        findings.stream().filter(line -> line.item().disputed()).count() + " 项");
    }

    private static String count(Filled<Item> items, Predicate<Line<Item>> which) {
        return items.stream().filter(which).count() + " 项";
    }

    private List<Notice> notices(ObjectResult result, Filled<Item> items) {
        List<Notice> notices = new ArrayList<>();
        String sentBack = items.stream()
                .filter(line -> isSentBack(line.typed()))
                .map(line -> line.item().indicator())
                .map(indicator -> "%s（%s）".formatted(indicator.name(), organization.officeName(indicator.owner())))
                .collect(Collectors.joining("、"));
        if (!sentBack.isEmpty()) {
            notices.add(new Notice(Level.INFO, "这次提交只把这些数据退回填报单位重新核实：%s。还没有决定的、没有写完理由的，等本表回来再办。".formatted(sentBack)));
        }
        String unknown = names(result.mustPassUnknown());
        if (!unknown.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "必备指标是否达标不明：%s。汇总前必须有数据，可在审定值里填写并写明依据。".formatted(unknown)));
        }
        String unmet = names(result.mustPassFailed());
        if (!unmet.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "按现在的数据，必备指标不达标：%s。本地区定为不合格。".formatted(unmet)));
        }
        String contradicted = items.stream()
                .filter(line -> line.item().against() != null && !isGiven(line.typed()))
                .map(line -> line.item().indicator().name())
                .collect(Collectors.joining("、"));
        if (!contradicted.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "核查与数据不一致，还没有决定：%s。".formatted(contradicted)));
        }
        return notices;
    }

    private static String names(List<ItemResult> items) {
        return items.stream().map(item -> item.indicator().name()).collect(Collectors.joining("、"));
    }

    private Table<Item> table(TaskRef task, Filled<Item> typed, ObjectResult result) {
        List<Item> items = typed.stream().map(Line::item).toList();
        Precedence precedence = years.get(task.year()).precedence();
        // Few items have any of these and hardly one has two: one column, so that the decision stands in sight.
        String beside = Stream.of(
                        items.stream().anyMatch(item -> !item.compared().typed()) ? "参照值" : "",
                        items.stream().anyMatch(item -> item.against() != null || item.query() != null) ? "填报单位答复" : "",
                        items.stream().anyMatch(item -> item.returned() != null) ? "重新核实" : "")
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("、"));
        Table<Item> table = Table.of(
                        ITEMS,
                        "逐项审核："
                                + tables.ofDistrict(task.year(), task.district())
                                        .shownTitle(),
                        Item::code)
                .inWorkbook()
                .hint("计入值按“%s”的次序取第一个有值的。确需改判的，选择采用哪个来源，或者填审定值，并写明理由；官方数据要填报单位重新核实的，%s。"
                        .formatted(precedence.words(), canSendBack(task) ? "在“采用”里选退回，写明理由，答复后再办" : "在“汇总得分和排名”时退回重评"))
                .shows("name", "指标", L, item -> ItemSheet.title(item.indicator()))
                .shows("reported", "自报", S, item -> item.shown(EntrySource.REPORTED))
                .shows("official", "官方", M, Item::official)
                .shows("verified", "核查", S, item -> item.shown(EntrySource.VERIFIED));
        if (!beside.isEmpty()) {
            table.shows("compared", beside, M, item -> beside(item, result.item(item.code())));
        }
        return asked(
                task,
                precedence,
                table.shows("counted", "计入", M, item -> counted(item, result.item(item.code())))
                        .shows("points", "得分", S, item -> ItemSheet.points(result.item(item.code())))
                        .shows(
                                "maximum",
                                "满分",
                                S,
                                item -> item.indicator().mustPass()
                                        ? "必备"
                                        : Answer.plain(item.indicator().points())));
    }

    private String beside(Item item, ItemResult result) {
        return Stream.of(compared(item, result), answers(item), reverified(item.returned()), origin(item))
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("；"));
    }

    private static String counted(Item item, ItemResult result) {
        Entry counted = result.counted();
        return counted == null
                ? "没有数据"
                : "%s（%s）"
                        .formatted(
                                ScoreBook.shown(item.indicator(), counted),
                                ScoreBook.label(item.precedence(), item.indicator(), counted));
    }

    private String reverified(@Nullable ReturnedItem returned) {
        return returned == null
                ? ""
                : "重新核实：%s%s（退回理由：%s）"
                        .formatted(organization.officeName(returned.office()), returned.answer(), returned.reason());
    }

    /** What counts is compared with, and how that came about. */
    private static String compared(Item line, ItemResult item) {
        Entry counted = item.counted();
        if (!line.indicator().method().needsReference()) {
            return "";
        }
        return counted == null || counted.answer().reference() == null
                ? line.compared().shown()
                : "%s：%s"
                        .formatted(
                                Answer.plain(counted.answer().reference()),
                                line.compared().words(counted.answer()));
    }

    /** There is a value, and it cannot be scored: the item is not settled before somebody has said what it is worth. */
    private static Optional<Problem> unsettled(ItemResult item) {
        return item.unsettled()
                ? Optional.of(DECIDED.problem(item.score().arithmetic() + "。请填审定值并写明理由，或者退回填报单位。"))
                : Optional.empty();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Filled<Found> found = findings(task, draft);
        Filled<Item> items = typed(task, found, draft);
        if (sendsBack(items)) {
            sendBack(task, items, actor);
            return Map.of(Variables.REVERIFY, true);
        }
        for (Line<Found> line : found.lines()) {
            Finding finding = line.item().finding();
            boolean adopted = line.is(DECISION, ADOPT);
            findings.rule(
                    task.year(),
                    finding.object(),
                    finding.indicator(),
                    adopted ? Finding.Ruling.ADOPTED : Finding.Ruling.DROPPED,
                    line.text(REASON),
                    actor);
            if (adopted) {
                scorecards.record(
                        task.year(), finding.object(), finding.indicator(), EntrySource.VERIFIED, adopted(line), actor);
            }
        }
        for (Line<Item> line : items.lines()) {
            Answer decision = line.item().decision(line.typed());
            if (decision != null) {
                scorecards.record(
                        task.year(), task.district(), line.item().code(), EntrySource.DECIDED, decision, actor);
            }
        }
        contradictions.close(task.year(), task.district());
        references.reviewed(task.year(), task.district());
        return Map.of(Variables.REVERIFY, false);
    }

    /** The figures go back to their owners, and nothing else comes of the review yet. */
    private void sendBack(TaskRef task, Filled<Item> items, Actor actor) {
        items.stream()
                .filter(line -> isSentBack(line.typed()))
                .forEach(line -> returns.sendBack(
                        task.year(),
                        Returns.Stage.REVERIFY,
                        line.item().indicator().owner(),
                        task.district(),
                        line.item().code(),
                        line.text(WHY),
                        actor));
    }

    /** Everything but what was sent back: that is to be looked at anew. */
    @Override
    public Set<RowId> comesBackWith(TaskRef task, Draft draft, Map<String, Object> routing) {
        return Boolean.TRUE.equals(routing.get(Variables.REVERIFY))
                ? draft.rows().keySet().stream()
                        // of the draft alone: completion has changed the items
                        .filter(row -> !(row.section().equals(ITEMS)
                                && draft.value(ITEMS, row.key(), TAKE.key(), "").equals(SEND_BACK)))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
