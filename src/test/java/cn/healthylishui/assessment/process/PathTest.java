package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.repositoryService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.taskService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.adjustment.process.IndicatorAdjustmentProcess;
import cn.healthylishui.assessment.appraisal.process.AppraisalProcess;
import cn.healthylishui.assessment.closing.process.HandOverProcess;
import cn.healthylishui.assessment.figure.process.FigureReportProcess;
import cn.healthylishui.assessment.figure.process.OfficialFiguresProcess;
import cn.healthylishui.assessment.groupvisit.process.GroupVisitProcess;
import cn.healthylishui.assessment.interview.process.InterviewProcess;
import cn.healthylishui.assessment.misconduct.process.MisconductProcess;
import cn.healthylishui.assessment.ownunit.process.OwnUnitsProcess;
import cn.healthylishui.assessment.publicity.process.CirculationProcess;
import cn.healthylishui.assessment.publicity.process.PublicityProcess;
import cn.healthylishui.assessment.result.process.CitySummaryProcess;
import cn.healthylishui.assessment.result.process.FigureCorrectionProcess;
import cn.healthylishui.assessment.result.process.ResultUseProcess;
import cn.healthylishui.assessment.scorecard.process.DistrictAssessmentProcess;
import cn.healthylishui.assessment.unitreview.process.UnitAssessmentProcess;
import cn.healthylishui.assessment.verification.process.SpotCheckProcess;
import cn.healthylishui.assessment.workflow.Offices;
import cn.healthylishui.assessment.workflow.TaskFormListener;
import cn.healthylishui.assessment.workplan.process.WorkPlanProcess;
import cn.healthylishui.assessment.year.process.AnnualAssessmentProcess;
import cn.healthylishui.assessment.year.process.DeadlineExpressions;
import cn.healthylishui.assessment.year.process.DeadlineExtensionProcess;
import cn.healthylishui.assessment.year.process.YearRosterProcess;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Walks one model. The beans it asks are mocks that only answer; what a task decides is written where the application writes it, so
 * that a path that works here works there: local to the task's execution, by the listener on the task.
 */
abstract class PathTest {

    static final int YEAR = 2021;
    static final String DISTRICT = "331121";
    static final String CITY = "city-office";
    static final String LEADING_GROUP = "leading-group";
    static final String COUNTY = "qingtian-jkb";

    /** The one step of a called process that stands in for the real one. */
    static final String CALLED_WORK = "work";

    static final Date TOMORROW = day(1);

    final DeadlineExpressions deadlines = mock(DeadlineExpressions.class);
    final Offices offices = mock(Offices.class);
    final AnnualAssessmentProcess annualAssessment = mock(AnnualAssessmentProcess.class);
    final DistrictAssessmentProcess districtAssessment = mock(DistrictAssessmentProcess.class);
    final SpotCheckProcess spotCheck = mock(SpotCheckProcess.class);
    final OfficialFiguresProcess officialFigures = mock(OfficialFiguresProcess.class);
    final CitySummaryProcess citySummary = mock(CitySummaryProcess.class);
    final DeadlineExtensionProcess deadlineExtension = mock(DeadlineExtensionProcess.class);
    final ResultUseProcess resultUse = mock(ResultUseProcess.class);
    final PublicityProcess publicity = mock(PublicityProcess.class);
    final CirculationProcess circulations = mock(CirculationProcess.class);
    final HandOverProcess handOvers = mock(HandOverProcess.class);
    final InterviewProcess interviews = mock(InterviewProcess.class);
    final MisconductProcess misconductCases = mock(MisconductProcess.class);
    final WorkPlanProcess workPlan = mock(WorkPlanProcess.class);
    final GroupVisitProcess groupVisits = mock(GroupVisitProcess.class);
    final UnitAssessmentProcess unitAssessment = mock(UnitAssessmentProcess.class);
    final OwnUnitsProcess ownUnits = mock(OwnUnitsProcess.class);
    final AppraisalProcess appraisal = mock(AppraisalProcess.class);
    final YearRosterProcess yearRoster = mock(YearRosterProcess.class);
    final IndicatorAdjustmentProcess indicatorAdjustment = mock(IndicatorAdjustmentProcess.class);
    final FigureReportProcess figureReports = mock(FigureReportProcess.class);
    final FigureCorrectionProcess figureCorrections = mock(FigureCorrectionProcess.class);
    final TaskFormListener taskForms = mock(TaskFormListener.class);

    private final String process;
    private final List<String> called;
    private final Set<String> arrived = new HashSet<>();
    private final Set<String> submitted = new HashSet<>();
    private final List<String> withdrawn = new ArrayList<>();
    private Map<String, Object> routing = Map.of();
    private String deployment;

    PathTest(String process, String... called) {
        this.process = process;
        this.called = List.of(called);
    }

    @BeforeEach
    void deploy() {
        BpmnAwareTests.init(PathEngine.get());
        DeploymentBuilder files =
                repositoryService().createDeployment().addClasspathResource("processes/" + process + ".bpmn");
        for (String other : called) {
            files.addModelInstance(
                    other + ".bpmn",
                    Bpmn.createExecutableProcess(other)
                            .camundaHistoryTimeToLiveString("P1D")
                            .startEvent()
                            .userTask(CALLED_WORK)
                            .endEvent()
                            .done());
        }
        deployment = files.deploy().getId();
    }

    @BeforeEach
    void answer() {
        Mocks.register("deadlines", deadlines);
        Mocks.register("offices", offices);
        Mocks.register("annualAssessment", annualAssessment);
        Mocks.register("districtAssessment", districtAssessment);
        Mocks.register("spotCheck", spotCheck);
        Mocks.register("officialFigures", officialFigures);
        Mocks.register("citySummary", citySummary);
        Mocks.register("deadlineExtension", deadlineExtension);
        Mocks.register("resultUse", resultUse);
        Mocks.register("publicity", publicity);
        Mocks.register("circulations", circulations);
        Mocks.register("handOvers", handOvers);
        Mocks.register("interviews", interviews);
        Mocks.register("misconductCases", misconductCases);
        Mocks.register("workPlan", workPlan);
        Mocks.register("groupVisits", groupVisits);
        Mocks.register("unitAssessment", unitAssessment);
        Mocks.register("ownUnits", ownUnits);
        Mocks.register("appraisal", appraisal);
        Mocks.register("yearRoster", yearRoster);
        Mocks.register("indicatorAdjustment", indicatorAdjustment);
        Mocks.register("figureReports", figureReports);
        Mocks.register("figureCorrections", figureCorrections);
        Mocks.register("taskForms", taskForms);

        when(deadlines.dueDate(anyInt(), anyString(), anyString()))
                .thenAnswer(asked -> due(asked.getArgument(1), asked.getArgument(2)));
        when(deadlines.workingDaysFromNow(anyInt())).thenAnswer(asked -> day(asked.getArgument(0)));
        when(offices.countyOffice(DISTRICT)).thenReturn(COUNTY);
        doAnswer(asked -> arrived.add(asked.<DelegateTask>getArgument(0).getId()))
                .when(taskForms)
                .arrived(any());
        doAnswer(asked -> {
                    DelegateTask task = asked.getArgument(0);
                    routing.forEach(task.getExecution()::setVariableLocal);
                    return submitted.add(task.getId());
                })
                .when(taskForms)
                .submit(any());
        doAnswer(asked -> withdrawn.add(asked.<DelegateTask>getArgument(0).getId()))
                .when(taskForms)
                .withdrawn(any());
    }

    @AfterEach
    void undeploy() {
        repositoryService().deleteDeployment(deployment, true);
        Mocks.reset();
        ClockUtil.reset();
        BpmnAwareTests.reset();
    }

    /** Which of a person's offices it is, the person has said. */
    void begunInTheNameOf(String office) {
        doAnswer(asked -> {
                    asked.<DelegateExecution>getArgument(0).setVariable("office", office);
                    return null;
                })
                .when(offices)
                .chosen(any());
    }

    ProcessInstance start(Map<String, Object> variables) {
        return runtimeService().startProcessInstanceByKey(process, variables);
    }

    /** The open task of this key, of this office and due on this date; there is no other of its key. */
    Task open(String key, String office, Date due) {
        List<Task> tasks = openAll(key);
        assertThat(tasks).as("open " + key).hasSize(1);
        assertThat(office(tasks.get(0))).isEqualTo(office);
        assertThat(tasks.get(0).getDueDate()).isEqualTo(due);
        return tasks.get(0);
    }

    /** The open task of this key that is of this office. */
    Task open(String key, String office) {
        return openAll(key).stream()
                .filter(task -> office(task).equals(office))
                .reduce((one, other) -> {
                    throw new AssertionError("More than one " + key + " of " + office);
                })
                .orElseThrow(() -> new AssertionError("No open " + key + " of " + office));
    }

    List<Task> openAll(String key) {
        return taskService().createTaskQuery().taskDefinitionKey(key).list();
    }

    /** The keys of all open tasks, in the order of the alphabet. */
    List<String> openKeys() {
        return taskService().createTaskQuery().list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList();
    }

    /** The ids of the tasks that were taken away undone and whose drafts were erased with them. */
    List<String> withdrawn() {
        return List.copyOf(withdrawn);
    }

    String office(Task task) {
        List<IdentityLink> links = taskService().getIdentityLinksForTask(task.getId());
        assertThat(links).hasSize(1);
        return links.get(0).getGroupId();
    }

    /** Completes without deciding anything. */
    void complete(Task task) {
        complete(task, Map.of());
    }

    /** Completes and decides where it goes on; then everything runs that needs no one. */
    void complete(Task task, Map<String, Object> decided) {
        assertThat(arrived).as("drafts opened").contains(task.getId());
        routing = decided;
        taskService().complete(task.getId());
        routing = Map.of();
        assertThat(submitted).as("drafts submitted").contains(task.getId());
        goOn();
    }

    /** Brings one called process to its end. */
    void finishCalled(ProcessInstance instance) {
        finishCalled(instance, Map.of());
    }

    /** Brings one called process to its end, with what was decided in it. */
    void finishCalled(ProcessInstance instance, Map<String, Object> decided) {
        taskService()
                .complete(
                        taskService()
                                .createTaskQuery()
                                .processInstanceId(instance.getId())
                                .singleResult()
                                .getId(),
                        decided);
        goOn();
    }

    /** The one called process of this key. */
    ProcessInstance called(String key) {
        List<ProcessInstance> all = running(key);
        assertThat(all).as("running " + key).hasSize(1);
        return all.get(0);
    }

    List<ProcessInstance> running(String key) {
        return runtimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(key)
                .list();
    }

    Job timer(String activity) {
        return managementService()
                .createJobQuery()
                .timers()
                .activityId(activity)
                .singleResult();
    }

    /** A date that belongs to this deadline of this office and to no other. */
    static Date due(String kind, String office) {
        return day(Math.floorMod((kind + " " + office).hashCode(), 1_000_000));
    }

    /** Midnight n days after 1 January 2022; here every day is a working day. */
    static Date day(int n) {
        return Date.from(LocalDate.of(2022, 1, 1)
                .plusDays(n)
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant());
    }

    private void goOn() {
        for (List<Job> jobs = messages(); !jobs.isEmpty(); jobs = messages()) {
            jobs.forEach(job -> managementService().executeJob(job.getId()));
        }
    }

    private List<Job> messages() {
        return managementService().createJobQuery().messages().list();
    }
}
