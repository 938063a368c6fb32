package cn.healthylishui.assessment.publicity;

/** Results have been circulated. Published inside the transaction in which it was done. */
public record Circulated(int year, long circulation) {}
