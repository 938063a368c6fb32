package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** 在办任务: every open task of every office, whoever asks; who may be shown which is for the asking page to decide. */
@Component
public class OpenWork {

    private final TaskService tasks;
    private final IdentityService identity;
    private final TaskRefs refs;

    OpenWork(TaskService tasks, IdentityService identity, TaskRefs refs) {
        this.tasks = tasks;
        this.identity = identity;
        this.refs = refs;
    }

    /** First what is due first. */
    public List<TaskRef> all() {
        return CurrentUser.asEngine(
                identity,
                () -> tasks.createTaskQuery().active().orderByDueDate().asc().orderByTaskName().asc().list().stream()
                        .map(this::stillOpen)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Those of one office, first what is due first. */
    public List<TaskRef> of(String office) {
        return CurrentUser.asEngine(
                identity, () -> tasks
                        .createTaskQuery()
                        .taskCandidateGroup(office)
                        .includeAssignedTasks()
                        .orderByDueDate()
                        .asc()
                        .list()
                        .stream()
                        .map(this::stillOpen)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The office that an open task is with; empty once it is done. */
    public Optional<String> officeOf(String taskId) {
        return CurrentUser.asEngine(identity, () -> tasks.createTaskQuery().taskId(taskId).list().stream()
                .map(this::stillOpen)
                .flatMap(Optional::stream)
                .map(TaskRef::office)
                .findFirst());
    }

    /** Somebody may complete a task between the question which there are and the question what they are about. */
    private Optional<TaskRef> stillOpen(Task task) {
        try {
            return Optional.of(refs.of(task));
        } catch (RuntimeException unreadable) {
            if (tasks.createTaskQuery().taskId(task.getId()).count() == 0) {
                return Optional.empty();
            }
            throw unreadable;
        }
    }
}
