/** The misconduct cases' side of their process model: what it asks, and the forms of its tasks. */
@NullMarked
package cn.healthylishui.assessment.misconduct.process;

import org.jspecify.annotations.NullMarked;
