package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/** How an indicator's value becomes points (评分方法). Each kind is one rule; its parameters come from the indicator table. */
public sealed interface Method
        permits ReachTarget,
                Proportional,
                Tiers,
                Deduction,
                Checklist,
                Reference,
                Judged,
                MustPass,
                TakenOver,
                ReviewedList {

    /**
     * The points for an observation.
     *
     * @throws IllegalArgumentException with the {@link #fault} if there is one
     */
    ItemScore score(BigDecimal maximum, Observation observation);

    /** Why this observation cannot be scored and how to mend it, in words for whoever entered it; empty if it can. */
    Optional<String> fault(BigDecimal maximum, Observation observation);

    /** Whether the value says nothing without one to compare it with. */
    default boolean needsReference() {
        return false;
    }

    /** Whether a person gives the points, who then owes a reason. */
    default boolean judged() {
        return false;
    }

    /** Whether somebody types its value; otherwise the system works it out from what stands elsewhere. */
    default boolean typed() {
        return true;
    }
}
