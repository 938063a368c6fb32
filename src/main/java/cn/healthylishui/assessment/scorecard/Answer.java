package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.Observation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * 填报内容 of one item, read from what was typed.
 *
 * @param ticks for a checklist the numbers of the items met, joined by commas
 * @param evidence ids of the files that prove it
 * @param provenance what an official figure rests on; null for every other answer, and for figures before version 0.6.0
 */
public record Answer(
        EntryState state,
        @Nullable BigDecimal value,
        @Nullable BigDecimal reference,
        @Nullable String ticks,
        boolean provisional,
        @Nullable String reason,
        List<String> evidence,
        @Nullable Provenance provenance) {

    public Answer(
            EntryState state,
            @Nullable BigDecimal value,
            @Nullable BigDecimal reference,
            @Nullable String ticks,
            boolean provisional,
            @Nullable String reason,
            List<String> evidence) {
        this(state, value, reference, ticks, provisional, reason, evidence, null);
    }

    /** The same with other words beside it. */
    public Answer because(@Nullable String otherReason) {
        return new Answer(state, value, reference, ticks, provisional, otherReason, evidence, provenance);
    }

    /** The same with what it rests on, and the files of that. */
    public Answer from(@Nullable Provenance origin, List<String> files) {
        return new Answer(state, value, reference, ticks, provisional, reason, files, origin);
    }

    /** The value in the words of the form: 是/否, the number with its unit, 无数据, 不适用. */
    public static String words(
            Indicator indicator, EntryState state, @Nullable BigDecimal value, @Nullable BigDecimal reference) {
        if (state == EntryState.NO_DATA) {
            return "无数据";
        }
        if (state == EntryState.NOT_APPLICABLE) {
            return "不适用";
        }
        BigDecimal number = Objects.requireNonNull(value);
        if (indicator.yesNo()) {
            return number.signum() == 0 ? "否" : "是";
        }
        String text = plain(number) + (indicator.checklist() ? "项达到" : " " + indicator.unitOfMeasure());
        return reference == null ? text : text + "（参照值 " + plain(reference) + "）";
    }

    /** What a figure that stands for the time being is marked with, wherever it shows. */
    public static final String PROVISIONAL = "（暂用）";

    /** The answer as a reader sees it: in words, marked where it is provisional. */
    public String shown(Indicator indicator) {
        return words(indicator, state, value, reference) + (provisional ? PROVISIONAL : "");
    }

    public @Nullable Observation observation() {
        return state == EntryState.VALUE ? new Observation(Objects.requireNonNull(value), reference) : null;
    }

    /** As an official writes a number: no trailing zeros, no exponent. */
    public static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
