package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.limits.Tally;
import cn.healthylishui.assessment.organization.Office;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.util.ReflectionTestUtils;

/** Lines of the log say which year, office and task they are about. */
class WorkInLogsTest extends StaffTest {

    @Autowired
    private ManagementService management;

    @Autowired
    private Environment settings;

    @Autowired
    private Refusals refused;

    private final Logger refusals = (Logger) LoggerFactory.getLogger(Refusals.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        // Whatever the tests of this minute were refused: of one address no more is written than so much a minute.
        ReflectionTestUtils.setField(refused, "lines", new Tally());
        lines.start();
        refusals.setLevel(Level.INFO);
        refusals.addAppender(lines);
    }

    @AfterEach
    void stop() {
        refusals.detachAppender(lines);
        refusals.setLevel(null);
        WorkInLogs.nothing();
    }

    /** As the program's own pattern has it. */
    private String last() {
        PatternLayout layout = new PatternLayout();
        layout.setContext(refusals.getLoggerContext());
        layout.setPattern(settings.getRequiredProperty("logging.pattern.correlation") + "%m");
        layout.start();
        return layout.doLayout(lines.list.get(lines.list.size() - 1));
    }

    @Test
    void a_task_that_was_not_completed_is_named_with_its_year_and_office() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        staff(ZONE_OFFICE).complete(task);

        assertThat(last()).startsWith("[%d %s taskConfirmAssignment] 4".formatted(YEAR, ZONE_OFFICE));
    }

    @Test
    void a_page_of_a_year_is_named_with_the_year_and_who_looked_at_it_with_the_office_and_nothing_stays() {
        startYear();
        staff(ZONE_OFFICE).get("/progress/" + YEAR);
        assertThat(last()).startsWith("[%d %s] 403 GET".formatted(YEAR, ZONE_OFFICE));

        for (int i = 0; i < 30; i++) {
            stranger().get("/progress/" + (YEAR - 1)); // on whichever thread of the server
        }
        staff(Office.CITY).get("/my/state");
        assertThat(last()).startsWith("[%s] 403 GET".formatted(Office.CITY));
    }

    @Test
    void a_job_is_named_with_its_year_object_and_step_until_the_next_one() {
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "failing.bpmn",
                        Bpmn.createExecutableProcess("failing")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask("step")
                                .camundaAsyncBefore()
                                .camundaExpression("${fails ? nothing.there : true}")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            assertThatThrownBy(() -> management.executeJob(job(Map.of("year", YEAR, "district", YUNHE, "fails", true))))
                    .hasMessageContaining("nothing");
            assertThat(MDC.get("at")).isEqualTo("[%d %s step] ".formatted(YEAR, YUNHE));

            management.executeJob(job(Map.of("year", YEAR - 1, "fails", false)));
            assertThat(MDC.get("at")).isNull();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    private String job(Map<String, Object> variables) {
        return management
                .createJobQuery()
                .processInstanceId(processes
                        .startProcessInstanceByKey("failing", variables)
                        .getId())
                .singleResult()
                .getId();
    }

    @Test
    void daily_work_is_named_as_long_as_it_lasts() {
        AtomicReference<String> seen = new AtomicReference<>();
        ScheduledInLogs.told(new Runnable() {
                    @Override
                    public void run() {
                        seen.set(MDC.get("at"));
                    }

                    @Override
                    public String toString() {
                        return "DelegatingErrorHandlingRunnable for cn.healthylishui.assessment.year.ReminderSchedule.everyMorning";
                    }
                })
                .run();

        assertThat(seen.get()).isEqualTo("[ReminderSchedule] ");
        assertThat(MDC.get("at")).isNull();
    }
}
