package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import java.util.Map;
import java.util.Set;

/**
 * 任务表单: what one kind of user task shows, checks and does. A feature has one bean per user task of its models.
 *
 * <p>{@link #content} is asked for at every look and every saved keystroke, and once more when the task is completed; a task
 * completes only while its content names no problem. So a form can never promise what completing would refuse.
 */
public interface TaskForm {

    /** The id of the user task in its model. */
    String taskKey();

    /**
     * Whether the record that the task is about stands where it may be done, asked before anything is shown or carried out. Records
     * whose stages are kept by procedure are asked before this.
     *
     * @throws OutOfStep where it does not
     */
    default void require(TaskRef task) {}

    /** What is shown: the stored state with the draft laid over it, and everything that is still wrong. Changes nothing. */
    FormContent content(TaskRef task, Draft draft);

    /**
     * Carries out what completing the task means, in the engine's transaction, after {@link #content} found no problem.
     *
     * @return the variables that route the process, usually none or one
     * @throws Refused where something that only the database can tell stands against it
     */
    Map<String, Object> submit(TaskRef task, Draft draft, Actor actor);

    /**
     * The rows of the draft that are to stand in the task when it comes back for the same object of the same year, after what was
     * decided now; usually none, since it does not. Only for rows without files: those belong to the task they were uploaded for.
     */
    default Set<RowId> comesBackWith(TaskRef task, Draft draft, Map<String, Object> routing) {
        return Set.of();
    }
}
