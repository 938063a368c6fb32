package cn.healthylishui.assessment.result;

import org.jspecify.annotations.Nullable;

/** 更正的由头: tells whoever drafts a change what was objected to, and hears what was put forward. Kept by whoever keeps objections. */
public interface RevisionOccasion {

    /**
     * @param indicator null where the result as a whole was objected to
     * @param reason why the objection was upheld
     */
    record Occasion(String object, @Nullable String indicator, String reason) {}

    Occasion of(long objection);

    /** @throws cn.healthylishui.assessment.taskform.OutOfStep where no change is to be drafted for this objection */
    void require(long objection);

    void proposed(long objection, long proposal);

    /** Whoever was to draft the change drafts none: the objection is decided anew. */
    void notProposed(long objection);
}
