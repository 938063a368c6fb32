package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.indicator.TableKind;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 指标调整 of a year, from the proposals of one office on.
 *
 * @param number the how-manieth of its year
 * @param summary why the indicators should change
 * @param hearingReason why the public is heard or is not; null until it was reviewed
 * @param reviewReason what the city office said to the whole of it
 * @param decisionReason what the leading group said, where it decided for good
 * @param drafts what it goes on with; empty until it was reviewed
 */
public record Adjustment(
        long id,
        int year,
        int number,
        String office,
        String summary,
        State state,
        String proposedBy,
        LocalDateTime proposedAt,
        @Nullable String hearingReason,
        @Nullable String reviewReason,
        @Nullable String reviewedBy,
        @Nullable LocalDateTime reviewedAt,
        @Nullable String decisionReason,
        @Nullable String decidedBy,
        @Nullable LocalDateTime decidedAt,
        List<Proposal> proposals,
        List<ChosenDraft> drafts,
        List<Return> returns) {

    public enum State {
        REVIEW("审核中"),
        HEARING("公开征求意见"),
        IMPACT("测算影响"),
        APPROVAL("报市领导小组审定"),
        AGREED("已审定，待发布"),
        PUBLISHED("已发布"),
        REFUSED("不作调整");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 怎样调整. */
    public enum Change {
        ADD("增加"),
        REMOVE("删除"),
        POINTS("修改分值"),
        CRITERION("修改标准"),
        OTHER("其他");

        private final String label;

        Change(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What the city office said to one proposal. */
    public enum Reply {
        ADOPTED("采纳"),
        MERGED("并入同年度的另一次调整"),
        DECLINED("不采纳");

        private final String label;

        Reply(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Where the drafts were sent back from to be changed. */
    public enum Stage {
        HEARING("征求意见以后"),
        IMPACT("测算影响以后"),
        APPROVAL("市领导小组退回");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * 一条建议.
     *
     * @param indicator code of the indicator; null for a new one
     * @param indicatorName as it was called when this was proposed; null for a new one
     * @param reply null until it was reviewed
     */
    public record Proposal(
            int seq,
            TableKind table,
            @Nullable String indicator,
            @Nullable String indicatorName,
            Change change,
            String text,
            String reason,
            @Nullable Reply reply,
            @Nullable String answer) {

        /** The indicator as people call it. */
        public String subject() {
            return indicator == null ? "新增指标" : indicator + " " + indicatorName;
        }
    }

    /** @param base the version that was in force when the draft was chosen */
    public record ChosenDraft(TableKind table, long draft, long base) {}

    public record Return(Stage stage, String reason, String by, LocalDateTime at) {}

    /** 2022年度第1次指标调整. */
    public String name() {
        return "%d年度第%d次指标调整".formatted(year, number);
    }

    /** Neither published nor refused. */
    public boolean isOpen() {
        return state != State.PUBLISHED && state != State.REFUSED;
    }
}
