package cn.healthylishui.assessment.cycle.process;

import cn.healthylishui.assessment.audit.WithoutLogin;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.DeadlineKind;
import cn.healthylishui.assessment.cycle.OpenTask;
import cn.healthylishui.assessment.cycle.OpenTasks;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The engine's open tasks, seen whole: what falls due falls due for everyone, not only for whoever happens to be logged in. */
@Component
class EngineTasks implements OpenTasks {

    private static final List<String> FACTS =
            List.of(Variables.YEAR, Variables.DISTRICT, Variables.TOWNSHIP, Variables.UNIT);

    private final TaskService tasks;
    private final RepositoryService repository;
    private final WithoutLogin withoutLogin;
    private final AssessmentYears years;
    private final Clock clock;

    EngineTasks(
            TaskService tasks,
            RepositoryService repository,
            WithoutLogin withoutLogin,
            AssessmentYears years,
            Clock clock) {
        this.tasks = tasks;
        this.repository = repository;
        this.withoutLogin = withoutLogin;
        this.years = years;
        this.clock = clock;
    }

    @Override
    public List<OpenTask> list() {
        return withoutLogin.ask(() -> tasks.createTaskQuery().active().orderByDueDate().asc().list().stream()
                .map(this::openTask)
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public void setPriority(String taskId, int priority) {
        withoutLogin.ask(() -> {
            if (tasks.createTaskQuery().taskId(taskId).count() > 0) {
                tasks.setPriority(taskId, priority);
            }
            return taskId;
        });
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

    private Optional<OpenTask> openTask(Task task) {
        Date due = task.getDueDate();
        Optional<String> office = office(task);
        if (due == null || office.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> facts = tasks.getVariables(task.getId(), FACTS);
        Integer year = (Integer) facts.get(Variables.YEAR);
        return Optional.of(new OpenTask(
                task.getId(),
                task.getName(),
                office.get(),
                local(due).toLocalDate(),
                local(task.getCreateTime()),
                year,
                year == null ? "" : about(year, office.get(), facts),
                task.getPriority()));
    }

    private Optional<String> office(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                .map(link -> link.getGroupId())
                .findFirst();
    }

    private String about(int year, String office, Map<String, Object> facts) {
        Stream<String> objects = Stream.of(Variables.DISTRICT, Variables.TOWNSHIP, Variables.UNIT)
                .map(name -> (@Nullable String) facts.get(name))
                .filter(Objects::nonNull)
                .filter(code -> !office.equals(code))
                .map(code -> years.objectName(year, code));
        return Stream.concat(Stream.of(year + "年度"), objects).collect(Collectors.joining(" "));
    }

    private LocalDateTime local(Date date) {
        return LocalDateTime.ofInstant(date.toInstant(), clock.getZone());
    }
}
