/** What the models {@code annual-work-plan} and {@code quarterly-progress} ask, and their forms that decide over key work and districts' lists at once. */
@NullMarked
package cn.healthylishui.assessment.workplan.process;

import org.jspecify.annotations.NullMarked;
