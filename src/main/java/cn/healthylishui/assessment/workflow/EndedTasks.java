package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.EvidenceStore.Unused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * However a task ends that nobody has completed, with its procedure, by a message, by its time, or taken out by hand: what was typed
 * into it and uploaded for it goes with it. The engine tells it of every task of every model, those of earlier versions too, and also
 * where it is asked to tell no listeners.
 */
@Component
class EndedTasks extends AbstractProcessEnginePlugin implements ApplicationRunner {

    private final ObjectProvider<TaskFormListener> forms;
    private final ObjectProvider<EvidenceStore> evidence;
    private final ObjectProvider<OperationLog> log;
    private final Rows rows;

    EndedTasks(
            ObjectProvider<TaskFormListener> forms,
            ObjectProvider<EvidenceStore> evidence,
            ObjectProvider<OperationLog> log,
            JdbcClient jdbc) {
        this.forms = forms;
        this.evidence = evidence;
        this.log = log;
        this.rows = new Rows(jdbc);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        TaskListener ended = task -> forms.getObject().withdrawn(task);
        List<BpmnParseListener> listeners =
                new ArrayList<>(Objects.requireNonNullElse(engine.getCustomPostBPMNParseListeners(), List.of()));
        listeners.add(new AbstractBpmnParseListener() {
            @Override
            public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
                definitions.forEach(definition -> definition
                        .getTaskDefinitions()
                        .values()
                        .forEach(task -> task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, ended)));
            }
        });
        engine.setCustomPostBPMNParseListeners(listeners);
    }

    /** What earlier versions left of tasks that had ended before. */
    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        List<String> tasks = evidence.getObject().tasksWithUnused();
        // Asked after it: whoever uploads meanwhile does so for a task that is open.
        Set<String> open = new HashSet<>(rows.list(String.class, "select id_ from act_ru_task"));
        List<Unused> left = tasks.stream()
                .filter(task -> !open.contains(task))
                .map(task -> evidence.getObject().deleteUnused(task))
                .toList();
        if (!left.isEmpty()) {
            log.getObject()
                    .record(
                            Actor.SYSTEM,
                            Operation.of(TaskFormListener.TIDIED, "材料")
                                    .from(TaskFormListener.inWords(new Unused(
                                            left.stream()
                                                    .mapToInt(Unused::files)
                                                    .sum(),
                                            left.stream()
                                                    .mapToLong(Unused::bytes)
                                                    .sum())))
                                    .because("以前的任务结束时留下的"));
        }
    }
}
