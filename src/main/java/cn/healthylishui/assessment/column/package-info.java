/** What a column of a table is, said in one way for the page of a form, for a workbook that is filled in, and for one that is read. */
@NullMarked
package cn.healthylishui.assessment.column;

import org.jspecify.annotations.NullMarked;
