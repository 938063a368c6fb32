/** 市直单位考核 and the districts' assessment of their own units: self-score by task, review, decision where reviewers differ. */
@NullMarked
package cn.healthylishui.assessment.unitreview;

import org.jspecify.annotations.NullMarked;
