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
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
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

    private Filled<SettledFinding> findings(TaskRef task, Draft draft) {
        List<Finding> found = findings.of(task.year(), task.district()).stream()
                // Whether an item applies was settled when the papers were accepted.
                .filter(finding -> finding.answer().state() != EntryState.NOT_APPLICABLE)
                .toList();
        Map<String, Scorecard> cards = scorecards.latest(
                task.year(), found.stream().map(Finding::object).distinct().toList());
        return SettledFinding.TABLE.read(
                found.stream()
                        .map(finding -> new SettledFinding(
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

    // ---- the items

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

    private List<ReviewedItem> items(TaskRef task, Filled<SettledFinding> findings) {
        Precedence precedence = years.get(task.year()).precedence();
        Scorecard card = scorecards.latest(task.year(), task.district());
        Map<String, Contradictions.Item> queries = contradictions.items(task.year(), task.district()).stream()
                .collect(Collectors.toMap(Contradictions.Item::indicator, item -> item));
        Map<String, ReturnedItem> answered = new HashMap<>();
        returns.history(task.year(), task.district()).stream()
                .filter(item -> item.stage() == Returns.Stage.REVERIFY && item.answer() != null)
                .forEach(item -> answered.put(item.item(), item));
        Map<String, Line<SettledFinding>> found = findings.stream()
                .filter(line -> line.item().finding().object().equals(task.district()))
                .collect(Collectors.toMap(line -> line.item().finding().indicator(), line -> line));
        Lookup lookup = references.ofDistricts(task.year());
        return tables.ofDistrict(task.year(), task.district()).indicators().stream()
                .map(indicator -> {
                    Line<SettledFinding> line = found.get(indicator.code());
                    Map<EntrySource, Entry> shown = new EnumMap<>(EntrySource.class);
                    shown.putAll(card.entries().getOrDefault(indicator.code(), Map.of()));
                    if (line != null && line.is(DECISION, ADOPT)) {
                        shown.put(EntrySource.VERIFIED, verified(task, line));
                    }
                    Finding finding = line == null || line.is(DECISION, DROP)
                            ? null
                            : line.item().finding();
                    Contradictions.Item query = queries.get(indicator.code());
                    return new ReviewedItem(
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
    private static Table<ReviewedItem> asked(TaskRef task, Precedence precedence, Table<ReviewedItem> table) {
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
                .rules(ReviewedItem::wrong);
    }

    private static List<Option> offered(Precedence precedence, boolean canSendBack) {
        List<Option> options = new ArrayList<>(List.of(
                new Option(EntrySource.OFFICIAL.name(), "官方数据"),
                new Option(EntrySource.VERIFIED.name(), precedence.label(SourceRank.VERIFIED)),
                new Option(EntrySource.REPORTED.name(), precedence.label(SourceRank.REPORTED))));
        if (canSendBack) {
            options.add(new Option(ReviewedItem.SEND_BACK, "退回填报单位重新核实"));
        }
        return options;
    }

    /** What is typed, before it is known what it comes to. */
    private Filled<ReviewedItem> typed(TaskRef task, Filled<SettledFinding> findings, Draft draft) {
        return asked(task, years.get(task.year()).precedence(), Table.of(ITEMS, "", ReviewedItem::code))
                .read(items(task, findings), draft);
    }

    private static boolean sendsBack(Filled<ReviewedItem> items) {
        return items.stream().anyMatch(line -> ReviewedItem.isSentBack(line.typed()));
    }

    /** Why the item cannot be settled yet, though a finding stands against the figure that comes first. */
    private Optional<String> undecided(ReviewedItem item, Typed row) {
        if (item.against() == null || item.finding() == null) {
            return Optional.empty();
        }
        if (item.query() != null && item.query().awaited(LocalDate.now(clock))) {
            return Optional.of(
                    item.query().waiting(organization.officeName(item.query().owner())));
        }
        return ReviewedItem.isGiven(row)
                ? Optional.empty()
                : Optional.of("核查（%s）与数据（%s）不一致，请选择采用哪一个，或者填审定值，并写明理由。"
                        .formatted(
                                item.finding().answer().shown(item.indicator()),
                                item.against().answer().shown(item.indicator())));
    }

    private String answers(ReviewedItem line) {
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

    /** What is typed, as entries over the book: what shows here is what will count. */
    private static List<Entry> entries(TaskRef task, Filled<ReviewedItem> items) {
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

    private static Entry verified(TaskRef task, Line<SettledFinding> line) {
        return Entry.typed(
                line.item().finding().object(),
                line.item().finding().indicator(),
                EntrySource.VERIFIED,
                SettledFinding.adopted(line),
                task.office());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<SettledFinding> findings = findings(task, draft);
        Filled<ReviewedItem> typed = typed(task, findings, draft);
        ObjectResult result = scoreBook.district(
                task.year(), task.district(), ScoreBook.ALL, Amendments.of(entries(task, typed), Set.of()));
        boolean sendsBack = sendsBack(typed);
        Filled<ReviewedItem> items = table(task, typed, result)
                .read(typed.stream().map(Line::item).toList(), draft)
                .rules(line -> sendsBack
                        ? List.of()
                        : Stream.of(
                                        line.item().missing(line.typed()).stream(),
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
                .fact("改判", count(items, line -> ReviewedItem.isGiven(line.typed())))
                .fact("退回重新核实", count(items, line -> ReviewedItem.isSentBack(line.typed())))
                .fact("核查与数据不一致", count(items, line -> line.item().against() != null))
                .fact(
                        "有异议的核查",
                        findings.stream().filter(line -> line.item().disputed()).count() + " 项");
    }

    private static String count(Filled<ReviewedItem> items, Predicate<Line<ReviewedItem>> which) {
        return items.stream().filter(which).count() + " 项";
    }

    private List<Notice> notices(ObjectResult result, Filled<ReviewedItem> items) {
        List<Notice> notices = new ArrayList<>();
        String sentBack = items.stream()
                .filter(line -> ReviewedItem.isSentBack(line.typed()))
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
                .filter(line -> line.item().against() != null && !ReviewedItem.isGiven(line.typed()))
                .map(line -> line.item().indicator().name())
                .collect(Collectors.joining("、"));
        if (!contradicted.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "核查与数据不一致，还没有决定：%s。".formatted(contradicted)));
        }
        return notices;
    }

    private static String names(List<Indicator> items) {
        return items.stream().map(Indicator::name).collect(Collectors.joining("、"));
    }

    private Table<ReviewedItem> table(TaskRef task, Filled<ReviewedItem> typed, ObjectResult result) {
        List<ReviewedItem> items = typed.stream().map(Line::item).toList();
        Precedence precedence = years.get(task.year()).precedence();
        // Few items have any of these and hardly one has two: one column, so that the decision stands in sight.
        String beside = Stream.of(
                        items.stream().anyMatch(item -> !item.compared().typed()) ? "参照值" : "",
                        items.stream().anyMatch(item -> item.against() != null || item.query() != null) ? "填报单位答复" : "",
                        items.stream().anyMatch(item -> item.returned() != null) ? "重新核实" : "")
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("、"));
        Table<ReviewedItem> table = Table.of(
                        ITEMS,
                        "逐项审核："
                                + tables.ofDistrict(task.year(), task.district())
                                        .shownTitle(),
                        ReviewedItem::code)
                .inWorkbook()
                .hint("计入值按“%s”的次序取第一个有值的。确需改判的，选择采用哪个来源，或者填审定值，并写明理由；官方数据要填报单位重新核实的，%s。"
                        .formatted(precedence.words(), canSendBack(task) ? "在“采用”里选退回，写明理由，答复后再办" : "在“汇总得分和排名”时退回重评"))
                .shows("name", "指标", L, item -> ItemSheet.title(item.indicator()))
                .shows("reported", "自报", S, item -> item.shown(EntrySource.REPORTED))
                .shows("official", "官方", M, ReviewedItem::official)
                .shows("verified", "核查", S, item -> item.shown(EntrySource.VERIFIED));
        if (!beside.isEmpty()) {
            table.shows("compared", beside, M, item -> beside(item, result.item(item.code())));
        }
        return asked(
                task,
                precedence,
                table.shows("counted", "计入", M, item -> item.counted(result.item(item.code())))
                        .shows("points", "得分", S, item -> ItemSheet.points(result.item(item.code())))
                        .shows(
                                "maximum",
                                "满分",
                                S,
                                item -> item.indicator().mustPass()
                                        ? "必备"
                                        : Answer.plain(item.indicator().points())));
    }

    private String beside(ReviewedItem item, ItemResult result) {
        return Stream.of(item.compared(result), answers(item), reverified(item.returned()), item.origin())
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("；"));
    }

    private String reverified(@Nullable ReturnedItem returned) {
        return returned == null
                ? ""
                : "重新核实：%s%s（退回理由：%s）"
                        .formatted(organization.officeName(returned.office()), returned.answer(), returned.reason());
    }

    /** There is a value, and it cannot be scored: the item is not settled before somebody has said what it is worth. */
    private static Optional<Problem> unsettled(ItemResult item) {
        return item.unsettled()
                ? Optional.of(DECIDED.problem(item.score().arithmetic() + "。请填审定值并写明理由，或者退回填报单位。"))
                : Optional.empty();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Filled<SettledFinding> found = findings(task, draft);
        Filled<ReviewedItem> items = typed(task, found, draft);
        if (sendsBack(items)) {
            sendBack(task, items, actor);
            return Map.of(Variables.REVERIFY, true);
        }
        List<Said> said = new ArrayList<>();
        for (Line<SettledFinding> line : found.lines()) {
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
                said.add(new Said(
                        finding.object(), finding.indicator(), EntrySource.VERIFIED, SettledFinding.adopted(line)));
            }
        }
        for (Line<ReviewedItem> line : items.lines()) {
            Answer decision = line.item().decision(line.typed());
            if (decision != null) {
                said.add(new Said(task.district(), line.item().code(), EntrySource.DECIDED, decision));
            }
        }
        scorecards.record(task.year(), said, actor);
        contradictions.close(task.year(), task.district());
        references.reviewed(task.year(), task.district());
        return Map.of(Variables.REVERIFY, false);
    }

    /** The figures go back to their owners, and nothing else comes of the review yet. */
    private void sendBack(TaskRef task, Filled<ReviewedItem> items, Actor actor) {
        items.stream()
                .filter(line -> ReviewedItem.isSentBack(line.typed()))
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
                                && draft.value(ITEMS, row.key(), TAKE.key(), "").equals(ReviewedItem.SEND_BACK)))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
