package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Of two instances that carry the same record only the one that began it goes on, even where the engine is asked in nobody's name. That
 * no kind of task is completed for another's record stands in {@link BareRestTest}.
 */
class RecordOwnersTest extends ApprovedYearTest {

    private static final String SENTENCE = "这件事由另一个流程在办";

    /** Whatever records are told by. */
    private static final Map<String, Object> RECORD = Map.ofEntries(
            Map.entry("year", YEAR),
            Map.entry("district", ZONE),
            Map.entry("unit", "shi-hsz"),
            Map.entry("quarter", 1),
            Map.entry("period", 3),
            Map.entry("plan", 1L),
            Map.entry("visit", 1L),
            Map.entry("request", 1L),
            Map.entry("correction", 1L),
            Map.entry("proposal", 1L),
            Map.entry("circulation", 1L),
            Map.entry("notice", 1L),
            Map.entry("objection", 1L),
            Map.entry("interview", 1L),
            Map.entry("misconduct", 1L),
            Map.entry("handOver", 1L),
            Map.entry("extension", 1L),
            Map.entry("adjustment", 1L));

    @Autowired
    private RecordOwners owners;

    @Autowired
    private ManagementService management;

    @Autowired
    private DataSource dataSource;

    private List<ProcessDefinition> definitions() {
        return repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .filter(definition -> definition.getResourceName().startsWith("processes/"))
                .toList();
    }

    private void own(String process, String record, String instance) {
        jdbc.sql(
                        "insert into record_instance (process, record, process_instance) values (:process, :record, :instance)")
                .param("process", process)
                .param("record", record)
                .param("instance", instance)
                .update();
    }

    /** Record to instance, of each procedure. */
    private Map<String, String> owned() {
        Map<String, String> owned = new TreeMap<>();
        jdbc.sql("select process, record, process_instance from record_instance")
                .query(rs -> {
                    owned.put(rs.getString("process") + " " + rs.getString("record"), rs.getString("process_instance"));
                });
        return owned;
    }

    @Test
    void everyProcedureIsAboutARecordOrKnownToBeAboutNone() {
        assertThat(definitions()).hasSizeGreaterThan(20).allSatisfy(definition -> assertThat(
                        RecordOwners.knows(definition.getKey()))
                .as(definition.getKey())
                .isTrue());
    }

    @Test
    void noSecondInstanceBeginsAnywhereForARecordThatIsAnothers() {
        int tried = 0;
        for (ProcessDefinition definition : definitions()) {
            String process = definition.getKey();
            var key = RecordOwners.own(process, RECORD::get);
            if (key.isEmpty()) {
                continue;
            }
            owners.release(key.get());
            own(process, key.get().record(), "another");
            for (UnaryOperator<ProcessInstantiationBuilder> way : ways(definition)) {
                ProcessInstantiationBuilder second =
                        way.apply(processes.createProcessInstanceByKey(process).setVariables(RECORD));
                Throwable refusal = catchThrowable(second::execute);
                if (!String.valueOf(refusal).contains("Cannot start after activity")) { // which the engine never does
                    assertThat(refusal)
                            .as(process)
                            .isInstanceOf(OutOfStep.class)
                            .hasMessageContaining(SENTENCE);
                    tried++;
                }
            }
            for (UserTask task :
                    repository.getBpmnModelInstance(definition.getId()).getModelElementsByType(UserTask.class)) {
                ProcessInstantiationBuilder second =
                        processes.createProcessInstanceByKey(process).startBeforeActivity(task.getId());
                RECORD.forEach(second::setVariableLocal); // seen by this task alone
                assertThat(catchThrowable(second::execute))
                        .as(process + " " + task.getId())
                        .isNotNull();
            }
            assertThat(processes
                            .createProcessInstanceQuery()
                            .processDefinitionKey(process)
                            .count())
                    .as(process)
                    .isZero();
        }
        assertThat(tried).isGreaterThan(600);
    }

    /** At the beginning, before and after each step, and along each flow. */
    private List<UnaryOperator<ProcessInstantiationBuilder>> ways(ProcessDefinition definition) {
        var model = repository.getBpmnModelInstance(definition.getId());
        return Stream.of(
                        Stream.<UnaryOperator<ProcessInstantiationBuilder>>of(begun -> begun),
                        model.getModelElementsByType(FlowNode.class).stream()
                                .<UnaryOperator<ProcessInstantiationBuilder>>map(
                                        node -> begun -> begun.startBeforeActivity(node.getId())),
                        model.getModelElementsByType(FlowNode.class).stream()
                                .filter(node -> node.getOutgoing().size() == 1)
                                .<UnaryOperator<ProcessInstantiationBuilder>>map(
                                        node -> begun -> begun.startAfterActivity(node.getId())),
                        model.getModelElementsByType(SequenceFlow.class).stream()
                                .<UnaryOperator<ProcessInstantiationBuilder>>map(
                                        flow -> begun -> begun.startTransition(flow.getId())))
                .flatMap(ways -> ways)
                .toList();
    }

    @Test
    void whoGotAnothersRecordLaterGetsNoFurther() {
        OpenWork investigation = objected(posted());
        Object objection = Objects.requireNonNull(investigation.variables().get("objection"));
        assertThat(owned()).containsEntry("objection " + objection, instanceOf(investigation));
        ProcessInstance second = processes
                .createProcessInstanceByKey("objection")
                .startBeforeActivity("taskFileObjection")
                .setVariables(Map.of("office", CITY))
                .execute();
        processes.setVariable(second.getId(), "objection", objection);
        processes.setVariable(second.getId(), "year", YEAR);

        assertThatThrownBy(() -> processes
                        .createProcessInstanceModification(second.getId())
                        .startBeforeActivity("taskDecideObjection")
                        .execute())
                .hasMessageContaining(SENTENCE);
        assertThatThrownBy(() -> processes
                        .createProcessInstanceByKey("result-revision")
                        .setVariables(Map.of("year", YEAR, "objection", objection))
                        .execute())
                .as("what is done for an objection is done by its own procedure alone")
                .hasMessageContaining(SENTENCE);

        processes.deleteProcessInstance(second.getId(), "a stray instance can be ended");
        decide(investigation, false);
        assertThat(anyTask("taskAnswerObjection").variables()).containsEntry("objection", objection);
    }

    /** A step of the system that comes by its time, not by somebody's task. */
    @Test
    void aStepOfTheSystemIsNotDoneForAnothersRecordEither() {
        beginResultUse();
        postNotice();
        String notice = jdbc.sql("select id from notice").query(String.class).single();
        String owner = Objects.requireNonNull(owned().get("publicity " + notice));
        owners.release(new RecordOwners.Key("publicity", notice));
        own("publicity", notice, "another");
        Job over = management.createJobQuery().processInstanceId(owner).timers().singleResult();

        assertThatThrownBy(() -> management.executeJob(over.getId())).hasMessageContaining(SENTENCE);
        assertThat(jdbc.sql("select state from notice").query(String.class).single())
                .isEqualTo("POSTED");

        owners.release(new RecordOwners.Key("publicity", notice));
        own("publicity", notice, owner);
        letTheFirstPeriodPass();
        assertThat(jdbc.sql("select state from notice").query(String.class).single())
                .isEqualTo("CLOSED");
    }

    @Test
    void whatWasEndedOnPurposeIsBegunAnewWithARecordOfItsOwn() {
        OpenWork first = objected(posted());
        Object ended = Objects.requireNonNull(first.variables().get("objection"));
        processes.deleteProcessInstance(instanceOf(first), "filed by mistake");

        OpenWork second = objected(posted());

        assertThat(second.variables().get("objection")).isNotEqualTo(ended);
        decide(second, false);
        assertThat(objections.get((Long) ended).state()).isEqualTo(Objections.State.FILED);
        assertThatThrownBy(() -> processes
                        .createProcessInstanceByKey("objection")
                        .startBeforeActivity("taskInvestigateObjection")
                        .setVariables(Map.of("year", YEAR, "objection", ended))
                        .execute())
                .as("nobody takes up what was ended")
                .hasMessageContaining(SENTENCE);
    }

    @Test
    @OnBothDatabases
    void ofSeveralThatBeginTheSameRecordAtOnceOneDoes() throws Exception {
        int several = 6;
        CyclicBarrier together = new CyclicBarrier(several);
        ExecutorService threads = Executors.newFixedThreadPool(several);
        try {
            Callable<Throwable> begin = () -> {
                together.await();
                return catchThrowable(() -> processes
                        .createProcessInstanceByKey("deadline-extension")
                        .startBeforeActivity("taskDecideExtension")
                        .setVariables(Map.of("office", CITY, "extension", 77L))
                        .execute());
            };
            List<Future<Throwable>> begun = threads.invokeAll(
                    IntStream.range(0, several).mapToObj(i -> begin).toList());
            int refused = 0;
            for (Future<Throwable> one : begun) {
                if (one.get() != null) {
                    assertThat(one.get()).hasMessageContaining(SENTENCE);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(several - 1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey("deadline-extension")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void recordsOfAnEarlierVersionGoToTheInstancesThatHaveThem() throws Exception {
        OpenWork investigation = objected(posted());
        decide(investigation, true);
        ProcessInstance ended = extension();
        processes.deleteProcessInstance(ended.getId(), "it had ended");
        StandAt.anew(jdbc, "deadline-extension");
        ProcessInstance running = extension();
        Map<String, String> before = owned();
        assertThat(before)
                .containsEntry("deadline-extension 77", running.getId())
                .containsKeys(
                        "annual-assessment " + YEAR,
                        "publicity " + notices.all(YEAR).get(0).id());
        jdbc.sql("delete from record_instance").update();

        try (Connection connection = dataSource.getConnection()) {
            new RecordsOfEarlierInstances().migrate((Context) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Context.class},
                    (proxy, method, arguments) -> connection));
        }

        assertThat(owned())
                .as("what runs")
                .containsAllEntriesOf(before)
                .as("and what has ended, here with the fixture")
                .containsKeys("district-assessment " + YEAR + "/" + ZONE, "official-figures " + YEAR);
    }

    /** Somebody to object to: named by the notice that is posted. */
    private String posted() {
        if (notices.all(YEAR).isEmpty()) {
            beginResultUse();
            postNotice();
        }
        return notices.posted(notices.all(YEAR).get(0)).get(0).code();
    }

    private ProcessInstance extension() {
        return processes
                .createProcessInstanceByKey("deadline-extension")
                .startBeforeActivity("taskDecideExtension")
                .setVariables(Map.of("office", Office.CITY, "extension", 77L))
                .execute();
    }

    private String instanceOf(OpenWork work) {
        return tasks.createTaskQuery().taskId(work.taskId()).singleResult().getProcessInstanceId();
    }
}
