package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 更正的一项: a row in which an item gets another figure, with the cells that ask for it, whoever corrects it. Which item it is may
 * have to be chosen in the row itself; until then nothing else is asked.
 *
 * @param row the row's key
 * @param object the object that stands there as long as nobody chooses another; empty where none does
 * @param item the code of its item, likewise
 * @param stored what was put forward before; null where nothing was
 * @param chosen null until the item is known
 */
public record CorrectedItem(
        String row,
        String object,
        String item,
        @Nullable ItemChange stored,
        @Nullable Chosen chosen) {

    /** The codes of objects, offered by the form. */
    public static final Field<String> OBJECT = Field.choice("object", "考核对象", M, List.of());
    /** The codes of the items of the object that is chosen. */
    public static final Field<String> ITEM =
            Field.choice("item", "指标", M, List.of()).required("请选择要更正的指标。");

    public static final Field<String> VALUE = Field.of(ItemInput.VALUE.key(), "新的数值", InputType.TEXT, M, Reading::of);
    public static final Field<String> REFERENCE =
            Field.of(ItemInput.REFERENCE.key(), "另填参照值", InputType.TEXT, S, Reading::of);
    public static final Field<String> REASON = ItemInput.REASON.labelled("理由");
    public static final Field<List<String>> FILES = ItemInput.FILES.labelled("材料");

    /** What tells that a row is about something; where a figure comes from says nothing by itself. */
    private static final List<Field<?>> TELLING =
            List.of(OBJECT, ITEM, VALUE, REFERENCE, ItemInput.PROVISIONAL, REASON, FILES);

    /** As long as no year is chosen. */
    static final Filled<CorrectedItem> NONE =
            Table.of("none", "", CorrectedItem::row).read(List.of(), Draft.EMPTY);

    /**
     * The item.
     *
     * @param source as what the figure is entered
     * @param proven whether the files that prove it are asked for
     * @param again whether a line above is about it
     */
    public record Chosen(
            String object, Indicator indicator, EntrySource source, boolean proven, Compared compared, boolean again) {

        String place() {
            return object + "-" + indicator.code();
        }

        boolean official() {
            return source == EntrySource.OFFICIAL;
        }

        /** Whether the figure may say whose it is. */
        boolean hasOrigin() {
            return official() && indicator.authoritative();
        }

        private boolean compares() {
            return indicator.method().needsReference();
        }

        private Input input() {
            return official() ? ItemInput.input(indicator) : ItemInput.decisionInput(indicator);
        }

        ItemInput.Reading read(Typed row) {
            ItemInput.Typed cells = ItemInput.Typed.of(row, null);
            return official()
                    ? ItemInput.read(indicator, cells, proven, compared)
                    : ItemInput.readDecision(indicator, cells, compared);
        }

        /** What a row in which nothing is wrong changes; empty where it gives no figure. */
        Optional<ItemChange> change(Typed row) {
            return Optional.ofNullable(read(row).answer())
                    .map(answer -> new ItemChange(
                            object,
                            indicator.code(),
                            source,
                            official()
                                    ? answer.from(ProvenanceCells.read(indicator, row), answer.evidence())
                                    : answer));
        }

        /** What is wrong with the figure and what it rests on; a reason that is missing is told once. */
        List<Problem> wrong(Typed row, String twice, String unexplained) {
            List<Problem> problems = new ArrayList<>();
            if (again) {
                problems.add(ITEM.problem(twice));
            }
            problems.addAll(read(row).faults());
            if (row.isEmpty(REASON)
                    && problems.stream().noneMatch(one -> REASON.key().equals(one.column()))) {
                problems.add(REASON.problem(unexplained));
            }
            if (hasOrigin()) {
                problems.addAll(ProvenanceCells.problemsWhereOptional(indicator, row));
            }
            return problems;
        }
    }

    /** @param stored the changes that were put forward before, a line each */
    static CorrectedItem of(int number, List<ItemChange> stored) {
        String row = String.valueOf(number);
        if (number > stored.size()) {
            return new CorrectedItem(row, "", "", null, null);
        }
        ItemChange before = stored.get(number - 1);
        return new CorrectedItem(row, before.object(), before.indicator(), before, null);
    }

    /** A line that is about something from the start. */
    static CorrectedItem of(int number, String object, @Nullable String item) {
        return new CorrectedItem(String.valueOf(number), object, Objects.requireNonNullElse(item, ""), null, null);
    }

    CorrectedItem about(@Nullable Chosen other) {
        return new CorrectedItem(row, object, item, stored, other);
    }

    boolean isProvisional() {
        return stored != null && stored.answer().provisional();
    }

    /** As what a figure is entered, as long as nobody says otherwise. */
    EntrySource source() {
        return stored == null ? EntrySource.DECIDED : stored.source();
    }

    private @Nullable Answer before() {
        return stored == null ? null : stored.answer();
    }

    /** Whether the row says anything of a correction. */
    static boolean isGiven(Typed row) {
        return TELLING.stream().anyMatch(field -> row.asks(field) && !row.isEmpty(field));
    }

    /** What the rows in which nothing is wrong change. */
    static List<ItemChange> changes(Filled<CorrectedItem> items) {
        return items.stream()
                .filter(Line::isRight)
                .flatMap(line ->
                        Stream.ofNullable(line.item().chosen()).flatMap(item -> item.change(line.typed()).stream()))
                .toList();
    }

    /** Asks for the figure and tells, or asks, what it is compared with. */
    static Table<CorrectedItem> asksFigure(Table<CorrectedItem> table) {
        return table.asks(VALUE, item -> ItemInput.value(item.before()))
                .input(
                        VALUE,
                        item -> item.chosen() == null
                                ? VALUE.input()
                                : item.chosen().input())
                .reads(VALUE, (item, text) -> Reading.of(text))
                .shows(
                        "compared",
                        "参照值",
                        M,
                        told(item -> item.compares() ? item.compared().shown() : ""))
                .asks(REFERENCE, item -> ItemInput.reference(item.before()))
                // what was typed all the same stays in sight, so that it can be taken out again
                .takesWhere(
                        REFERENCE,
                        (item, row) -> item.chosen() == null
                                || item.chosen().compares()
                                        && (item.chosen().compared().mayBeTyped() || !row.isEmpty(REFERENCE)));
    }

    /** Asks why, on what grounds, and for the files. */
    static Table<CorrectedItem> asksGrounds(Table<CorrectedItem> table, Field<String> reason, String origin) {
        table.asks(reason, item -> ItemSheet.reason(item.before()));
        return ProvenanceCells.asked(
                        table,
                        origin,
                        item -> item.before() == null ? null : item.before().provenance(),
                        (item, row) -> item.chosen() == null || item.chosen().hasOrigin())
                .asks(FILES, item -> FILES.written(ItemSheet.evidence(item.before())))
                .askedOnlyWhere((item, row) -> isGiven(row));
    }

    /** What a cell tells of the item once that is known. */
    static Function<CorrectedItem, String> told(Function<Chosen, String> text) {
        return item -> item.chosen() == null ? "" : text.apply(item.chosen());
    }

    static BiFunction<CorrectedItem, Typed, String> told(BiFunction<Chosen, Typed, String> text) {
        return (item, row) -> item.chosen() == null ? "" : text.apply(item.chosen(), row);
    }

    /** What is wrong with a row once its item is known. */
    static BiFunction<CorrectedItem, Typed, List<Problem>> wrong(BiFunction<Chosen, Typed, List<Problem>> rules) {
        return (item, row) -> item.chosen() == null ? List.of() : rules.apply(item.chosen(), row);
    }
}
