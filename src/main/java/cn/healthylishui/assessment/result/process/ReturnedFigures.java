package cn.healthylishui.assessment.result.process;

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
import cn.healthylishui.assessment.scorecard.ItemSheet.Comparing;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 退回的数据: what an office does with the figures and points that were sent back to it, wherever that happened. It keeps each of them
 * or gives another, with a reason; another figure rests on nothing but what is named and uploaded for it here.
 */
@Component
class ReturnedFigures {

    static final String ITEMS = "items";
    private static final int LONGEST_REASON = 2000;

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
     * One returned item with what is typed beside it.
     *
     * @param source where the answer is kept: in place of the one that counts
     * @param found what was found of it on the spot; null where nobody looked
     * @param answer what would be entered; null where something is wrong with it
     */
    record Item(
            ReturnedItem returned,
            Indicator indicator,
            String objectName,
            EntrySource source,
            @Nullable Answer before,
            @Nullable Finding found,
            Compared compared,
            ItemInput.Typed typed,
            Provenance origin,
            @Nullable Answer answer,
            List<Problem> problems) {

        private String key() {
            return key(returned);
        }

        private static String key(ReturnedItem returned) {
            return returned.object() + "-" + returned.item();
        }

        /** What whoever sent it back reads. */
        private String reply() {
            Answer given = Objects.requireNonNull(answer);
            String value = given.shown(indicator);
            return before != null && !Finding.differ(given, before)
                    ? "维持原值%s，理由：%s".formatted(value, typed.reason())
                    : "%s改为%s，理由：%s"
                            .formatted(before == null ? "" : "由" + before.shown(indicator), value, typed.reason());
        }
    }

    /** @param source in place of which entry the answer to an item is kept */
    List<Item> items(int year, List<ReturnedItem> returned, Function<ReturnedItem, EntrySource> source, Draft draft) {
        Map<String, ReturnedItem> once = new LinkedHashMap<>();
        returned.forEach(one -> once.putIfAbsent(Item.key(one), one));
        return once.values().stream()
                .map(one -> item(year, one, source.apply(one), draft))
                .toList();
    }

    private Item item(int year, ReturnedItem returned, EntrySource source, Draft draft) {
        String object = returned.object();
        Indicator indicator = tables.ofObject(year, object).indicator(returned.item());
        Answer before = scorecards.latest(year, object).answer(returned.item(), source);
        Compared compared = references.of(year, object).of(object, indicator);
        String key = Item.key(returned);
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(ITEMS, key, "value", ItemInput.value(before)),
                draft.value(ITEMS, key, "reference", ItemInput.reference(before)),
                draft.value(ITEMS, key, "reason", ""),
                Draft.ids(draft.value(ITEMS, key, Draft.FILES, "")),
                before != null && before.provisional() ? "1" : "");
        Provenance known = before == null ? null : before.provenance();
        Provenance origin = new Provenance(
                indicator.sourceKind(),
                draft.value(ITEMS, key, "body", known == null ? "" : known.body()),
                draft.value(ITEMS, key, "document", known == null ? "" : known.document()));
        List<Problem> problems = new ArrayList<>();
        ItemInput.Reading reading = source == EntrySource.DECIDED
                ? ItemInput.readDecision(indicator, typed, compared)
                : ItemInput.read(indicator, typed, false, compared);
        reading.problems().forEach(fault -> problems.add(new Problem(fault.cell(), fault.message())));
        if (typed.reason().isEmpty() && problems.stream().noneMatch(one -> "reason".equals(one.column()))) {
            problems.add(new Problem("reason", "请写明理由，维持原值的也要写明。"));
        }
        if (problems.stream().noneMatch(one -> "reason".equals(one.column()))) {
            Forms.tooLong(typed.reason(), "reason", LONGEST_REASON).ifPresent(problems::add);
        }
        if (source == EntrySource.DECIDED) {
            contradictions
                    .awaited(year, object, returned.item())
                    .ifPresent(query ->
                            problems.add(new Problem("value", query.waiting(organization.officeName(query.owner())))));
        }
        Answer answer = reading.answer();
        if (answer != null && isAnotherFigure(indicator, source, before, answer, origin)) {
            problems.addAll(unproven(indicator, typed, answer, origin));
            answer = answer.from(ProvenanceCells.read(indicator, origin.body(), origin.document()), typed.files());
        } else if (answer != null) {
            List<String> files = Stream.concat(
                            before == null ? Stream.empty() : before.evidence().stream(), typed.files().stream())
                    .distinct()
                    .toList();
            answer = answer.from(known, files);
        }
        return new Item(
                returned,
                indicator,
                roster.objectName(year, object),
                source,
                before,
                findings.on(year, object).stream()
                        .filter(finding -> finding.object().equals(object)
                                && finding.indicator().equals(returned.item()))
                        .findFirst()
                        .orElse(null),
                compared,
                typed,
                origin,
                problems.isEmpty() ? answer : null,
                problems);
    }

    /** Points that are judged anew rest on the same material; a figure that is another one, or is of somebody else, does not. */
    private static boolean isAnotherFigure(
            Indicator indicator, EntrySource source, @Nullable Answer before, Answer answer, Provenance origin) {
        if (source != EntrySource.OFFICIAL || indicator.method().judged()) {
            return false;
        }
        Provenance known = before == null ? null : before.provenance();
        return Finding.differ(answer, before)
                || indicator.authoritative()
                        && !(origin.body().equals(known == null ? "" : known.body())
                                && origin.document().equals(known == null ? "" : known.document()));
    }

    private static List<Problem> unproven(
            Indicator indicator, ItemInput.Typed typed, Answer answer, Provenance origin) {
        if (answer.state() != EntryState.VALUE) {
            return List.of();
        }
        List<Problem> problems =
                new ArrayList<>(ProvenanceCells.problemsWhereOptional(indicator, origin.body(), origin.document()));
        boolean claimed = indicator.authoritative() && !(origin.body() + origin.document()).isBlank();
        if (typed.files().isEmpty() && (claimed || indicator.evidenceRequired())) {
            problems.add(new Problem(
                    Draft.FILES,
                    "数据或出处改了，请上传能证明的材料，原来的材料证明的是原数。"
                            + (claimed && !indicator.evidenceRequired() ? "没有文件的，把出具单位和文件清空，作为单位记录。" : "")));
        }
        return problems;
    }

    /**
     * @param title of the table
     * @param value what the column for the answer is called
     * @param named whether each item says of which object it is; a row is told by its first cell, in the list of problems too
     */
    Section section(String title, String value, List<Item> items, boolean named) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.label("name", "指标或任务", Width.L),
                Column.label("rule", "评分标准", Width.L),
                Column.label("why", "退回理由", Width.M)));
        if (items.stream().anyMatch(item -> item.found() != null)) {
            columns.add(Column.label("found", "现场核查", Width.M));
        }
        columns.add(Column.label("before", "原值", Width.S));
        columns.add(Column.input("value", value, InputType.NUMBER, Width.M));
        columns.addAll(Comparing.of(items.stream()
                        .filter(item -> item.indicator().method().needsReference())
                        .map(Item::compared)
                        .toList())
                .columns());
        columns.add(Column.input("reason", "理由", InputType.TEXT, Width.L));
        if (items.stream().anyMatch(ReturnedFigures::hasOrigin)) {
            columns.addAll(ProvenanceCells.columns("改了数的，写新数的出处；都不填的作为单位记录。"));
        }
        columns.add(Column.input("proof", "原材料", InputType.FILE_LIST, Width.M));
        columns.add(Column.input(Draft.FILES, "材料", InputType.FILES, Width.M)
                .help("维持原值的可以不传，原材料保留。改了数的必须传，原材料不再算数；评判和审定的，原材料保留。"));
        columns.add(Column.label("points", "得分", Width.S));
        return Forms.table(
                ITEMS,
                title,
                null,
                columns,
                items.stream().map(item -> row(item, named)).toList());
    }

    private static boolean hasOrigin(Item item) {
        return item.source() == EntrySource.OFFICIAL && item.indicator().authoritative();
    }

    private static Row row(Item item, boolean named) {
        Indicator indicator = item.indicator();
        Answer before = item.before();
        Finding found = item.found();
        Map<String, String> values = new HashMap<>();
        values.put("name", (named ? item.objectName() + "　" : "") + ItemSheet.title(indicator));
        values.put("rule", ItemInput.help(indicator));
        values.put("why", item.returned().reason());
        values.put("found", found == null ? "" : found.answer().shown(indicator) + "。" + found.note());
        values.put("before", before == null ? "—" : before.shown(indicator));
        values.put("proof", before == null ? "" : String.join(",", before.evidence()));
        values.put("value", item.typed().value());
        values.put("reference", item.typed().reference());
        values.put("reason", item.typed().reason());
        values.put("body", item.origin().body());
        values.put("document", item.origin().document());
        values.put(Draft.FILES, String.join(",", item.typed().files()));
        Map<String, Input> inputs = new HashMap<>();
        inputs.put(
                "value",
                item.source() == EntrySource.DECIDED ? ItemInput.decisionInput(indicator) : ItemInput.input(indicator));
        ItemSheet.comparing(indicator, item.compared(), values, inputs);
        if (!hasOrigin(item)) {
            inputs.put("body", Input.NOTHING);
            inputs.put("document", Input.NOTHING);
        }
        values.put("points", ItemSheet.points(indicator, item.answer(), item.compared()));
        return new Row(item.key(), false, values, inputs, item.problems());
    }

    /** Enters the answers; what a finding says otherwise than a figure does now is put before its owner, unless it was before. */
    void record(int year, List<Item> items, Actor actor) {
        for (Item item : items) {
            scorecards.record(
                    year,
                    item.returned().object(),
                    item.returned().item(),
                    item.source(),
                    Objects.requireNonNull(item.answer()),
                    actor);
            returns.answered(year, item.returned(), item.reply());
        }
        references.corrected(
                year, items.stream().map(item -> item.returned().item()).toList());
        items.stream()
                .map(item -> item.returned().object())
                .distinct()
                .filter(object -> !roster.isUnit(year, object))
                .forEach(district -> contradictions.open(year, district, actor));
    }
}
