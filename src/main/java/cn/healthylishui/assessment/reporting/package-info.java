/** What people read: papers and tables as files, and pages on tasks, progress, draws and results. Nobody depends on it. */
@NullMarked
package cn.healthylishui.assessment.reporting;

import org.jspecify.annotations.NullMarked;
