package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.WithoutLogin;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.DeadlineKind;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;

/** An office's open tasks by the deadline they follow, whoever happens to be logged in. */
@Component
class EngineTasks {

    private final TaskService tasks;
    private final RepositoryService repository;
    private final WithoutLogin withoutLogin;

    EngineTasks(TaskService tasks, RepositoryService repository, WithoutLogin withoutLogin) {
        this.tasks = tasks;
        this.repository = repository;
        this.withoutLogin = withoutLogin;
    }

    /** The ids of an office's open tasks of a year whose due date follows this deadline. */
    List<String> following(int year, DeadlineKind kind, String office) {
        return withoutLogin.ask(() -> tasks
                .createTaskQuery()
                .taskCandidateGroup(office)
                .includeAssignedTasks()
                .processVariableValueEquals(Variables.YEAR, year)
                .list()
                .stream()
                .filter(task -> kindOf(task).filter(kind::equals).isPresent())
                .map(Task::getId)
                .toList());
    }

    void setDue(String taskId, Date due) {
        withoutLogin.ask(() -> {
            tasks.setDueDate(taskId, due);
            return taskId;
        });
    }

    /** What the model says: the date itself does not tell which deadline it came from. */
    private Optional<DeadlineKind> kindOf(Task task) {
        return repository
                                .getBpmnModelInstance(task.getProcessDefinitionId())
                                .getModelElementById(task.getTaskDefinitionKey())
                        instanceof UserTask model
                ? Optional.ofNullable(model.getCamundaDueDate()).flatMap(DeadlineExpressions::kindIn)
                : Optional.empty();
    }
}
