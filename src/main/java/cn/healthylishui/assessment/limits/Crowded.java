package cn.healthylishui.assessment.limits;

/** 请稍候: refused for now only, because too much is asked for at once; the message is Chinese and is shown as it stands. */
public final class Crowded extends RuntimeException {

    private final int status;
    private final int retryAfter;

    private Crowded(int status, int retryAfter, String message) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The program has its hands full. */
    public static Crowded busy(int seconds, String message) {
        return new Crowded(503, seconds, message);
    }

    /** Whoever asks has asked too often. */
    public static Crowded tooOften(int seconds, String message) {
        return new Crowded(429, seconds, message);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** In seconds. */
    public int retryAfter() {
        return retryAfter;
    }
}
