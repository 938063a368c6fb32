package cn.healthylishui.assessment.taskform;

import java.util.Optional;

/** 不予办理: an act is refused; the message is Chinese, says what, where and how to mend it, and is shown as it stands. */
public class Refused extends RuntimeException {

    public Refused(String message) {
        super(message);
    }

    /** Refuses for the reason that was found, where one was. */
    public static void because(Optional<String> reason) {
        if (reason.isPresent()) {
            throw new Refused(reason.get());
        }
    }
}
