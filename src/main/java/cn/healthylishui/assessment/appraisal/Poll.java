package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.organization.RaterGroup;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 民主测评 of a year.
 *
 * @param weights in percent, together 100; what delegates have is left to the others where they are not invited
 * @param closingReason why it was closed before everybody had voted
 * @param alikeBallots how many ballots rate all units alike; null before the count
 */
public record Poll(
        int year,
        State state,
        boolean delegatesInvited,
        Map<RaterGroup, Integer> weights,
        @Nullable String closingReason,
        @Nullable Integer alikeBallots) {

    public enum State {
        VOTING("正在投票"),
        CLOSED("投票已截止"),
        COUNTED("已统计，待确认"),
        CONFIRMED("结果已确认");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean isCounted() {
        return state == State.COUNTED || state == State.CONFIRMED;
    }

    /** The groups that take part. */
    public List<RaterGroup> groups() {
        return groups(delegatesInvited);
    }

    public static List<RaterGroup> groups(boolean delegatesInvited) {
        return Stream.of(RaterGroup.values())
                .filter(group -> delegatesInvited || group != RaterGroup.DELEGATE)
                .toList();
    }
}
