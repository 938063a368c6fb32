package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.interview.InterviewFixture.QINGTIAN;
import static cn.healthylishui.assessment.interview.InterviewFixture.YUNHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewFixture;
import cn.healthylishui.assessment.interview.InterviewWithdrawn;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.workflow.EngineWithoutLogin;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.ProcessBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;

/** With a real engine that checks rights: whoever lifts a failure has none to the interview that it ends. */
class InterviewWithdrawalTest {

    private static final String CLERK = "clerk";

    private InterviewFixture fixture;
    private ProcessEngine engine;

    /** Something after the message that goes wrong. */
    public static class Failing {

        private boolean failing;

        @EventListener
        @Order // last
        void fail(InterviewWithdrawn withdrawn) {
            if (failing) {
                throw new IllegalStateException("The revision comes to nothing");
            }
        }
    }

    @TestConfiguration
    static class Engine {

        @Bean
        SpringProcessEngineConfiguration engineConfiguration(
                DataSource source, PlatformTransactionManager transactions) {
            SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
            configuration.setProcessEngineName("withdrawal"); // the application under test has the usual name
            configuration.setDataSource(source);
            configuration.setTransactionManager(transactions);
            configuration.setDatabaseSchemaUpdate("true");
            configuration.setHistory("none");
            configuration.setAuthorizationEnabled(true);
            configuration.setJobExecutorActivate(false);
            configuration.setEnforceHistoryTimeToLive(false);
            return configuration;
        }

        @Bean
        ProcessEngineFactoryBean engine(SpringProcessEngineConfiguration configuration) {
            ProcessEngineFactoryBean factory = new ProcessEngineFactoryBean();
            factory.setProcessEngineConfiguration(configuration);
            return factory;
        }

        @Bean
        RuntimeService runtimeService(ProcessEngine engine) {
            return engine.getRuntimeService();
        }

        @Bean
        IdentityService identityService(ProcessEngine engine) {
            return engine.getIdentityService();
        }
    }

    @BeforeEach
    void open() {
        fixture = new InterviewFixture(
                "2022-03-01T09:00", Engine.class, InterviewWithdrawal.class, EngineWithoutLogin.class, Failing.class);
        engine = fixture.get(ProcessEngine.class);
        ProcessBuilder interview = Bpmn.createExecutableProcess("interview");
        interview.startEvent().userTask("taskNotifyInterview").endEvent();
        interview
                .eventSubProcess("eventWithdrawal")
                .startEvent()
                .interrupting(true)
                .message(InterviewWithdrawal.FAILURE_LIFTED)
                .endEvent();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("interview.bpmn", interview.done())
                .deploy();
        fixture.fails(1, QINGTIAN);
        fixture.fails(1, YUNHE);
        fixture.circulate(1, QINGTIAN, YUNHE);
        fixture.revision(2);
        fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");
        fixture.fails(2, YUNHE);
    }

    @AfterEach
    void close() {
        engine.getIdentityService().clearAuthentication();
        fixture.close();
    }

    private long idOf(String object) {
        return fixture.interviews().all(InterviewFixture.YEAR).stream()
                .filter(interview -> interview.object().equals(object))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String start(String object) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey("interview", Map.of("interview", idOf(object)))
                .getId();
    }

    private boolean running(String instance) {
        engine.getIdentityService().clearAuthentication();
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count()
                == 1;
    }

    @Test
    void ends_the_process_of_that_interview_and_of_no_other() {
        String qingtian = start(QINGTIAN);
        String yunhe = start(YUNHE);
        engine.getIdentityService().setAuthentication(CLERK, List.of("elsewhere"));
        assertThatThrownBy(() -> engine.getRuntimeService()
                        .createMessageCorrelation(InterviewWithdrawal.FAILURE_LIFTED)
                        .processInstanceVariableEquals("interview", idOf(QINGTIAN))
                        .correlateAll())
                .as("a clerk has no such right of his own")
                .isInstanceOf(AuthorizationException.class);

        fixture.revised(2);

        assertThat(engine.getIdentityService().getCurrentAuthentication().getUserId())
                .isEqualTo(CLERK);
        assertThat(running(qingtian)).isFalse();
        assertThat(running(yunhe)).isTrue();
    }

    @Test
    void an_interview_whose_process_has_not_begun_is_withdrawn_all_the_same() {
        fixture.revised(2);

        assertThat(fixture.interviews().get(idOf(QINGTIAN)).state()).isEqualTo(Interview.State.WITHDRAWN);
    }

    @Test
    void where_the_revision_comes_to_nothing_interview_and_process_stay() {
        String qingtian = start(QINGTIAN);
        fixture.get(Failing.class).failing = true;

        assertThatThrownBy(() -> fixture.revised(2)).hasMessageContaining("comes to nothing");

        assertThat(fixture.interviews().get(idOf(QINGTIAN)).state()).isEqualTo(Interview.State.OPEN);
        assertThat(running(qingtian)).isTrue();
    }
}
