package cn.healthylishui.assessment.taskform;

/** 不予办理: an act is refused; the message is Chinese, says what, where and how to mend it, and is shown as it stands. */
public class Refused extends RuntimeException {

    public Refused(String message) {
        super(message);
    }
}
