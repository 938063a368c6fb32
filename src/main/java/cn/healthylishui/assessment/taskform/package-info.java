/** The forms of user tasks: what a task shows, what was typed, what is wrong with it, and the files that prove it; knows nothing of the engine. */
@NullMarked
package cn.healthylishui.assessment.taskform;

import org.jspecify.annotations.NullMarked;
