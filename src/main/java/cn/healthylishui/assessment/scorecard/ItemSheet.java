package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 评分表的一行: the columns and rows of a table that asks for one item a row, the same wherever items are filled in. */
public final class ItemSheet {

    /**
     * @param answer what the row would be stored as; null while it has problems or is not open
     */
    public record Line(
            Row row, Indicator indicator, @Nullable Answer answer) {}

    /** Which of the optional columns a table has. */
    public record Shape(boolean rule, Comparing comparing, boolean files, boolean provisional) {

        /** Files and reference only where one of the indicators asks for them. */
        public static Shape of(
                List<Indicator> indicators, boolean rule, boolean provisional, Function<Indicator, Compared> compared) {
            return new Shape(
                    rule,
                    Comparing.of(indicators.stream()
                            .filter(i -> i.method().needsReference())
                            .map(compared)
                            .toList()),
                    indicators.stream().anyMatch(Indicator::evidenceRequired),
                    provisional);
        }

        public Shape withoutFiles() {
            return new Shape(rule, comparing, false, provisional);
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

        public List<Column> columns() {
            List<Column> columns = new ArrayList<>();
            if (shown) {
                columns.add(Column.label("compared", "参照值", Width.L));
            }
            if (asked) {
                columns.add(Column.input("reference", shown ? "另给上年值" : "参照值", InputType.NUMBER, Width.S));
            }
            return columns;
        }
    }

    /** In place of points, where what the value is compared with is not known yet or somebody has still to judge. */
    private static final String UNSETTLED = "待比较";

    /** What stands in place of a value that nobody types. */
    private static final String UNTYPED = "由对口市直单位评审";

    private ItemSheet() {}

    public static List<Column> columns(String firstLabel, Shape shape) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", firstLabel, shape.rule() ? Width.L : Width.M));
        if (shape.rule()) {
            columns.add(Column.label("rule", "评分标准", Width.L));
        }
        columns.add(Column.input("value", "填报值", InputType.NUMBER, Width.M));
        columns.addAll(shape.comparing().columns());
        columns.add(Column.input("reason", "说明（评判得分必填理由）", InputType.TEXT, Width.L));
        if (shape.provisional()) {
            columns.add(Column.checks("provisional", "暂用数据", Width.S, List.of(new Option("1", "暂用"))));
        }
        if (shape.files()) {
            columns.add(Column.input("files", "佐证材料", InputType.FILES, Width.M));
        }
        columns.add(Column.label("points", "得分", Width.S));
        return columns;
    }

    /**
     * @param first what the first column says
     * @param open whether the row may be filled in; otherwise it shows what is stored
     */
    public static Line line(
            String section,
            String key,
            String first,
            Indicator indicator,
            Shape shape,
            Compared compared,
            @Nullable Answer stored,
            Draft draft,
            boolean open) {
        Draft typed = open ? draft : Draft.EMPTY;
        ItemInput.Typed cells = new ItemInput.Typed(
                typed.value(section, key, "value", ItemInput.value(stored)),
                typed.value(section, key, "reference", ItemInput.reference(stored)),
                typed.value(section, key, "reason", stored == null ? "" : stored.reason()),
                Draft.ids(
                        typed.value(section, key, "files", stored == null ? "" : String.join(",", stored.evidence()))),
                typed.value(section, key, "provisional", stored != null && stored.provisional() ? "1" : ""));
        ItemInput.Reading reading = ItemInput.read(indicator, cells, shape.files(), compared);
        Map<String, String> values = new HashMap<>();
        values.put("name", first);
        values.put("rule", ItemInput.help(indicator));
        values.put("value", cells.value());
        values.put("reference", cells.reference());
        values.put("reason", cells.reason());
        values.put("provisional", cells.provisional());
        values.put("files", String.join(",", cells.files()));
        values.put("points", points(indicator, reading.answer(), compared));
        Map<String, Input> inputs = new HashMap<>();
        inputs.put("value", ItemInput.input(indicator));
        comparing(indicator, compared, values, inputs);
        List<Problem> problems = open
                ? reading.problems().stream()
                        .map(fault -> new Problem(fault.cell(), fault.message()))
                        .toList()
                : List.of();
        return new Line(new Row(key, !open, values, inputs, problems), indicator, open ? reading.answer() : stored);
    }

    /** What the item is compared with, where the year knows it; a cell to type it in only where it may be typed. */
    public static void comparing(
            Indicator indicator, Compared compared, Map<String, String> values, Map<String, Input> inputs) {
        boolean comparing = indicator.method().needsReference();
        values.put("compared", comparing ? compared.shown() : "");
        // what was typed all the same stays in sight, so that it can be taken out again
        boolean typed = !values.getOrDefault("reference", "").isEmpty();
        if (!comparing || !compared.mayBeTyped() && !typed) {
            inputs.put("reference", Input.NOTHING);
        }
    }

    /** An item that nobody types, where others are filled in. */
    public static Line untyped(Indicator indicator) {
        Map<String, Input> inputs = Map.of(
                "value", Input.NOTHING, "reference", Input.NOTHING, "reason", Input.NOTHING, "files", Input.NOTHING);
        Map<String, String> values = Map.of(
                "name",
                title(indicator),
                "rule",
                ItemInput.help(indicator),
                "value",
                UNTYPED,
                "files",
                "",
                "points",
                "");
        return new Line(new Row(indicator.code(), true, values, inputs, List.of()), indicator, null);
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
