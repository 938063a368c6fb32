package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.jspecify.annotations.Nullable;

/**
 * Writes into our log what somebody does to running processes themselves, in Cockpit or by a bare call: a job tried again, something
 * suspended or activated, an instance deleted. The engine tells of it in the transaction of the act.
 */
class AdministratorActs implements HistoryEventHandler {

    static final String KIND = "流程监控：";

    private static final String DELETED = "删除流程";

    private static final Map<String, String> ACTS = Map.ofEntries(
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_SET_JOB_RETRIES, "重试作业"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_SUSPEND, "暂停流程"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_ACTIVATE, "恢复流程"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_SUSPEND_PROCESS_DEFINITION, "暂停流程定义"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_ACTIVATE_PROCESS_DEFINITION, "恢复流程定义"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_SUSPEND_JOB, "暂停作业"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_ACTIVATE_JOB, "恢复作业"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_SUSPEND_JOB_DEFINITION, "暂停作业定义"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_ACTIVATE_JOB_DEFINITION, "恢复作业定义"),
            Map.entry(UserOperationLogEntry.OPERATION_TYPE_DELETE, DELETED));

    /** How the engine calls what an act changed, and what it was changed into. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "suspensionState", "状态",
            "retries", "重试次数",
            "includeProcessInstances", "包括已有的流程");

    private static final Map<String, String> VALUES =
            Map.of("suspended", "暂停", "active", "运行", "true", "是", "false", "否");

    private final Supplier<OperationLog> log;
    private final CurrentActor actor;

    AdministratorActs(Supplier<OperationLog> log, CurrentActor actor) {
        this.log = log;
        this.actor = actor;
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof UserOperationLogEntryEventEntity entry
                && UserOperationLogEntry.CATEGORY_OPERATOR.equals(entry.getCategory())
                && ACTS.containsKey(entry.getOperationType())
                && !actor().equals(Actor.SYSTEM)) {
            log.get()
                    .record(
                            actor(),
                            Operation.of(KIND + ACTS.get(entry.getOperationType()), object(entry))
                                    .from(entry.getOrgValue())
                                    .to(after(entry)));
        }
    }

    private Actor actor() {
        return actor.asOneOf(StaffAccounts.ADMINISTRATORS);
    }

    /** In words where the act alone does not say it. */
    private static @Nullable String after(UserOperationLogEntryEventEntity entry) {
        String value = entry.getNewValue();
        return value == null
                ? null
                : PROPERTIES.getOrDefault(entry.getProperty(), entry.getProperty())
                        + "："
                        + VALUES.getOrDefault(value, value);
    }

    private static String object(UserOperationLogEntryEventEntity entry) {
        return Stream.of(
                        entry.getJobId(),
                        entry.getJobDefinitionId(),
                        entry.getProcessInstanceId(),
                        entry.getProcessDefinitionKey())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
