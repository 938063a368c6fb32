package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
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
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 逐项审核: the city office sees for every item what was reported, given officially and found on site, and which of them counts; it
 * settles the findings that the county disputes, and may decide otherwise with a reason (办法四(一), 五(二), 七(一)).
 */
@Component
class ReviewItemsForm implements TaskForm {

    private static final String ITEMS = "items";
    private static final String FINDINGS = "findings";
    private static final String ADOPT = "ADOPT";
    private static final String DROP = "DROP";

    /** In place of a source that is taken. */
    private static final String SEND_BACK = "RETURN";

    private static final int LONGEST_REASON = 2000;

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

    /** A finding with what the city office says of it; agreed ones are adopted unless it says otherwise. */
    private record Settled(Finding finding, Indicator indicator, String objectName, String decision, String reason) {

        boolean adopted() {
            return decision.equals(ADOPT);
        }

        boolean disputed() {
            return Boolean.FALSE.equals(finding.countyAgrees());
        }

        List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (decision.isEmpty()) {
                problems.add(new Problem("decision", "县（市、区）有异议，请选择是否采用核查值。"));
            }
            if ((disputed() || !adopted()) && reason.isEmpty()) {
                problems.add(new Problem("reason", "请写明理由，被考核单位会看到。"));
            }
            return problems;
        }
    }

    private List<Settled> settled(TaskRef task, Draft draft) {
        return findings.of(task.year(), task.district()).stream()
                // Whether an item applies was settled when the papers were accepted.
                .filter(finding -> finding.answer().state() != EntryState.NOT_APPLICABLE)
                .map(finding -> {
                    IndicatorTable table = finding.object().equals(task.district())
                            ? tables.ofDistrict(task.year(), task.district())
                            : tables.ofTownshipsIn(task.year(), task.district());
                    String key = finding.object() + "-" + finding.indicator();
                    boolean agreed = !Boolean.FALSE.equals(finding.countyAgrees());
                    return new Settled(
                            finding,
                            table.indicator(finding.indicator()),
                            roster.objectName(task.year(), finding.object()),
                            draft.value(FINDINGS, key, "decision", agreed ? ADOPT : ""),
                            draft.value(FINDINGS, key, "reason", ""));
                })
                .toList();
    }

    /** The sources that the city office may choose from instead of the one that comes first. */
    private static final List<EntrySource> TO_TAKE =
            List.of(EntrySource.OFFICIAL, EntrySource.VERIFIED, EntrySource.REPORTED);

    /**
     * What the city office says of an item: that another of the shown sources counts, a value of its own, or that it goes back to
     * its owner; usually nothing.
     *
     * @param decision what would be entered; null where there is nothing, or something is wrong with it
     * @param wrong what cannot stand, whatever becomes of the review
     * @param missing what has to be there when the review ends
     */
    private record Verdict(
            String take, ItemInput.Typed typed, @Nullable Answer decision, List<Problem> wrong, List<Problem> missing) {

        boolean given() {
            return !isSentBack() && (!take.isEmpty() || !typed.value().isEmpty());
        }

        boolean isSentBack() {
            return take.equals(SEND_BACK);
        }
    }

    /** @param shown by source, what could be taken */
    private static Verdict verdict(
            Precedence precedence, Indicator indicator, Map<EntrySource, Entry> shown, Compared compared, Draft draft) {
        String take = draft.value(ITEMS, indicator.code(), "take", "");
        Entry basis = shown.getOrDefault(EntrySource.OFFICIAL, shown.get(EntrySource.REPORTED));
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(ITEMS, indicator.code(), "decided", ""),
                ItemInput.reference(basis == null ? null : basis.answer()),
                draft.value(ITEMS, indicator.code(), "why", ""),
                List.of(),
                "");
        List<Problem> wrong = new ArrayList<>();
        List<Problem> missing = new ArrayList<>();
        Answer decision = null;
        if (take.equals(SEND_BACK)) {
            wrong.addAll(wrongReturn(typed));
        } else if (!take.isEmpty() && !typed.value().isEmpty()) {
            wrong.add(new Problem("decided", "“采用”和“审定值”只能填一个：采用表中的数据就不用填审定值。"));
        } else if (!take.isEmpty()) {
            Entry taken = TO_TAKE.stream()
                    .filter(source -> source.name().equals(take))
                    .findFirst()
                    .map(shown::get)
                    .orElse(null);
            if (taken == null || !taken.answer().state().counts()) {
                wrong.add(new Problem("take", "所选的来源没有数据，请改选，或者填审定值。"));
            } else {
                decision = ScoreBook.taken(precedence, indicator, taken, typed.reason());
            }
        } else if (!typed.value().isEmpty()) {
            ItemInput.Reading reading = ItemInput.readDecision(indicator, typed, compared);
            reading.problems().forEach(fault -> {
                boolean reason = fault.cell().equals("reason");
                (reason && typed.reason().isEmpty() ? missing : wrong)
                        .add(new Problem(reason ? "why" : "decided", fault.message()));
            });
            decision = reading.answer();
        } else if (!typed.reason().isEmpty()) {
            missing.add(new Problem("decided", "只写了理由，没有选“采用”，也没有填审定值；不改判的请把理由删去。"));
        }
        boolean given = !take.isEmpty() || !typed.value().isEmpty();
        if (given
                && !take.equals(SEND_BACK)
                && typed.reason().isEmpty()
                && missing.stream().noneMatch(problem -> "why".equals(problem.column()))) {
            missing.add(new Problem("why", "改判必须写明理由，被考核单位会看到。"));
        }
        return new Verdict(take, typed, wrong.isEmpty() && missing.isEmpty() ? decision : null, wrong, missing);
    }

    private static List<Problem> wrongReturn(ItemInput.Typed typed) {
        List<Problem> wrong = new ArrayList<>();
        if (!typed.value().isEmpty()) {
            wrong.add(new Problem("decided", "退回重新核实的不填审定值，请清空；要审定的，“采用”不选退回。"));
        }
        Forms.wrongText(typed.reason(), "why", "退回必须写明理由，填报单位和被考核单位会看到。", LONGEST_REASON)
                .ifPresent(wrong::add);
        return wrong;
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

    /**
     * One item of the district under review.
     *
     * @param shown by source, what is there; a finding only where it is adopted
     * @param against the figure that outranks the finding and says otherwise; null where none does
     * @param query what its owner was asked and says; null where nothing was
     * @param returned the last return to its owner that was answered; null where there is none
     * @param keptFromReturning why it cannot go back to its owner; empty where it can
     * @param wrong what cannot stand, whatever becomes of the review
     * @param missing what has to be there when the review ends
     */
    private record Line(
            Indicator indicator,
            Map<EntrySource, Entry> shown,
            Compared compared,
            Verdict verdict,
            @Nullable Entry against,
            Contradictions.@Nullable Item query,
            @Nullable ReturnedItem returned,
            Optional<String> keptFromReturning,
            List<Problem> wrong,
            List<Problem> missing) {}

    private static boolean sendsBack(List<Line> lines) {
        return lines.stream().anyMatch(line -> line.verdict().isSentBack());
    }

    private List<Line> lines(TaskRef task, List<Settled> settled, Draft draft) {
        Precedence precedence = years.get(task.year()).precedence();
        Scorecard card = scorecards.latest(task.year(), task.district());
        Map<String, Contradictions.Item> queries = contradictions.items(task.year(), task.district()).stream()
                .collect(Collectors.toMap(Contradictions.Item::indicator, item -> item));
        Map<String, ReturnedItem> answered = new HashMap<>();
        returns.history(task.year(), task.district()).stream()
                .filter(item -> item.stage() == Returns.Stage.REVERIFY && item.answer() != null)
                .forEach(item -> answered.put(item.item(), item));
        Lookup lookup = references.ofDistricts(task.year());
        return tables.ofDistrict(task.year(), task.district()).indicators().stream()
                .map(indicator -> {
                    Settled found = settled.stream()
                            .filter(one -> one.finding().object().equals(task.district())
                                    && one.finding().indicator().equals(indicator.code()))
                            .findFirst()
                            .orElse(null);
                    Map<EntrySource, Entry> shown = new EnumMap<>(EntrySource.class);
                    shown.putAll(card.entries().getOrDefault(indicator.code(), Map.of()));
                    if (found != null && found.adopted()) {
                        shown.put(EntrySource.VERIFIED, verified(task, found));
                    }
                    Entry against = found == null || found.decision().equals(DROP)
                            ? null
                            : Contradictions.figureAgainst(precedence, indicator, card, found.finding())
                                    .orElse(null);
                    Compared compared = lookup.of(task.district(), indicator);
                    Verdict verdict = verdict(precedence, indicator, shown, compared, draft);
                    Contradictions.Item query = queries.get(indicator.code());
                    List<Problem> missing = new ArrayList<>(verdict.missing());
                    if (against != null && found != null) {
                        undecided(indicator, found.finding(), against, verdict, query)
                                .ifPresent(message -> missing.add(new Problem("take", message)));
                    }
                    Optional<String> kept = keptFromReturning(
                            task, indicator, card.of(indicator.code(), EntrySource.OFFICIAL) != null, query);
                    List<Problem> wrong = new ArrayList<>(verdict.wrong());
                    kept.filter(why -> verdict.isSentBack()).ifPresent(why -> wrong.add(new Problem("take", why)));
                    return new Line(
                            indicator,
                            shown,
                            compared,
                            verdict,
                            against,
                            query,
                            answered.get(indicator.code()),
                            kept,
                            wrong,
                            missing);
                })
                .toList();
    }

    /** Why the item cannot be settled yet, though a finding stands against the figure that comes first. */
    private Optional<String> undecided(
            Indicator indicator, Finding finding, Entry against, Verdict verdict, Contradictions.@Nullable Item query) {
        if (query != null && query.awaited(LocalDate.now(clock))) {
            return Optional.of(query.waiting(organization.officeName(query.owner())));
        }
        return verdict.given()
                ? Optional.empty()
                : Optional.of("核查（%s）与数据（%s）不一致，请选择采用哪一个，或者填审定值，并写明理由。"
                        .formatted(
                                finding.answer().shown(indicator),
                                against.answer().shown(indicator)));
    }

    private String answers(Line line) {
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
    private static String origin(Line line) {
        Contradictions.Item query = line.query();
        boolean anew = line.returned() != null || query != null && query.answer() == Contradictions.Answering.CORRECTED;
        Entry official = line.shown().get(EntrySource.OFFICIAL);
        Provenance provenance = official == null ? null : official.answer().provenance();
        return !anew || provenance == null || provenance.words().isEmpty() ? "" : "出处：" + provenance.words();
    }

    /** What is typed, as entries over the book: what shows here is what will count. */
    private static Stream<Entry> typed(TaskRef task, List<Line> lines) {
        return lines.stream()
                .flatMap(line -> Stream.concat(
                        Stream.ofNullable(line.shown().get(EntrySource.VERIFIED)),
                        Stream.ofNullable(line.verdict().decision())
                                .map(decision -> Entry.typed(
                                        task.district(),
                                        line.indicator().code(),
                                        EntrySource.DECIDED,
                                        decision,
                                        task.office()))));
    }

    private static Entry verified(TaskRef task, Settled found) {
        return Entry.typed(
                found.finding().object(),
                found.finding().indicator(),
                EntrySource.VERIFIED,
                asAnswer(found),
                task.office());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        Precedence precedence = years.get(task.year()).precedence();
        List<Settled> settled = settled(task, draft);
        List<Line> lines = lines(task, settled, draft);
        ObjectResult result = scoreBook.district(
                task.year(),
                task.district(),
                ScoreBook.ALL,
                Amendments.of(typed(task, lines).toList(), Set.of()));
        boolean sendsBack = sendsBack(lines);
        List<Row> rows = lines.stream()
                .map(line -> row(precedence, line, result.item(line.indicator().code()), sendsBack))
                .toList();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                ITEMS,
                "逐项审核：" + table.shownTitle(),
                "计入值按“%s”的次序取第一个有值的。确需改判的，选择采用哪个来源，或者填审定值，并写明理由；官方数据要填报单位重新核实的，%s。"
                        .formatted(precedence.words(), canSendBack(task) ? "在“采用”里选退回，写明理由，答复后再办" : "在“汇总得分和排名”时退回重评"),
                Layout.TABLE,
                columns(precedence, lines, canSendBack(task)),
                rows,
                Map.of(
                        "name",
                        "合计",
                        "points",
                        result.total().earned().toPlainString(),
                        "maximum",
                        Answer.plain(result.total().applicable()))));
        sections.add(findingTable(task, settled, sendsBack));
        return new FormContent(
                sendsBack
                        ? "提交后，选了退回的各项交填报单位重新核实；核查值和审定值都还不计入，其他各行已填的内容保留，各单位都办结后回到这里继续审核。"
                        : "提交后，核查值和审定值计入得分，本地区进入全市汇总；得分、依据和理由在结果审定后向被考核单位公开。",
                List.of("办法四(一)", "办法五(二)", "办法七(一)"),
                notices(result, lines),
                sections,
                List.of(
                        new Fact(
                                "得分",
                                result.total().earned()
                                        + " / "
                                        + Answer.plain(result.total().applicable())),
                        new Fact(
                                "改判",
                                lines.stream()
                                                .filter(line -> line.verdict().given())
                                                .count()
                                        + " 项"),
                        new Fact(
                                "退回重新核实",
                                lines.stream()
                                                .filter(line -> line.verdict().isSentBack())
                                                .count()
                                        + " 项"),
                        new Fact(
                                "核查与数据不一致",
                                lines.stream()
                                                .filter(line -> line.against() != null)
                                                .count() + " 项"),
                        new Fact(
                                "有异议的核查",
                                settled.stream().filter(Settled::disputed).count() + " 项")),
                List.of());
    }

    private List<Notice> notices(ObjectResult result, List<Line> lines) {
        List<Notice> notices = new ArrayList<>();
        String sentBack = lines.stream()
                .filter(line -> line.verdict().isSentBack())
                .map(line -> "%s（%s）"
                        .formatted(
                                line.indicator().name(),
                                organization.officeName(line.indicator().owner())))
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
        String contradicted = lines.stream()
                .filter(line -> line.against() != null && !line.verdict().given())
                .map(line -> line.indicator().name())
                .collect(Collectors.joining("、"));
        if (!contradicted.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "核查与数据不一致，还没有决定：%s。".formatted(contradicted)));
        }
        return notices;
    }

    private static String names(List<ItemResult> items) {
        return items.stream().map(item -> item.indicator().name()).collect(Collectors.joining("、"));
    }

    private static List<Column> columns(Precedence precedence, List<Line> lines, boolean canSendBack) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.label("name", "指标", Width.L),
                Column.label("reported", "自报", Width.S),
                Column.label("official", "官方", Width.M),
                Column.label("verified", "核查", Width.S)));
        // Few items have any of these and hardly one has two: one column, so that the decision stands in sight.
        String beside = Stream.of(
                        lines.stream().anyMatch(line -> !line.compared().typed()) ? "参照值" : "",
                        lines.stream().anyMatch(line -> line.against() != null || line.query() != null) ? "填报单位答复" : "",
                        lines.stream().anyMatch(line -> line.returned() != null) ? "重新核实" : "")
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("、"));
        if (!beside.isEmpty()) {
            columns.add(Column.label("compared", beside, Width.M));
        }
        columns.addAll(List.of(
                Column.label("counted", "计入", Width.M),
                Column.label("points", "得分", Width.S),
                Column.label("maximum", "满分", Width.S),
                Column.choice(
                        "take", canSendBack ? "采用（改判、退回才选）" : "采用（改判才选）", Width.M, options(precedence, canSendBack)),
                Column.input("decided", "审定值（改判才填）", InputType.NUMBER, Width.L),
                Column.input("why", canSendBack ? "改判或退回理由" : "改判理由", InputType.TEXT, Width.L)));
        return columns;
    }

    private static List<Option> options(Precedence precedence, boolean canSendBack) {
        List<Option> options = new ArrayList<>(List.of(
                new Option(EntrySource.OFFICIAL.name(), "官方数据"),
                new Option(EntrySource.VERIFIED.name(), precedence.label(SourceRank.VERIFIED)),
                new Option(EntrySource.REPORTED.name(), precedence.label(SourceRank.REPORTED))));
        if (canSendBack) {
            options.add(new Option(SEND_BACK, "退回填报单位重新核实"));
        }
        return options;
    }

    private String reverified(@Nullable ReturnedItem returned) {
        return returned == null
                ? ""
                : "重新核实：%s%s（退回理由：%s）"
                        .formatted(organization.officeName(returned.office()), returned.answer(), returned.reason());
    }

    /** @param sendsBack whether something goes back, so that nothing has to be finished yet */
    private Row row(Precedence precedence, Line line, ItemResult item, boolean sendsBack) {
        Indicator indicator = line.indicator();
        Entry counted = item.counted();
        Map<String, String> values = new HashMap<>();
        values.put("name", ItemSheet.title(indicator));
        values.put("reported", ScoreBook.shown(indicator, line.shown().get(EntrySource.REPORTED)));
        values.put("official", official(precedence, indicator, line.shown().get(EntrySource.OFFICIAL)));
        values.put("verified", ScoreBook.shown(indicator, line.shown().get(EntrySource.VERIFIED)));
        values.put(
                "compared",
                Stream.of(compared(line, item), answers(line), reverified(line.returned()), origin(line))
                        .filter(one -> !one.isEmpty())
                        .collect(Collectors.joining("；")));
        values.put(
                "counted",
                counted == null
                        ? "没有数据"
                        : "%s（%s）"
                                .formatted(
                                        ScoreBook.shown(indicator, counted),
                                        ScoreBook.label(precedence, indicator, counted)));
        values.put("points", ItemSheet.points(item));
        values.put("maximum", indicator.mustPass() ? "必备" : Answer.plain(indicator.points()));
        values.put("take", line.verdict().take());
        values.put("decided", line.verdict().typed().value());
        values.put("why", line.verdict().typed().reason());
        Map<String, Input> inputs = new HashMap<>(Map.of("decided", ItemInput.decisionInput(indicator)));
        if (line.keptFromReturning().isPresent()) {
            inputs.put("take", new Input(InputType.CHOICE, null, options(precedence, false)));
        }
        List<Problem> problems = new ArrayList<>(line.wrong());
        if (!sendsBack) {
            problems.addAll(line.missing());
            unsettled(item).ifPresent(problems::add);
        }
        return new Row(indicator.code(), false, values, inputs, problems);
    }

    /** What counts is compared with, and how that came about. */
    private static String compared(Line line, ItemResult item) {
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
                ? Optional.of(new Problem("decided", item.score().arithmetic() + "。请填审定值并写明理由，或者退回填报单位。"))
                : Optional.empty();
    }

    /** An official figure with what it is, where that decides whether it outranks a finding. */
    private static String official(Precedence precedence, Indicator indicator, @Nullable Entry entry) {
        return entry == null || !precedence.heedsFindings()
                ? ScoreBook.shown(indicator, entry)
                : "%s（%s）".formatted(ScoreBook.shown(indicator, entry), ScoreBook.label(precedence, indicator, entry));
    }

    private static Answer asAnswer(Settled settled) {
        Answer found = settled.finding().answer();
        return settled.reason().isEmpty() ? found : found.because(settled.reason());
    }

    /** @param sendsBack whether figures go back, so that nothing has to be decided yet */
    private Section findingTable(TaskRef task, List<Settled> settled, boolean sendsBack) {
        Map<String, Scorecard> cards = scorecards.latest(
                task.year(),
                settled.stream().map(one -> one.finding().object()).distinct().toList());
        return Forms.table(
                FINDINGS,
                "现场核查结果",
                settled.isEmpty() ? "没有核查结果。" : "县（市、区）认可的默认采用；有异议的，请逐条决定并写明理由。",
                List.of(
                        Column.label("object", "对象", Width.M),
                        Column.label("name", "指标", Width.L),
                        Column.label("reported", "自报", Width.S),
                        Column.label("found", "核查", Width.S),
                        Column.label("note", "核查说明", Width.M),
                        Column.label("county", "县（市、区）意见", Width.M),
                        Column.choice(
                                "decision",
                                "是否采用",
                                Width.S,
                                List.of(new Option(ADOPT, "采用核查值"), new Option(DROP, "不采用"))),
                        Column.input("reason", "理由", InputType.TEXT, Width.M),
                        Column.input("files", "核查和申辩材料", InputType.FILE_LIST, Width.M)),
                settled.stream()
                        .map(one ->
                                findingRow(one, cards.getOrDefault(one.finding().object(), Scorecard.EMPTY), sendsBack))
                        .toList());
    }

    private static Row findingRow(Settled one, Scorecard card, boolean sendsBack) {
        Finding finding = one.finding();
        Map<String, String> values = new HashMap<>();
        values.put("object", one.objectName());
        values.put("name", ItemSheet.title(one.indicator()));
        values.put("reported", ScoreBook.shown(one.indicator(), card.of(finding.indicator(), EntrySource.REPORTED)));
        values.put(
                "found",
                Answer.words(
                        one.indicator(),
                        finding.answer().state(),
                        finding.answer().value(),
                        null));
        values.put("note", finding.note());
        values.put(
                "county",
                (one.disputed() ? "不认可：" : "认可") + (finding.countyComment() == null ? "" : finding.countyComment()));
        values.put("decision", one.decision());
        values.put("reason", one.reason());
        values.put(
                "files",
                Stream.concat(finding.answer().evidence().stream(), finding.countyEvidence().stream())
                        .collect(Collectors.joining(",")));
        return new Row(
                finding.object() + "-" + finding.indicator(),
                false,
                values,
                Map.of(),
                sendsBack ? List.of() : one.problems());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        List<Settled> settled = settled(task, draft);
        List<Line> lines = lines(task, settled, draft);
        if (sendsBack(lines)) {
            sendBack(task, lines, actor);
            return Map.of(Variables.REVERIFY, true);
        }
        for (Settled one : settled) {
            findings.rule(
                    task.year(),
                    one.finding().object(),
                    one.finding().indicator(),
                    one.adopted() ? Finding.Ruling.ADOPTED : Finding.Ruling.DROPPED,
                    one.reason(),
                    actor);
            if (one.adopted()) {
                scorecards.record(
                        task.year(),
                        one.finding().object(),
                        one.finding().indicator(),
                        EntrySource.VERIFIED,
                        asAnswer(one),
                        actor);
            }
        }
        for (Line line : lines) {
            if (line.verdict().decision() != null) {
                scorecards.record(
                        task.year(),
                        task.district(),
                        line.indicator().code(),
                        EntrySource.DECIDED,
                        line.verdict().decision(),
                        actor);
            }
        }
        contradictions.close(task.year(), task.district());
        references.reviewed(task.year(), task.district());
        return Map.of(Variables.REVERIFY, false);
    }

    /** The figures go back to their owners, and nothing else comes of the review yet. */
    private void sendBack(TaskRef task, List<Line> lines, Actor actor) {
        for (Line line : lines) {
            if (line.verdict().isSentBack()) {
                returns.sendBack(
                        task.year(),
                        Returns.Stage.REVERIFY,
                        line.indicator().owner(),
                        task.district(),
                        line.indicator().code(),
                        line.verdict().typed().reason(),
                        actor);
            }
        }
    }

    /** Everything but what was sent back: that is to be looked at anew. */
    @Override
    public Set<RowId> comesBackWith(TaskRef task, Draft draft, Map<String, Object> routing) {
        return Boolean.TRUE.equals(routing.get(Variables.REVERIFY))
                ? draft.rows().keySet().stream()
                        .filter(row -> !(row.section().equals(ITEMS)
                                && draft.value(ITEMS, row.key(), "take", "").equals(SEND_BACK)))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(ITEMS);
    }
}
