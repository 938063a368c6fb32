package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.Stage;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** With a real engine that checks rights: what wakes the districts must not depend on who happened to come last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialFiguresProcessTest {

    private static final int YEAR_BEFORE = YEAR - 1;
    private static final String CLERK = "clerk";

    private VerificationFixture fixture;
    private ProcessEngine engine;
    private OfficialFiguresProcess figures;

    @TestConfiguration
    static class Engine {

        @Bean
        SpringProcessEngineConfiguration engineConfiguration(
                DataSource source, PlatformTransactionManager transactions) {
            SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
            configuration.setProcessEngineName("figures"); // the application under test has the usual name
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
    }

    @BeforeAll
    void open() {
        fixture = new VerificationFixture(Engine.class, FigureSheet.class, OfficialFiguresProcess.class).started();
        engine = fixture.get(ProcessEngine.class);
        figures = fixture.get(OfficialFiguresProcess.class);
        accepted(YEAR);
        BpmnModelInstance district = Bpmn.createExecutableProcess("district")
                .startEvent()
                .intermediateCatchEvent("waits")
                .message(OfficialFiguresProcess.SETTLED)
                .userTask("goesOn")
                .endEvent()
                .done();
        BpmnModelInstance settling = Bpmn.createExecutableProcess("settling")
                .startEvent()
                .serviceTask()
                .camundaExpression("${officialFigures.settle(year)}")
                .endEvent()
                .done();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("district.bpmn", district)
                .addModelInstance("settling.bpmn", settling)
                .deploy();
        grant(Resources.PROCESS_DEFINITION, "settling", Permissions.CREATE_INSTANCE);
        grant(Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.CREATE);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    private void grant(Resource resource, String id, Permission permission) {
        Authorization right = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setUserId(CLERK);
        right.setResource(resource);
        right.setResourceId(id);
        right.addPermission(permission);
        engine.getAuthorizationService().saveAuthorization(right);
    }

    /** The year is being assessed, and the city office has accepted the figures of every unit. */
    private void accepted(int year) {
        fixture.jdbc()
                .sql("update assessment_year set state = 'ASSESSING' where assessment_year = :year")
                .param("year", year)
                .update();
        figures.owners(year).forEach(unit -> StandAt.stage(fixture.jdbc(), year, unit, Stage.FIGURES_ACCEPTED));
    }

    private String waiting(int year) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey("district", Map.of("year", year))
                .getId();
    }

    private List<String> at(String instance) {
        return engine.getRuntimeService().getActiveActivityIds(instance);
    }

    private <T> T as(String user, Supplier<T> act) {
        engine.getIdentityService().setAuthenticatedUserId(user);
        try {
            return act.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private void settle(int year) {
        as(CLERK, () -> engine.getRuntimeService().startProcessInstanceByKey("settling", Map.of("year", year)));
    }

    @Test
    void theOwnersAreTheOfficesThatGiveFiguresEachOnce() {
        List<String> owners = figures.owners(YEAR);

        assertThat(owners).isSorted().doesNotHaveDuplicates().contains("city-office", "shi-wjw", "shi-tw");
        assertThat(fixture.get(Organization.class).offices())
                .filteredOn(office -> owners.contains(office.code()))
                .hasSameSizeAs(owners)
                .extracting(Office::kind)
                .containsOnly(Office.Kind.CITY_OFFICE, Office.Kind.MUNICIPAL_UNIT);
    }

    @Test
    void settlingWakesEveryWaitingDistrictOfThatYearWhoeverIsLoggedIn() {
        fixture.years().prepare(YEAR_BEFORE, CITY);
        accepted(YEAR_BEFORE);
        String one = waiting(YEAR_BEFORE);
        String two = waiting(YEAR_BEFORE);
        String ofAnotherYear = waiting(2019);
        assertThatThrownBy(() -> as(CLERK, () -> {
                    engine.getRuntimeService()
                            .createMessageCorrelation(OfficialFiguresProcess.SETTLED)
                            .processInstanceVariableEquals("year", YEAR_BEFORE)
                            .correlateAll();
                    return one;
                }))
                .as("a clerk has no such right of his own")
                .isInstanceOf(AuthorizationException.class);
        assertThat(figures.settled(YEAR_BEFORE)).isFalse();

        settle(YEAR_BEFORE);

        assertThat(figures.settled(YEAR_BEFORE)).isTrue();
        assertThat(at(one)).containsExactly("goesOn");
        assertThat(at(two)).containsExactly("goesOn");
        assertThat(at(ofAnotherYear)).containsExactly("waits");
    }

    @Test
    void settlingIsDoneAlsoWhereNobodyWaits() {
        assertThat(figures.settled(YEAR)).isFalse();

        settle(YEAR);

        assertThat(figures.settled(YEAR)).isTrue();
    }
}
