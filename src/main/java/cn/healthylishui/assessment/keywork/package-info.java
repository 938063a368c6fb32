/** 年度重点工作: the key work of a year in batches, who does what of it, and how far it has come by quarters (办法二(三)). */
@NullMarked
package cn.healthylishui.assessment.keywork;

import org.jspecify.annotations.NullMarked;
