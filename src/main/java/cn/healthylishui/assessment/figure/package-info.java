/** 指标数据: what the districts' member units report to their matching municipal units through the year (办法七(二)), and the official figures of an assessment. */
@NullMarked
package cn.healthylishui.assessment.figure;

import org.jspecify.annotations.NullMarked;
