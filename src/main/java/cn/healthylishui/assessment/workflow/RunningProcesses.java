package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 结束流程: an administrator ends a procedure that should not go on, with a reason, having seen what it leaves undone. What was filled
 * in and approved stays; the city office reads which were ended, by whom and why.
 */
@Component
public class RunningProcesses {

    /** Who ended what is told by the log; one place for its name. */
    static final String ENDED = "结束流程";

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_TOLD = 3900;
    private static final int ENDED_TOLD = 100;

    /**
     * A procedure under way that no other one has called.
     *
     * @param about year and object in words; empty where it has none yet
     * @param called how many procedures it has under way itself, which end with it
     * @param open its tasks and theirs, each with its office
     * @param seen what was shown, to be sent along when it is ended
     */
    public record Running(
            String id,
            String name,
            String about,
            String startedBy,
            LocalDateTime startedAt,
            boolean suspended,
            int called,
            List<String> open,
            String seen) {}

    /** One that was ended, as the log tells it. */
    public record Ended(LocalDateTime at, String by, String what, String undone, String reason) {}

    /** Not for whoever asks; the message says who may. */
    public static class NotAllowed extends RuntimeException {
        NotAllowed() {
            super("结束流程由系统管理员办理，您的账号不能办理。");
        }
    }

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final HistoryService history;
    private final IdentityService identity;
    private final TaskService tasks;
    private final OpenWork openWork;
    private final TaskRefs refs;
    private final CurrentUser currentUser;
    private final CurrentActor currentActor;
    private final Organization organization;
    private final OperationLog log;

    RunningProcesses(
            RuntimeService runtime,
            RepositoryService repository,
            HistoryService history,
            IdentityService identity,
            TaskService tasks,
            OpenWork openWork,
            TaskRefs refs,
            CurrentUser currentUser,
            CurrentActor currentActor,
            Organization organization,
            OperationLog log) {
        this.runtime = runtime;
        this.repository = repository;
        this.history = history;
        this.identity = identity;
        this.tasks = tasks;
        this.openWork = openWork;
        this.refs = refs;
        this.currentUser = currentUser;
        this.currentActor = currentActor;
        this.organization = organization;
        this.log = log;
    }

    /** Whether the current user may end procedures. */
    public boolean mayEnd() {
        return currentUser.get().filter(CurrentUser.User::administrator).isPresent();
    }

    /** Whether the current user may read which were ended. */
    public boolean mayRead() {
        return mayEnd()
                || currentUser
                        .get()
                        .filter(user -> user.belongsTo(Office.CITY) || user.belongsTo(Office.AUDIT))
                        .isPresent();
    }

    /** All that are under way and not called by another, the last started first. */
    public List<Running> all() {
        if (!mayEnd()) {
            throw new NotAllowed();
        }
        return CurrentUser.asEngine(identity, () -> {
            Map<String, ProcessDefinition> definitions = repository.createProcessDefinitionQuery().list().stream()
                    .collect(Collectors.toMap(ProcessDefinition::getId, one -> one));
            List<ProcessInstance> instances =
                    runtime.createProcessInstanceQuery().list();
            Map<String, String> tops = instances.stream()
                    .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getRootProcessInstanceId));
            Map<String, List<Task>> open = tasks.createTaskQuery().list().stream()
                    .filter(task -> tops.containsKey(task.getProcessInstanceId()))
                    .collect(Collectors.groupingBy(task -> tops.get(task.getProcessInstanceId())));
            Map<String, String> offices = openWork.all().stream()
                    .collect(Collectors.toMap(TaskRef::id, TaskRef::office, (one, other) -> one));
            Map<String, Map<String, Object>> variables = variables(tops.values());
            Map<String, HistoricProcessInstance> started =
                    history.createHistoricProcessInstanceQuery().rootProcessInstances().unfinished().list().stream()
                            .collect(Collectors.toMap(HistoricProcessInstance::getId, one -> one));
            return instances.stream()
                    .filter(instance -> started.containsKey(instance.getId()))
                    .map(instance -> running(
                            instance,
                            definitions.get(instance.getProcessDefinitionId()),
                            Objects.requireNonNull(started.get(instance.getId())),
                            Collections.frequency(tops.values(), instance.getId()) - 1,
                            open.getOrDefault(instance.getId(), List.of()),
                            offices,
                            variables.getOrDefault(instance.getId(), Map.of())))
                    .sorted(Comparator.comparing(Running::startedAt).reversed())
                    .toList();
        });
    }

    /** Of each procedure those that all of it share. */
    private Map<String, Map<String, Object>> variables(Collection<String> procedures) {
        Map<String, Map<String, Object>> variables = new HashMap<>();
        if (!procedures.isEmpty()) {
            runtime
                    .createVariableInstanceQuery()
                    .variableScopeIdIn(procedures.stream().distinct().toArray(String[]::new))
                    .list()
                    .stream()
                    .filter(variable -> variable.getValue() != null)
                    .forEach(variable -> variables
                            .computeIfAbsent(variable.getProcessInstanceId(), id -> new HashMap<>())
                            .put(variable.getName(), variable.getValue()));
        }
        return variables;
    }

    public Optional<Running> find(String id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private Running running(
            ProcessInstance instance,
            @Nullable ProcessDefinition definition,
            HistoricProcessInstance started,
            int called,
            List<Task> tasks,
            Map<String, String> offices,
            Map<String, Object> variables) {
        String about = Stream.of(
                        variables.get(Variables.YEAR) instanceof Integer year ? year + "年度" : "",
                        refs.object(variables))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("，"));
        List<String> open = tasks.stream()
                .map(task -> offices.containsKey(task.getId())
                        ? "%s（%s）".formatted(task.getName(), organization.officeName(offices.get(task.getId())))
                        : task.getName())
                .sorted()
                .toList();
        @Nullable String name = definition == null ? null : definition.getName();
        @Nullable String by = started.getStartUserId();
        return new Running(
                instance.getId(),
                name == null ? started.getProcessDefinitionKey() : name,
                about,
                by == null ? "系统" : currentUser.name(by),
                LocalDateTime.ofInstant(started.getStartTime().toInstant(), LISHUI),
                instance.isSuspended(),
                called,
                open,
                called + "-" + tasks.stream().map(Task::getId).sorted().toList().hashCode());
    }

    /**
     * Ends a procedure with all it has called.
     *
     * @param seen what was shown of it; where that is no longer so, the person looks again first
     * @throws NotAllowed where the current user is no administrator
     * @throws Refused where it is not under way, has gone on since, or the reason will not do
     */
    @Transactional
    public void end(String id, String seen, String reason) {
        if (!mayEnd()) {
            throw new NotAllowed();
        }
        if (reason.isBlank()) {
            throw new Refused("请写明结束的理由，理由会记入操作日志，市健康丽水办能看到。");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new Refused("理由最多%d字，现在有%d字，请缩短。".formatted(LONGEST_REASON, reason.length()));
        }
        Running running = find(id).orElseThrow(() -> new Refused("没有这个在办的流程，可能刚刚办完或已被结束。请刷新页面查看。"));
        if (!running.seen().equals(seen)) {
            throw new Refused("这个流程刚刚有了进展，与您看到的不同。请刷新页面，看清还有哪些任务没有办结再办。");
        }
        Actor actor = currentActor.as(StaffAccounts.ADMINISTRATORS);
        CurrentUser.asEngine(identity, () -> {
            @Nullable Integer year = (Integer) runtime.getVariable(id, Variables.YEAR);
            ProcessInstance instance =
                    runtime.createProcessInstanceQuery().processInstanceId(id).singleResult();
            String key = repository
                    .getProcessDefinition(instance.getProcessDefinitionId())
                    .getKey();
            runtime.deleteProcessInstance(id, ENDED);
            log.record(
                    actor,
                    Operation.of(ENDED, year, key)
                            .from(what(running))
                            .to(undone(running))
                            .because(reason.strip()));
            return true;
        });
    }

    private static String what(Running running) {
        return running.about().isEmpty() ? running.name() : running.name() + "（" + running.about() + "）";
    }

    private static String undone(Running running) {
        String told = "没有办结的任务%d项%s；下级流程%d个"
                .formatted(
                        running.open().size(),
                        running.open().isEmpty() ? "" : "：" + String.join("、", running.open()),
                        running.called());
        return told.length() <= LONGEST_TOLD ? told : told.substring(0, LONGEST_TOLD) + "…";
    }

    /** The last ones that were ended, newest first. */
    public List<Ended> ended() {
        if (!mayRead()) {
            throw new NotAllowed();
        }
        return log.latest(ENDED, null, ENDED_TOLD).stream()
                .map(line -> new Ended(
                        line.at(),
                        currentUser.name(line.userId()),
                        line.from() == null ? "" : line.from(),
                        line.to() == null ? "" : line.to(),
                        line.reason() == null ? "" : line.reason()))
                .toList();
    }

    /** Whether the procedure of a year was ended by somebody, and so is not to be taken up again. */
    boolean wasEnded(String process, int year) {
        return log.on(year, process).stream().anyMatch(line -> line.action().equals(ENDED));
    }
}
