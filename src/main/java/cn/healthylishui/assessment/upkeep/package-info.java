/** Upkeep of what the program keeps: the folder of evidence, what nobody needs in it any more, backups and their restoring. */
@NullMarked
package cn.healthylishui.assessment.upkeep;

import org.jspecify.annotations.NullMarked;
