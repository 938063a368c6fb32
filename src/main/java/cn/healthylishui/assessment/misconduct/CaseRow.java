package cn.healthylishui.assessment.misconduct;

import cn.healthylishui.assessment.misconduct.MisconductCase.Clue;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Finding;
import cn.healthylishui.assessment.misconduct.MisconductCase.Referral;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Statement;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The columns that keep a {@link MisconductCase}, step by step. */
record CaseRow(
        long id,
        int year,
        String number,
        String object,
        String district,
        @Nullable String township,
        State state,
        String clueSource,
        String clue,
        String reportedBy,
        LocalDateTime reportedAt,
        @Nullable FactsRow investigated,
        @Nullable StatementRow heard,
        @Nullable FindingRow found,
        @Nullable Boolean serious,
        @Nullable DecisionRow decided,
        @Nullable ReferralRow referred,
        @Nullable LocalDateTime auditAdmittedAt) {

    MisconductCase misconductCase() {
        return new MisconductCase(
                id,
                year,
                number,
                object,
                district,
                township,
                state,
                Boolean.TRUE.equals(serious),
                new Clue(clueSource, clue, reportedBy, reportedAt),
                investigated == null ? null : investigated.made(),
                heard == null ? null : heard.made(),
                found == null ? null : found.made(),
                decided == null ? null : decided.made(),
                referred == null ? null : referred.made(),
                auditAdmittedAt);
    }

    private record FactsRow(String facts, String accusation, String investigatedBy, LocalDateTime investigatedAt) {

        Facts made() {
            return new Facts(facts, accusation, investigatedBy, investigatedAt);
        }
    }

    private record StatementRow(
            @Nullable String statement, boolean statementWaived, String statementBy, LocalDateTime statementAt) {

        Statement made() {
            return new Statement(statement, statementWaived, statementBy, statementAt);
        }
    }

    private record FindingRow(boolean confirmed, String finding, String foundBy, LocalDateTime foundAt) {

        Finding made() {
            return new Finding(confirmed, finding, foundBy, foundAt);
        }
    }

    private record DecisionRow(
            @Nullable String decision,
            String decidedBy,
            LocalDateTime decidedAt,
            @Nullable Integer revision) {

        Decision made() {
            return new Decision(decision, decidedBy, decidedAt, revision);
        }
    }

    private record ReferralRow(String referral, String referredTo, String referredBy, LocalDateTime referredAt) {

        Referral made() {
            return new Referral(referredTo, referral, referredBy, referredAt.toLocalDate());
        }
    }
}
