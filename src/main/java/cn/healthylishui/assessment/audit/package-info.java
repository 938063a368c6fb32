/** Who did what, when, on which object, from which value to which: an append-only log. */
@NullMarked
package cn.healthylishui.assessment.audit;

import org.jspecify.annotations.NullMarked;
