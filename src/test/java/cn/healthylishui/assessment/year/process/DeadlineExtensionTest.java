package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.workflow.EngineWithoutLogin;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.workflow.OpenWorks;
import cn.healthylishui.assessment.year.CycleFixture;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extension;
import cn.healthylishui.assessment.year.Extensions;
import cn.healthylishui.assessment.year.OpenTask;
import cn.healthylishui.assessment.year.Reminder;
import cn.healthylishui.assessment.year.Reminders;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
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

/** Extensions from the form to the tasks of a real engine. */
class DeadlineExtensionTest {

    private static final String QINGTIAN = "qingtian-jkb";
    private static final String YUNHE = "yunhe-jkb";
    private static final Actor APPLICANT = new Actor("wang", QINGTIAN);

    private static final Map<Object, Object> BEANS = new HashMap<>();
    private static ProcessEngine engine;

    private CycleFixture fixture;
    private EngineTasks tasks;
    private OpenWork openWork;
    private Reminders reminders;
    private Extensions extensions;
    private DeadlineExtensionProcess process;
    private ApplyExtensionForm apply;
    private DecideExtensionForm decide;

    @BeforeAll
    static void startEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("deadline-extension");
        configuration.setJdbcUrl("jdbc:h2:mem:deadline-extension");
        configuration.setJobExecutorActivate(false);
        configuration.setAuthorizationEnabled(true);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setBeans(BEANS);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "district.bpmn",
                        Bpmn.createExecutableProcess("district")
                                .startEvent()
                                .parallelGateway("fork")
                                .userTask("taskSubmitPapers")
                                .name("上报四项材料")
                                .camundaCandidateGroups("${office}")
                                .camundaDueDate("${deadlines.dueDate(year,'SELF_CHECK',office)}")
                                .endEvent()
                                .moveToNode("fork")
                                .userTask("taskConfirmAssignment")
                                .name("确认成员单位分工")
                                .camundaCandidateGroups("${office}")
                                .camundaDueDate("${deadlines.dueDate(year,'ASSIGNMENT',office)}")
                                .endEvent()
                                .moveToNode("fork")
                                .userTask("taskCommentFindings")
                                .name("对核查结果提出意见")
                                .camundaCandidateGroups("${office}")
                                .camundaDueDate("${deadlines.commentDue(year,office)}")
                                .endEvent()
                                .moveToNode("fork")
                                .userTask("taskNeverDue")
                                .camundaCandidateGroups("${office}")
                                .endEvent()
                                .done())
                .deploy();
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-10T08:00");
        fixture.started(2021);
        Deadlines deadlines = fixture.get(Deadlines.class);
        WorkingDays workingDays = fixture.get(WorkingDays.class);
        extensions = fixture.get(Extensions.class);
        DeadlineExpressions expressions =
                new DeadlineExpressions(deadlines, fixture.years(), workingDays, fixture.clock());
        BEANS.put("deadlines", expressions);
        tasks = new EngineTasks(
                engine.getTaskService(),
                engine.getRepositoryService(),
                new EngineWithoutLogin(engine.getIdentityService()));
        openWork = OpenWorks.of(engine, fixture.roster(), fixture.get(Organization.class));
        reminders = new Reminders(fixture.jdbc(), openWork, fixture.years(), workingDays, fixture.clock());
        process = new DeadlineExtensionProcess(
                extensions, deadlines, tasks, openWork, workingDays, expressions, reminders);
        apply = new ApplyExtensionForm(fixture.years(), deadlines, extensions, tasks);
        decide = new DecideExtensionForm(extensions, deadlines, fixture.get(Organization.class));
    }

    @AfterEach
    void close() {
        engine.getIdentityService().clearAuthentication();
        engine.getRuntimeService().createProcessInstanceQuery().list().forEach(instance -> engine.getRuntimeService()
                .deleteProcessInstance(instance.getId(), "the test is over"));
        fixture.close();
    }

    @Test
    void a_granted_extension_moves_the_open_tasks_of_that_office_deadline_and_year() {
        fixture.started(2020);
        String qingtian = start(2021, QINGTIAN, "331121");
        String yunhe = start(2021, YUNHE, "331125");
        String earlierYear = start(2020, QINGTIAN, "331121");

        process.apply(granted("2022-01-20"));

        assertThat(dueDates(qingtian))
                .containsEntry("taskSubmitPapers", "2022-01-20T23:59:59")
                .containsEntry("taskConfirmAssignment", "2022-01-05T23:59:59");
        assertThat(dueDates(yunhe)).containsEntry("taskSubmitPapers", "2022-01-15T23:59:59");
        assertThat(dueDates(earlierYear)).containsEntry("taskSubmitPapers", "2021-01-15T23:59:59");
    }

    @Test
    void a_task_that_somebody_has_taken_moves_too() {
        String instance = start(2021, QINGTIAN, "331121");
        engine.getTaskService().claim(task(instance, "taskSubmitPapers").getId(), "wang");

        process.apply(granted("2022-01-20"));

        assertThat(dueDates(instance)).containsEntry("taskSubmitPapers", "2022-01-20T23:59:59");
    }

    @Test
    void comments_on_findings_follow_the_spot_check() {
        String instance = start(2021, QINGTIAN, "331121");
        assertThat(dueDates(instance)).containsEntry("taskCommentFindings", "2022-01-12T23:59:59");

        process.apply(granted(DeadlineKind.SPOT_CHECK, "2022-01-27"));

        assertThat(dueDates(instance)).containsEntry("taskCommentFindings", "2022-01-27T23:59:59");
    }

    @Test
    void a_moved_task_loses_its_red_mark_and_its_old_reminders() {
        String instance = start(2021, QINGTIAN, "331121");
        fixture.setNow("2022-01-19T08:00");
        reminders.sendDue();
        assertThat(task(instance, "taskSubmitPapers").getPriority()).isEqualTo(80);
        assertThat(reminders.latestFor(QINGTIAN))
                .extracting(Reminder::taskId)
                .contains(task(instance, "taskSubmitPapers").getId());

        process.apply(granted("2022-01-25"));

        assertThat(task(instance, "taskSubmitPapers").getPriority()).isEqualTo(50);
        assertThat(task(instance, "taskConfirmAssignment").getPriority()).isEqualTo(80);
        assertThat(reminders.latestFor(QINGTIAN))
                .extracting(Reminder::taskId)
                .doesNotContain(task(instance, "taskSubmitPapers").getId());
    }

    @Test
    void all_open_tasks_with_a_date_are_seen_whoever_is_logged_in_and_the_login_stays() {
        start(2021, QINGTIAN, "331121");
        engine.getIdentityService().setAuthentication("nobody", List.of("elsewhere"));

        List<OpenTask> open = openWork.list();

        assertThat(open).extracting(OpenTask::name).containsExactly("确认成员单位分工", "对核查结果提出意见", "上报四项材料");
        OpenTask papers = open.get(2);
        assertThat(papers.office()).isEqualTo(QINGTIAN);
        assertThat(papers.due()).isEqualTo("2022-01-15");
        assertThat(papers.year()).isEqualTo(2021);
        assertThat(papers.about()).isEqualTo("2021年度 青田县");
        assertThat(papers.priority()).isEqualTo(50);
        assertThat(engine.getTaskService().createTaskQuery().list()).isEmpty();
        assertThat(engine.getIdentityService().getCurrentAuthentication().getUserId())
                .isEqualTo("nobody");
    }

    @Test
    void a_task_completed_meanwhile_is_let_go() {
        openWork.setPriority("gone", 80);
    }

    @Test
    void the_form_names_each_missing_value() {
        assertThat(apply.content(applying(), Draft.EMPTY).allProblems())
                .containsExactly("延期申请·要延长的期限：请选择要延长的期限。", "延期申请·希望延到：请填写日期。", "延期申请·延期理由：请写明理由。");
    }

    @Test
    void with_two_years_running_one_is_to_be_chosen() {
        fixture.started(2020);

        assertThat(apply.content(applying(), Draft.EMPTY).allProblems()).contains("延期申请：请选择考核年度。");
        assertThat(apply.content(
                                applying(),
                                filled("2022-01-20")
                                        .type("application", "application", "year", "2019")
                                        .draft())
                        .allProblems())
                .containsExactly("延期申请：请选择考核年度。");
    }

    @Test
    void without_a_running_year_there_is_nothing_to_apply_for() {
        fixture.years().markApproved(2021);
        fixture.years().archive(2021, new Actor("zhang", "city-office"));

        assertThat(apply.content(applying(), Draft.EMPTY).allProblems()).contains("目前没有正在进行的年度考核，不能申请延期。");
    }

    @ParameterizedTest
    @CsvSource({
        "下周, “下周”不是日期，请按2022-01-15的样式填写。",
        "2022-01-10, 新的期限应在今天（2022年1月10日（星期一））之后。",
        "2022-01-15, 新的期限应晚于现在的期限2022年1月15日（星期六）。"
    })
    void a_wrong_date_is_named_in_its_cell(String date, String message) {
        assertThat(apply.content(applying(), filled(date).draft()).allProblems())
                .containsExactly("延期申请·希望延到：" + message);
    }

    @Test
    void a_second_application_for_the_same_deadline_waits_for_the_first() {
        apply.submit(applying(), filled("2022-01-20").draft(), APPLICANT);

        assertThat(apply.content(applying(), filled("2022-01-21").draft()).allProblems())
                .containsExactly("本单位对这个期限的延期申请正在审批，不能重复申请。");
    }

    @Test
    void the_applicant_is_told_the_present_date_and_whether_a_task_is_open() {
        FormContent before = apply.content(applying(), filled("2022-01-20").draft());
        assertThat(before.summary()).containsExactly(new FormContent.Fact("现在的期限", "2022年1月15日（星期六）"));
        assertThat(before.notices()).hasSize(1);

        start(2021, QINGTIAN, "331121");

        assertThat(apply.content(applying(), filled("2022-01-20").draft()).notices())
                .isEmpty();
    }

    @Test
    void what_was_applied_for_is_shown_and_prefilled_for_the_decision() {
        TaskRef task = deciding(apply.submit(applying(), filled("2022-01-20").draft(), APPLICANT));

        FormContent content = decide.content(task, Draft.EMPTY);

        assertThat(Drafts.row(content, "application", "application").values())
                .containsEntry("office", "青田县健康办")
                .containsEntry("kind", "自查上报")
                .containsEntry("due", "2022年1月15日（星期六）")
                .containsEntry("wanted", "2022年1月20日（星期四）")
                .containsEntry("reason", "数据核对中");
        assertThat(Drafts.row(content, "decision", "decision").values()).containsEntry("date", "2022-01-20");
        assertThat(content.allProblems()).containsExactly("审批：请选择同意或不同意。");
    }

    @Test
    void granting_another_date_routes_on_and_counts() {
        Map<String, Object> applied =
                apply.submit(applying(), filled("2022-01-20").draft(), APPLICANT);
        Draft draft = new Drafts()
                .type("decision", "decision", "decision", "GRANT")
                .type("decision", "decision", "date", "2022-01-17")
                .draft();
        assertThat(decide.content(deciding(applied), draft).allProblems()).isEmpty();

        assertThat(decide.submit(deciding(applied), draft, CITY)).isEqualTo(Map.of("granted", true));

        Extension extension = extensions.get((Long) applied.get("extension"));
        assertThat(extension.state()).isEqualTo(Extension.State.GRANTED);
        assertThat(extension.dueOn()).isEqualTo("2022-01-17");
    }

    @Test
    void granting_needs_a_date_that_is_still_later() {
        Map<String, Object> applied =
                apply.submit(applying(), filled("2022-01-20").draft(), APPLICANT);
        fixture.setNow("2022-01-20T09:00");
        Drafts granting = new Drafts().type("decision", "decision", "decision", "GRANT");

        assertThat(decide.content(deciding(applied), granting.draft()).allProblems())
                .containsExactly("审批·延到：新的期限应在今天（2022年1月20日（星期四））之后。");
        assertThat(decide.content(
                                deciding(applied),
                                granting.type("decision", "decision", "date", "明天")
                                        .draft())
                        .allProblems())
                .containsExactly("审批·延到：“明天”不是日期，请按2022-01-15的样式填写。");
    }

    @Test
    void refusing_needs_a_reason_and_no_date() {
        Map<String, Object> applied =
                apply.submit(applying(), filled("2022-01-20").draft(), APPLICANT);
        Drafts refusing = new Drafts()
                .type("decision", "decision", "decision", "REFUSE")
                .type("decision", "decision", "date", "");
        assertThat(decide.content(deciding(applied), refusing.draft()).allProblems())
                .containsExactly("审批·理由：请写明理由。");

        Draft draft = refusing.type("decision", "decision", "reason", "全市统一时间").draft();
        assertThat(decide.content(deciding(applied), draft).allProblems()).isEmpty();
        assertThat(decide.submit(deciding(applied), draft, CITY)).isEqualTo(Map.of("granted", false));

        assertThat(extensions.get((Long) applied.get("extension")).state()).isEqualTo(Extension.State.REFUSED);
        assertThat(fixture.get(Deadlines.class).due(2021, DeadlineKind.SELF_CHECK, QINGTIAN))
                .isEqualTo("2022-01-15");
    }

    @Test
    void a_date_that_runs_into_the_next_step_is_pointed_out() {
        TaskRef task = deciding(apply.submit(applying(), filled("2022-01-17").draft(), APPLICANT));
        assertThat(decide.content(task, Draft.EMPTY).notices()).isEmpty();

        Draft later =
                new Drafts().type("decision", "decision", "date", "2022-01-18").draft();

        assertThat(decide.content(task, later).notices()).singleElement().satisfies(notice -> assertThat(notice.text())
                .contains("“材料审核”的期限2022年1月18日"));
    }

    private long granted(String date) {
        return granted(DeadlineKind.SELF_CHECK, date);
    }

    private long granted(DeadlineKind kind, String date) {
        long id = extensions.apply(2021, kind, QINGTIAN, LocalDate.parse(date), "数据核对中", APPLICANT);
        extensions.decide(id, true, null, null, CITY);
        return id;
    }

    private String start(int year, String office, String district) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey("district", Map.of("year", year, "office", office, "district", district))
                .getId();
    }

    private Task task(String instance, String key) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(key)
                .singleResult();
    }

    private Map<String, String> dueDates(String instance) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).list().stream()
                .filter(task -> task.getDueDate() != null)
                .collect(Collectors.toMap(Task::getTaskDefinitionKey, task -> LocalDateTime.ofInstant(
                                task.getDueDate().toInstant(), fixture.clock().getZone())
                        .toString()));
    }

    private static TaskRef applying() {
        return new TaskRef(
                "a1", "taskApplyExtension", "填写延期申请", QINGTIAN, null, LocalDateTime.of(2022, 1, 10, 8, 0), Map.of());
    }

    private static TaskRef deciding(Map<String, Object> variables) {
        return new TaskRef(
                "d1",
                "taskDecideExtension",
                "审批延期",
                "city-office",
                null,
                LocalDateTime.of(2022, 1, 10, 8, 0),
                variables);
    }

    private static Drafts filled(String date) {
        return new Drafts()
                .type("application", "application", "kind", "SELF_CHECK")
                .type("application", "application", "date", date)
                .type("application", "application", "reason", "数据核对中");
    }
}
