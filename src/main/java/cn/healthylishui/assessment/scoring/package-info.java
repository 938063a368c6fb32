/** The pure rules of the assessment: from value to points, total, ranking, differentiation and draw. */
@NullMarked
package cn.healthylishui.assessment.scoring;

import org.jspecify.annotations.NullMarked;
