package cn.healthylishui.assessment.scorecard;

import java.math.BigDecimal;

/** 定级: every grade anywhere is asked for here, and decided by the year's own decision table. */
public interface Grades {

    /** @param reason why, in one Chinese clause */
    record Graded(Grade grade, String reason) {}

    /**
     * @param excellentShareMet whether enough of a district's townships are excellent; true for a township, which has no such rule
     */
    Graded grade(int year, BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct);

    /** The version of the decision table that a year starting now would use. */
    int currentVersion();
}
