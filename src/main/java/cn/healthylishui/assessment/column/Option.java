package cn.healthylishui.assessment.column;

/** 选项: what a cell may hold where it is chosen; the label stands in sight, the value is what is read. */
public record Option(String value, String label) {}
