package cn.healthylishui.assessment.verification;

/** The city office has decided what a query was about; whoever has not answered need not any more. */
public record ContradictionsSettled(long query) {}
