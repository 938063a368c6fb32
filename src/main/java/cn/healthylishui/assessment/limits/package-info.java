/** 限额: how much of the program one user, one address or one file may take, so that nobody's work stops because of somebody else's. */
@NullMarked
package cn.healthylishui.assessment.limits;

import org.jspecify.annotations.NullMarked;
