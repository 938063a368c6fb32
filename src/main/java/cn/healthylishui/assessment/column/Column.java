package cn.healthylishui.assessment.column;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一列 of a table.
 *
 * @param label its head; on a sheet it is unique, because a returned sheet's columns are told by it
 * @param group what stands above several columns
 * @param help shown when the head is pointed at
 * @param options what a choice chooses from
 */
public record Column(
        String key,
        String label,
        @Nullable String group,
        InputType type,
        @Nullable String unit,
        Width width,
        @Nullable String help,
        List<Option> options) {

    public static Column label(String key, String label, Width width) {
        return input(key, label, InputType.LABEL, width);
    }

    public static Column input(String key, String label, InputType type, Width width) {
        return new Column(key, label, null, type, null, width, null, List.of());
    }

    public static Column choice(String key, String label, Width width, List<Option> options) {
        return input(key, label, InputType.CHOICE, width).offering(options);
    }

    public static Column checks(String key, String label, Width width, List<Option> options) {
        return input(key, label, InputType.CHECKS, width).offering(options);
    }

    // ---- of sheets, whose columns are as wide as what stands in them

    public static Column label(String key, String label, int characters) {
        return label(key, label, new Width(characters));
    }

    public static Column text(String key, String label, int characters) {
        return input(key, label, InputType.TEXT, new Width(characters));
    }

    public static Column number(String key, String label, int characters) {
        return input(key, label, InputType.NUMBER, new Width(characters));
    }

    public static Column date(String key, String label, int characters) {
        return input(key, label, InputType.DATE, new Width(characters));
    }

    public static Column choice(String key, String label, int characters, List<Option> options) {
        return choice(key, label, new Width(characters), options);
    }

    // ---- the same otherwise

    public Column labelled(String text) {
        return new Column(key, text, group, type, unit, width, help, options);
    }

    public Column group(@Nullable String text) {
        return new Column(key, label, text, type, unit, width, help, options);
    }

    public Column unit(@Nullable String text) {
        return new Column(key, label, group, type, text, width, help, options);
    }

    public Column width(Width other) {
        return new Column(key, label, group, type, unit, other, help, options);
    }

    public Column typed(InputType other) {
        return new Column(key, label, group, other, unit, width, help, options);
    }

    public Column help(@Nullable String text) {
        return new Column(key, label, group, type, unit, width, text, options);
    }

    public Column offering(List<Option> others) {
        return new Column(key, label, group, type, unit, width, help, others);
    }

    /** Whether it is to be filled in; otherwise it is there to be read. */
    public boolean editable() {
        return type != InputType.LABEL;
    }
}
