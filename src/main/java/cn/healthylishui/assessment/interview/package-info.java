/** 约谈: interviews after a failed assessment, with rectification and its check (办法六(二)). */
@NullMarked
package cn.healthylishui.assessment.interview;

import org.jspecify.annotations.NullMarked;
