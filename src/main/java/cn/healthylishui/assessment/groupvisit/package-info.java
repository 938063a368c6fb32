/** 指导、检查: visits of the special action groups, what they found and what came of it (意见三(一)). */
@NullMarked
package cn.healthylishui.assessment.groupvisit;

import org.jspecify.annotations.NullMarked;
