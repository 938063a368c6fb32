package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program is asked to stop while people write: all that it said was saved is there, and what is under way is answered. */
class OrderlyStopIT {

    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";
    private static final int WRITERS = 6;
    private static final int WRITTEN_BEFORE = 40;

    @Test
    void jobs_end_requests_are_answered_the_log_is_sealed_and_the_database_closed_last(@TempDir Path directory)
            throws Exception {
        Set<String> saved = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(WRITTEN_BEFORE);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        String output;
        // A log on a full disk must not hold anything up either.
        try (PackagedProgram program = PackagedProgram.start(
                directory,
                "管理员账号 admin",
                "--assessment.security.password-rounds=1000",
                "--logging.file.name=/dev/full")) {
            Staff first = Staff.inTasklist(program.port(), "admin", program.password());
            first.postFields(
                    "/my/password", Map.of("old", program.password(), "fresh", OWN_PASSWORD, "repeated", OWN_PASSWORD));
            Staff administrator = Staff.byBasicLogin(program.port(), "admin", OWN_PASSWORD);
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "writer-" + writer;
                writers.submit(() -> {
                    try {
                        for (int i = 0; ; i++) {
                            String reason = name + "-" + i;
                            Answer answer = keep(administrator, reason, i);
                            if (answer.status() == 200) {
                                saved.add(reason);
                                enough.countDown();
                            }
                        }
                    } catch (UncheckedIOException stopped) {
                        // no longer accepted: not said to be saved
                    }
                });
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            try (Socket slow = new Socket("127.0.0.1", program.port())) {
                slow.setSoTimeout(30_000);
                String body = fields("slow", 4000);
                int half = body.length() / 2;
                send(slow, head(body.length()) + body.substring(0, half));
                assertThat(administrator.get("/my/state").status()).isEqualTo(200); // so the slow one has been taken up
                program.askToStop();
                program.await("Commencing graceful shutdown");
                send(slow, body.substring(half));
                assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200");
                saved.add("slow");
            }
            assertThat(program.stop()).as("stopped by SIGTERM").isEqualTo(143);
            output = program.output();
        } finally {
            writers.shutdownNow();
        }

        assertThat(saved).hasSizeGreaterThan(WRITTEN_BEFORE);
        try (Connection database =
                        DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("data/assessment"), "sa", "");
                Statement statement = database.createStatement()) {
            assertThat(strings(statement, "select reason from operation_log where action = '日志保存期限'"))
                    .containsAll(saved);
            assertThat(strings(statement, "select entry_id from operation_log_unsealed"))
                    .isEmpty();
        }
        List<Integer> order = new ArrayList<>();
        for (String said : List.of(
                "The engine does no more jobs",
                "Commencing graceful shutdown",
                "Graceful shutdown complete",
                "Process application assessmentApplication undeployed",
                "The operation log is sealed",
                "Shutdown completed")) {
            assertThat(output).contains(said);
            order.add(output.indexOf(said));
        }
        assertThat(order).as(output.substring(order.get(0))).isSorted();
    }

    private static Answer keep(Staff administrator, String reason, int i) {
        return administrator.postFields(
                "/my/log/retention", Map.of("days", String.valueOf(3650 + i % 2), "reason", reason));
    }

    private static String head(int length) {
        return "POST /my/log/retention HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic %s\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"
                .formatted(
                        java.util.Base64.getEncoder()
                                .encodeToString(("admin:" + OWN_PASSWORD).getBytes(StandardCharsets.UTF_8)),
                        length);
    }

    private static String fields(String reason, int days) {
        return "--b\r\nContent-Disposition: form-data; name=\"days\"\r\n\r\n%d\r\n--b\r\nContent-Disposition: form-data; name=\"reason\"\r\n\r\n%s\r\n--b--\r\n"
                .formatted(days, reason);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static Set<String> strings(Statement statement, String sql) throws Exception {
        Set<String> found = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
