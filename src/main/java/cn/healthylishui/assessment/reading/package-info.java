/** 谁能看什么: who reads which page, file and score (办法一(一)). */
@NullMarked
package cn.healthylishui.assessment.reading;

import org.jspecify.annotations.NullMarked;
