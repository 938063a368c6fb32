/** The forms by which a district sets its own key work and reports on it. */
@NullMarked
package cn.healthylishui.assessment.districtwork.process;

import org.jspecify.annotations.NullMarked;
