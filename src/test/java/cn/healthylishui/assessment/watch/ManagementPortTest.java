package cn.healthylishui.assessment.watch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.StaffTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What stands on the port for those who run the program, and that the port for everybody has nothing of it. */
class ManagementPortTest extends StaffTest {

    private static final List<String> OPEN =
            List.of("/actuator/health", "/actuator/info", "/actuator/prometheus", "/actuator/backup");

    private static final List<String> CLOSED = List.of(
            "/actuator/env",
            "/actuator/beans",
            "/actuator/heapdump",
            "/actuator/threaddump",
            "/actuator/loggers",
            "/actuator/logfile",
            "/actuator/configprops",
            "/actuator/mappings",
            "/actuator/metrics",
            "/actuator/sessions",
            "/actuator/flyway",
            "/actuator/scheduledtasks",
            "/actuator/shutdown");

    @LocalManagementPort
    private int management;

    @Test
    void whoever_asks_on_the_port_for_everybody_finds_nothing_of_it() {
        for (Staff who : List.of(stranger(), staff("camunda-admin"))) {
            OPEN.forEach(path -> assertThat(who.get(path).status()).as(path).isEqualTo(404));
            CLOSED.forEach(path -> assertThat(who.get(path).status()).as(path).isEqualTo(404));
            assertThat(who.get("/actuator").status()).isEqualTo(404);
        }
    }

    @Test
    void the_other_port_tells_whether_the_program_is_ready_its_version_and_its_metrics_and_nothing_else() {
        Staff outside = Staff.stranger(management);

        assertThat(outside.get("/actuator/health").body()).contains("\"status\":\"UP\"", "\"db\"", "\"engine\"");
        assertThat(outside.get("/actuator/health/liveness").body()).contains("\"UP\"");
        assertThat(outside.get("/actuator/health/readiness").body()).contains("\"UP\"", "\"db\"", "\"engine\"");
        assertThat(outside.get("/actuator/info").body()).contains("\"version\"");
        CLOSED.forEach(path -> assertThat(outside.get(path).status()).as(path).isEqualTo(404));
        for (String page : List.of("/", "/login", "/my/state", "/api/tasks/1/form", "/engine-rest/task")) {
            assertThat(outside.get(page).status()).as(page).isIn(401, 404);
        }
    }

    /** There is nothing to back up here; whoever may not be told of it is not. */
    @Test
    void a_backup_is_asked_for_there_and_nowhere_else() {
        assertThat(Staff.stranger(management).post("/actuator/backup", "{}").body())
                .contains("\"refused\":\"");
        for (Staff who : List.of(stranger(), staff("camunda-admin"))) {
            assertThat(who.post("/actuator/backup", "{}").status()).isIn(401, 403, 404);
        }
    }

    @Test
    void metrics_of_ours_stand_among_those_of_the_program_and_those_of_the_handbook_are_there() throws IOException {
        startYear();
        String metrics = Staff.stranger(management).get("/actuator/prometheus").body();

        assertThat(metrics)
                .contains(
                        "assessment_jobs{state=\"waiting\"}",
                        "assessment_jobs{state=\"failed\"}",
                        "assessment_incidents 0.0",
                        "assessment_tasks_open ",
                        "assessment_log_unsealed ",
                        "assessment_evidence_bytes ",
                        "assessment_backup_age_seconds ",
                        "hikaricp_connections_active",
                        "jvm_memory_used_bytes");
        assertThat(Pattern.compile("`((?:assessment|hikaricp)_[a-z_]+[a-z])(?:\\{|`)")
                        .matcher(Files.readString(Path.of("docs/operations.md")))
                        .results()
                        .map(named -> named.group(1)))
                .as("metrics named in docs/operations.md")
                .hasSizeGreaterThan(6)
                .allSatisfy(name -> assertThat(metrics).contains(name));
    }
}
