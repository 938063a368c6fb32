package cn.healthylishui.assessment.result;

/** The leading group does not agree to a change of the result. Published inside the transaction in which it said so. */
public record RevisionRefused(long proposal) {}
