/** Rows of tables as records. */
@NullMarked
package cn.healthylishui.assessment.persistence;

import org.jspecify.annotations.NullMarked;
