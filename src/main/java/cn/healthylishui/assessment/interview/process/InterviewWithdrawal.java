package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.WithoutLogin;
import cn.healthylishui.assessment.interview.InterviewWithdrawn;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** 约谈撤销: ends the process of an interview that was withdrawn; one that has not begun never will. */
@Component
class InterviewWithdrawal {

    /** The message by which a running interview ends. */
    static final String FAILURE_LIFTED = "failure-lifted";

    private final RuntimeService runtime;
    private final WithoutLogin withoutLogin;

    InterviewWithdrawal(RuntimeService runtime, WithoutLogin withoutLogin) {
        this.runtime = runtime;
        this.withoutLogin = withoutLogin;
    }

    /** Without the rights of whoever changed the result, who need have none to the processes of other offices. */
    @EventListener
    void end(InterviewWithdrawn withdrawn) {
        withoutLogin.ask(() -> runtime.createMessageCorrelation(FAILURE_LIFTED)
                .processInstanceVariableEquals(Variables.INTERVIEW, withdrawn.interview())
                .correlateAllWithResult());
    }
}
