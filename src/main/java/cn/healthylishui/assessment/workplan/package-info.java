/** 年度重点工作: the key work of a year, who does what of it, and how far it has come (办法二(三); 意见四(四)). */
@NullMarked
package cn.healthylishui.assessment.workplan;

import org.jspecify.annotations.NullMarked;
