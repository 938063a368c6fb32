package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workflow.TaskDesk.TaskNotYours;
import cn.healthylishui.assessment.workflow.TaskReassignment.NotAllowed;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reassigning in a real engine that watches over rights. */
class TaskReassignmentTest {

    private static final Map<String, Office> OFFICES = Map.of(
            "city-office", new Office("city-office", "市健康丽水办", Office.Kind.CITY_OFFICE, null),
            "leading-group", new Office("leading-group", "领导小组", Office.Kind.LEADING_GROUP, null),
            "qingtian-jkb", new Office("qingtian-jkb", "青田县健康办", Office.Kind.COUNTY_OFFICE, "331121"),
            "qingtian-wjj", new Office("qingtian-wjj", "青田县卫生健康局", Office.Kind.MEMBER_UNIT, "331121"),
            "qingtian-jyj", new Office("qingtian-jyj", "青田县教育局", Office.Kind.MEMBER_UNIT, "331121"),
            "yunhe-jyj", new Office("yunhe-jyj", "云和县教育局", Office.Kind.MEMBER_UNIT, "331125"),
            "shi-tyj", new Office("shi-tyj", "市体育发展中心", Office.Kind.MUNICIPAL_UNIT, null),
            "shi-wgl", new Office("shi-wgl", "市文广旅体局", Office.Kind.MUNICIPAL_UNIT, null));

    private static ProcessEngine engine;

    private final Organization organization = mock(Organization.class);
    private final OperationLog log = mock(OperationLog.class);
    private TaskReassignment reassignment;

    @BeforeAll
    static void startEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("reassignment");
        configuration.setJdbcUrl("jdbc:h2:mem:reassignment");
        configuration.setJobExecutorActivate(false);
        configuration.setAuthorizationEnabled(true);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setGeneralResourceWhitelistPattern("[a-zA-Z0-9-]+");
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "matrix.bpmn",
                        Bpmn.createExecutableProcess("matrix")
                                .startEvent()
                                .userTask("taskFillMatrix")
                                .name("填报乡镇（街道）考核表")
                                .camundaCandidateGroups("${office}")
                                .endEvent()
                                .done())
                .deploy();
        OFFICES.keySet().forEach(office -> account(office, office));
        account("second", "qingtian-wjj");
    }

    private static void account(String user, String office) {
        IdentityService identity = engine.getIdentityService();
        if (identity.createGroupQuery().groupId(office).count() == 0) {
            identity.saveGroup(identity.newGroup(office));
        }
        identity.saveUser(identity.newUser(user));
        identity.createMembership(user, office);
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @BeforeEach
    void open() {
        when(organization.office(anyString()))
                .thenAnswer(call -> Optional.ofNullable(OFFICES.get(call.getArgument(0, String.class))));
        when(organization.officeName(anyString())).thenAnswer(call -> OFFICES.get(call.getArgument(0, String.class))
                .name());
        reassignment = new TaskReassignment(
                engine.getTaskService(),
                engine.getIdentityService(),
                engine.getAuthorizationService(),
                OpenWorks.refs(engine, mock(YearRoster.class), organization),
                new CurrentUser(engine.getIdentityService()),
                new EngineConfiguration().currentActor(engine.getIdentityService()),
                organization,
                log);
    }

    @AfterEach
    void close() {
        engine.getIdentityService().clearAuthentication();
        engine.getRuntimeService().createProcessInstanceQuery().list().forEach(instance -> engine.getRuntimeService()
                .deleteProcessInstance(instance.getId(), "the test is over"));
    }

    private static String taskOf(String office) {
        engine.getIdentityService().clearAuthentication();
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey("matrix", Map.of("office", office, "year", 2021, "district", "331121"))
                .getId();
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    private static void as(String user, String office) {
        engine.getIdentityService().setAuthentication(user, List.of(office));
    }

    private static TaskService tasks() {
        return engine.getTaskService();
    }

    private static Task asEngine(String taskId) {
        engine.getIdentityService().clearAuthentication();
        return tasks().createTaskQuery().taskId(taskId).singleResult();
    }

    @Test
    void the_task_is_the_other_office_s_and_no_longer_the_former_one_s() {
        String task = taskOf("qingtian-jyj");
        as("city-office", "city-office");

        reassignment.reassign(task, "qingtian-wjj", "机构合并");

        as("qingtian-wjj", "qingtian-wjj");
        assertThat(tasks().createTaskQuery().taskCandidateGroup("qingtian-wjj").count())
                .isEqualTo(1);
        tasks().claim(task, "qingtian-wjj");
        as("qingtian-jyj", "qingtian-jyj");
        assertThat(tasks().createTaskQuery().taskId(task).count()).isZero();
        assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> tasks().complete(task));
    }

    @Test
    void a_review_is_not_given_to_the_very_unit_it_is_about() {
        engine.getIdentityService().clearAuthentication();
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "matrix", Map.of("office", "shi-tyj", "year", 2021, "unit", "shi-wgl", "reviewer", "shi-tyj"))
                .getId();
        String task = tasks().createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        as("city-office", "city-office");

        assertThatThrownBy(() -> reassignment.reassign(task, "shi-wgl", "人手不够"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("：这项任务评审的就是它，本单位不能评审自己。");
    }

    @Test
    void the_former_assignee_loses_the_task_too() {
        String task = taskOf("qingtian-jyj");
        tasks().setAssignee(task, "qingtian-jyj");
        as("city-office", "city-office");

        reassignment.reassign(task, "qingtian-wjj", "机构合并");

        assertThat(asEngine(task).getAssignee()).isNull(); // the office has two accounts
        as("qingtian-jyj", "qingtian-jyj");
        assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> tasks().complete(task));
    }

    @Test
    void the_only_account_of_the_other_office_has_the_task_at_once() {
        String task = taskOf("qingtian-wjj");
        as("city-office", "city-office");

        reassignment.reassign(task, "qingtian-jyj", "机构合并");

        assertThat(asEngine(task).getAssignee()).isEqualTo("qingtian-jyj");
    }

    @Test
    void it_is_logged_with_both_offices_and_the_reason() {
        String task = taskOf("qingtian-jyj");
        as("city-office", "city-office");

        reassignment.reassign(task, "qingtian-wjj", " 机构合并 ");

        verify(log)
                .record(
                        new Actor("city-office", "city-office"),
                        Operation.of("改派任务", 2021, "331121")
                                .from("填报乡镇（街道）考核表：青田县教育局")
                                .to("青田县卫生健康局")
                                .because("机构合并"));
    }

    @Test
    void an_administrator_may_reassign_as_well() {
        String task = taskOf("shi-tyj");
        as("admin", "camunda-admin");

        reassignment.reassign(task, "shi-wgl", "机构合并");

        assertThat(asEngine(task)).isNotNull();
        assertThat(tasks().createTaskQuery()
                        .taskCandidateGroup("shi-wgl")
                        .includeAssignedTasks()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingtian-jyj", "qingtian-jkb", "leading-group", "shi-wgl"})
    void nobody_else_may(String office) {
        String task = taskOf("qingtian-jyj");
        as(office, office);

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reassignment.reassign(task, "qingtian-wjj", "机构合并"));

        unchanged(task, "qingtian-jyj");
    }

    @Test
    void a_stranger_may_not() {
        String task = taskOf("qingtian-jyj");

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reassignment.reassign(task, "qingtian-wjj", "机构合并"));
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-jyj, qingtian-jyj, 机构合并, 办理，请选择别的单位。",
        "qingtian-jyj, yunhe-jyj, 机构合并, 县（市、区）成员单位的任务只能改派给同一县（市、区）的单位。",
        "qingtian-jyj, shi-wgl, 机构合并, 县（市、区）成员单位的任务只能改派给同一县（市、区）的单位。",
        "qingtian-jyj, city-office, 机构合并, 县（市、区）成员单位的任务只能改派给同一县（市、区）的单位。",
        "qingtian-jyj, nobody, 机构合并, 请选择要改派到的单位。",
        "qingtian-jyj, '', 机构合并, 请选择",
        "qingtian-jyj, qingtian-wjj, ' ', 请写明改派理由，理由会记入操作日志。",
        "qingtian-jkb, qingtian-wjj, 机构合并, 只有成员单位和市直单位的任务可以改派；健康办和领导小组的任务由本单位办理，来不及的请申请延期。",
        "leading-group, city-office, 机构合并, 只有成员单位和市直单位的任务可以改派；健康办和领导小组的任务由本单位办理，来不及的请申请延期。",
        "shi-tyj, leading-group, 机构合并, 市直单位的任务只能改派给市直单位或市健康丽水办。",
        "shi-tyj, qingtian-jkb, 机构合并, 市直单位的任务只能改派给市直单位或市健康丽水办。",
    })
    void what_makes_no_sense_is_refused_and_nothing_moves(String from, String to, String reason, String message) {
        String task = taskOf(from);
        as("city-office", "city-office");

        assertThatThrownBy(() -> reassignment.reassign(task, to, reason))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);

        unchanged(task, from);
    }

    @Test
    void a_reason_that_the_log_cannot_keep_is_refused() {
        String task = taskOf("qingtian-jyj");
        as("city-office", "city-office");

        assertThatThrownBy(() -> reassignment.reassign(task, "qingtian-wjj", "因".repeat(2001)))
                .isInstanceOf(Refused.class)
                .hasMessage("改派理由最多2000字，现在有2001字，请缩短。");
    }

    @Test
    void a_task_that_is_done_cannot_be_reassigned() {
        String task = taskOf("qingtian-jyj");
        tasks().complete(task);
        as("city-office", "city-office");

        assertThatExceptionOfType(TaskNotYours.class)
                .isThrownBy(() -> reassignment.reassign(task, "qingtian-wjj", "机构合并"));
    }

    @Test
    void who_is_logged_in_stays_logged_in() {
        String task = taskOf("qingtian-jyj");
        as("city-office", "city-office");

        reassignment.reassign(task, "qingtian-wjj", "机构合并");

        assertThat(engine.getIdentityService().getCurrentAuthentication().getUserId())
                .isEqualTo("city-office");
    }

    private void unchanged(String task, String office) {
        verifyNoInteractions(log);
        assertThat(asEngine(task)).isNotNull();
        assertThat(tasks().getIdentityLinksForTask(task))
                .singleElement()
                .satisfies(link -> assertThat(link.getGroupId()).isEqualTo(office));
        assertThat(engine.getAuthorizationService()
                        .createAuthorizationQuery()
                        .authorizationType(Authorization.AUTH_TYPE_GRANT)
                        .resourceType(Resources.TASK)
                        .resourceId(task)
                        .groupIdIn(office)
                        .hasPermission(Permissions.READ)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void to_whom_a_task_belongs_already_is_said() {
        String task = taskOf("qingtian-jyj");
        as("city-office", "city-office");

        assertThatThrownBy(() -> reassignment.reassign(task, "qingtian-jyj", "机构合并"))
                .hasMessageStartingWith("这项任务现在就由")
                .hasMessageEndingWith("办理，请选择别的单位。");
    }
}
