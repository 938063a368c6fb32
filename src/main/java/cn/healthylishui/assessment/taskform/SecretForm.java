package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.audit.Actor;
import java.util.List;

/**
 * 不记名的表单: what is typed into it stays in the browser until it is cast, whole, by one call that completes the task with it. It has
 * no draft, no files and no workbook. {@link #submit} is what completing the task by any other call comes to: it refuses what was not cast.
 */
public interface SecretForm extends TaskForm {

    /** One line of what is cast. */
    record Answer(String key, String value) {}

    /** Whether the task is this account's own. To belong to its office, or to have been given it, is not enough to look or to cast. */
    boolean isFor(TaskRef task, String account);

    /**
     * Takes in what is cast, in the transaction that completes the task.
     *
     * @throws Refused where anything is wrong with it; then nothing is taken in
     */
    void cast(TaskRef task, List<Answer> answers, Actor actor);
}
