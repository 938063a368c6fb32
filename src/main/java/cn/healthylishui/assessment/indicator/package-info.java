/** Indicator tables of a year: what is measured, how it becomes points, who owns it. */
@NullMarked
package cn.healthylishui.assessment.indicator;

import org.jspecify.annotations.NullMarked;
