package cn.healthylishui.assessment.misconduct;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * 弄虚作假案件, with what each step left behind; in a case that was returned a step not done again keeps what it left the time before.
 *
 * @param object code of the district, township or municipal unit accused
 * @param district for a township the one that assesses it, else the object itself
 * @param township null where the district itself is accused
 * @param auditAdmittedAt when the city office let the audit read the case while it is open; null where it did not
 * @param serious 情节严重: as the city office finds it, from the decision on as the leading group does
 */
public record MisconductCase(
        long id,
        int year,
        String number,
        String object,
        String district,
        @Nullable String township,
        State state,
        boolean serious,
        Clue clue,
        @Nullable Facts facts,
        @Nullable Statement statement,
        @Nullable Finding finding,
        @Nullable Decision decision,
        @Nullable Referral referral,
        @Nullable LocalDateTime auditAdmittedAt) {

    public boolean isOpen() {
        return state != State.CONFIRMED && state != State.NOT_CONFIRMED;
    }

    /** Where a case stands; each step belongs to one state and leads to the next. */
    public enum State {
        REPORTED("调查取证"),
        HEARING("陈述和申辩"),
        FINDING("提出认定意见"),
        DECIDING("审定处理决定"),
        APPROVED("已同意认定，待定为不合格"),
        CONFIRMED("已认定"),
        NOT_CONFIRMED("不予认定");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** In which step a file was handed in. */
    public enum Stage {
        CLUE,
        FACTS,
        STATEMENT,
        REFERRAL
    }

    /** What the leading group may decide. */
    public enum Verdict {
        APPROVED("同意认定，定为不合格并通报批评"),
        RETURNED("退回补充调查"),
        REFUSED("不予认定");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public record Clue(String source, String text, String by, LocalDateTime at) {}

    /** @param accusation what the accused is told and asked to answer */
    public record Facts(String text, String accusation, String by, LocalDateTime at) {}

    /**
     * @param text what the accused said, null where it has nothing to say; for a waived statement how it was urged to make one
     * @param waived the accused let the time pass, as the city office noted
     */
    public record Statement(@Nullable String text, boolean waived, String by, LocalDateTime at) {}

    /** The opinion of the city office. */
    public record Finding(boolean confirmed, String text, String by, LocalDateTime at) {}

    /**
     * The last word of the leading group; in a case that is open again, why it was returned.
     *
     * @param revision the number of the result that it led to; null where it came before the year's first, and is part of that
     */
    public record Decision(
            @Nullable String text,
            String by,
            LocalDateTime at,
            @Nullable Integer revision) {}

    public record Referral(String to, String paper, String by, LocalDate on) {}
}
