package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;
import static cn.healthylishui.assessment.scorecard.ProvenanceCells.BODY;
import static cn.healthylishui.assessment.scorecard.ProvenanceCells.DOCUMENT;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ItemSheet.Asked;
import cn.healthylishui.assessment.scorecard.ItemSheet.Comparing;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 退回的数据: what an office does with the figures and points that were sent back to it, wherever that happened. It keeps each of them
 * or gives another, with a reason; another figure rests on nothing but what is named and uploaded for it here.
 */
@Component
public class ReturnedFigures {

    private static final int LONGEST_REASON = 2000;

    public static final String ITEMS = "items";

    /** What is said to the return; where the figure is kept as well. */
    public static final Field<String> REASON =
            Field.text("reason", "理由", L, LONGEST_REASON).required("请写明理由，维持原值的也要写明。");

    public static final Field<List<String>> FILES =
            Field.files("材料", M).help("维持原值的可以不传，原材料保留。改了数的必须传，原材料不再算数；评判和审定的，原材料保留。");

    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final References references;
    private final Returns returns;
    private final Findings findings;
    private final Contradictions contradictions;
    private final Organization organization;

    ReturnedFigures(
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            References references,
            Returns returns,
            Findings findings,
            Contradictions contradictions,
            Organization organization) {
        this.organization = organization;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.references = references;
        this.returns = returns;
        this.findings = findings;
        this.contradictions = contradictions;
    }

    /**
     * One returned item.
     *
     * @param source where the answer is kept: in place of the one that counts
     * @param stored what stood there; null where nothing did
     * @param found what was found of it on the spot; null where nobody looked
     * @param awaited what has to come first; empty where nothing has
     */
    record Item(
            ReturnedItem returned,
            Indicator indicator,
            String objectName,
            EntrySource source,
            @Nullable Answer stored,
            @Nullable Finding found,
            Compared compared,
            Optional<String> awaited)
            implements Asked {

        static String key(ReturnedItem returned) {
            return returned.object() + "-" + returned.item();
        }

        boolean decided() {
            return source == EntrySource.DECIDED;
        }

        /** Whether the figure may say whose it is. */
        boolean hasOrigin() {
            return source == EntrySource.OFFICIAL && indicator.authoritative();
        }

        private @Nullable Provenance known() {
            return stored == null ? null : stored.provenance();
        }

        @Override
        public ItemInput.Reading read(Typed row) {
            ItemInput.Typed cells = new ItemInput.Typed(
                    row.text(ItemInput.VALUE),
                    row.asks(ItemInput.REFERENCE) ? row.text(ItemInput.REFERENCE) : ItemInput.reference(stored),
                    row.text(REASON),
                    row.or(FILES, List.of()),
                    ItemInput.PROVISIONAL.written(stored != null && stored.provisional()));
            return decided()
                    ? ItemInput.readDecision(indicator, cells, compared)
                    : ItemInput.read(indicator, cells, false, compared);
        }

        private boolean isAnother(Typed row) {
            Answer answer = read(row).answer();
            return answer != null && isAnotherFigure(this, answer, row);
        }

        /** What would be entered by a row in which nothing is wrong. */
        @Nullable
        Answer answer(Typed row) {
            Answer answer = read(row).answer();
            if (answer == null) {
                return null;
            }
            List<String> files = row.or(FILES, List.of());
            return isAnotherFigure(this, answer, row)
                    ? answer.from(row.asks(BODY) ? ProvenanceCells.read(indicator, row) : Provenance.OWN_RECORD, files)
                    : answer.from(
                            known(),
                            Stream.concat(ItemSheet.evidence(stored).stream(), files.stream())
                                    .distinct()
                                    .toList());
        }

        /** What whoever sent it back reads. */
        private String reply(Answer given, String reason) {
            String value = given.shown(indicator);
            return stored != null && !Finding.differ(given, stored)
                    ? "维持原值%s，理由：%s".formatted(value, reason)
                    : "%s改为%s，理由：%s".formatted(stored == null ? "" : "由" + stored.shown(indicator), value, reason);
        }
    }

    /** @param source in place of which entry the answer to an item is kept */
    List<Item> items(int year, List<ReturnedItem> returned, Function<ReturnedItem, EntrySource> source) {
        Map<String, ReturnedItem> once = new LinkedHashMap<>();
        returned.forEach(one -> once.putIfAbsent(Item.key(one), one));
        return once.values().stream()
                .map(one -> item(year, one, source.apply(one)))
                .toList();
    }

    private Item item(int year, ReturnedItem returned, EntrySource source) {
        String object = returned.object();
        Indicator indicator = tables.ofObject(year, object).indicator(returned.item());
        return new Item(
                returned,
                indicator,
                roster.objectName(year, object),
                source,
                scorecards.latest(year, object).answer(returned.item(), source),
                findings.on(year, object).stream()
                        .filter(finding -> finding.object().equals(object)
                                && finding.indicator().equals(returned.item()))
                        .findFirst()
                        .orElse(null),
                references.of(year, object).of(object, indicator),
                source == EntrySource.DECIDED
                        ? contradictions
                                .awaited(year, object, returned.item())
                                .map(query -> query.waiting(organization.officeName(query.owner())))
                        : Optional.empty());
    }

    /** Points that are judged anew rest on the same material; a figure that is another one, or is of somebody else, does not. */
    private static boolean isAnotherFigure(Item item, Answer answer, Typed row) {
        if (item.source() != EntrySource.OFFICIAL || item.indicator().method().judged()) {
            return false;
        }
        Provenance known = item.known();
        return Finding.differ(answer, item.stored())
                || item.hasOrigin()
                        && !(row.text(BODY).equals(known == null ? "" : known.body())
                                && row.text(DOCUMENT).equals(known == null ? "" : known.document()));
    }

    /** Another figure rests on nothing but what is named and uploaded for it here. */
    private static List<Problem> unproven(Item item, Typed row) {
        Answer answer = item.read(row).answer();
        if (answer == null || answer.state() != EntryState.VALUE || !item.isAnother(row)) {
            return List.of();
        }
        Indicator indicator = item.indicator();
        boolean claimed = item.hasOrigin() && !(row.isEmpty(BODY) && row.isEmpty(DOCUMENT));
        List<Problem> problems =
                new ArrayList<>(item.hasOrigin() ? ProvenanceCells.problemsWhereOptional(indicator, row) : List.of());
        if (row.or(FILES, List.of()).isEmpty() && (claimed || indicator.evidenceRequired())) {
            problems.add(FILES.problem("数据或出处改了，请上传能证明的材料，原来的材料证明的是原数。"
                    + (claimed && !indicator.evidenceRequired() ? "没有文件的，把出具单位和文件清空，作为单位记录。" : "")));
        }
        return problems;
    }

    /** What is wrong with the value; a reason that is missing is told once. */
    private static List<Problem> wrong(Item item, Typed row) {
        return Stream.concat(
                        item.read(row).faults().stream()
                                .filter(fault -> !REASON.key().equals(fault.column())
                                        || row.find(REASON).isPresent()),
                        item.awaited().map(ItemInput.VALUE::problem).stream())
                .toList();
    }

    /**
     * @param title of the table
     * @param value what the column for the answer is called
     * @param named whether each item says of which object it is; a row is told by its first cell, in the list of problems too
     */
    Filled<Item> read(String title, String value, List<Item> items, boolean named, Draft draft) {
        Table<Item> table = Table.<Item>of(ITEMS, title, item -> Item.key(item.returned()))
                .inWorkbook()
                .shows(
                        "name",
                        "指标或任务",
                        L,
                        item -> (named ? item.objectName() + "　" : "") + ItemSheet.title(item.indicator()))
                .shows("rule", "评分标准", L, item -> ItemInput.help(item.indicator()))
                .shows("why", "退回理由", M, item -> item.returned().reason());
        if (items.stream().anyMatch(item -> item.found() != null)) {
            table.shows(
                    "found",
                    "现场核查",
                    M,
                    item -> item.found() == null
                            ? ""
                            : item.found().answer().shown(item.indicator())
                                    + "。"
                                    + item.found().note());
        }
        table.shows(
                "before",
                "原值",
                S,
                item -> item.stored() == null ? "—" : item.stored().shown(item.indicator()));
        Field<String> answer = ItemInput.VALUE.labelled(value);
        ItemSheet.asksValue(table, answer)
                .input(
                        answer,
                        item -> item.decided()
                                ? ItemInput.decisionInput(item.indicator())
                                : ItemInput.input(item.indicator()));
        ItemSheet.asksReference(table, Comparing.ofItems(items)).asks(REASON);
        if (items.stream().anyMatch(Item::hasOrigin)) {
            ProvenanceCells.asked(table, "改了数的，写新数的出处；都不填的作为单位记录。", Item::known, (item, row) -> item.hasOrigin());
        }
        return table.showsFiles("proof", "原材料", M, item -> ItemSheet.evidence(item.stored()))
                .asks(FILES)
                .shows(
                        "points",
                        "得分",
                        S,
                        (item, row) -> wrong(item, row).isEmpty()
                                        && unproven(item, row).isEmpty()
                                        && row.find(REASON).isPresent()
                                ? ItemSheet.points(item.indicator(), item.answer(row), item.compared())
                                : "")
                .rules(ReturnedFigures::wrong)
                .rules(ReturnedFigures::unproven)
                .read(items, draft);
    }

    /** Enters the answers; what a finding says otherwise than a figure does now is put before its owner, unless it was before. */
    void record(int year, Filled<Item> items, Actor actor) {
        List<ReturnedItem> returned =
                items.stream().map(line -> line.item().returned()).toList();
        List<Said> said = new ArrayList<>();
        for (Line<Item> line : items.lines()) {
            Item item = line.item();
            Answer answer = Objects.requireNonNull(item.answer(line.typed()));
            said.add(new Said(item.returned().object(), item.returned().item(), item.source(), answer));
            returns.answered(year, item.returned(), item.reply(answer, line.get(REASON)));
        }
        scorecards.record(year, said, actor);
        references.corrected(year, returned.stream().map(ReturnedItem::item).toList());
        returned.stream()
                .map(ReturnedItem::object)
                .distinct()
                .filter(object -> !roster.isUnit(year, object))
                .forEach(district -> contradictions.open(year, district, actor));
    }
}
