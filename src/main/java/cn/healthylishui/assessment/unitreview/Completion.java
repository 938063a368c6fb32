package cn.healthylishui.assessment.unitreview;

import cn.healthylishui.assessment.keywork.ProgressState;
import java.util.Arrays;
import java.util.Optional;

/** 完成情况: how far a task is at the year's end, when nothing runs on schedule any more. */
public enum Completion {
    DONE("已完成", ProgressState.DONE),
    PARTLY("部分完成", ProgressState.LAGGING),
    NOT_DONE("未完成", ProgressState.NOT_STARTED);

    private final String label;
    private final ProgressState state;

    Completion(String label, ProgressState state) {
        this.label = label;
        this.state = state;
    }

    public String label() {
        return label;
    }

    /** As the work plan keeps it. */
    public ProgressState state() {
        return state;
    }

    /** What a report of the year comes to at its end. */
    public static Completion of(ProgressState state) {
        return switch (state) {
            case DONE -> DONE;
            case ON_SCHEDULE, LAGGING -> PARTLY;
            case NOT_STARTED -> NOT_DONE;
        };
    }

    public static Optional<Completion> named(String name) {
        return Arrays.stream(values())
                .filter(value -> value.name().equals(name))
                .findFirst();
    }
}
