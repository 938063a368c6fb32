/** The forms of the model {@code indicator-adjustment} and what it asks. */
@NullMarked
package cn.healthylishui.assessment.adjustment.process;

import org.jspecify.annotations.NullMarked;
