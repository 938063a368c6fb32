/** The year's side of the process models: dates of tasks, the start of a year, extensions, and the tasks that are reminded of. */
@NullMarked
package cn.healthylishui.assessment.year.process;

import org.jspecify.annotations.NullMarked;
