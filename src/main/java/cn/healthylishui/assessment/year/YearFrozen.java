package cn.healthylishui.assessment.year;

/** A year's assessment begins: its tables freeze and the draw is committed to. Published inside the engine's transaction. */
public record YearFrozen(int year) {}
