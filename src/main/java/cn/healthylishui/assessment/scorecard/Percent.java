package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import java.math.BigDecimal;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** 得分率: how far a task was done, from 0 to 100, whole or with one decimal, as people type it. */
public final class Percent {

    private static final BigDecimal FULL = BigDecimal.valueOf(100);
    private static final int DECIMALS = 1;
    private static final String NUMBER = "[-+]?\\d{1,9}(\\.\\d{1,9})?";

    private Percent() {}

    /** A cell that asks for one. */
    public static Field<BigDecimal> field(String label) {
        return Field.of("percent", label, InputType.NUMBER, Width.S, Percent::read)
                .unit("%")
                .writtenBy(Answer::plain);
    }

    public static Reading<BigDecimal> read(String typed) {
        // Full-width digits and signs count as what they look like.
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replace('\u2212', '-')
                .strip();
        if (text.isEmpty()) {
            return Reading.wrong("还没有填得分率，请填0至100，可带一位小数。");
        }
        if (text.endsWith("%")) {
            return Reading.wrong("“%s”请去掉百分号，只填数字。".formatted(text));
        }
        if (!text.matches(NUMBER)) {
            return Reading.wrong("“%s”不是得分率，请填0至100的数，例如 85 或 92.5。".formatted(text));
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() < 0) {
            return Reading.wrong("得分率不能是负数，现在填的是%s，请填0至100。".formatted(Answer.plain(value)));
        }
        if (value.compareTo(FULL) > 0) {
            return Reading.wrong("得分率不能超过100，现在填的是%s。".formatted(Answer.plain(value)));
        }
        if (value.stripTrailingZeros().scale() > DECIMALS) {
            return Reading.wrong("得分率最多带一位小数，现在填的是%s。".formatted(Answer.plain(value)));
        }
        return Reading.of(value);
    }

    public static boolean isFull(BigDecimal percent) {
        return percent.compareTo(FULL) == 0;
    }

    /** As it is shown: 85%, 92.5%; a dash where there is none. */
    public static String shown(@Nullable BigDecimal percent) {
        return percent == null ? "—" : Answer.plain(percent) + "%";
    }

    /** As it would have been typed. */
    public static String typed(@Nullable BigDecimal percent) {
        return percent == null ? "" : Answer.plain(percent);
    }
}
