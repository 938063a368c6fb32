/** 当地重点工作: each district's own list of key work and key indicators, and how far it has come (意见四(四)). */
@NullMarked
package cn.healthylishui.assessment.districtwork;

import org.jspecify.annotations.NullMarked;
