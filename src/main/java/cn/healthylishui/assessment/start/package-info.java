/** What the program does in place of serving when it is told so, and why it does not start. */
@NullMarked
package cn.healthylishui.assessment.start;

import org.jspecify.annotations.NullMarked;
