/** What follows a failed assessment: interviews with rectification (办法六(二)), and the procedure against misconduct (办法七(三)). */
@NullMarked
package cn.healthylishui.assessment.followup;

import org.jspecify.annotations.NullMarked;
