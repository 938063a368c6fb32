package cn.healthylishui.assessment.scorecard;

/**
 * What an entry says: a value, that there is none (无数据), or that the item does not apply (不适用). Blank is never an answer. The
 * city office may decide of a must-pass item that it is met or not without naming a value (达标, 未达标).
 */
public enum EntryState {
    VALUE,
    NO_DATA,
    NOT_APPLICABLE,
    MET,
    NOT_MET;

    /** Whether points, or whether a must-pass item is met, follow from it. */
    public boolean counts() {
        return this == VALUE || this == MET || this == NOT_MET;
    }
}
