package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

/** A year that began under the model of version 0.1 is not left behind by the update. */
class RunningYearsTest extends ApprovedYearTest {

    private static final String PROCESS = "annual-assessment";

    @Autowired
    private RunningYears runningYears;

    @Autowired
    private RepositoryService repository;

    private Deployment old;
    private Deployment updated;

    /** The model as version 0.1 had it, and after it today's, as an update deploys them one after the other. */
    private ProcessInstance startedUnderTheOldModel(String activity) {
        old = repository
                .createDeployment()
                .addClasspathResource("released/0.1.0/processes/annual-assessment.bpmn")
                .addClasspathResource("processes/city-summary.bpmn")
                .addClasspathResource("processes/official-figures.bpmn")
                .addClasspathResource("processes/district-assessment.bpmn")
                .addClasspathResource("processes/district-unit-assessment.bpmn")
                .addClasspathResource("processes/spot-check.bpmn")
                .deploy();
        String definition = repository
                .createProcessDefinitionQuery()
                .deploymentId(old.getId())
                .processDefinitionKey(PROCESS)
                .singleResult()
                .getId();
        ProcessInstance instance = processes
                .createProcessInstanceById(definition)
                .setVariables(Map.of("year", YEAR))
                .startBeforeActivity(activity)
                .execute();
        DeploymentBuilder update = repository.createDeployment();
        for (String model : List.of(
                PROCESS,
                "district-assessment",
                "spot-check",
                "official-figures",
                "city-summary",
                "result-use",
                "publicity",
                "interview",
                "hand-over",
                "unit-assessment",
                "democratic-appraisal",
                "district-unit-assessment")) {
            update.addClasspathResource("processes/" + model + ".bpmn");
        }
        updated = update.deploy();
        return instance;
    }

    @AfterEach
    void takeTheModelsAway() {
        Stream.of(old, updated)
                .filter(Objects::nonNull)
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void a_year_in_its_summary_goes_on_to_publicity_after_the_approval() {
        ProcessInstance instance = startedUnderTheOldModel("callCitySummary");
        assertThat(engine.open()).extracting(OpenWork::key).containsExactly("taskSummarise");
        jdbc.sql("delete from result_item").update();
        jdbc.sql("delete from result_object").update();
        jdbc.sql("delete from result_revision").update();
        jdbc.sql("update assessment_year set state = 'ASSESSING', approved_at = null")
                .update();

        runningYears.run(new DefaultApplicationArguments());

        assertThat(processes
                        .createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .singleResult()
                        .getProcessDefinitionId())
                .isEqualTo(latest().getId());
        assertThat(engine.open())
                .as("the task that was open is open still")
                .extracting(OpenWork::key)
                .containsExactly("taskSummarise");
        StandAt.everythingReviewed(jdbc, YEAR);
        runYear(work -> List.of("taskSummarise", "taskRejudge", "taskDraftPapers", "taskApproveResult")
                .contains(work.key()));
        assertThat(engine.open()).extracting(OpenWork::key).containsExactly("taskPostNotice");
    }

    @Test
    void a_year_whose_districts_are_still_assessed_ends_without_the_municipal_units() {
        ProcessInstance instance = startedUnderTheOldModel("phaseAssessment");

        runningYears.run(new DefaultApplicationArguments());
        processes
                .createProcessInstanceModification(instance.getId())
                .startBeforeActivity("joinAssessment")
                .execute();
        assertThat(engine.open()).extracting(OpenWork::key).doesNotContain("taskSummarise");
        processes
                .createProcessInstanceModification(instance.getId())
                .startBeforeActivity("joinAssessment")
                .execute();
        runJobs();

        assertThat(engine.open())
                .as("districts and figures were all that the join waited for")
                .extracting(OpenWork::key)
                .contains("taskSummarise")
                .doesNotContain("taskScoreOwnTasks", "taskPrepareAppraisal");
    }

    @Test
    void a_year_that_had_ended_with_its_approval_goes_on_once() {
        ProcessInstance instance = startedUnderTheOldModel("taskUrgeCityAssessment");
        processes.deleteProcessInstance(instance.getId(), "it had ended");

        runningYears.run(new DefaultApplicationArguments());
        runJobs();
        assertThat(engine.open()).extracting(OpenWork::key).containsExactly("taskPostNotice");

        runningYears.run(new DefaultApplicationArguments());
        runJobs();
        assertThat(engine.open()).as("once only").hasSize(1);
    }

    private ProcessDefinition latest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(PROCESS)
                .latestVersion()
                .singleResult();
    }
}
