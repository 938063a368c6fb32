/** A whole year driven through the real processes as every office would, for demonstrations, training and tests. */
@NullMarked
package cn.healthylishui.rehearsal;

import org.jspecify.annotations.NullMarked;
