package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.taskform.FormContent.Problem;
import java.util.List;
import java.util.Optional;

/** Whether an adjustment goes on with its drafts or back to have them changed; as the model asks for it. */
final class Onward {

    static final String COLUMN = "decision";
    static final String GO = "GO";
    static final String REDRAFT = "REDRAFT";

    private Onward() {}

    static Optional<Problem> problem(String decision, String missing) {
        return List.of(GO, REDRAFT).contains(decision) ? Optional.empty() : Optional.of(new Problem(COLUMN, missing));
    }
}
