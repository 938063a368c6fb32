package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 几行文字: a part of a form that is only read: lines, each with what it is before it. */
public final class Lines {

    private final String key;
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    public Lines(String key, String title) {
        this.key = key;
        this.title = title;
    }

    public Lines say(String label, String text) {
        return add(Column.label("line" + columns.size(), label, Width.L), text);
    }

    /** Without the line where there are none. */
    public Lines files(String label, List<String> files) {
        return files.isEmpty()
                ? this
                : add(
                        Column.input("line" + columns.size(), label, InputType.FILE_LIST, Width.L),
                        String.join(",", files));
    }

    private Lines add(Column column, String text) {
        columns.add(column);
        values.put(column.key(), text);
        return this;
    }

    public Section section() {
        return new Section(
                key,
                title,
                null,
                Layout.FORM,
                List.copyOf(columns),
                List.of(new Row(key, true, Map.copyOf(values), Map.of(), List.of())),
                Map.of(),
                false);
    }
}
