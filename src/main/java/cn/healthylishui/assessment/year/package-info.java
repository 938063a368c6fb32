/** One assessment year: its record, settings, deadlines, roster, extensions and reminders. */
@NullMarked
package cn.healthylishui.assessment.year;

import org.jspecify.annotations.NullMarked;
