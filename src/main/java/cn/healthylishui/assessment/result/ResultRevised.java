package cn.healthylishui.assessment.result;

/** An approved result has been changed: the revision of this number holds now. Published inside the transaction that made it. */
public record ResultRevised(int year, int number) {}
