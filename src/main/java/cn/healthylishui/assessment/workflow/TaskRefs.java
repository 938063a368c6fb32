package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the engine's tasks into {@link TaskRef}s. */
@Component
class TaskRefs {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    private static final Set<String> CITY_WIDE = Set.of(Office.CITY, Office.LEADING_GROUP, Office.RECEIVER);

    private final TaskService tasks;
    private final AssessmentYears years;
    private final Organization organization;

    TaskRefs(TaskService tasks, AssessmentYears years, Organization organization) {
        this.tasks = tasks;
        this.years = years;
        this.organization = organization;
    }

    TaskRef of(DelegateTask task) {
        return ref(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                onlyOffice(
                        task.getId(),
                        task.getCandidates().stream()
                                .map(IdentityLink::getGroupId)
                                .collect(Collectors.toSet())),
                task.getDueDate(),
                task.getCreateTime(),
                task.getVariables());
    }

    /** The caller has made sure that the current user may see the task. */
    TaskRef of(Task task) {
        return ref(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                office(task.getId()),
                task.getDueDate(),
                task.getCreateTime(),
                tasks.getVariables(task.getId()));
    }

    /** What the task is about in words, such as 青田县 · 温溪镇; empty where it is about a whole year or none. */
    String object(Map<String, Object> variables) {
        Integer year = (Integer) variables.get(Variables.YEAR);
        if (year == null) {
            return "";
        }
        return Stream.of(Variables.DISTRICT, Variables.TOWNSHIP, Variables.UNIT)
                .map(name -> (String) variables.get(name))
                .filter(Objects::nonNull)
                .map(code -> years.objectName(year, code))
                .collect(Collectors.joining(" · "));
    }

    /**
     * What an office has to be told in the name of a task, since its list may hold the same task for many objects or years: the
     * object where it is not the office's own, else the year where the office is one for the whole city.
     */
    String objectFor(String office, Map<String, Object> variables) {
        Integer year = (Integer) variables.get(Variables.YEAR);
        if (year == null) {
            return "";
        }
        Optional<String> own = organization.office(office).map(Office::district);
        String object = Stream.of(Variables.DISTRICT, Variables.TOWNSHIP, Variables.UNIT)
                .map(name -> (@Nullable String) variables.get(name))
                .filter(Objects::nonNull)
                .filter(code ->
                        !code.equals(office) && !own.filter(code::equals).isPresent())
                .map(code -> years.objectName(year, code))
                .collect(Collectors.joining(" · "));
        return object.isEmpty() && CITY_WIDE.contains(office) ? year + "年度" : object;
    }

    private String office(String taskId) {
        return onlyOffice(
                taskId,
                tasks.getIdentityLinksForTask(taskId).stream()
                        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                        .map(IdentityLink::getGroupId)
                        .collect(Collectors.toSet()));
    }

    private static String onlyOffice(String taskId, Set<String> groups) {
        return groups.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Task " + taskId + " belongs to no office"));
    }

    private static TaskRef ref(
            String id,
            String key,
            String name,
            String office,
            @Nullable Date due,
            Date created,
            Map<String, Object> variables) {
        return new TaskRef(
                id,
                key,
                name,
                office,
                due == null ? null : local(due).toLocalDate(),
                local(created),
                Map.copyOf(withoutNulls(variables)));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> variables) {
        return variables.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static LocalDateTime local(Date date) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(date.getTime()), LISHUI);
    }
}
