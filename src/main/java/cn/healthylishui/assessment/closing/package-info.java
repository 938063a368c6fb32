/** The end of a year: handing its result over to the comprehensive assessment of 市委、市政府 (办法六), and filing it. */
@NullMarked
package cn.healthylishui.assessment.closing;

import org.jspecify.annotations.NullMarked;
