package cn.healthylishui.assessment.limits;

/** 太大: what was asked for is more than the program gives at once; the message is Chinese and is shown as it stands. */
public final class TooLarge extends RuntimeException {

    TooLarge(String message) {
        super(message);
    }
}
