package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.TaskForm;
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

    TaskFormRegistry(List<TaskForm> forms) {
        this.forms = forms.stream().collect(Collectors.toUnmodifiableMap(TaskForm::taskKey, Function.identity()));
    }

    TaskForm of(String taskKey) {
        TaskForm form = forms.get(taskKey);
        if (form == null) {
            throw new IllegalStateException("No form for user task " + taskKey);
        }
        return form;
    }

    public Set<String> taskKeys() {
        return forms.keySet();
    }
}
