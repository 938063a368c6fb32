/** The democratic appraisal of the municipal units: who votes, secret ballots, and the scores that come of them. */
@NullMarked
package cn.healthylishui.assessment.appraisal;

import org.jspecify.annotations.NullMarked;
