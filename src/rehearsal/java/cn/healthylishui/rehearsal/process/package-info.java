/** The rehearsal's hands on the engine: open tasks, jobs and time. */
@NullMarked
package cn.healthylishui.rehearsal.process;

import org.jspecify.annotations.NullMarked;
