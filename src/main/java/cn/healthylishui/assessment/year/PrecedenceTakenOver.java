package cn.healthylishui.assessment.year;

/** A year that started before goes on by the order of sources of today. */
public record PrecedenceTakenOver(int year) {}
