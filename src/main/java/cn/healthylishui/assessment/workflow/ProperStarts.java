package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractModificationCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractPatchVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractRestartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractSetVariableCmd;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceAsyncCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.batch.variables.SetVariablesToProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.migration.AbstractMigrationCmd;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/**
 * Nobody who is logged in, administrators included, begins a procedure anywhere but at its beginning, moves it, wakes it, or puts
 * variables of their own into it; and what other procedures call is started by them alone. This holds in the engine, whatever way
 * leads there; what a procedure does by itself on somebody's completing a task is not meant.
 */
@Component
class ProperStarts extends AbstractProcessEnginePlugin {

    private static final List<Class<?>> NEVER_BY_HAND = List.of(
            StartProcessInstanceAtActivitiesCmd.class,
            ModifyProcessInstanceCmd.class,
            ModifyProcessInstanceAsyncCmd.class,
            AbstractModificationCmd.class,
            AbstractRestartProcessInstanceCmd.class,
            AbstractMigrationCmd.class,
            AbstractSetVariableCmd.class,
            AbstractPatchVariablesCmd.class,
            SetVariablesToProcessInstancesBatchCmd.class,
            AbstractCorrelateMessageCmd.class,
            MessageEventReceivedCmd.class,
            SignalCmd.class,
            SignalEventReceivedCmd.class);

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<CommandInterceptor> interceptors = new ArrayList<>(
                Objects.requireNonNullElse(engine.getCustomPreCommandInterceptorsTxRequired(), List.of()));
        interceptors.add(new ByHand(engine));
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
        List<org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener> listeners =
                new ArrayList<>(Objects.requireNonNullElse(engine.getCustomPostBPMNParseListeners(), List.of()));
        listeners.add(new CalledOnly(engine));
        engine.setCustomPostBPMNParseListeners(listeners);
    }

    private static boolean isSomebodyLoggedIn(ProcessEngineConfigurationImpl engine) {
        return engine.getIdentityService().getCurrentAuthentication() != null;
    }

    private static final class ByHand extends CommandInterceptor {

        private final ProcessEngineConfigurationImpl engine;

        ByHand(ProcessEngineConfigurationImpl engine) {
            this.engine = engine;
        }

        @Override
        public <T> T execute(Command<T> command) {
            boolean outermost = Context.getCommandContext() == null;
            if (outermost
                    && NEVER_BY_HAND.stream().anyMatch(kind -> kind.isInstance(command))
                    && isSomebodyLoggedIn(engine)) {
                throw new OutOfStep("流程只能从头发起、按步骤办理，不能从中间开始、改动、跳转或者自带数据。");
            }
            return next.execute(command);
        }
    }

    /** What a person cannot start from Tasklist cannot be started by a person at all. */
    private static final class CalledOnly extends AbstractBpmnParseListener {

        private final ProcessEngineConfigurationImpl engine;

        CalledOnly(ProcessEngineConfigurationImpl engine) {
            this.engine = engine;
        }

        @Override
        public void parseProcess(Element process, ProcessDefinitionEntity definition) {
            if (!definition.isStartableInTasklist()) {
                definition.addListener(
                        "start", (org.camunda.bpm.engine.delegate.ExecutionListener) this::requireCaller);
            } else if (definition.getProperty(BpmnParse.PROPERTYNAME_INITIATOR_VARIABLE_NAME) == null) {
                definition.addListener(
                        "start", (org.camunda.bpm.engine.delegate.ExecutionListener) this::requireNoOffice);
            }
        }

        private void requireCaller(DelegateExecution execution) {
            if (execution.getSuperExecution() == null && !isWoken(execution) && isSomebodyLoggedIn(engine)) {
                throw new OutOfStep("这个流程由别的流程办到时自动开始，不能单独发起。");
            }
        }

        /** What begins in the name of the city office alone has no other to be told. */
        private void requireNoOffice(DelegateExecution execution) {
            if (execution.hasVariable(Variables.OFFICE) && isSomebodyLoggedIn(engine)) {
                OutOfStep refusal = new OutOfStep("这个流程发起时不用选单位。请刷新页面后再发起。");
                TaskFormListener.tell(refusal);
                throw refusal;
            }
        }

        /**
         * Begun by a message that another procedure sent. Where nothing but a message begins it, whoever starts it by its name comes in
         * at the same place: those who send one are logged in as nobody.
         */
        private static boolean isWoken(DelegateExecution execution) {
            ExecutionEntity begun = (ExecutionEntity) execution;
            ActivityImpl begins = begun.getActivity();
            return begins != null
                    && "messageStartEvent".equals(begins.getProperty("type"))
                    && !begins.equals(begun.getProcessDefinition().getInitial());
        }
    }
}
