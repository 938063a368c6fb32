/** Rows of tables as records, and connections to the database they lie in. */
@NullMarked
package cn.healthylishui.assessment.persistence;

import org.jspecify.annotations.NullMarked;
