package cn.healthylishui.assessment.keywork;

/** A task as one of its units has it. */
public record UnitKeyTask(KeyTask task, KeyTask.Seat seat) {}
