/** The forms of {@code unit-assessment} and {@code district-unit-assessment}, and what their models ask. */
@NullMarked
package cn.healthylishui.assessment.unitreview.process;

import org.jspecify.annotations.NullMarked;
