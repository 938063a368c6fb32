package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.limits.Attacker;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.persistence.AnsweringDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

/** All connections of the database are taken: whoever waits for one hears so soon, wherever it is that he waits. */
@ExtendWith(OutputCaptureExtension.class)
class BusyDatabaseTest extends StaffTest {

    private static final String SENTENCE = "现在使用的人太多";
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private AnsweringDatabase database;
    private HikariDataSource pool;
    private Object usual;
    private final List<Connection> taken = new ArrayList<>();

    @BeforeEach
    void knowThePool(@Autowired DataSource dataSource) throws SQLException {
        database = dataSource.unwrap(AnsweringDatabase.class);
        pool = dataSource.unwrap(HikariDataSource.class);
        usual = patience();
    }

    private Object patience() {
        return Objects.requireNonNull(ReflectionTestUtils.getField(database, "patience"));
    }

    private void patience(Object time) {
        ReflectionTestUtils.setField(database, "patience", time);
    }

    private void takeAll() throws SQLException {
        patience(PATIENCE);
        for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            taken.add(pool.getConnection());
        }
    }

    @AfterEach
    void giveBack() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
        patience(usual);
    }

    @Test
    void a_form_waits_longer_for_its_answer_than_the_program_for_a_connection() {
        assertThat(patience()).isEqualTo(Duration.ofSeconds(8));
        assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
    }

    @Test
    void whoever_waits_too_long_is_told_in_a_sentence(CapturedOutput log) throws Exception {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff byLogin = staff(ZONE_OFFICE);
        Staff inTasklist = inTasklist(ZONE_OFFICE);
        Staff city = staff(Office.CITY);
        Staff stranger = Staff.stranger(port);
        Map<String, Supplier<Answer>> calls = new LinkedHashMap<>();
        calls.put("a public page", () -> stranger.get("/notices/" + YEAR));
        calls.put("the home page", () -> stranger.get("/"));
        for (Staff staff : List.of(byLogin, inTasklist)) {
            String who = staff == byLogin ? "by login" : "in Tasklist";
            calls.put(who + " home", () -> staff.get("/"));
            calls.put(who + " page", () -> staff.get("/my/papers/" + YEAR));
            calls.put(who + " form", () -> staff.form(task));
            calls.put(who + " typing", () -> staff.type(task, "assignments", "x", 0, Map.of()));
            calls.put(who + " workbook", () -> staff.get("/api/tasks/" + task + "/workbook"));
            calls.put(who + " file", () -> staff.attach(task, "a.txt", "文字".getBytes()));
            calls.put(who + " task", () -> staff.get(staff.engine("/task/" + task)));
            calls.put(who + " completing", () -> staff.complete(task));
        }
        calls.put("basic data", () -> city.get("/my/basic-data/townships/workbook"));
        takeAll();
        int before = log.getAll().length();
        calls.forEach((what, call) -> {
            long begun = System.nanoTime();
            Answer answer = call.get();
            assertThat(answer.status()).as(what + answer.body()).isEqualTo(503);
            assertThat(answer.body()).as(what).contains(SENTENCE);
            assertThat(answer.header("Retry-After")).as(what).isEqualTo("5");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(Duration.ofSeconds(5));
        });
        assertThat(inBrowser("/notices/" + YEAR)).startsWith("HTTP/1.1 503").contains("<h1>", SENTENCE);
        assertThat(log.getAll().substring(before))
                .as("traces of requests; what works by itself may have its own")
                .doesNotContain("Servlet.service()", "at " + RefusalsOfFilters.class.getName());
        giveBack();
        taken.clear();
        assertThat(byLogin.form(task).status()).isEqualTo(200);
        assertThat(inTasklist.complete(task).status())
                .as("nothing was half done")
                .isNotEqualTo(503);
    }

    private String inBrowser(String path) throws Exception {
        try (Attacker browser = new Attacker(1, port)) {
            return browser.ask(Attacker.get(path));
        }
    }
}
