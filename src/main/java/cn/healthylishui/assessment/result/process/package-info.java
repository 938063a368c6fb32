/** The end of the year's procedure as its models drive it: item review, summary, papers, the leading group's decision. */
@NullMarked
package cn.healthylishui.assessment.result.process;

import org.jspecify.annotations.NullMarked;
