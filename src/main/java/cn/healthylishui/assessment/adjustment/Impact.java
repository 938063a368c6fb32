package cn.healthylishui.assessment.adjustment;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 影响测算: an approved year's real figures scored again under the drafts. Kept as it was shown to whoever decided on them.
 *
 * @param year whose figures they are; null where no earlier year has been approved, and there is nothing to reckon with
 * @param revision the number of the result it is compared with
 * @param tables by which tables was scored, in words
 * @param districts all of them, in order of their rank under the drafts, the zone last
 * @param counts of each district's townships
 * @param townships those alone whose grade would change
 * @param leftOut the indicators that the year's figures say nothing of
 */
public record Impact(
        @Nullable Integer year,
        @Nullable Integer revision,
        List<String> tables,
        List<Change> districts,
        List<Count> counts,
        List<Change> townships,
        List<LeftOut> leftOut) {

    /**
     * Before and after of one object.
     *
     * @param rankBefore null for the zone, which stands outside the ranking
     * @param reasonAfter why it would be graded so
     */
    public record Change(
            String code,
            String name,
            BigDecimal scoreBefore,
            BigDecimal scoreAfter,
            @Nullable Integer rankBefore,
            @Nullable Integer rankAfter,
            String gradeBefore,
            String gradeAfter,
            String reasonAfter) {

        public BigDecimal difference() {
            return scoreAfter.subtract(scoreBefore);
        }

        public boolean gradeChanged() {
            return !gradeBefore.equals(gradeAfter);
        }

        public boolean changed() {
            return gradeChanged()
                    || difference().signum() != 0
                    || !String.valueOf(rankBefore).equals(String.valueOf(rankAfter));
        }
    }

    /** How the townships of a district would fare. */
    public record Count(
            String district,
            int townships,
            int higher,
            int lower,
            int rankChanged,
            int gradeChanged,
            int excellentBefore,
            int excellentAfter) {}

    public record LeftOut(String table, String indicator, String name, String reason) {}

    public boolean reckoned() {
        return year != null;
    }
}
