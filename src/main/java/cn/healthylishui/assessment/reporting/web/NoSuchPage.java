package cn.healthylishui.assessment.reporting.web;

/** There is nothing at this address; the message is Chinese and is shown as it stands. */
class NoSuchPage extends RuntimeException {

    NoSuchPage(String message) {
        super(message);
    }
}
