package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.SourceKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns that keep an {@link Answer}, in every table that does; its files are kept beside. */
public record AnswerRow(
        EntryState state,
        @Nullable BigDecimal enteredValue,
        @Nullable BigDecimal referenceValue,
        @Nullable String ticks,
        boolean provisional,
        @Nullable String reason,
        @Nullable SourceKind sourceKind,
        @Nullable String sourceBody,
        @Nullable String sourceDocument) {

    public static AnswerRow of(Answer answer) {
        Provenance provenance = answer.provenance();
        return new AnswerRow(
                answer.state(),
                answer.value(),
                answer.reference(),
                answer.ticks(),
                answer.provisional(),
                answer.reason(),
                provenance == null ? null : provenance.kind(),
                provenance == null ? null : provenance.body(),
                provenance == null ? null : provenance.document());
    }

    public Answer answer(List<String> evidence) {
        Provenance provenance = sourceKind == null
                ? null
                : new Provenance(
                        sourceKind,
                        Objects.requireNonNullElse(sourceBody, ""),
                        Objects.requireNonNullElse(sourceDocument, ""));
        return new Answer(state, enteredValue, referenceValue, ticks, provisional, reason, evidence, provenance);
    }
}
