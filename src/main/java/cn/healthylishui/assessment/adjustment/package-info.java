/** Adjustment of the indicator tables (办法七(四)): proposals, public hearings, what a draft would mean, the leading group's word. */
@NullMarked
package cn.healthylishui.assessment.adjustment;

import org.jspecify.annotations.NullMarked;
