package cn.healthylishui.assessment.year;

import java.util.List;

/** Everybody's open tasks that are due some day, whoever asks. */
public interface OpenTasks {

    /** The earliest due first. */
    List<OpenTask> list();

    /** Sets by what a task list sorts this task; one that was completed meanwhile is let go. */
    void setPriority(String taskId, int priority);
}
