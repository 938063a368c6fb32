/** 市直单位考核: self-score by task, review, decision where reviewers differ. */
@NullMarked
package cn.healthylishui.assessment.unitreview;

import org.jspecify.annotations.NullMarked;
