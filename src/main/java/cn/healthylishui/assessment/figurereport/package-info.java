/** 数据报送: the figures that the districts' member units report to their matching municipal units through the year (办法七(二)). */
@NullMarked
package cn.healthylishui.assessment.figurereport;

import org.jspecify.annotations.NullMarked;
