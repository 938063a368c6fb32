package cn.healthylishui.assessment.reporting.web;

/** The page is not for whoever asks; the message is Chinese and is shown as it stands. */
class Denied extends RuntimeException {

    static final String LOG_IN = "请先登录，再打开这个页面。";

    Denied(String message) {
        super(message);
    }
}
