/** The tasks of the appraisal: preparing it, the ballot, closing, confirming. */
@NullMarked
package cn.healthylishui.assessment.appraisal.process;

import org.jspecify.annotations.NullMarked;
