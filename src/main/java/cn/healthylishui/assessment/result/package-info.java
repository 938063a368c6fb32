/** Totals, ranking, grades, the city's papers and the approved revisions of a year. */
@NullMarked
package cn.healthylishui.assessment.result;

import org.jspecify.annotations.NullMarked;
