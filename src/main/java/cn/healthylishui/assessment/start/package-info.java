/** What the program does in place of serving when it is told so, why it does not start, and by which clock it goes. */
@NullMarked
package cn.healthylishui.assessment.start;

import org.jspecify.annotations.NullMarked;
