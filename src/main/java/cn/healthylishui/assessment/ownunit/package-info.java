/** 直属单位考核: how a district assesses its own units on their tasks. */
@NullMarked
package cn.healthylishui.assessment.ownunit;

import org.jspecify.annotations.NullMarked;
