package cn.healthylishui.assessment.year;

/** A year's record exists, with settings, deadlines and roster. Published inside the transaction that made it. */
public record YearPrepared(int year) {}
