package cn.healthylishui.assessment.result.process;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** Starts {@code result-use} (结果运用) for whatever a change of a result, or a decided objection, has made due. */
@Component("resultUse")
public class ResultUseProcess {

    private static final String MESSAGE = "result-changed";

    private final RuntimeService runtime;

    ResultUseProcess(RuntimeService runtime) {
        this.runtime = runtime;
    }

    public void begin(int year) {
        runtime.createMessageCorrelation(MESSAGE)
                .processInstanceBusinessKey(String.valueOf(year))
                .setVariables(Map.of("year", year))
                .correlateStartMessage();
    }
}
