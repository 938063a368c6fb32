/** The district's assessment as its model drives it: assignment, matrix, consolidation, self-score, papers, the city's check. */
@NullMarked
package cn.healthylishui.assessment.scorecard.process;

import org.jspecify.annotations.NullMarked;
