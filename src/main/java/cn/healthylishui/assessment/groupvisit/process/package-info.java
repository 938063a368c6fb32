/** The forms of {@code group-visit}, and what its model asks. */
@NullMarked
package cn.healthylishui.assessment.groupvisit.process;

import org.jspecify.annotations.NullMarked;
