package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pieces that many forms are made of. */
public final class Forms {

    /** The section and the row of a form's few single questions, such as the decision. */
    public static final String DECISION = "decision";

    private static final int RETURN_ROWS = 12;

    private Forms() {}

    public static Row readOnly(String key, Map<String, String> values) {
        return new Row(key, true, values, Map.of(), List.of());
    }

    public static Section table(String key, String title, @Nullable String hint, List<Column> columns, List<Row> rows) {
        return new Section(key, title, hint, Layout.TABLE, columns, rows, Map.of());
    }

    /** A section of single questions; its only row has the section's key. */
    public static Section questions(
            String key, String title, List<Column> columns, Map<String, String> values, List<Problem> problems) {
        return new Section(
                key,
                title,
                null,
                Layout.FORM,
                columns,
                List.of(new Row(key, false, values, Map.of(), problems)),
                Map.of());
    }

    /** 退回: an object, one of its items, and why. */
    public record ReturnLine(String object, String item, String reason) {}

    public record ReturnTable(Section section, List<ReturnLine> lines) {}

    /**
     * A table in which to name what goes back and why; a line is either empty or complete.
     *
     * @param active whether the form's decision is to send back; otherwise the lines are kept but not asked for
     */
    public static ReturnTable returns(
            String key, String hint, List<Option> objects, List<Option> items, Draft draft, boolean active) {
        List<Row> rows = new ArrayList<>();
        List<ReturnLine> lines = new ArrayList<>();
        IntStream.rangeClosed(1, RETURN_ROWS).mapToObj(String::valueOf).forEach(row -> {
            String object = draft.value(key, row, "object", "");
            String item = draft.value(key, row, "item", "");
            String reason = draft.value(key, row, "reason", "");
            List<Problem> problems = new ArrayList<>();
            if (active && !(object + item + reason).isEmpty()) {
                require(object, "object", "请选择要退回的对象。", problems);
                require(item, "item", "请选择要退回的项目。", problems);
                require(reason, "reason", "请写明退回理由，对方会看到。", problems);
                if (problems.isEmpty()) {
                    lines.add(new ReturnLine(object, item, reason));
                }
            }
            Map<String, String> values = Map.of("no", row, "object", object, "item", item, "reason", reason);
            rows.add(new Row(row, false, values, Map.of(), problems));
        });
        return new ReturnTable(
                table(
                        key,
                        "退回清单",
                        hint,
                        List.of(
                                Column.label("no", "序号", Width.S),
                                Column.choice("object", "对象", Width.M, objects),
                                Column.choice("item", "项目", Width.L, items),
                                Column.input("reason", "退回理由", FormContent.InputType.TEXT, Width.L)),
                        rows),
                lines);
    }

    /** Longest text that a column of ours keeps. */
    public static final int LONG = 4000;

    /** What is wrong with a text that must be there and fit: it is missing, or too long. */
    public static Optional<Problem> wrongText(String typed, String column, String missing, int longest) {
        if (typed.isBlank()) {
            return Optional.of(new Problem(column, missing));
        }
        return tooLong(typed, column, longest);
    }

    public static Optional<Problem> tooLong(String typed, String column, int longest) {
        return typed.length() <= longest
                ? Optional.empty()
                : Optional.of(new Problem(column, "现在有%d字，最多%d字。请精简，详细内容可作为材料上传。".formatted(typed.length(), longest)));
    }

    /** A draft that the system wrote leaves some things for people to add; it says so in brackets. */
    public static Optional<Problem> unfinished(String typed, String column) {
        return typed.contains("（请补充") ? Optional.of(new Problem(column, "初稿里还有“（请补充……）”没有写，请补充完整。")) : Optional.empty();
    }

    private static void require(String typed, String column, String message, List<Problem> problems) {
        if (typed.isEmpty()) {
            problems.add(new Problem(column, message));
        }
    }
}
