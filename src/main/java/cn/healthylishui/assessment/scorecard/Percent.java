package cn.healthylishui.assessment.scorecard;

import java.math.BigDecimal;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** 得分率: how far a task was done, from 0 to 100, whole or with one decimal, as people type it. */
public final class Percent {

    private static final BigDecimal FULL = BigDecimal.valueOf(100);
    private static final int DECIMALS = 1;
    private static final String NUMBER = "[-+]?\\d{1,9}(\\.\\d{1,9})?";

    /**
     * @param value null where nothing or something wrong was typed
     * @param fault what is wrong, in Chinese; null where nothing is
     */
    public record Reading(
            @Nullable BigDecimal value, @Nullable String fault) {}

    private Percent() {}

    public static Reading read(String typed) {
        // Full-width digits and signs count as what they look like.
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replace('\u2212', '-')
                .strip();
        if (text.isEmpty()) {
            return wrong("还没有填得分率，请填0至100，可带一位小数。");
        }
        if (text.endsWith("%")) {
            return wrong("“%s”请去掉百分号，只填数字。".formatted(text));
        }
        if (!text.matches(NUMBER)) {
            return wrong("“%s”不是得分率，请填0至100的数，例如 85 或 92.5。".formatted(text));
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() < 0) {
            return wrong("得分率不能是负数，现在填的是%s，请填0至100。".formatted(Answer.plain(value)));
        }
        if (value.compareTo(FULL) > 0) {
            return wrong("得分率不能超过100，现在填的是%s。".formatted(Answer.plain(value)));
        }
        if (value.stripTrailingZeros().scale() > DECIMALS) {
            return wrong("得分率最多带一位小数，现在填的是%s。".formatted(Answer.plain(value)));
        }
        return new Reading(value, null);
    }

    private static Reading wrong(String fault) {
        return new Reading(null, fault);
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
