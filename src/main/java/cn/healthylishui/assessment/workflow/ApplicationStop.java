package cn.healthylishui.assessment.workflow;

import org.camunda.bpm.engine.spring.application.SpringProcessApplication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.stereotype.Component;

/**
 * Takes the process application down after the last request is answered. By itself it would go at the first word of a stop, and whoever
 * starts a procedure at that moment would find definitions that are no more.
 */
@Component
class ApplicationStop implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationStop.class);
    private static final int AFTER_THE_SERVER = 2048;

    private final SpringProcessApplication application;
    private final ApplicationEventMulticaster events;
    private volatile boolean running;

    ApplicationStop(SpringProcessApplication application, ApplicationEventMulticaster events) {
        this.application = application;
        this.events = events;
    }

    /** It came up by an event, and hears of no other. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        events.removeApplicationListeners(SpringProcessApplication.class::isInstance);
        events.removeApplicationListenerBeans(
                name -> ready.getApplicationContext().isTypeMatch(name, SpringProcessApplication.class));
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
        try {
            application.destroy();
        } catch (Exception e) {
            LOG.warn("The process application was not taken down; it goes with the program", e);
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
