package cn.healthylishui.assessment.start;

import java.util.List;
import java.util.stream.Collectors;

/** The program does not start as it is set up; each reason says what is wrong and how to mend it. */
public class UnsafeStart extends RuntimeException {

    private final List<String> reasons;

    public UnsafeStart(List<String> reasons) {
        super(reasons.stream().collect(Collectors.joining(System.lineSeparator())));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
