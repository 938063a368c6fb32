/** What is done over the key work and the districts' own lists together: who and what of them lags. */
@NullMarked
package cn.healthylishui.assessment.workplan;

import org.jspecify.annotations.NullMarked;
