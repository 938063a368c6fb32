package cn.healthylishui.assessment.database;

/** Why nothing was moved, in a sentence that says how to mend it. */
final class NotMoved extends RuntimeException {

    NotMoved(String why) {
        super(why);
    }
}
