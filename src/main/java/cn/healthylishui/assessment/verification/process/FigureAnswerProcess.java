package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.WithoutLogin;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.ContradictionsSettled;
import cn.healthylishui.assessment.verification.FiguresContradicted;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Begins {@code figure-answer} (答复核查不一致) for the owner of figures that were found otherwise, and ends it once the city office has
 * decided: whoever has not answered by then need not.
 */
@Component
class FigureAnswerProcess {

    /** The message by which it begins. */
    private static final String CONTRADICTED = "figures-contradicted";

    /** The message by which one that waits for an answer ends. */
    static final String SETTLED = "contradictions-settled";

    private final RuntimeService runtime;
    private final WithoutLogin withoutLogin;

    FigureAnswerProcess(RuntimeService runtime, WithoutLogin withoutLogin) {
        this.runtime = runtime;
        this.withoutLogin = withoutLogin;
    }

    /** Without the rights of whoever made the finding, who need have none to the processes of the owner. */
    @EventListener
    void begin(FiguresContradicted contradicted) {
        withoutLogin.ask(() -> runtime.createMessageCorrelation(CONTRADICTED)
                .processInstanceBusinessKey("%d/query/%d".formatted(contradicted.year(), contradicted.query()))
                .setVariables(Map.of(
                        Variables.YEAR, contradicted.year(),
                        Variables.DISTRICT, contradicted.district(),
                        Variables.UNIT, contradicted.owner(),
                        Variables.QUERY, contradicted.query()))
                .correlateStartMessage());
    }

    @EventListener
    void end(ContradictionsSettled settled) {
        withoutLogin.ask(() -> runtime.createMessageCorrelation(SETTLED)
                .processInstanceVariableEquals(Variables.QUERY, settled.query())
                .correlateAllWithResult());
    }
}
