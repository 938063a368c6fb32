package cn.healthylishui.assessment.refusal;

import static cn.healthylishui.assessment.TestFiles.pdf;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.filecheck.SuspectFiles;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;

/** Files that come in over HTTP: looked into, kept for their task alone, and gone when they prove nothing. */
class UploadedFilesTest extends StaffTest {

    private static final String UNIT = "kfq-wjj";

    @Autowired
    private EvidenceFolder folder;

    @Autowired
    private Assignments assignments;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private YearRoster roster;

    @Autowired
    private Returns returns;

    @Autowired
    private ManagementService management;

    @Autowired
    @Qualifier("endedTasks")
    private ApplicationRunner atStart;

    private @Nullable Deployment deployment;

    /** A member unit of the zone before its table; the year runs, nothing is filled in. */
    private String matrix() {
        startYear();
        assignments.confirm(
                YEAR,
                ZONE,
                tables.ofTownshipsIn(YEAR, ZONE).indicators().stream()
                        .collect(Collectors.toMap(Indicator::code, indicator -> UNIT)),
                new Actor("somebody", UNIT));
        return begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", ZONE))
                .taskId();
    }

    /** Whoever consolidates the table wants every item of it filled in once more. */
    private void sendEverythingBack() {
        for (YearTownship township : roster.townships(YEAR, ZONE)) {
            for (Indicator indicator : tables.ofTownshipsIn(YEAR, ZONE).indicators()) {
                returns.sendBack(
                        YEAR,
                        Returns.Stage.MATRIX,
                        UNIT,
                        township.code(),
                        indicator.code(),
                        "请补充材料",
                        new Actor("somebody", ZONE));
            }
        }
    }

    /** A row of the form into which files can be put. */
    private static JsonNode rowWithFiles(JsonNode form) {
        return Staff.stream(Staff.section(form, "evidence").path("rows")).get(0);
    }

    /** That it is not what was uploaded is known when the last byte is read: until then nothing is sent. */
    @Test
    void of_a_file_that_was_changed_on_the_disk_nothing_is_sent() throws Exception {
        String task = matrix();
        Staff staff = staff(UNIT);
        byte[] content = utf8("原件".repeat(40_000));
        String id = staff.attach(task, "台账.txt", content).json().path("id").asText();
        assertThat(staff.get("/api/files/" + id).body()).hasSize(80_000);
        Path file = folder.of(jdbc.sql("select sha256 from evidence where id = :id")
                .param("id", id)
                .query(String.class)
                .single());
        content[content.length - 1]++;
        Files.write(file, content);

        Answer answer = staff.get("/api/files/" + id);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("文件“台账.txt”在服务器上缺失或损坏");
        assertThat(answer.body()).doesNotContain("原件");
    }

    @Test
    void whatOfficesSendIsKeptAsItCameAndWhatHidesSomethingIsRefused() {
        String task = matrix();
        Staff staff = staff(UNIT);
        for (SuspectFiles.Honest file : SuspectFiles.honest()) {
            Answer answer = staff.attach(task, file.name(), file.content());
            assertThat(answer.status()).as(file + answer.body()).isEqualTo(200);
            assertThat(answer.json().path("name").asText()).isEqualTo(file.name());
            assertThat(answer.json().path("size").asInt()).isEqualTo(file.content().length);
        }
        Map<String, Long> before = counts();
        for (SuspectFiles.Suspect file : SuspectFiles.suspects()) {
            Answer answer = staff.attach(task, file.name(), file.content());
            assertThat(answer.message()).as(file.toString()).contains(file.words());
            assertThat(answer.status()).as(file.toString()).isEqualTo(422);
        }
        assertThat(counts()).isEqualTo(before);
        assertThat(before)
                .containsEntry("evidence", (long) SuspectFiles.honest().size());
    }

    @Test
    void aFileComesBackByteForByte() {
        String task = matrix();
        Staff staff = staff(UNIT);
        String text = "走访记录\n".repeat(20_000);
        String id = staff.attach(task, "记录.txt", utf8(text)).json().path("id").asText();

        Answer answer = staff.get("/api/files/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(text);
    }

    @Test
    void filesThatWereTakenOutAgainGoWhenTheTaskIsDone() {
        String task = matrix();
        Staff staff = staff(UNIT);
        filler.fillIn(YEAR, List.of(task("taskFillMatrix", UNIT)));
        List<String> used =
                jdbc.sql("select id from evidence").query(String.class).list();
        String dropped =
                staff.attach(task, "传错了.pdf", pdf("")).json().path("id").asText();
        staff.form(task);

        Answer done = staff.complete(task);

        assertThat(done.status()).as(done.body()).isEqualTo(204);
        assertThat(jdbc.sql("select id from evidence").query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(used)
                .doesNotContain(dropped)
                .isNotEmpty();
        assertThat(jdbc.sql("select from_value from operation_log where action = '清理未用的材料'")
                        .query(String.class)
                        .single())
                .isEqualTo("1个文件，共%d字节".formatted(pdf("").length));
        assertThat(staff.get("/api/files/" + dropped).status()).isEqualTo(404);
        Answer late = staff.attach(task, "迟到.pdf", pdf(""));
        assertThat(late.message()).contains("这项任务已经办结");
        assertThat(late.status()).isEqualTo(404);
    }

    /** Every way in which a task ends that nobody completes. */
    enum End {
        ON_OUR_PAGE((test, instance) -> test.endedOnOurPage(instance)),
        BY_THE_ENGINE((test, instance) -> test.processes.deleteProcessInstance(instance, "ended")),
        WITHOUT_LISTENERS((test, instance) -> test.processes.deleteProcessInstance(instance, "ended", true)),
        WHILE_SUSPENDED((test, instance) -> {
            test.processes.suspendProcessInstanceById(instance);
            assertThat(test.count("evidence")).as("it has not ended").isEqualTo(1);
            test.processes.deleteProcessInstance(instance, "ended");
        }),
        TAKEN_OUT((test, instance) -> test.processes
                .createProcessInstanceModification(instance)
                .cancelAllForActivity("taskFillMatrix")
                .execute()),
        BY_ITS_TIME((test, instance) -> test.management.executeJob(test.management
                .createJobQuery()
                .processInstanceId(instance)
                .timers()
                .singleResult()
                .getId())),
        BY_A_MESSAGE((test, instance) -> test.processes
                .createMessageCorrelation("enough")
                .processInstanceId(instance)
                .correlate()),
        BY_ANOTHER_TASK((test, instance) -> test.tasks.complete(test.tasks
                .createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("other")
                .singleResult()
                .getId())),
        WITH_ITS_MODEL((test, instance) -> test.repository.deleteDeployment(test.deployment.getId(), true));

        private final BiConsumer<UploadedFilesTest, String> act;

        End(BiConsumer<UploadedFilesTest, String> act) {
            this.act = act;
        }
    }

    private void endedOnOurPage(String instance) {
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"")
                .matcher(boss.get("/my/processes/" + instance).body());
        assertThat(seen.find()).isTrue();
        Answer ended =
                boss.postFields("/my/processes/" + instance + "/end", Map.of("seen", seen.group(1), "reason", "发起错了"));
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
    }

    /** A task that a timer, a message and another task end. */
    private void deployShortLived() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("short-lived")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .parallelGateway("both")
                .userTask("taskFillMatrix")
                .camundaCandidateGroups(UNIT)
                .camundaTaskListenerExpression("create", "${taskForms.arrived(task)}")
                .boundaryEvent("time")
                .timerWithDuration("P1D")
                .endEvent()
                .moveToActivity("taskFillMatrix")
                .boundaryEvent("message")
                .message("enough")
                .endEvent()
                .moveToActivity("taskFillMatrix")
                .endEvent()
                .moveToNode("both")
                .userTask("other")
                .endEvent("over")
                .done();
        EndEvent over = model.getModelElementById("over");
        over.addChildElement(model.newInstance(TerminateEventDefinition.class));
        deployment = repository
                .createDeployment()
                .addModelInstance("short-lived.bpmn", model)
                .deploy();
    }

    @AfterEach
    void takeTheModelAway() {
        if (deployment != null
                && repository
                                .createDeploymentQuery()
                                .deploymentId(deployment.getId())
                                .count()
                        == 1) {
            repository.deleteDeployment(deployment.getId(), true);
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void filesOfATaskThatNobodyCompletesGoWithItAndCountForNobody(End end) {
        matrix();
        deployShortLived();
        String instance = processes
                .startProcessInstanceByKey("short-lived", Map.of("year", YEAR, "district", ZONE, "unit", UNIT))
                .getId();
        String task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("taskFillMatrix")
                .singleResult()
                .getId();
        Staff staff = staff(UNIT);
        String file = staff.attach(task, "照片.pdf", pdf("")).json().path("id").asText();
        String row = rowWithFiles(staff.form(task).json()).path("key").asText();
        assertThat(staff.type(task, "evidence", row, 0, Map.of("files", file)).status())
                .isEqualTo(200);

        end.act.accept(this, instance);

        assertThat(isOpen(task)).isFalse();
        assertThat(jdbc.sql("select count(*) from evidence where office = :unit")
                        .param("unit", UNIT)
                        .query(Integer.class)
                        .single())
                .as("what the budget counts")
                .isZero();
        assertThat(typed(task)).isEmpty();
        assertThat(staff.get("/api/files/" + file).status()).isEqualTo(404);
        assertThat(jdbc.sql("select from_value || reason from operation_log where action = '清理未用的材料'")
                        .query(String.class)
                        .single())
                .isEqualTo("1个文件，共%d字节任务没有办结就已结束".formatted(pdf("").length));
    }

    @Test
    void whatAnEarlierVersionLeftOfEndedTasksGoesAtTheNextStart() throws Exception {
        String task = matrix();
        filler.fillIn(YEAR, List.of(task("taskFillMatrix", UNIT)));
        Staff staff = staff(UNIT);
        staff.form(task);
        assertThat(staff.complete(task).status()).isEqualTo(204);
        List<String> used =
                jdbc.sql("select id from evidence").query(String.class).list();
        String open = begin("district-assessment", "taskConsolidate", Map.of("year", YEAR, "district", ZONE))
                .taskId();
        String kept = staff(ZONE_OFFICE)
                .attach(open, "在办的.pdf", pdf(""))
                .json()
                .path("id")
                .asText();
        String left = staff(ZONE_OFFICE)
                .attach(open, "留下的.pdf", pdf(""))
                .json()
                .path("id")
                .asText();
        jdbc.sql("update evidence set task_id = 'ended long ago' where id = :id")
                .param("id", left)
                .update();

        atStart.run(new DefaultApplicationArguments());

        assertThat(used).isNotEmpty();
        assertThat(jdbc.sql("select id from evidence").query(String.class).list())
                .contains(kept)
                .containsAll(used)
                .doesNotContain(left);
    }

    @Test
    void whatWasHandedInBeforeStaysWithItsRowWhenTheTaskComesBackAndGoesNowhereElse() {
        String first = matrix();
        filler.fillIn(YEAR, List.of(task("taskFillMatrix", UNIT)));
        Staff staff = staff(UNIT);
        staff.form(first);
        assertThat(staff.complete(first).status()).isEqualTo(204);
        sendEverythingBack();
        String again = begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", ZONE))
                .taskId();

        JsonNode form = staff.form(again).json();
        JsonNode row = Staff.stream(Staff.section(form, "evidence").path("rows")).stream()
                .filter(one -> one.path("values").path("files").size() > 0)
                .findFirst()
                .orElseThrow();
        String key = row.path("key").asText();
        String file = row.path("values").path("files").path(0).path("id").asText();
        String added =
                staff(UNIT).attach(again, "补充.pdf", pdf("")).json().path("id").asText();

        Answer kept = staff.type(again, "evidence", key, 0, Map.of("files", file + "," + added));
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        assertThat(Staff.row(kept.json(), "evidence", key).path("values").path("files"))
                .hasSize(2);
        String other = Staff.stream(Staff.section(form, "evidence").path("rows")).stream()
                .map(one -> one.path("key").asText())
                .filter(one -> !one.equals(key))
                .findFirst()
                .orElseThrow();
        Answer moved = staff.type(again, "evidence", other, 0, Map.of("files", file));
        assertThat(moved.message()).contains("这里填了不是在这项任务里上传的文件，或已经没有的文件。请删去后重新上传。");
        assertThat(moved.status()).isEqualTo(422);
    }

    @Test
    void aColleaguesFileForTheSameTaskCanBeUsed() {
        String task = matrix();
        String id = colleague(UNIT)
                .attach(task, "同事的.pdf", pdf(""))
                .json()
                .path("id")
                .asText();
        Staff staff = staff(UNIT);
        String row = rowWithFiles(staff.form(task).json()).path("key").asText();

        Answer answer = staff.type(task, "evidence", row, 0, new HashMap<>(Map.of("files", id)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("同事的.pdf");
    }
}
