package cn.healthylishui.assessment.followup.process;

import cn.healthylishui.assessment.followup.InterviewWithdrawn;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** 约谈撤销: ends the process of an interview that was withdrawn; one that has not begun never will. */
@Component
class InterviewWithdrawal {

    /** The message by which a running interview ends. */
    static final String FAILURE_LIFTED = "failure-lifted";

    private final RuntimeService runtime;
    private final IdentityService identity;

    InterviewWithdrawal(RuntimeService runtime, IdentityService identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    /** Without the rights of whoever changed the result, who need have none to the processes of other offices. */
    @EventListener
    void end(InterviewWithdrawn withdrawn) {
        Authentication login = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            runtime.createMessageCorrelation(FAILURE_LIFTED)
                    .processInstanceVariableEquals(Variables.INTERVIEW, withdrawn.interview())
                    .correlateAll();
        } finally {
            if (login != null) {
                identity.setAuthentication(login);
            }
        }
    }
}
