package cn.healthylishui.assessment.workbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一列 of a sheet.
 *
 * @param label its head; a returned sheet's columns are told by it, so it is unique in its sheet
 * @param width in characters; 0 for one that is there for the program and out of sight
 * @param help shown when the head is pointed at
 * @param options what a choice chooses from
 * @param editable whether it is to be filled in; otherwise it is there to be read
 * @param optional whether a sheet may come back without it: one that sheets made before it was there do not have
 */
public record Column(
        String key,
        String label,
        Type type,
        int width,
        @Nullable String help,
        List<Option> options,
        boolean editable,
        boolean optional) {

    public enum Type {
        TEXT,
        NUMBER,
        CHOICE,
        DATE
    }

    /** What a cell of a choice may hold: the label stands in the sheet, the value is what is read from it. */
    public record Option(String value, String label) {}

    public static Column label(String key, String label, int width) {
        return new Column(key, label, Type.TEXT, width, null, List.of(), false, false);
    }

    public static Column text(String key, String label, int width) {
        return new Column(key, label, Type.TEXT, width, null, List.of(), true, false);
    }

    public static Column number(String key, String label, int width) {
        return new Column(key, label, Type.NUMBER, width, null, List.of(), true, false);
    }

    public static Column date(String key, String label, int width) {
        return new Column(key, label, Type.DATE, width, null, List.of(), true, false);
    }

    public static Column choice(String key, String label, int width, List<Option> options) {
        return new Column(key, label, Type.CHOICE, width, null, options, true, false);
    }

    public Column help(@Nullable String text) {
        return new Column(key, label, type, width, text, options, editable, optional);
    }

    /** The same, where sheets of earlier versions do without it. */
    public Column mayBeMissing() {
        return new Column(key, label, type, width, help, options, editable, true);
    }
}
