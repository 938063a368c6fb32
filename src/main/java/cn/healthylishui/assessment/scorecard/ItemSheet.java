package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.scoring.ItemScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 评分表的一行: the columns and rows of a table that asks for one item a row, the same wherever items are filled in. */
public final class ItemSheet {

    /**
     * @param answer what the row would be stored as; null while it has problems or is not open
     */
    public record Line(
            Row row, Indicator indicator, @Nullable Answer answer) {}

    /** Which of the optional columns a table has. */
    public record Shape(boolean rule, boolean reference, boolean files, boolean provisional) {

        /** Files and reference only where one of the indicators asks for them. */
        public static Shape of(List<Indicator> indicators, boolean rule, boolean provisional) {
            return new Shape(
                    rule,
                    indicators.stream().anyMatch(i -> i.method().needsReference()),
                    indicators.stream().anyMatch(Indicator::evidenceRequired),
                    provisional);
        }
    }

    private ItemSheet() {}

    public static List<Column> columns(String firstLabel, Shape shape) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", firstLabel, shape.rule() ? Width.L : Width.M));
        if (shape.rule()) {
            columns.add(Column.label("rule", "评分标准", Width.L));
        }
        columns.add(Column.input("value", "填报值", InputType.NUMBER, Width.M));
        if (shape.reference()) {
            columns.add(Column.input("reference", "参照值", InputType.NUMBER, Width.S));
        }
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
        ItemInput.Reading reading = ItemInput.read(indicator, cells, shape.files());
        Map<String, String> values = new HashMap<>();
        values.put("name", first);
        values.put("rule", ItemInput.help(indicator));
        values.put("value", cells.value());
        values.put("reference", cells.reference());
        values.put("reason", cells.reason());
        values.put("provisional", cells.provisional());
        values.put("files", String.join(",", cells.files()));
        values.put("points", points(indicator, reading.answer()));
        Map<String, Input> inputs = new HashMap<>();
        inputs.put("value", ItemInput.input(indicator));
        if (!indicator.method().needsReference()) {
            inputs.put("reference", Input.NOTHING);
        }
        List<Problem> problems = open
                ? reading.problems().stream()
                        .map(fault -> new Problem(fault.cell(), fault.message()))
                        .toList()
                : List.of();
        return new Line(new Row(key, !open, values, inputs, problems), indicator, open ? reading.answer() : stored);
    }

    /** The points that an answer earns by itself, as the form shows them beside it. */
    public static String points(Indicator indicator, @Nullable Answer answer) {
        if (answer == null) {
            return "";
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
        return item.score().points().toPlainString();
    }

    /** The name by which an item is called in tables: code, name, and a mark on key indicators. */
    public static String title(Indicator indicator) {
        return indicator.code() + " " + indicator.name() + (indicator.key() ? " ★" : "");
    }
}
