package cn.healthylishui.assessment.reading;

/** The page is not for whoever asks; the message is Chinese and is shown as it stands. */
public class Denied extends RuntimeException {

    public static final String LOG_IN = "请先登录，再打开这个页面。";

    public Denied(String message) {
        super(message);
    }
}
