/** 运行状况: what the program knows of its own state, as lamps for administrators, as metrics and as messages. */
@NullMarked
package cn.healthylishui.assessment.watch;

import org.jspecify.annotations.NullMarked;
