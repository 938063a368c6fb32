@NullMarked
package cn.healthylishui.assessment.workbook;

import org.jspecify.annotations.NullMarked;
