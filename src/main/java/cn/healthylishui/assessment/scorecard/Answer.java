package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.scoring.Observation;
import cn.healthylishui.assessment.scoring.Share;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 填报内容 of one item, read from what was typed.
 *
 * @param ticks what stands behind the number: for a checklist the numbers of the items met, joined by commas; for a share its numerator
 *     and denominator (120/300); for zero beside a reference of zero the points that a person gave (评判15)
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

    /** Why, and for an official figure that may be more than its unit's own record what it rests on, as whoever agrees to it reads. */
    public String grounds(Indicator indicator) {
        String why = reason == null ? "" : reason.strip();
        String origin = provenance == null ? "" : provenance.words();
        if (provenance == null || !indicator.authoritative()) {
            return why;
        }
        String said = origin.isEmpty() ? "没有写明出处，作为单位记录" : "出处：" + origin;
        return why.isEmpty() ? said : (why.endsWith("。") ? why : why + "。") + said;
    }

    /** The same with what it rests on, and the files of that. */
    public Answer from(@Nullable Provenance origin, List<String> files) {
        return new Answer(state, value, reference, ticks, provisional, reason, files, origin);
    }

    /** The same beside what it is compared with. */
    Answer comparedWith(@Nullable BigDecimal other) {
        return new Answer(state, value, other, ticks, provisional, reason, evidence, provenance);
    }

    /** Why it cannot be scored yet though there is a value: what it is compared with is not known, or a person has still to judge. */
    public Optional<String> unsettled(Indicator indicator) {
        Observation observation = observation();
        return observation != null && indicator.method().needsReference()
                ? indicator.method().fault(indicator.points(), observation)
                : Optional.empty();
    }

    /** For a checklist the numbers of the items met, joined by commas. */
    public @Nullable String itemsMet() {
        return share() == null && judged() == null ? ticks : null;
    }

    /** What the value is a share of, where that was reported. */
    public @Nullable Share share() {
        if (ticks == null || !ticks.contains("/")) {
            return null;
        }
        String[] both = ticks.split("/");
        return new Share(new BigDecimal(both[0]), new BigDecimal(both[1]));
    }

    /** What a person gave where value and reference are both zero. */
    public @Nullable BigDecimal judged() {
        return ticks != null && ticks.startsWith(JUDGED) ? new BigDecimal(ticks.substring(JUDGED.length())) : null;
    }

    /** What stands behind the number, in brackets; nothing where the number says it all. */
    public String behind(Indicator indicator) {
        if (ticks == null || ticks.equals("0")) {
            return "";
        }
        return indicator.checklist()
                ? "（第%s项）".formatted(ticks.replace(",", "、"))
                : "（%s%s）".formatted(ticks, judged() == null ? "" : "分");
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
        if (state == EntryState.MET || state == EntryState.NOT_MET) {
            return state == EntryState.MET ? "达标" : "不达标";
        }
        BigDecimal number = Objects.requireNonNull(value);
        if (indicator.yesNo()) {
            return number.signum() == 0 ? "否" : "是";
        }
        String text = plain(number) + (indicator.checklist() ? "项达到" : " " + indicator.unitOfMeasure());
        return reference == null ? text : text + "（参照值 " + plain(reference) + "）";
    }

    /** Before the points that a person gave. */
    static final String JUDGED = "评判";

    /** What a figure that stands for the time being is marked with, wherever it shows. */
    public static final String PROVISIONAL = "（暂用）";

    /** The answer as a reader sees it: in words, marked where it is provisional. */
    public String shown(Indicator indicator) {
        return words(indicator, state, value, reference) + (provisional ? PROVISIONAL : "");
    }

    /** The answer beside its item, with what stands behind the number; a dash where there is none. */
    public static String shown(Indicator indicator, @Nullable Answer answer) {
        return answer == null ? "—" : answer.shown(indicator) + answer.behind(indicator);
    }

    /** What it comes to by the indicator's own rule. */
    public ItemScore score(Indicator indicator) {
        return switch (state) {
            case VALUE ->
                unsettled(indicator)
                        .map(why -> ItemScore.unsettled(indicator.points(), why))
                        .orElseGet(() ->
                                indicator.method().score(indicator.points(), Objects.requireNonNull(observation())));
            case MET, NOT_MET -> ItemScore.decided(state == EntryState.MET);
            case NO_DATA, NOT_APPLICABLE -> throw new IllegalStateException("Nothing follows from " + state);
        };
    }

    public @Nullable Observation observation() {
        return state == EntryState.VALUE ? new Observation(Objects.requireNonNull(value), reference, judged()) : null;
    }

    /** As an official writes a number: no trailing zeros, no exponent. */
    public static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
