/** Whether a file that somebody uploads may be kept: its name, its format by content, and what is hidden in it; knows nothing of tasks. */
@NullMarked
package cn.healthylishui.assessment.filecheck;

import org.jspecify.annotations.NullMarked;
