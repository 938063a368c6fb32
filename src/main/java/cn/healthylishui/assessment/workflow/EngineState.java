package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 流程引擎的情况: whether it runs, what waits in it, what failed for good and what is late; and failed steps tried again. */
@Component
public class EngineState {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    /** A timer is taken up within seconds where all is well. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final int LONGEST_MESSAGE = 300;

    /**
     * @param waiting jobs whose time has come and that have tries left
     * @param retried jobs that failed and will be tried again
     * @param failed jobs without any try left
     * @param late timers whose time came minutes ago
     * @param tasks open user tasks
     */
    public record Counts(long waiting, long retried, long failed, long late, long incidents, long tasks) {}

    /**
     * A step that failed for good and waits for somebody.
     *
     * @param about year and object in words; empty where it has none
     * @param instance the procedure it is a step of
     * @param retryable whether it is a job, which can be tried again
     */
    public record Failed(
            String id,
            String procedure,
            String step,
            String about,
            LocalDateTime since,
            String message,
            String instance,
            boolean retryable) {}

    /** A timer whose time came minutes ago. */
    public record Late(String procedure, String step, String about, LocalDateTime due) {}

    private final ProcessEngine engine;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;
    private final IdentityService identity;
    private final TaskRefs refs;
    private final Rows rows;
    private final boolean doesJobs;

    EngineState(
            ProcessEngine engine,
            RuntimeService runtime,
            RepositoryService repository,
            ManagementService management,
            IdentityService identity,
            TaskRefs refs,
            JdbcClient jdbc,
            @Value("${camunda.bpm.job-execution.enabled:true}") boolean doesJobs) {
        this.engine = engine;
        this.runtime = runtime;
        this.repository = repository;
        this.management = management;
        this.identity = identity;
        this.refs = refs;
        this.rows = new Rows(jdbc);
        this.doesJobs = doesJobs;
    }

    /** Whether this node's engine does its jobs; also where, by its settings, it is not to do any. */
    public boolean runs() {
        return !doesJobs
                || ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                        .getJobExecutor()
                        .isActive();
    }

    public Counts counts() {
        LocalDateTime now = now();
        return rows.get(Counts.class, """
                select
                  (select count(*) from ACT_RU_JOB where RETRIES_ > 0 and SUSPENSION_STATE_ = 1
                    and (DUEDATE_ is null or DUEDATE_ <= :now)) as waiting,
                  (select count(*) from ACT_RU_JOB where RETRIES_ > 0 and EXCEPTION_MSG_ is not null) as retried,
                  (select count(*) from ACT_RU_JOB where RETRIES_ = 0) as failed,
                  (select count(*) from ACT_RU_JOB where RETRIES_ > 0 and SUSPENSION_STATE_ = 1 and TYPE_ = 'timer'
                    and EXCEPTION_MSG_ is null and DUEDATE_ < :late) as late,
                  (select count(*) from ACT_RU_INCIDENT) as incidents,
                  (select count(*) from ACT_RU_TASK) as tasks
                """, now, now.minus(LATE));
    }

    /** The latest first. */
    public List<Failed> failed(int most) {
        return CurrentUser.asEngine(
                identity,
                () -> runtime.createIncidentQuery().orderByIncidentTimestamp().desc().listPage(0, most).stream()
                        .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId()))
                        .map(this::failed)
                        .toList());
    }

    private Failed failed(Incident incident) {
        return new Failed(
                incident.getId(),
                procedure(incident.getProcessDefinitionId()),
                step(incident.getProcessDefinitionId(), incident.getActivityId()),
                about(incident.getExecutionId()),
                local(incident.getIncidentTimestamp()),
                plain(incident.getIncidentMessage()),
                incident.getProcessInstanceId() == null ? "" : incident.getProcessInstanceId(),
                Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.getIncidentType()));
    }

    /** What is late longest first. */
    public List<Late> late(int most) {
        Date before = Date.from(now().minus(LATE).atZone(LISHUI).toInstant());
        return CurrentUser.asEngine(identity, () -> management
                .createJobQuery()
                .timers()
                .withRetriesLeft()
                .active()
                .duedateLowerThan(before)
                .orderByJobDuedate()
                .asc()
                .listPage(0, most)
                .stream()
                .filter(job -> job.getExceptionMessage() == null)
                .map(this::late)
                .sorted(Comparator.comparing(Late::due))
                .toList());
    }

    private Late late(Job job) {
        String activity = Optional.ofNullable(job.getJobDefinitionId())
                .map(id -> management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(id)
                        .singleResult()
                        .getActivityId())
                .orElse(null);
        return new Late(
                procedure(job.getProcessDefinitionId()),
                step(job.getProcessDefinitionId(), activity),
                about(job.getExecutionId()),
                local(job.getDuedate()));
    }

    /**
     * Has failed steps tried again at once; the engine's own account of it comes into the log as any other act of an administrator.
     *
     * @param id of one of them; null for all
     * @return how many
     * @throws Refused where it does not stand any more
     */
    public int retry(@Nullable String id) {
        List<String> jobs = CurrentUser.asEngine(identity, () -> {
            var query = runtime.createIncidentQuery().incidentType(Incident.FAILED_JOB_HANDLER_TYPE);
            return (id == null ? query : query.incidentId(id))
                    .list().stream().map(Incident::getConfiguration).distinct().toList();
        });
        if (id != null && jobs.isEmpty()) {
            throw new Refused("这个步骤已经不在失败的步骤里，可能刚刚重试成功。请刷新页面查看。");
        }
        Date now = ClockUtil.getCurrentTime();
        jobs.forEach(job -> {
            management.setJobDuedate(job, now); // that of the next try that never came
            management.setJobRetries(job, 1);
        });
        return jobs.size();
    }

    private String procedure(@Nullable String definition) {
        if (definition == null) {
            return "程序自己的作业";
        }
        @Nullable String name = repository.getProcessDefinition(definition).getName();
        return name == null ? definition : name;
    }

    /** As the model calls it; its id where it has no name. */
    private String step(@Nullable String definition, @Nullable String activity) {
        if (definition == null || activity == null) {
            return "";
        }
        ModelElementInstance element =
                repository.getBpmnModelInstance(definition).getModelElementById(activity);
        @Nullable String name = element == null ? null : element.getAttributeValue("name");
        return name == null || name.isBlank() ? activity : name.replaceAll("\\s+", "");
    }

    private String about(@Nullable String execution) {
        if (execution == null) {
            return "";
        }
        Map<String, Object> variables;
        try {
            variables = runtime.getVariables(execution);
        } catch (ProcessEngineException gone) {
            return ""; // it has gone on meanwhile
        }
        return Stream.of(
                        variables.get(Variables.YEAR) instanceof Integer year ? year + "年度" : "",
                        refs.object(variables))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** What went wrong, for somebody who does not write programs. */
    static String plain(@Nullable String message) {
        String said = message == null ? "" : message.strip();
        if (said.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)) {
            return cut(said);
        }
        if (said.matches("(?is).*(no space left|disk full|file system is full).*")) {
            return "磁盘写满了。请先腾出空间，再点“重试”。";
        }
        if (said.matches(
                "(?is).*(connection|communications link|i/o error|database (is|has been) closed|SQLTransient).*")) {
            return "当时数据库没有应答。数据库恢复以后点“重试”。";
        }
        if (said.matches("(?is).*(OptimisticLocking|deadlock|lock timeout|could not serialize).*")) {
            return "当时有别的步骤在改同一条记录。点“重试”一般就能办成。";
        }
        return said.isEmpty()
                ? "程序出错，没有留下说明。"
                : "程序出错：" + cut(said.lines().findFirst().orElse(""));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** By the engine's clock, which a demonstration has moved. */
    private static LocalDateTime now() {
        return local(ClockUtil.getCurrentTime());
    }

    private static LocalDateTime local(Date date) {
        return LocalDateTime.ofInstant(date.toInstant(), LISHUI);
    }
}
