package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.taskform.Field;

/** Whether an adjustment goes on with its drafts or back to have them changed; as the model asks for it. */
public enum Onward {
    GO,
    REDRAFT;

    /** Asked for in the words of each step. */
    static Field<Onward> field(String label, String go, String redraft) {
        return Field.choice("decision", label, L, values(), onward -> onward == GO ? go : redraft);
    }
}
