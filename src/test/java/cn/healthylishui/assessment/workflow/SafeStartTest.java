package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

/** The program's own settings and its start, without what it does afterwards. */
@ExtendWith(OutputCaptureExtension.class)
class SafeStartTest {

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private static final String SERVER = "--spring.datasource.url=jdbc:postgresql://db/assessment";

    private static void start(String... arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            assertThat(context.isActive()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--camunda.bpm.authorization.enabled=false, 权限检查",
        "--camunda.bpm.admin-user.id=demo, 管理员的账号或密码",
        "--camunda.bpm.admin-user.password=demo, 管理员的账号或密码",
        "--spring.h2.console.enabled=true, 网页控制台"
    })
    void what_opens_a_door_is_refused_in_either_profile(String setting, String reason, CapturedOutput output) {
        assertThatThrownBy(() -> start(setting)).hasMessageContaining(reason);
        assertThatThrownBy(() -> start(setting, "--spring.profiles.active=demo"))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining(reason);
        assertThat(output).contains("没有启动：", reason).doesNotContain("\tat ", "APPLICATION FAILED TO START");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgres", "Camunda", "assessment-user"})
    void a_database_behind_a_password_that_everybody_knows_is_refused(String password) {
        assertThatThrownBy(() -> start(
                        SERVER,
                        "--spring.datasource.username=assessment-user",
                        "--spring.datasource.password=" + password))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("spring.datasource.password");
    }

    @Test
    void a_database_with_a_password_of_its_own_and_one_in_a_file_are_not() {
        start(SERVER, "--spring.datasource.username=assessment", "--spring.datasource.password=Vq7-Kd2-Lm9");
        start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.10", "no-such-host.invalid"})
    void a_demonstration_beyond_this_machine_has_to_be_asked_for_in_words(String address) {
        assertThatThrownBy(() -> start("--spring.profiles.active=demo", "--server.address=" + address))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("assessment.demo.reachable-from-elsewhere");
        start(
                "--spring.profiles.active=demo",
                "--server.address=" + address,
                "--assessment.demo.reachable-from-elsewhere=true");
    }

    @Test
    void a_demonstration_on_this_machine_starts() {
        start("--spring.profiles.active=demo");
    }

    private static ProcessEngine engine(boolean authorization, Map<String, String> properties) {
        ProcessEngine engine = mock(ProcessEngine.class, RETURNS_DEEP_STUBS);
        when(engine.getProcessEngineConfiguration().isAuthorizationEnabled()).thenReturn(authorization);
        when(engine.getManagementService().getProperties()).thenReturn(properties);
        return engine;
    }

    @Test
    void an_engine_whose_rights_were_turned_off_by_any_other_way_is_refused_too() {
        assertThatThrownBy(() ->
                        new EngineCheck(engine(false, Map.of()), new MockEnvironment()).afterSingletonsInstantiated())
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("权限检查");
    }

    @Test
    void the_database_of_a_demonstration_is_refused_outside_it() {
        ProcessEngine engine = engine(true, Map.of(EngineCheck.DEMO_DATABASE, "0"));
        MockEnvironment demo = new MockEnvironment();
        demo.setActiveProfiles("demo");

        new EngineCheck(engine, demo).afterSingletonsInstantiated();
        assertThatThrownBy(() -> new EngineCheck(engine, new MockEnvironment()).afterSingletonsInstantiated())
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("演示用的");
    }
}
