package cn.healthylishui.assessment.column;

/** 填法: how a cell is filled in. */
public enum InputType {
    /** Not at all: it is there to be read. */
    LABEL,
    TEXT,
    LONG_TEXT,
    NUMBER,
    CHOICE,
    CHECKS,
    DATE,
    FILES,
    /** Files to look at; a label that can be opened. */
    FILE_LIST
}
