/** The interviews' side of their process model: what it asks, and the forms of its tasks. */
@NullMarked
package cn.healthylishui.assessment.interview.process;

import org.jspecify.annotations.NullMarked;
