/** The page on which the city office keeps the basic data, and what its forms send. */
@NullMarked
package cn.healthylishui.assessment.reporting.web.basicdata;

import org.jspecify.annotations.NullMarked;
