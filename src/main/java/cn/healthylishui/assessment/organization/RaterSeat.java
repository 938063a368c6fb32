package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.Nullable;

/**
 * 测评席位: one person's seat in the democratic appraisal, with an account of its own; who sits there is said each year.
 *
 * @param code the candidate group of its ballot
 * @param district where the rater comes from; null for those of the city
 */
public record RaterSeat(
        String code,
        String name,
        RaterGroup group,
        @Nullable String district) {}
