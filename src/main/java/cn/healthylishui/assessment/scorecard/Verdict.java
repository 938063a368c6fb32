package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 评审意见: a reviewer's word on what somebody reported of a task: a percentage, with a reason where it differs from theirs, or sent back. */
public final class Verdict {

    public static final Option SCORE = new Option("SCORE", "评分");
    public static final Option RETURN = new Option("RETURN", "退回");

    public static final Field<Option> VERDICT =
            Field.choice("verdict", "意见", S, SCORE, RETURN).required("请选择评分或退回。");
    public static final Field<BigDecimal> PERCENT = Percent.field("得分率");
    public static final Field<String> REASON = Field.of(
                    "reason", "理由", InputType.TEXT, L, typed -> typed.isBlank() ? Reading.nothing() : Reading.of(typed))
            .help("与自评不同或退回的必填。");

    private Verdict() {}

    /**
     * Asks for it in every row.
     *
     * @param given a percentage given before, which stands in the row while it is locked
     * @param own what was reported; null where nothing was
     * @param differs what is said of a percentage without a reason that differs from that
     * @param longest of a reason, in characters
     */
    public static <T> Table<T> asked(
            Table<T> table,
            Function<T, Optional<Given>> given,
            Function<T, @Nullable BigDecimal> own,
            Function<T, String> differs,
            int longest) {
        return table.asks(VERDICT, item -> SCORE.value())
                .asks(PERCENT, item -> given.apply(item)
                        .map(Given::percent)
                        .map(Percent::typed)
                        .orElse(""))
                .asks(REASON, item -> given.apply(item).map(Given::reason).orElse(""))
                .askedWhere(PERCENT, (item, typed) -> typed.is(VERDICT, SCORE))
                .rule((item, typed) ->
                        Forms.tooLong(typed.text(REASON), longest).map(REASON::problem))
                .rule((item, typed) -> typed.is(VERDICT, RETURN) && typed.isEmpty(REASON)
                        ? Optional.of(REASON.problem("请写明退回理由和要补充什么，被退回的单位会看到。"))
                        : Optional.empty())
                .rule((item, typed) -> typed.isEmpty(REASON)
                                && typed.find(PERCENT)
                                        .filter(percent -> isOther(percent, own.apply(item)))
                                        .isPresent()
                        ? Optional.of(REASON.problem(differs.apply(item)))
                        : Optional.empty());
    }

    /** What a reviewer has given. */
    public record Given(
            @Nullable BigDecimal percent, @Nullable String reason) {}

    private static boolean isOther(BigDecimal percent, @Nullable BigDecimal own) {
        return own == null || percent.compareTo(own) != 0;
    }
}
