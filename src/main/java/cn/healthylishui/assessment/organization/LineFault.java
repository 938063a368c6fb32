package cn.healthylishui.assessment.organization;

/**
 * 一处问题 in one of several lines.
 *
 * @param line its place among them, from 0; -1 where none of them is to blame but that one is missing
 * @param column what of it is wrong, by the name of the record's component
 */
public record LineFault(int line, String column, String message) {}
