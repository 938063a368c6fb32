/** The interviews' and the misconduct cases' side of the process models: what the models ask, and the forms of their tasks. */
@NullMarked
package cn.healthylishui.assessment.followup.process;

import org.jspecify.annotations.NullMarked;
