/** The forms of {@code district-unit-assessment}, and what its model asks. */
@NullMarked
package cn.healthylishui.assessment.ownunit.process;

import org.jspecify.annotations.NullMarked;
