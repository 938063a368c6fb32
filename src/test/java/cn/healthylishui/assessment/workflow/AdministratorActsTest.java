package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.FixedActor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.junit.jupiter.api.Test;

/** Everything that the door lets administrators do to running processes has its word in the log, whatever the engine calls it. */
class AdministratorActsTest {

    private static final Actor BOSS = new Actor("boss", "camunda-admin");

    private final OperationLog log = mock(OperationLog.class);

    private static UserOperationLogEntryEventEntity entry(String type, String category) {
        UserOperationLogEntryEventEntity entry = new UserOperationLogEntryEventEntity();
        entry.setOperationType(type);
        entry.setCategory(category);
        entry.setProcessInstanceId("instance");
        entry.setProperty("property");
        entry.setOrgValue("before");
        entry.setNewValue("after");
        return entry;
    }

    @Test
    void each_act_is_written_with_who_did_it_to_what() {
        Map<String, String> acts = Map.of(
                "SetJobRetries", "重试作业",
                "Suspend", "暂停流程",
                "Activate", "恢复流程",
                "SuspendProcessDefinition", "暂停流程定义",
                "ActivateProcessDefinition", "恢复流程定义",
                "SuspendJob", "暂停作业",
                "ActivateJob", "恢复作业",
                "SuspendJobDefinition", "暂停作业定义",
                "ActivateJobDefinition", "恢复作业定义",
                "Delete", "删除流程");
        AdministratorActs acting = new AdministratorActs(() -> log, new FixedActor(BOSS));
        acts.forEach((type, word) -> {
            acting.handleEvents(List.of(entry(type, UserOperationLogEntry.CATEGORY_OPERATOR)));
            verify(log)
                    .record(
                            BOSS,
                            Operation.of("流程监控：" + word, "instance")
                                    .from("before")
                                    .to("property：after"));
        });
        assertThat(acts).hasSize(10);
    }

    @Test
    void what_the_program_does_itself_and_what_a_person_does_in_a_task_is_none() {
        new AdministratorActs(() -> log, new FixedActor(Actor.SYSTEM))
                .handleEvent(entry("Suspend", UserOperationLogEntry.CATEGORY_OPERATOR));
        AdministratorActs acting = new AdministratorActs(() -> log, new FixedActor(BOSS));
        acting.handleEvent(entry("Delete", UserOperationLogEntry.CATEGORY_TASK_WORKER));
        acting.handleEvent(entry("Complete", UserOperationLogEntry.CATEGORY_OPERATOR));
        verifyNoInteractions(log);
    }
}
