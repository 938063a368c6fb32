package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 评分表的一行: the cells of a row that asks for an item, the same wherever items are filled in, and the words and points of items in any table. */
public final class ItemSheet {

    /** 填报项: an item as a row asks for it. */
    public interface Asked {

        Indicator indicator();

        Compared compared();

        /** What is given so far. */
        @Nullable
        Answer stored();

        /** What the row says; the files that prove it are asked for where the row has a cell for them. */
        default ItemInput.Reading read(Typed row) {
            return ItemInput.read(
                    indicator(), ItemInput.Typed.of(row, stored()), row.asks(ItemInput.FILES), compared());
        }

        /** The points that what the row says earns by itself. */
        default String points(Typed row) {
            return ItemSheet.points(indicator(), read(row).answer(), compared());
        }
    }

    /** Which of the optional cells a table has. */
    public record Shape(Comparing comparing, boolean files, boolean provisional) {

        /** Files and reference only where one of the items asks for them. */
        public static Shape of(List<? extends Asked> items, boolean provisional) {
            return new Shape(
                    Comparing.ofItems(items),
                    items.stream().anyMatch(item -> item.indicator().evidenceRequired()),
                    provisional);
        }
    }

    /**
     * Which columns tell, or ask, what values are compared with.
     *
     * @param shown whether there is something to be shown that the year knows
     * @param asked whether something may be typed, and whether it has to be
     */
    public record Comparing(boolean shown, boolean asked) {

        public static final Comparing NOTHING = new Comparing(false, false);

        public static Comparing of(Collection<Compared> items) {
            return new Comparing(
                    items.stream().anyMatch(compared -> !compared.typed()),
                    items.stream().anyMatch(Compared::mayBeTyped));
        }

        public static Comparing ofItems(Collection<? extends Asked> items) {
            return of(items.stream()
                    .filter(item -> item.indicator().method().needsReference())
                    .map(Asked::compared)
                    .toList());
        }
    }

    /** In place of points, where what the value is compared with is not known yet or somebody has still to judge. */
    private static final String UNSETTLED = "待比较";

    /** What stands in place of a value that nobody types. */
    private static final String UNTYPED = "由对口市直单位评审";

    private ItemSheet() {}

    /** Asks for the item; the same wherever items are filled in. */
    public static <T extends Asked> Table<T> asks(Table<T> table, Shape shape) {
        return asks(table, ItemInput.VALUE, ItemInput.REASON, shape);
    }

    /** The same where value and reason are called otherwise. */
    public static <T extends Asked> Table<T> asks(
            Table<T> table, Field<String> value, Field<String> reason, Shape shape) {
        asksValue(table, value);
        asksReference(table, shape.comparing());
        table.asks(reason, item -> reason(item.stored())).takesWhere(ItemInput.REASON, (item, row) -> typed(item));
        if (shape.provisional()) {
            table.asks(
                    ItemInput.PROVISIONAL,
                    item -> ItemInput.PROVISIONAL.written(
                            item.stored() != null && item.stored().provisional()));
        }
        if (shape.files()) {
            table.asks(ItemInput.FILES, item -> ItemInput.FILES.written(evidence(item.stored())))
                    .takesWhere(ItemInput.FILES, (item, row) -> typed(item));
        }
        return table.rules((item, row) -> item.read(row).faults());
    }

    /** Asks for the value in the way that suits the item. */
    public static <T extends Asked> Table<T> asksValue(Table<T> table, Field<String> value) {
        return table.asks(value, item -> typed(item) ? ItemInput.value(item.stored()) : UNTYPED)
                .input(value, item -> typed(item) ? ItemInput.input(item.indicator()) : Input.NOTHING)
                .reads(value, (item, text) -> Field.Reading.of(text));
    }

    /** Tells what the value is compared with, or asks for it. */
    public static <T extends Asked> Table<T> asksReference(Table<T> table, Comparing comparing) {
        if (comparing.shown()) {
            table.shows(
                    "compared",
                    "参照值",
                    Width.L,
                    item -> compares(item) ? item.compared().shown() : "");
        }
        if (comparing.asked()) {
            // what was typed all the same stays in sight, so that it can be taken out again
            table.asks(
                            comparing.shown() ? ItemInput.REFERENCE.labelled("另给上年值") : ItemInput.REFERENCE,
                            item -> ItemInput.reference(item.stored()))
                    .takesWhere(
                            ItemInput.REFERENCE,
                            (item, row) -> compares(item)
                                    && (item.compared().mayBeTyped() || !row.isEmpty(ItemInput.REFERENCE)));
        }
        return table;
    }

    private static boolean typed(Asked item) {
        return item.indicator().method().typed();
    }

    private static boolean compares(Asked item) {
        return item.indicator().method().needsReference();
    }

    public static String reason(@Nullable Answer stored) {
        return stored == null || stored.reason() == null ? "" : stored.reason();
    }

    public static List<String> evidence(@Nullable Answer stored) {
        return stored == null ? List.of() : stored.evidence();
    }

    /** The points that an answer earns by itself, as the form shows them beside it. */
    public static String points(Indicator indicator, @Nullable Answer answer, Compared compared) {
        return points(indicator, answer == null ? null : compared.over(answer));
    }

    /** The same of an answer that has what it is compared with. */
    public static String points(Indicator indicator, @Nullable Answer answer) {
        if (answer == null) {
            return "";
        }
        if (answer.unsettled(indicator).isPresent()) {
            return UNSETTLED;
        }
        return switch (answer.state()) {
            case NO_DATA -> "无数据";
            case NOT_APPLICABLE -> "待同意";
            case VALUE, MET, NOT_MET -> {
                ItemScore score = answer.score(indicator);
                yield indicator.mustPass()
                        ? (score.met() ? "达标" : "不达标")
                        : score.points().toPlainString();
            }
        };
    }

    /** The points of an item as the book has them. */
    public static String points(ItemResult item) {
        if (!item.applicable()) {
            return "不适用";
        }
        if (item.indicator().mustPass()) {
            return item.unknown() ? "不明" : item.score().met() ? "达标" : "不达标";
        }
        return item.unsettled() ? UNSETTLED : item.score().points().toPlainString();
    }

    /** The name by which an item is called in tables: code, name, and a mark on key indicators. */
    public static String title(Indicator indicator) {
        return indicator.code() + " " + indicator.name() + (indicator.key() ? " ★" : "");
    }
}
