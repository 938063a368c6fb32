package cn.healthylishui.assessment.appraisal;

import java.time.LocalDateTime;

/** 没有有效测评结果的处理: what becomes of a unit that nobody rated, and why. */
public record Decision(Outcome outcome, String reason, String decidedBy, LocalDateTime decidedAt) {

    public enum Outcome {
        REVIEW_ONLY("只按考评得分计算"),
        NOT_GRADED("本年度不列入考核，考评得分也不作结果");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
