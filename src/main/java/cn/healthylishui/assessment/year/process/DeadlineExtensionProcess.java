package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extension;
import cn.healthylishui.assessment.year.Extensions;
import cn.healthylishui.assessment.year.OpenTasks;
import cn.healthylishui.assessment.year.Reminders;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** What deadline-extension (申请延期) does by itself: a granted date reaches the tasks that are open already. */
@Component("deadlineExtension")
public class DeadlineExtensionProcess {

    private final Extensions extensions;
    private final Deadlines deadlines;
    private final EngineTasks tasks;
    private final OpenTasks openTasks;
    private final WorkingDays workingDays;
    private final DeadlineExpressions expressions;
    private final Reminders reminders;

    DeadlineExtensionProcess(
            Extensions extensions,
            Deadlines deadlines,
            EngineTasks tasks,
            OpenTasks openTasks,
            WorkingDays workingDays,
            DeadlineExpressions expressions,
            Reminders reminders) {
        this.extensions = extensions;
        this.deadlines = deadlines;
        this.tasks = tasks;
        this.openTasks = openTasks;
        this.workingDays = workingDays;
        this.expressions = expressions;
        this.reminders = reminders;
    }

    /** Moves the due date of the office's open tasks; those still to come ask for the date when they arrive. */
    public void apply(Long extension) {
        extensions.require(extension, Extension.State.GRANTED);
        Extension granted = extensions.get(extension);
        LocalDate due = deadlines.due(granted.year(), granted.kind(), granted.office());
        List<String> moved = tasks.following(granted.year(), granted.kind(), granted.office());
        for (String task : moved) {
            tasks.setDue(task, expressions.endOf(due));
            openTasks.setPriority(task, workingDays.remaining(due).light().priority());
        }
        reminders.forget(moved);
    }
}
