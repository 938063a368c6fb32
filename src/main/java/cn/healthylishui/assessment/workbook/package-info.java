/** Workbooks that go out to be filled in and come back: one shape for all of them, and nothing taken over unless all of it is right. */
@NullMarked
package cn.healthylishui.assessment.workbook;

import org.jspecify.annotations.NullMarked;
