/** What was reported, found, given officially and decided for each assessed object, item by item, with its origin. */
@NullMarked
package cn.healthylishui.assessment.scorecard;

import org.jspecify.annotations.NullMarked;
