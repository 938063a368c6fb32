package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.organization.RaterGroup;

/**
 * 测评人员 of a year.
 *
 * @param seat code of the seat, which is also the candidate group of the ballot
 * @param person the name as it was typed
 */
public record Rater(String seat, String person, RaterGroup group, boolean voted) {}
