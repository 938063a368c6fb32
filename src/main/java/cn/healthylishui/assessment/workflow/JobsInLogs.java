package cn.healthylishui.assessment.workflow;

import java.lang.reflect.Field;
import java.util.Objects;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ReflectionUtils;

/**
 * 日志里的作业: says in the log what a job of the engine works on. After one that failed it stays until the thread takes up the next: the engine tells
 * of the failure when the job's command is over.
 */
class JobsInLogs extends CommandInterceptor {

    private static final Field JOB = Objects.requireNonNull(ReflectionUtils.findField(ExecuteJobsCmd.class, "jobId"));

    static {
        ReflectionUtils.makeAccessible(JOB);
    }

    private final Supplier<JdbcClient> jdbc;

    JobsInLogs(Supplier<JdbcClient> jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (!(command instanceof ExecuteJobsCmd job)) {
            return next.execute(command);
        }
        WorkInLogs.nothing();
        about(String.valueOf(ReflectionUtils.getField(JOB, job)));
        T done = next.execute(command);
        WorkInLogs.nothing();
        return done;
    }

    /** What is nearest to the job comes last, and counts. */
    private void about(String job) {
        try {
            jdbc.get().sql("""
                            select d.ACT_ID_ as step, v.NAME_ as name, v.TEXT_ as text, v.LONG_ as number
                            from ACT_RU_JOB j
                            left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
                            left join ACT_RU_VARIABLE v on coalesce(v.TASK_ID_, '') = '' and v.NAME_ in ('year', 'district', 'unit')
                              and v.EXECUTION_ID_ in (j.EXECUTION_ID_, j.PROCESS_INSTANCE_ID_)
                            where j.ID_ = :job
                            order by case when v.EXECUTION_ID_ = j.EXECUTION_ID_ then 1 else 0 end
                            """).param("job", job).query(rs -> {
                @Nullable String name = rs.getString("name");
                boolean year = "year".equals(name);
                WorkInLogs.on(
                        year ? (int) rs.getLong("number") : null,
                        year ? null : rs.getString("text"),
                        rs.getString("step"));
            });
        } catch (DataAccessException unanswered) {
            // the job itself will say so
        }
    }
}
