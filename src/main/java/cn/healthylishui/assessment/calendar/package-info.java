/** Working days and what is left of them, by the State Council's yearly notices. */
@NullMarked
package cn.healthylishui.assessment.calendar;

import org.jspecify.annotations.NullMarked;
