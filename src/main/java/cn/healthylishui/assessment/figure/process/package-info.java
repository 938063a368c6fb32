/** What the models {@code figure-report}, {@code figure-period} and {@code official-figures} ask, and the forms of their tasks. */
@NullMarked
package cn.healthylishui.assessment.figure.process;

import org.jspecify.annotations.NullMarked;
