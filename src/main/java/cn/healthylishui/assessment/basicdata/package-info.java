/** What the city office has to know before it changes basic data: who and what still needs them. */
@NullMarked
package cn.healthylishui.assessment.basicdata;

import org.jspecify.annotations.NullMarked;
