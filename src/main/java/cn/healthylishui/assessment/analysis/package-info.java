/** How each indicator relates to the result of a year, as a guide to adjusting them (办法一(三)). */
@NullMarked
package cn.healthylishui.assessment.analysis;

import org.jspecify.annotations.NullMarked;
