/** One assessment year: its record, settings, deadlines, working days, roster, extensions and reminders. */
@NullMarked
package cn.healthylishui.assessment.cycle;

import org.jspecify.annotations.NullMarked;
