package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.RefusedActs;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;

class ManyVotersTest {

    @Test
    void a_ballot_that_never_had_its_turn_is_still_with_the_voter() {
        PlatformTransactionManager crowded = mock(PlatformTransactionManager.class);
        when(crowded.getTransaction(any())).thenThrow(new PessimisticLockingFailureException("busy"));
        TaskDesk desk = new TaskDesk(
                mock(TaskService.class),
                mock(IdentityService.class),
                mock(TaskRefs.class),
                mock(TaskFormRegistry.class),
                mock(DraftStore.class),
                mock(EvidenceStore.class),
                mock(CurrentActor.class),
                mock(Organization.class),
                mock(WorkingDays.class),
                mock(RefusedActs.class),
                crowded);

        assertThatThrownBy(() -> desk.cast("task", List.of()))
                .isInstanceOf(Refused.class)
                .hasMessage("现在投票的人太多，这一次没有投出，您选的都还在。请过一会儿再点一次。");
    }
}
