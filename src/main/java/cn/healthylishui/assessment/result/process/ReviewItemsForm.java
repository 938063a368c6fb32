package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Findings findings;

    ReviewItemsForm(AssessmentYears years, IndicatorTables tables, Scorecards scorecards, Findings findings) {
        this.years = years;
        this.tables = tables;
        this.scorecards = scorecards;
        this.findings = findings;
    }

    @Override
    public String taskKey() {
        return "taskReviewItems";
    }

    @Override
    public void require(TaskRef task) {
        boolean settled = years.get(task.year()).figuresSettledAt() != null;
        OutOfStep.require(settled, task.year() + "年度官方数据", "还没有核定");
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
                            years.objectName(task.year(), finding.object()),
                            draft.value(FINDINGS, key, "decision", agreed ? ADOPT : ""),
                            draft.value(FINDINGS, key, "reason", ""));
                })
                .toList();
    }

    /** The city office's own decision on an item; none where its cells were left empty. */
    private record Verdict(ItemInput.@Nullable Reading reading, ItemInput.Typed typed) {

        List<Problem> problems() {
            if (reading == null) {
                return typed.reason().isEmpty()
                        ? List.of()
                        : List.of(new Problem("decided", "只写了理由，没有填审定值；不改判的请把理由删去。"));
            }
            List<Problem> problems = new ArrayList<>();
            for (ItemInput.Fault fault : reading.problems()) {
                String column = fault.cell().equals("reason") ? "why" : "decided";
                problems.add(new Problem(column, fault.message()));
            }
            if (typed.reason().isEmpty() && problems.stream().noneMatch(problem -> "why".equals(problem.column()))) {
                problems.add(new Problem("why", "改判必须写明理由，被考核单位会看到。"));
            }
            return problems;
        }
    }

    private static Verdict decided(Indicator indicator, @Nullable Answer basis, Draft draft) {
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(ITEMS, indicator.code(), "decided", ""),
                ItemInput.reference(basis),
                draft.value(ITEMS, indicator.code(), "why", ""),
                List.of(),
                "");
        return new Verdict(typed.value().isEmpty() ? null : ItemInput.read(indicator, typed, false), typed);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        Scorecard card = scorecards.latest(task.year(), task.district());
        List<Settled> settled = settled(task, draft);
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal applicable = BigDecimal.ZERO;
        List<Row> rows = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Indicator indicator : table.indicators()) {
            Answer verified = adopted(settled, task.district(), indicator);
            Entry reported = card.of(indicator.code(), EntrySource.REPORTED);
            Entry official = card.of(indicator.code(), EntrySource.OFFICIAL);
            Entry excused = card.of(indicator.code(), EntrySource.DECIDED);
            Verdict verdict = decided(indicator, firstValue(official, null, reported), draft);
            List<Problem> problems = verdict.problems();
            Answer counted = verdict.reading() != null && problems.isEmpty()
                    ? verdict.reading().answer()
                    : excused != null ? excused.answer() : firstValue(official, verified, reported);
            boolean applies = counted == null || counted.state() != EntryState.NOT_APPLICABLE;
            if (indicator.mustPass() && counted == null) {
                unknown.add(indicator.name());
            }
            if (applies && !indicator.mustPass()) {
                applicable = applicable.add(indicator.points());
                total = total.add(points(indicator, counted));
            }
            Map<String, String> values = new HashMap<>();
            values.put("name", ItemSheet.title(indicator));
            values.put("reported", ScoreBook.shown(indicator, reported));
            values.put("official", ScoreBook.shown(indicator, official));
            values.put("verified", verified == null ? "—" : words(indicator, verified));
            values.put("counted", counted == null ? "没有数据" : words(indicator, counted));
            values.put(
                    "points",
                    counted == null ? (indicator.mustPass() ? "不明" : "0.00") : ItemSheet.points(indicator, counted));
            values.put("maximum", indicator.mustPass() ? "必备" : Answer.plain(indicator.points()));
            values.put("decided", verdict.typed().value());
            values.put("why", verdict.typed().reason());
            rows.add(new Row(indicator.code(), false, values, Map.of("decided", ItemInput.input(indicator)), problems));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                ITEMS,
                "逐项审核：" + table.shownTitle(),
                "计入值按“官方数据、现场核查、自报”的次序取第一个有值的；确需改判的，填审定值并写明理由。",
                Layout.TABLE,
                List.of(
                        Column.label("name", "指标", Width.L),
                        Column.label("reported", "自报", Width.S),
                        Column.label("official", "官方", Width.S),
                        Column.label("verified", "核查", Width.S),
                        Column.label("counted", "计入", Width.S),
                        Column.label("points", "得分", Width.S),
                        Column.label("maximum", "满分", Width.S),
                        Column.input("decided", "审定值（改判才填）", InputType.NUMBER, Width.M),
                        Column.input("why", "改判理由", InputType.TEXT, Width.L)),
                rows,
                Map.of("name", "合计", "points", total.toPlainString(), "maximum", Answer.plain(applicable))));
        sections.add(findingTable(task, settled));
        return new FormContent(
                "提交后，核查值和审定值计入得分，本地区进入全市汇总；得分、依据和理由在结果审定后向被考核单位公开。",
                List.of("办法四(一)", "办法五(二)", "办法七(一)"),
                unknown.isEmpty()
                        ? List.of()
                        : List.of(new FormContent.Notice(
                                FormContent.Level.WARNING,
                                "必备指标是否达标不明：%s。汇总前必须有数据，可在审定值里填写并写明依据。".formatted(String.join("、", unknown)))),
                sections,
                List.of(
                        new Fact("得分", total + " / " + Answer.plain(applicable)),
                        new Fact("改判", count(rows) + " 项"),
                        new Fact(
                                "有异议的核查",
                                settled.stream().filter(Settled::disputed).count() + " 项")),
                List.of());
    }

    private static long count(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.values().getOrDefault("decided", "").isEmpty())
                .count();
    }

    private static String words(Indicator indicator, Answer answer) {
        return answer.shown(indicator);
    }

    private static BigDecimal points(Indicator indicator, @Nullable Answer answer) {
        return answer == null || answer.state() != EntryState.VALUE
                ? BigDecimal.ZERO
                : indicator
                        .method()
                        .score(indicator.points(), Objects.requireNonNull(answer.observation()))
                        .points();
    }

    private static @Nullable Answer firstValue(
            @Nullable Entry official, @Nullable Answer verified, @Nullable Entry reported) {
        if (official != null && official.answer().state() == EntryState.VALUE) {
            return official.answer();
        }
        if (verified != null && verified.state() == EntryState.VALUE) {
            return verified;
        }
        return reported != null && reported.answer().state() == EntryState.VALUE ? reported.answer() : null;
    }

    private static @Nullable Answer adopted(List<Settled> settled, String object, Indicator indicator) {
        return settled.stream()
                .filter(one -> one.adopted()
                        && one.finding().object().equals(object)
                        && one.finding().indicator().equals(indicator.code()))
                .findFirst()
                .map(ReviewItemsForm::asAnswer)
                .orElse(null);
    }

    private static Answer asAnswer(Settled settled) {
        Answer found = settled.finding().answer();
        return new Answer(
                found.state(),
                found.value(),
                found.reference(),
                found.ticks(),
                found.provisional(),
                settled.reason().isEmpty() ? found.reason() : settled.reason(),
                found.evidence());
    }

    private Section findingTable(TaskRef task, List<Settled> settled) {
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
                                findingRow(one, cards.getOrDefault(one.finding().object(), Scorecard.EMPTY)))
                        .toList());
    }

    private static Row findingRow(Settled one, Scorecard card) {
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
        return new Row(finding.object() + "-" + finding.indicator(), false, values, Map.of(), one.problems());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        for (Settled one : settled(task, draft)) {
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
        Scorecard card = scorecards.latest(task.year(), task.district());
        for (Indicator indicator :
                tables.ofDistrict(task.year(), task.district()).indicators()) {
            Answer basis = firstValue(
                    card.of(indicator.code(), EntrySource.OFFICIAL),
                    null,
                    card.of(indicator.code(), EntrySource.REPORTED));
            Verdict verdict = decided(indicator, basis, draft);
            if (verdict.reading() != null) {
                scorecards.record(
                        task.year(),
                        task.district(),
                        indicator.code(),
                        EntrySource.DECIDED,
                        Objects.requireNonNull(verdict.reading().answer()),
                        actor);
            }
        }
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(ITEMS);
    }
}
