package cn.healthylishui.assessment.reporting;

/** There is nothing at this address; the message is Chinese and is shown as it stands. */
public class NoSuchPage extends RuntimeException {

    public NoSuchPage(String message) {
        super(message);
    }
}
