package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a PostgreSQL that goes away under it, once stopped and once alive and silent, and comes back. */
class DatabaseAwayIT {

    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";
    private static final String SENTENCE = "数据库现在没有应答";
    private static final Duration SOON = Duration.ofSeconds(3);

    private static EmbeddedPostgres server(Path directory, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .start();
    }

    @Test
    void everybody_hears_so_within_three_seconds_and_it_goes_on_by_itself(@TempDir Path directory) throws Exception {
        int databasePort = PackagedProgram.freePort();
        int management = PackagedProgram.freePort();
        Path data = directory.resolve("pg");
        EmbeddedPostgres server = server(data, databasePort);
        Files.writeString(directory.resolve("application.properties"), """
                assessment.database.address=127.0.0.1:%d/postgres
                assessment.database.user=postgres
                assessment.database.password=Vq7-Kd2-Lm9
                """.formatted(databasePort));
        try (PackagedProgram program = PackagedProgram.start(
                directory,
                "管理员账号 admin",
                "--spring.profiles.active=postgres",
                "--assessment.security.password-rounds=1000",
                "--management.server.port=" + management)) {
            Staff administrator = Staff.inTasklist(program.port(), "admin", program.password());
            administrator.postFields(
                    "/my/password", Map.of("old", program.password(), "fresh", OWN_PASSWORD, "repeated", OWN_PASSWORD));
            Staff stranger = Staff.stranger(program.port());
            Staff byPassword = Staff.byBasicLogin(program.port(), "admin", OWN_PASSWORD);
            Staff watcher = Staff.stranger(management);
            assertThat(watcher.get("/actuator/health/readiness").status()).isEqualTo(200);

            assertThat(administrator.get(administrator.engine("/task")).status())
                    .isEqualTo(200); // all has been used once

            server.close();
            isAway(administrator, stranger, byPassword, watcher);
            server = server(data, databasePort);
            isBack(administrator, stranger, watcher);

            List<ProcessHandle> processes = processes(data);
            signal("STOP", processes);
            try {
                isAway(administrator, stranger, byPassword, watcher);
            } finally {
                signal("CONT", processes);
            }
            isBack(administrator, stranger, watcher);
            assertThat(program.output()).contains("The database does not answer", "The database answers again");
        } finally {
            server.close();
        }
    }

    private static void isAway(Staff administrator, Staff stranger, Staff program, Staff watcher) {
        Map<String, Supplier<Answer>> calls = new LinkedHashMap<>();
        calls.put("a public page", () -> stranger.get("/"));
        calls.put("a page with a login", () -> administrator.get("/my/account"));
        calls.put("a call of a form", () -> administrator.get("/api/tasks/1/form"));
        calls.put("typing", () -> administrator.put("/api/tasks/1/rows", "{\"rows\":[]}"));
        calls.put("a call of the engine", () -> administrator.get(administrator.engine("/task")));
        calls.put("a login", () -> program.get("/my/account"));
        calls.forEach((what, call) -> {
            long begun = System.nanoTime();
            Answer answer = call.get();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(SOON);
            assertThat(answer.status()).as(what + answer.body()).isEqualTo(503);
            assertThat(answer.body()).as(what).contains(SENTENCE);
        });
        long begun = System.nanoTime();
        assertThat(watcher.get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(watcher.get("/actuator/prometheus").body()).contains("assessment_incidents ");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON.multipliedBy(2));
        assertThat(watcher.get("/actuator/health/liveness").status())
                .as("it need not be started anew")
                .isEqualTo(200);
    }

    private static void isBack(Staff administrator, Staff stranger, Staff watcher) {
        await().atMost(Duration.ofSeconds(20)).until(() -> stranger.get("/").status() == 200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> administrator.get("/my/state").status() == 200);
        assertThat(watcher.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private static List<ProcessHandle> processes(Path data) throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle first = ProcessHandle.of(postmaster).orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle one : processes) {
            new ProcessBuilder("kill", "-" + name, String.valueOf(one.pid()))
                    .start()
                    .waitFor();
        }
    }
}
