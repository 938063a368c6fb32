/** Hand-over and filing as their models drive them. */
@NullMarked
package cn.healthylishui.assessment.closing.process;

import org.jspecify.annotations.NullMarked;
