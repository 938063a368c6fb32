package cn.healthylishui.assessment.year;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * 延期: one office's later date for one deadline.
 *
 * @param dueOn the date asked for; once granted, the date granted
 */
public record Extension(
        long id,
        int year,
        DeadlineKind kind,
        String office,
        LocalDate dueOn,
        String reason,
        String appliedBy,
        LocalDateTime appliedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable LocalDateTime decidedAt,
        @Nullable String decisionReason) {

    public enum State {
        APPLIED("待审批"),
        GRANTED("已同意"),
        REFUSED("未同意");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
