package cn.healthylishui.assessment.scorecard;

/** What an entry says: a value, that there is none (无数据), or that the item does not apply (不适用). Blank is never an answer. */
public enum EntryState {
    VALUE,
    NO_DATA,
    NOT_APPLICABLE
}
