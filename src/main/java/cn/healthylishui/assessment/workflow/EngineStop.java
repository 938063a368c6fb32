package cn.healthylishui.assessment.workflow;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * 有序停止: when the program is stopped, first the threads that do jobs end what they have begun, then no new job is taken up, then the
 * requests under way are answered, then what they wrote is sealed; the database is closed last. What waits is done after the next start.
 */
@Component
class EngineStop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EngineStop.class);

    private final ProcessEngine engine;
    private volatile boolean running;

    EngineStop(ProcessEngine engine) {
        this.engine = engine;
    }

    /** After the threads, which have the last phase and so stop first; before the server. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        JobExecutor jobs = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        if (jobs.isActive()) {
            jobs.shutdown(); // waits for the thread that takes them up
            LOG.info("The engine does no more jobs");
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
