package cn.healthylishui.assessment.indicator;

/**
 * A draft is given up. Published inside the transaction: whoever still needs the draft refuses with
 * {@link cn.healthylishui.assessment.taskform.Refused}, and it stays.
 */
public record TableDiscarded(long id) {}
