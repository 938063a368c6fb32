/** The forms of {@code unit-assessment}, and what its model asks. */
@NullMarked
package cn.healthylishui.assessment.unitreview.process;

import org.jspecify.annotations.NullMarked;
