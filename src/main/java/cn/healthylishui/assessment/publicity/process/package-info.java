/** Publicity, objections and circulation as their models drive them. */
@NullMarked
package cn.healthylishui.assessment.publicity.process;

import org.jspecify.annotations.NullMarked;
