package cn.healthylishui.assessment.keywork;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How far a task has come. */
public enum ProgressState {
    NOT_STARTED("未启动"),
    LAGGING("滞后"),
    ON_SCHEDULE("按序时推进"),
    DONE("已完成");

    private final String label;

    ProgressState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** 已完成，达到80 */
    public String inWords(@Nullable BigDecimal figure) {
        return label + (figure == null ? "" : "，达到" + figure.toPlainString());
    }

    /** Whether the office that keeps the work moving has to say a word on it. */
    public boolean behind() {
        return this == NOT_STARTED || this == LAGGING;
    }
}
