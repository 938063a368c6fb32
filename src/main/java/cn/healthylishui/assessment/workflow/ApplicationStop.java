package cn.healthylishui.assessment.workflow;

import org.camunda.bpm.application.ProcessApplicationInterface;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes the process application down after the last request is answered: without it whoever starts a procedure at that moment finds
 * definitions that are no more.
 */
@Component
class ApplicationStop implements SmartLifecycle {

    private static final int AFTER_THE_SERVER = 2048;

    private final ProcessApplicationInterface application;
    private volatile boolean running;

    ApplicationStop(ProcessApplicationInterface application) {
        this.application = application;
    }

    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE - AFTER_THE_SERVER;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        application.undeploy();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
