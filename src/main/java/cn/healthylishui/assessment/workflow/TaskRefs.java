package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns the engine's tasks into {@link TaskRef}s. */
@Component
class TaskRefs {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    private static final Set<String> CITY_WIDE = Set.of(Office.CITY, Office.LEADING_GROUP, Office.RECEIVER);

    private static final String ROW = """
            t.ID_ as id, t.PROC_INST_ID_ as process, t.EXECUTION_ID_ as execution, t.TASK_DEF_KEY_ as task_key, t.NAME_ as name,
            l.GROUP_ID_ as office, t.DUE_DATE_ as due, t.CREATE_TIME_ as created, t.PRIORITY_ as priority
            """;

    private static final String FROM_TASKS = """
            from ACT_RU_TASK t
            join ACT_RU_IDENTITYLINK l on l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate' and l.GROUP_ID_ is not null
            """;

    private static final String SCOPE = """
            e.ID_ as scope, e.PARENT_ID_ as parent, v.NAME_ as variable, v.TYPE_ as type, v.TEXT_ as text, v.LONG_ as number
            """;

    /** Asked for by its absence, the task would be what H2 looks for first: all variables, for each execution. */
    private static final String VARIABLES =
            "left join ACT_RU_VARIABLE v on v.EXECUTION_ID_ = e.ID_ and coalesce(v.TASK_ID_, '') = ''";

    private final Rows rows;
    private final YearRoster roster;
    private final Organization organization;

    TaskRefs(JdbcClient jdbc, YearRoster roster, Organization organization) {
        this.rows = new Rows(jdbc);
        this.roster = roster;
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

    /**
     * Reads any number of open tasks in the same few statements, whoever asks: a list costs no more for being long. Others
     * complete tasks meanwhile, so only what is there before and after everything else was read is told of.
     *
     * @param which on {@code t}, the task, and {@code l}, the link to the office it is with
     */
    List<Open> read(Which which) {
        Map<String, Row> found = new LinkedHashMap<>();
        ask(Row.class, which, "select " + ROW + FROM_TASKS + """
                where %s order by case when t.DUE_DATE_ is null then 1 else 0 end, t.DUE_DATE_, t.NAME_, t.ID_
                """).forEach(row -> found.putIfAbsent(row.id(), row));
        if (found.isEmpty()) {
            return List.of();
        }
        Set<String> processes = found.values().stream().map(Row::process).collect(Collectors.toSet());
        Scopes scopes = new Scopes(rows.listOf(
                Scope.class,
                "select " + SCOPE
                        + "from unnest(:processes) wanted(id) join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = wanted.id "
                        + VARIABLES,
                processes));
        Set<String> still = new HashSet<>(ask(String.class, which, "select t.ID_ " + FROM_TASKS + " where %s"));
        return found.values().stream()
                .filter(row -> still.contains(row.id()))
                .map(row -> new Open(row.ref(scopes.seenFrom(row.execution())), row.priority()))
                .toList();
    }

    private <T> List<T> ask(Class<T> type, Which which, String question) {
        return rows.list(type, question.formatted(which.condition()), which.wanted());
    }

    /** One task; empty where it is done. The caller has made sure that the current user may see it. */
    Optional<TaskRef> find(String taskId) {
        List<OfTask> found = rows.list(
                OfTask.class,
                "select " + ROW + ", " + SCOPE + FROM_TASKS
                        + " join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = t.PROC_INST_ID_ " + VARIABLES
                        + " where t.ID_ = :task",
                taskId);
        Scopes scopes = new Scopes(found.stream().map(OfTask::scope).toList());
        return found.stream().findFirst().map(OfTask::row).map(row -> row.ref(scopes.seenFrom(row.execution())));
    }

    /** An open task and by what the engine sorts it. */
    record Open(TaskRef ref, int priority) {}

    /** Which tasks: a condition, and the value it names {@code :wanted}. */
    record Which(String condition, String wanted) {

        static Which active() {
            return new Which("t.SUSPENSION_STATE_ = 1 and 'all' = :wanted", "all");
        }

        static Which ofOffice(String office) {
            return new Which("l.GROUP_ID_ = :wanted", office);
        }
    }

    private record Row(
            String id,
            String process,
            String execution,
            String taskKey,
            String name,
            String office,
            @Nullable Date due,
            Date created,
            int priority) {

        TaskRef ref(Map<String, Object> variables) {
            return TaskRefs.ref(id, taskKey, name, office, due, created, variables);
        }
    }

    private record OfTask(Row row, Scope scope) {}

    /** A scope of a procedure with one of the variables that are kept there. */
    private record Scope(
            String scope, @Nullable String parent, @Nullable Fact fact) {}

    private record Fact(
            String variable,
            String type,
            @Nullable String text,
            @Nullable Long number) {

        /** Ids and routing facts; our models keep nothing else in variables. */
        @Nullable
        Object value() {
            return switch (type) {
                case "string" -> text;
                case "integer" -> number == null ? null : Math.toIntExact(number);
                case "long" -> number;
                case "boolean" -> number == null ? null : number == 1;
                default -> null;
            };
        }
    }

    private static final class Scopes {

        private final Map<String, @Nullable String> parents = new HashMap<>();
        private final Map<String, Map<String, Object>> facts = new HashMap<>();

        Scopes(List<Scope> scopes) {
            for (Scope scope : scopes) {
                parents.put(scope.scope(), scope.parent());
                Fact fact = scope.fact();
                Object value = fact == null ? null : fact.value();
                if (fact != null && value != null) {
                    facts.computeIfAbsent(scope.scope(), id -> new HashMap<>()).put(fact.variable(), value);
                }
            }
        }

        /** What is nearer to the task hides what is further. */
        Map<String, Object> seenFrom(String execution) {
            Map<String, Object> seen = new HashMap<>();
            for (String scope = execution; scope != null; scope = parents.get(scope)) {
                facts.getOrDefault(scope, Map.of()).forEach(seen::putIfAbsent);
            }
            return seen;
        }
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
                .map(code -> roster.objectName(year, code))
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
                .map(code -> roster.objectName(year, code))
                .collect(Collectors.joining(" · "));
        return object.isEmpty() && CITY_WIDE.contains(office) ? year + "年度" : object;
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
