package cn.healthylishui.assessment.indicator;

import java.util.Arrays;

/** 依据核对: whether the fact behind an indicator was seen at its source. */
public enum Confidence {
    FOUND("found", "已见原文"),
    NOT_FOUND("known-not-found", "未见原文"),
    OURS("ours", "自拟");

    private final String code;
    private final String label;

    Confidence(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** As a table keeps it. */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public static Confidence of(String code) {
        return Arrays.stream(values())
                .filter(confidence -> confidence.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No confidence " + code));
    }
}
