/** The forms by which key work is entered, decomposed, confirmed and reported on. */
@NullMarked
package cn.healthylishui.assessment.keywork.process;

import org.jspecify.annotations.NullMarked;
