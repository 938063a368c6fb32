package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pieces that many forms are made of. */
public final class Forms {

    /** The section and the row of a form's few single questions, such as the decision. */
    public static final String DECISION = "decision";

    /** Longest text that a column of ours keeps. */
    public static final int LONG = 4000;

    private static final int RETURN_ROWS = 12;

    private Forms() {}

    public static final Field<String> RETURNED_OBJECT =
            Field.choice("object", "对象", Width.M, List.of()).required("请选择要退回的对象。");
    public static final Field<String> RETURNED_ITEM =
            Field.choice("item", "项目", Width.L, List.of()).required("请选择要退回的项目。");
    public static final Field<String> RETURN_REASON =
            Field.text("reason", "退回理由", Width.L, LONG).required("请写明退回理由，对方会看到。");

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
        return returns(key, hint, objects, items, draft, active, line -> Optional.empty());
    }

    /** @param wrongItem why an item cannot be sent back of its object; asked for whatever is typed */
    public static ReturnTable returns(
            String key,
            String hint,
            List<Option> objects,
            List<Option> items,
            Draft draft,
            boolean active,
            Function<ReturnLine, Optional<String>> wrongItem) {
        Table.Filled<Integer> filled = Table.<Integer>of(key, "退回清单", String::valueOf)
                .hint(hint)
                .mayStayEmpty()
                .askedOnlyIf(active)
                .shows("no", "序号", Width.S, String::valueOf)
                .asks(RETURNED_OBJECT.offering(objects))
                .asks(RETURNED_ITEM.offering(items))
                .asks(RETURN_REASON)
                .read(Table.upTo(RETURN_ROWS), draft)
                .rule(line -> wrongItem
                        .apply(new ReturnLine(
                                line.text(RETURNED_OBJECT), line.text(RETURNED_ITEM), line.text(RETURN_REASON)))
                        .map(RETURNED_ITEM::problem));
        return new ReturnTable(
                filled.section(),
                active
                        ? filled.given().stream()
                                .filter(Table.Line::isRight)
                                .map(line -> new ReturnLine(
                                        line.get(RETURNED_OBJECT), line.get(RETURNED_ITEM), line.get(RETURN_REASON)))
                                .toList()
                        : List.of());
    }

    public static Optional<String> tooLong(String typed, int longest) {
        return typed.length() <= longest
                ? Optional.empty()
                : Optional.of("现在有%d字，最多%d字。请精简，详细内容可作为材料上传。".formatted(typed.length(), longest));
    }

    /** A draft that the system wrote leaves some things for people to add; it says so in brackets. */
    public static Optional<String> unfinished(String typed) {
        return typed.contains("（请补充") ? Optional.of("初稿里还有“（请补充……）”没有写，请补充完整。") : Optional.empty();
    }
}
