/** The city's districts, townships, units and offices: who they are and who belongs to whom. */
@NullMarked
package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.NullMarked;
