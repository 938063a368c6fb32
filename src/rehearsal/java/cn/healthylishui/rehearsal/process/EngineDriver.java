package cn.healthylishui.rehearsal.process;

import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.rehearsal.RehearsalBean;
import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What a rehearsal needs of the engine. Tasks are worked on as their own office, with just its rights. */
@RehearsalBean
public class EngineDriver {

    /** One open task and the office whose it is; in an order that does not depend on generated ids. */
    public record OpenWork(String taskId, String key, String name, String office, Map<String, Object> variables) {

        public @Nullable String text(String variable) {
            return (String) variables.get(variable);
        }

        private String order() {
            return "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s"
                    .formatted(
                            variables.get(Variables.YEAR),
                            key,
                            variables.get(Variables.DISTRICT),
                            variables.get(Variables.TOWNSHIP),
                            variables.get(Variables.UNIT),
                            variables.get(Variables.OBJECTION),
                            variables.get(Variables.INTERVIEW),
                            variables.get(Variables.REVIEWER),
                            variables.get(Variables.RATER),
                            variables.get(Variables.PLAN),
                            variables.get(Variables.VISIT),
                            variables.get(Variables.PERIOD),
                            variables.get(Variables.OWNER),
                            variables.get(Variables.CORRECTION));
        }
    }

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final cn.healthylishui.assessment.workflow.OpenWork work;
    private final ManagementService management;
    private final IdentityService identity;
    private final ProcessEngine engine;

    EngineDriver(
            RuntimeService runtime,
            RepositoryService repository,
            cn.healthylishui.assessment.workflow.OpenWork work,
            ManagementService management,
            IdentityService identity,
            ProcessEngine engine) {
        this.engine = engine;
        this.runtime = runtime;
        this.repository = repository;
        this.work = work;
        this.management = management;
        this.identity = identity;
    }

    /** The engine's clock is its own; it is set to the rehearsal's. */
    public void setTime(Date time) {
        ClockUtil.setCurrentTime(time);
    }

    /** From now on jobs are done by {@link #runJobs} alone. */
    public void holdJobs() {
        jobExecutor().shutdown();
    }

    /** The engine's clock runs on, as far ahead of the machine's time, and jobs are done by themselves. */
    public void run(Duration ahead) {
        ClockUtil.offset(ahead.toMillis());
        jobExecutor().start();
    }

    private JobExecutor jobExecutor() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    /** A note that the database keeps; empty where none was made. */
    public Optional<String> note(String name) {
        return Optional.ofNullable(management.getProperties().get(name));
    }

    public void note(String name, String value) {
        management.setProperty(name, value);
    }

    /** When the next timer of a running procedure goes off. */
    public Optional<Date> nextTimer() {
        return management.createJobQuery().timers().active().list().stream()
                .filter(job -> job.getProcessInstanceId() != null)
                .map(Job::getDuedate)
                .min(Comparator.naturalOrder());
    }

    /** As the office's own account does, which says in whose name where that is asked. */
    public void start(String process, String office) {
        as(
                office,
                () -> runtime.startProcessInstanceByKey(
                        process, asksInWhoseName(process) ? Map.of(Variables.OFFICE, office) : Map.of()));
    }

    private boolean asksInWhoseName(String process) {
        ProcessDefinition latest = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult();
        return repository.getBpmnModelInstance(latest.getId()).getModelElementsByType(StartEvent.class).stream()
                .anyMatch(start -> start.getCamundaInitiator() != null);
    }

    public boolean running(String process) {
        return runtime.createProcessInstanceQuery()
                        .processDefinitionKey(process)
                        .count()
                > 0;
    }

    /** Acts as the account that bears the office's code. */
    public <T> T as(String office, Callable<T> act) {
        identity.setAuthentication(office, List.of(office));
        try {
            return act.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            identity.clearAuthentication();
            MDC.clear(); // what a request leaves to its filter
        }
    }

    public List<OpenWork> open() {
        return work.all().stream()
                .map(task -> new OpenWork(task.id(), task.key(), task.name(), task.office(), task.variables()))
                .sorted(Comparator.comparing(OpenWork::order))
                .toList();
    }

    /** Runs every job that is due, oldest first; a job that fails fails the rehearsal. */
    public int runJobs() {
        List<Job> due = management.createJobQuery().executable().list().stream()
                .sorted(Comparator.comparing(Job::getCreateTime).thenComparing(Job::getId))
                .toList();
        due.forEach(job -> management.executeJob(job.getId()));
        return due.size();
    }
}
