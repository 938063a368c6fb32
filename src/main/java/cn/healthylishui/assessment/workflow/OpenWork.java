package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.TaskRefs.Open;
import cn.healthylishui.assessment.workflow.TaskRefs.Which;
import cn.healthylishui.assessment.year.OpenTask;
import cn.healthylishui.assessment.year.OpenTasks;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 在办任务: every open task of every office, whoever asks; who may be shown which is for the asking page to decide. */
@Component
public class OpenWork implements OpenTasks {

    private final TaskService tasks;
    private final IdentityService identity;
    private final TaskRefs refs;
    private final YearRoster roster;

    OpenWork(TaskService tasks, IdentityService identity, TaskRefs refs, YearRoster roster) {
        this.tasks = tasks;
        this.identity = identity;
        this.refs = refs;
        this.roster = roster;
    }

    /** First what is due first. */
    @Transactional(readOnly = true)
    public List<TaskRef> all() {
        return refs.read(Which.active()).stream().map(Open::ref).toList();
    }

    /** Those of one office, first what is due first. */
    @Transactional(readOnly = true)
    public List<TaskRef> of(String office) {
        return refs.read(Which.ofOffice(office)).stream().map(Open::ref).toList();
    }

    /** The office that an open task is with; empty once it is done. */
    @Transactional(readOnly = true)
    public Optional<String> officeOf(String taskId) {
        return refs.find(taskId).map(TaskRef::office);
    }

    @Override
    @Transactional(readOnly = true)
    public List<OpenTask> list() {
        Map<Integer, UnaryOperator<String>> names = new HashMap<>();
        return refs.read(Which.active()).stream()
                .flatMap(open -> due(open, names).stream())
                .toList();
    }

    private Optional<OpenTask> due(Open open, Map<Integer, UnaryOperator<String>> names) {
        TaskRef task = open.ref();
        Integer year = (Integer) task.variables().get(Variables.YEAR);
        return Optional.ofNullable(task.due())
                .map(due -> new OpenTask(
                        task.id(),
                        task.name(),
                        task.office(),
                        due,
                        task.created(),
                        year,
                        year == null ? "" : about(task, year, names.computeIfAbsent(year, roster::objectNames)),
                        open.priority()));
    }

    private static String about(TaskRef task, int year, UnaryOperator<String> names) {
        Stream<String> objects = Stream.of(Variables.DISTRICT, Variables.TOWNSHIP, Variables.UNIT)
                .map(name -> (@Nullable String) task.variables().get(name))
                .filter(Objects::nonNull)
                .filter(code -> !task.office().equals(code))
                .map(names);
        return Stream.concat(Stream.of(year + "年度"), objects).collect(Collectors.joining(" "));
    }

    @Override
    public void setPriority(String taskId, int priority) {
        CurrentUser.asEngine(identity, () -> {
            if (tasks.createTaskQuery().taskId(taskId).count() > 0) {
                tasks.setPriority(taskId, priority);
            }
            return taskId;
        });
    }
}
