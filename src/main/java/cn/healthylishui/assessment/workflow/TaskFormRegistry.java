package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.Stages;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the form of a user task; two forms for one task stop the start of the program. */
@Component
public class TaskFormRegistry {

    private final Map<String, TaskForm> forms;

    private final Stages stages;
    private final RecordOwners owners;

    TaskFormRegistry(List<TaskForm> forms, Stages stages, RecordOwners owners) {
        this.stages = stages;
        this.owners = owners;
        this.forms = forms.stream().collect(Collectors.toUnmodifiableMap(TaskForm::taskKey, Function.identity()));
    }

    /**
     * The form of a task whose record is its procedure's own, and stands where it may be done.
     *
     * @throws cn.healthylishui.assessment.taskform.OutOfStep where it does not
     */
    TaskForm at(TaskRef task) {
        TaskForm form = of(task.key());
        owners.require(task);
        stages.require(task);
        form.require(task);
        return form;
    }

    /** Carries out what the task means, and lets its record go on. */
    Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Map<String, Object> routing = at(task).submit(task, draft, actor);
        stages.passed(task, routing);
        return routing;
    }

    TaskForm of(String taskKey) {
        TaskForm form = forms.get(taskKey);
        if (form == null) {
            throw new IllegalStateException("No form for user task " + taskKey);
        }
        return form;
    }

    /** Whether the task is done by one account alone, without a draft; false where there is no such task. */
    public boolean isSecret(String taskKey) {
        return forms.get(taskKey) instanceof SecretForm;
    }

    public Set<String> taskKeys() {
        return forms.keySet();
    }
}
