package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 在办年度的模型升级: a year that was started by version 0.1, whose model ended with the approval, is taken over to the model that goes on
 * to publicity, interviews and filing; one that had ended there goes on. Its steps so far, and the rules it scores by, stay: it began
 * without the municipal units and ends without them. A year that version 0.2 started needs nothing, it goes on by its own model.
 */
@Component
@Order(15)
class RunningYears implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RunningYears.class);
    private static final String PROCESS = "annual-assessment";
    private static final String RESULT_USE = "callResultUse";
    private static final String YEAR = "year";
    private static final String PHASE = "phaseAssessment";
    private static final String JOIN = "joinAssessment";
    private static final String SUMMARY = "callCitySummary";
    private static final List<String> UNIT_BRANCHES = List.of("callUnitAssessment", "callAppraisal");

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final AssessmentYears years;
    private final RunningProcesses processes;
    private final RecordOwners owners;

    RunningYears(
            RuntimeService runtime,
            RepositoryService repository,
            AssessmentYears years,
            RunningProcesses processes,
            RecordOwners owners) {
        this.runtime = runtime;
        this.repository = repository;
        this.years = years;
        this.processes = processes;
        this.owners = owners;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        ProcessDefinition latest = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(PROCESS)
                .latestVersion()
                .singleResult();
        repository.createProcessDefinitionQuery().processDefinitionKey(PROCESS).list().stream()
                .filter(definition -> endsWithApproval(definition.getId()))
                .forEach(definition -> takeOver(definition, latest));
        years.completeRosters();
        years.all().stream()
                .filter(year -> year.state() == YearState.APPROVED)
                .filter(year -> !isRunning(year) && !processes.wasEnded(PROCESS, year.year()))
                .forEach(this::goOn);
    }

    private boolean endsWithApproval(String definition) {
        return repository.getBpmnModelInstance(definition).getModelElementById(RESULT_USE) == null;
    }

    private void takeOver(ProcessDefinition from, ProcessDefinition to) {
        List<String> running = runtime.createProcessInstanceQuery().processDefinitionId(from.getId()).list().stream()
                .map(ProcessInstance::getId)
                .toList();
        if (running.isEmpty()) {
            return;
        }
        MigrationPlan plan = runtime.createMigrationPlan(from.getId(), to.getId())
                .mapEqualActivities()
                .build();
        runtime.newMigration(plan).processInstanceIds(running).execute();
        running.forEach(this::goOnWithoutUnits);
        LOG.info("{}个在办年度已转到第{}版流程", running.size(), to.getVersion());
    }

    /** What joins the branches waits for the units' too, which such a year never began. */
    private void goOnWithoutUnits(String instance) {
        ActivityInstance[] phases = runtime.getActivityInstance(instance).getActivityInstances(PHASE);
        if (phases.length == 0 || phases[0].getActivityInstances(SUMMARY).length > 0) {
            return;
        }
        ProcessInstanceModificationBuilder waiting = runtime.createProcessInstanceModification(instance);
        UNIT_BRANCHES.forEach(branch -> waiting.startBeforeActivity(JOIN, phases[0].getId()));
        waiting.execute();
    }

    private boolean isRunning(AssessmentYear year) {
        return runtime.createProcessInstanceQuery()
                        .processDefinitionKey(PROCESS)
                        .variableValueEquals(YEAR, year.year())
                        .count()
                > 0;
    }

    private void goOn(AssessmentYear year) {
        RecordOwners.own(PROCESS, name -> name.equals(YEAR) ? year.year() : null)
                .ifPresent(owners::release);
        runtime.createProcessInstanceByKey(PROCESS)
                .setVariable(YEAR, year.year())
                .startBeforeActivity(RESULT_USE)
                .execute();
        LOG.info("{}年度结果已经审定，接着办理公示、通报和约谈", year.year());
    }
}
