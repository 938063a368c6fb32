package cn.healthylishui.assessment.scorecard;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * 参照值 of one item of one object: what its value is compared with.
 *
 * @param value null where it is typed beside the value, or not known yet
 * @param words how it came about; what is missing where it is not known
 */
public record Compared(Way way, @Nullable BigDecimal value, String words) {

    public enum Way {
        /** Beside the value, as in years that do not keep their references. */
        TYPED,
        /** The year knows it; nobody types it. */
        KNOWN,
        /** The year knows it, or does not (上年值): another one may be typed, with a reason and its source. */
        OWN,
        /** The year will know it; nobody types it. */
        PENDING
    }

    public static final Compared TYPED = new Compared(Way.TYPED, null, "");

    static Compared known(BigDecimal value, String words) {
        return new Compared(Way.KNOWN, value, words);
    }

    static Compared pending(String words) {
        return new Compared(Way.PENDING, null, words);
    }

    public boolean typed() {
        return way == Way.TYPED;
    }

    /** Where figures are gathered through the year nothing is compared yet. */
    public static final Compared LATER = pending("年终计分时再比较");

    /** Whether it is not known yet, so that nothing can be said of what a value comes to. */
    public boolean pending() {
        return way == Way.PENDING;
    }

    /** Value and words as they stand in a cell that nobody fills in. */
    public String shown() {
        return value == null ? words : "%s：%s".formatted(Answer.plain(value), words);
    }

    /** Whether something may be typed beside the value. */
    public boolean mayBeTyped() {
        return way == Way.TYPED || way == Way.OWN;
    }

    /** The answer with what it is compared with: its own where it may have one, else what the year knows. */
    public Answer over(Answer answer) {
        boolean own = mayBeTyped() && answer.reference() != null;
        return typed() || own ? answer : answer.comparedWith(value);
    }

    /** How what the answer is compared with came about; empty where it was typed beside the value as in earlier years. */
    public String words(Answer answer) {
        BigDecimal own = answer.reference();
        if (typed()) {
            return "";
        }
        return way == Way.OWN && own != null && !sameAsKnown(own)
                ? "另给的上年值，%s".formatted(value == null ? words : words + "是 " + Answer.plain(value))
                : words;
    }

    private boolean sameAsKnown(BigDecimal other) {
        return value != null && Objects.requireNonNull(value).compareTo(other) == 0;
    }
}
