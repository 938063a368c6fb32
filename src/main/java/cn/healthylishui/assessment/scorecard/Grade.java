package cn.healthylishui.assessment.scorecard;

import java.util.Locale;

/** 考核等级 (办法六(一)). */
public enum Grade {
    EXCELLENT("优秀"),
    QUALIFIED("合格"),
    UNQUALIFIED("不合格");

    private final String label;

    Grade(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Grade of(String label) {
        for (Grade grade : values()) {
            if (grade.label.equals(label)) {
                return grade;
            }
        }
        throw new IllegalArgumentException(String.format(Locale.ROOT, "No grade is called %s", label));
    }
}
