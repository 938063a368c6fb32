package cn.healthylishui.assessment.workflow;

import static java.util.Map.entry;

import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 一事一流程: a record belongs to the one instance of its procedure that began it. The engine asks at the start of every procedure and of
 * each of its steps, and so does whoever hands out a form; an instance that carries another one's record gets no further, however it
 * came by it. A record stays with its instance when that has ended.
 */
@Component
class RecordOwners extends AbstractProcessEnginePlugin {

    /** By which of its variables a procedure tells the record that it is about. */
    private static final Map<String, List<String>> RECORDS = Map.ofEntries(
            entry("annual-assessment", List.of(Variables.YEAR)),
            entry("official-figures", List.of(Variables.YEAR)),
            entry("democratic-appraisal", List.of(Variables.YEAR)),
            entry("city-summary", List.of(Variables.YEAR)),
            entry("unit-assessment", List.of(Variables.YEAR, Variables.UNIT)),
            entry("district-assessment", List.of(Variables.YEAR, Variables.DISTRICT)),
            entry("district-unit-assessment", List.of(Variables.YEAR, Variables.DISTRICT)),
            entry("spot-check", List.of(Variables.YEAR, Variables.DISTRICT)),
            entry("annual-work-plan", List.of(Variables.PLAN)),
            entry("quarterly-progress", List.of(Variables.YEAR, Variables.QUARTER)),
            entry("group-visit", List.of(Variables.VISIT)),
            entry("figure-report", List.of(Variables.REQUEST)),
            entry("figure-period", List.of(Variables.YEAR, Variables.PERIOD)),
            entry("figure-answer", List.of(Variables.QUERY)),
            entry("figure-correction", List.of(Variables.CORRECTION)),
            entry("result-revision", List.of(Variables.PROPOSAL)),
            entry("result-use", List.of(Variables.CIRCULATION)),
            entry("publicity", List.of(Variables.NOTICE)),
            entry("objection", List.of(Variables.OBJECTION)),
            entry("interview", List.of(Variables.INTERVIEW)),
            entry("misconduct", List.of(Variables.MISCONDUCT)),
            entry("hand-over", List.of(Variables.HAND_OVER)),
            entry("deadline-extension", List.of(Variables.EXTENSION)),
            entry("indicator-adjustment", List.of(Variables.ADJUSTMENT)));

    /** What a procedure does for another one's record, which it must have been called for. */
    private static final Map<String, String> FOR_ANOTHER = Map.of("result-revision", "objection");

    /** Reading a roster over can be asked for any number of times. */
    private static final Set<String> WITHOUT = Set.of("year-roster");

    /** @param process the key of the procedure that a record is of */
    record Key(String process, String record) {}

    private record Owned(String process, String record, String processInstance) {}

    private final Rows rows;

    RecordOwners(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    static boolean knows(String process) {
        return RECORDS.containsKey(process) || WITHOUT.contains(process);
    }

    /** The variables by which procedures tell their records. */
    static Set<String> variables() {
        return RECORDS.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    /** The record that a procedure is about; empty while it has none. */
    static Optional<Key> own(String process, Function<String, @Nullable Object> variables) {
        List<String> names = RECORDS.getOrDefault(process, List.of());
        List<String> parts = names.stream()
                .map(variables)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
        return names.isEmpty() || parts.size() < names.size()
                ? Optional.empty()
                : Optional.of(new Key(process, String.join("/", parts)));
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomPostBPMNParseListeners(), List.of()));
        listeners.add(new EveryStep());
        configuration.setCustomPostBPMNParseListeners(listeners);
    }

    /** In the models of earlier versions too. */
    private final class EveryStep extends AbstractBpmnParseListener {

        private final ExecutionListener owned = RecordOwners.this::begin;

        @Override
        public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
            definitions.forEach(definition -> {
                definition.addListener(ExecutionListener.EVENTNAME_START, owned);
                listen(definition);
            });
        }

        private void listen(ScopeImpl scope) {
            for (ActivityImpl activity : scope.getActivities()) {
                activity.addListener(ExecutionListener.EVENTNAME_START, owned);
                listen(activity);
            }
        }
    }

    private record Instance(String id, String process) {}

    /**
     * The engine would read every variable of every scope again, which the task tells already.
     *
     * @throws OutOfStep where the record of the task's procedure is another instance's
     */
    void require(TaskRef task) {
        rows.find(Instance.class, """
                select t.PROC_INST_ID_ as id, d.KEY_ as process
                from ACT_RU_TASK t join ACT_RE_PROCDEF d on d.ID_ = t.PROC_DEF_ID_ where t.ID_ = :task
                """, task.id())
                .ifPresent(instance -> records(instance.process(), task.variables()::get)
                        .forEach(key -> owner(key)
                                .ifPresent(owner -> require(
                                        owner, Stream.iterate(instance.id(), Objects::nonNull, this::callerOf)))));
    }

    private @Nullable String callerOf(String instance) {
        return rows.find(String.class, """
                select calling.PROC_INST_ID_ from ACT_RU_EXECUTION called
                join ACT_RU_EXECUTION calling on calling.ID_ = called.SUPER_EXEC_ where called.ID_ = :instance
                """, instance).orElse(null);
    }

    /** A step begins: a record that nobody has yet is this instance's from here on. */
    private void begin(DelegateExecution execution) {
        ExecutionEntity instance = ((ExecutionEntity) execution).getProcessInstance();
        for (Key key : records(instance.getProcessDefinition().getKey(), execution::getVariable)) {
            owner(key)
                    .ifPresentOrElse(
                            owner -> require(
                                    owner,
                                    Stream.iterate(instance, Objects::nonNull, RecordOwners::caller)
                                            .map(ExecutionEntity::getId)),
                            () -> keep(key, instance));
        }
    }

    /** @param variables as seen from where it stands: what is nearer hides what the whole instance has */
    private static List<Key> records(String process, Function<String, @Nullable Object> variables) {
        List<Key> keys = new ArrayList<>();
        own(process, variables).ifPresent(keys::add);
        @Nullable String another = FOR_ANOTHER.get(process);
        if (another != null) {
            own(another, variables).ifPresent(keys::add);
        }
        return keys;
    }

    private Optional<String> owner(Key key) {
        return rows.find(
                String.class,
                "select process_instance from record_instance where process = :process and record = :record",
                key.process(),
                key.record());
    }

    /** @param instances the one that is at it, what called it, what called that */
    private static void require(String owner, Stream<String> instances) {
        if (instances.noneMatch(owner::equals)) {
            throw refusal();
        }
    }

    private static @Nullable ExecutionEntity caller(ExecutionEntity instance) {
        @Nullable ExecutionEntity calling = instance.getSuperExecution();
        return calling == null ? null : calling.getProcessInstance();
    }

    private void keep(Key key, ExecutionEntity instance) {
        String owner = key.process().equals(instance.getProcessDefinition().getKey())
                ? instance.getId()
                : instance.getRootProcessInstanceId();
        try {
            rows.insert("record_instance", new Owned(key.process(), key.record(), owner));
        } catch (DuplicateKeyException takenMeanwhile) {
            throw refusal();
        }
    }

    private static OutOfStep refusal() {
        OutOfStep refusal = new OutOfStep("这件事由另一个流程在办，或已由它办结，这个流程不能再办，没有办理。请告诉系统管理员，由他在“流程”页结束这个流程。");
        TaskFormListener.tell(
                refusal); // a step of the system that follows on somebody's task is refused under their hands
        return refusal;
    }

    /** A new instance takes up what an ended one has left. */
    void release(Key key) {
        rows.update(
                "delete from record_instance where process = :process and record = :record",
                key.process(),
                key.record());
    }
}
