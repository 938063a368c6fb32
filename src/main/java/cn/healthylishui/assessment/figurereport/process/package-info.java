/** What the models {@code figure-report} and {@code figure-period} ask, and the forms of their tasks. */
@NullMarked
package cn.healthylishui.assessment.figurereport.process;

import org.jspecify.annotations.NullMarked;
