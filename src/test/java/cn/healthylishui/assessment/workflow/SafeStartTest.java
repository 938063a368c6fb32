package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.start.UnsafeStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

/** The program's own settings and its start, without what it does afterwards. */
@ExtendWith(OutputCaptureExtension.class)
class SafeStartTest {

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

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

    private static final String PROFILE = "--spring.profiles.active=postgres";

    /** As with these variables in its environment, and what the settings came to. */
    private static ConfigurableEnvironment startIn(Map<String, Object> variables, String... arguments) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .run(arguments)) {
            return context.getEnvironment();
        }
    }

    private static Map<String, Object> account(String password) {
        return Map.of(
                "ASSESSMENT_DATABASE_ADDRESS", "db:5432/assessment",
                "ASSESSMENT_DATABASE_USER", "assessment-user",
                "ASSESSMENT_DATABASE_PASSWORD", password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgres", "Camunda", "assessment-user"})
    void a_database_behind_a_password_that_everybody_knows_is_refused(String password) {
        assertThatThrownBy(() -> startIn(account(password), PROFILE))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("人人知道的默认密码");
    }

    @Test
    void postgresql_is_found_by_the_environment_alone() {
        ConfigurableEnvironment settings = startIn(account("Vq7-Kd2-Lm9"), PROFILE);

        assertThat(settings.getProperty("spring.datasource.url")).isEqualTo("jdbc:postgresql://db:5432/assessment");
        assertThat(settings.getProperty("spring.datasource.username")).isEqualTo("assessment-user");
        assertThat(settings.getProperty("spring.datasource.password")).isEqualTo("Vq7-Kd2-Lm9");
        assertThat(settings.getProperty("spring.flyway.placeholders.blob")).isEqualTo("bytea");
    }

    @Test
    void the_password_may_lie_in_a_file(@TempDir Path directory, CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "Vq7-Kd2-Lm9\n");
        Map<String, Object> variables = new HashMap<>(account(""));
        variables.remove("ASSESSMENT_DATABASE_PASSWORD");
        variables.put("ASSESSMENT_DATABASE_PASSWORD_FILE", file.toString());

        assertThat(startIn(variables, PROFILE).getProperty("spring.datasource.password"))
                .isEqualTo("Vq7-Kd2-Lm9");

        variables.put("ASSESSMENT_DATABASE_PASSWORD", "another");
        assertThatThrownBy(() -> startIn(variables, PROFILE)).hasMessageContaining("都设了，不知道用哪一个");
        variables.put(
                "ASSESSMENT_DATABASE_PASSWORD_FILE", directory.resolve("none").toString());
        assertThatThrownBy(() -> startIn(variables, PROFILE))
                .hasMessageContaining("读不到数据库的密码文件")
                .hasMessageContaining("请检查写的是不是文件的位置");
        assertThat(output).doesNotContain("\tat ", "Vq7");
    }

    @Test
    void what_the_environment_leaves_out_is_said_in_sentences(CapturedOutput output) {
        assertThatThrownBy(() -> startIn(Map.of(), PROFILE))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("不知道 PostgreSQL 在哪里")
                .hasMessageContaining("不知道用哪个账号连接 PostgreSQL");
        assertThatThrownBy(() -> startIn(Map.of("ASSESSMENT_DATABASE_ADDRESS", "db:5432"), PROFILE))
                .hasMessageContaining("ASSESSMENT_DATABASE_ADDRESS=主机:端口/库名");
        assertThat(output).contains("没有启动：").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--spring.datasource.password=Vq7-Kd2-Lm9",
                "--SPRING_DATASOURCE_PASSWORD=Vq7-Kd2-Lm9",
                "--assessment.database.password=Vq7-Kd2-Lm9",
                "--spring.datasource.url=jdbc:postgresql://db/assessment?user=a&password=Vq7-Kd2-Lm9",
                "--spring.application.json={\"spring.datasource.password\": \"Vq7-Kd2-Lm9\"}"
            })
    void a_password_on_the_command_line_is_refused_and_not_shown_again(String argument, CapturedOutput output) {
        assertThatThrownBy(() -> start(argument))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("这台机器上的别人用 ps 就看得到");
        assertThat(output).doesNotContain("Vq7");
    }

    @Test
    void a_password_among_the_options_of_java_is_refused_too() {
        System.setProperty("spring.datasource.password", "Vq7-Kd2-Lm9");
        try {
            assertThatThrownBy(SafeStartTest::start).hasMessageContaining("密码写在了命令行上（spring.datasource.password）");
        } finally {
            System.clearProperty("spring.datasource.password");
        }
        start();
    }

    private static final String ISSUER = "--assessment.login.issuer=https://sso.lishui.example/realms/lishui";
    private static final String CLIENT = "--assessment.login.client=khkh";
    private static final String PUBLIC = "--assessment.web.public-address=https://khkh.lishui.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--assessment.login.secret=Vq7-Kd2-Lm9",
                "--ASSESSMENT_LOGIN_SECRET=Vq7-Kd2-Lm9",
                "--spring.security.oauth2.client.registration.x.client-secret=Vq7-Kd2-Lm9"
            })
    void the_secret_of_the_citys_login_on_the_command_line_is_refused(String argument, CapturedOutput output) {
        assertThatThrownBy(() -> start(argument))
                .hasMessageContaining("统一身份认证给的密钥写在了命令行上")
                .hasMessageContaining("这台机器上的别人用 ps 就看得到。请从命令行上去掉，改设环境变量 ASSESSMENT_LOGIN_SECRET。");
        assertThat(output).doesNotContain("Vq7");
        assertThat(startIn(Map.of("ASSESSMENT_LOGIN_SECRET", "Vq7-Kd2-Lm9"), ISSUER, CLIENT, PUBLIC)
                        .getProperty("assessment.login.secret"))
                .isEqualTo("Vq7-Kd2-Lm9");
    }

    @Test
    void the_citys_login_is_spoken_to_only_where_it_and_we_can_be_known() {
        start(ISSUER, CLIENT, PUBLIC);
        start("--assessment.login.issuer=http://localhost:9000/city", CLIENT);
        assertThatThrownBy(() -> start(ISSUER, PUBLIC))
                .hasMessageContaining("没有写本系统在那里登记的客户端（assessment.login.client）");
        assertThatThrownBy(() -> start(ISSUER, CLIENT))
                .hasMessageContaining("它要把人送回本系统，却没有写本系统的对外地址。请设 assessment.web.public-address。");
        assertThatThrownBy(() -> start("--assessment.login.issuer=http://sso.lishui.example", CLIENT, PUBLIC))
                .hasMessageContaining("不是 https，谁在中间都能冒充它。请用 https 的地址。");
        for (String wrong : List.of("sso.lishui.example", "https://sso example", "https://sso.lishui.example/?x=y")) {
            assertThatThrownBy(() -> start("--assessment.login.issuer=" + wrong, CLIENT, PUBLIC))
                    .hasMessageContaining("写得不对，请写成它自己公布的 issuer，例如");
        }
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

    @Test
    void a_port_that_is_taken_is_said_with_the_setting_that_changes_it(CapturedOutput output) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run("--server.port=8090", "--management.server.port=8091")) {
            SafeStart.Reporter reporter = new SafeStart.Reporter(context);
            assertThat(reporter.reportException(new IllegalStateException(new PortInUseException(8091))))
                    .isTrue();
            assertThat(output).contains("端口8091已被别的程序占用", "--management.server.port=端口 换一个（-1是不要运行维护的端口）。");

            assertThat(reporter.reportException(new PortInUseException(8090))).isTrue();
            assertThat(output).contains("端口8090已被别的程序占用", "--server.port=端口 换一个。");
        }
    }
}
