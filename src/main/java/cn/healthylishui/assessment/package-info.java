/** The application as a whole: how it starts, and the one clock that everything in it goes by. */
@NullMarked
package cn.healthylishui.assessment;

import org.jspecify.annotations.NullMarked;
