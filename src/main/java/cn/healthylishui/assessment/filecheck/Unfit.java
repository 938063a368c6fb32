package cn.healthylishui.assessment.filecheck;

/**
 * 不能接收: a file is not accepted. The message is Chinese, names the file, says what is wrong and how to mend it, and is shown as it
 * stands.
 */
public class Unfit extends RuntimeException {

    public Unfit(String message) {
        super(message);
    }
}
