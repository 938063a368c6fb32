package cn.healthylishui.assessment.reading;

/** How much of the scores of an object somebody sees. */
public enum ScoreSight {
    /** Every source, and what counts. */
    WHOLE,
    /** What was reported of the object, and what that alone would bring. */
    REPORTED,
    /** What the reader's own office entered, and what that alone would bring. */
    OWN
}
