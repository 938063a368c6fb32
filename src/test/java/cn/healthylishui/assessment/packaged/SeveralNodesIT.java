package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.Staff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged programs on one PostgreSQL. */
class SeveralNodesIT {

    private static final String STARTED = "Started AssessmentApplication";
    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";
    private static final String NEW_NAME = "莲都区健康建设办";
    private static final int JOBS = 200;

    /** A lock of 20 seconds, a look every five, and what two hundred jobs take afterwards on a busy machine. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(45);

    @TempDir
    private Path directory;

    private final String database = PostgreSql.emptyDatabase();

    private PackagedProgram start(String node) {
        return start(node, STARTED);
    }

    private PackagedProgram start(String node, String said) {
        try {
            Path password = Files.writeString(directory.resolve("password-" + node), "Vq7-Kd2-Lm9");
            return PackagedProgram.startIn(
                    Map.of(
                            "ASSESSMENT_DATABASE_ADDRESS",
                            database.replace("jdbc:postgresql://", "") + "&ApplicationName=" + node,
                            "ASSESSMENT_DATABASE_USER",
                            PostgreSql.USER,
                            "ASSESSMENT_DATABASE_PASSWORD_FILE",
                            password.toString()),
                    directory,
                    said,
                    "--spring.profiles.active=postgres");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoever_waits_for_its_turn_to_start_can_be_stopped_at_once() throws Exception {
        try (Connection first = connect();
                Statement statement = first.createStatement()) {
            statement.execute("select pg_advisory_lock(1751541860, 2)"); // as the one that prepares the database
            try (PackagedProgram waiting = start("waiting", "等它准备好数据库以后接着启动")) {
                waiting.askToStop();
                assertThat(waiting.endsWithin(20_000)).isTrue();
                assertThat(waiting.output()).contains("还没有轮到启动，程序就被停下了，什么也没有做。");
            }
        }
        assertThat(ask("select count(*) from information_schema.tables where table_schema = 'public'"))
                .isEqualTo("0");
    }

    @Test
    void nodes_that_start_at_once_share_everything_and_finish_what_one_was_killed_over() throws Exception {
        CompletableFuture<PackagedProgram> first = CompletableFuture.supplyAsync(() -> start("one"));
        CompletableFuture<PackagedProgram> second = CompletableFuture.supplyAsync(() -> start("two"));
        try (PackagedProgram one = first.get();
                PackagedProgram two = second.get()) {
            List<String> outputs = List.of(one.output(), two.output());
            assertThat(outputs)
                    .filteredOn(output -> output.contains("管理员账号 admin"))
                    .hasSize(1);
            assertThat(outputs)
                    .filteredOn(output -> output.contains("另一台机器上的程序正在启动"))
                    .hasSize(1);
            assertThat(ask("select count(*) from act_re_deployment")).isEqualTo("1");

            logInOnOneAndOutOnTheOther(one, two);
            killOneOverItsJobs(one, two);
        }
    }

    private void logInOnOneAndOutOnTheOther(PackagedProgram one, PackagedProgram two) throws Exception {
        PackagedProgram first = one.output().contains("管理员账号 admin") ? one : two;
        Staff here = Staff.inTasklist(one.port(), "admin", first.password());
        assertThat(here.postFields(
                                "/my/password",
                                Map.of("old", first.password(), "fresh", OWN_PASSWORD, "repeated", OWN_PASSWORD))
                        .status())
                .isEqualTo(200);
        Staff there = Staff.inBrowser(two.port(), "admin");
        here.cookies().forEach(there::takeCookie);
        assertThat(there.get("/my/account").status())
                .as("the login made at the other")
                .isEqualTo(200);

        String office = "liandu-jkb";
        assertThat(there.get("/my/basic-data/offices").body()).doesNotContain(NEW_NAME);
        assertThat(here.postFields(
                                "/my/basic-data/offices/renameOffice",
                                Map.of(
                                        "line",
                                        office,
                                        "name",
                                        NEW_NAME,
                                        "seen",
                                        ask("select office_name from district where office_code = 'liandu-jkb'"),
                                        "reason",
                                        "机构改革"))
                        .status())
                .isEqualTo(200);
        assertThat(there.get("/my/basic-data/offices").body())
                .as("the name changed at the other")
                .contains(NEW_NAME);

        assertThat(there.post("/camunda/api/admin/auth/user/default/logout", "").status())
                .isEqualTo(204);
        assertThat(here.get("/my/account").status())
                .as("logged out at the other")
                .isNotEqualTo(200);
    }

    /** Each of them begins a year; two hundred at once keep both nodes busy while one is killed. */
    private void killOneOverItsJobs(PackagedProgram one, PackagedProgram two) throws Exception {
        List<String> columns = Arrays.asList(ask("""
                select string_agg(column_name, ',') from information_schema.columns
                where table_name = 'act_ru_job' and column_name not in ('id_', 'duedate_', 'repeat_')
                """).split(","));
        String same = String.join(", ", columns);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table act_ru_task in exclusive mode");
            try (Connection other = connect();
                    Statement copies = other.createStatement()) {
                copies.executeUpdate("""
                        insert into act_ru_job (id_, duedate_, repeat_, %s)
                        select 'copy-' || n, now() - interval '1 day', null, %s from act_ru_job, generate_series(1, %d) n
                        where handler_type_ = 'timer-start-event'
                        """.formatted(same, same, JOBS));
            }
            // A job of the first has begun, and cannot end.
            await(
                    two,
                    "select count(*) > 0 from pg_stat_activity where application_name = 'one' and wait_event_type = 'Lock'");
            one.kill();
            connection.commit();
        }
        Instant killed = Instant.now();
        await(two, "select count(*) = 0 from act_ru_job where id_ like 'copy-%'");

        assertThat(Duration.between(killed, Instant.now())).isLessThan(TAKEN_OVER);
        assertThat(ask("select count(*) from act_hi_procinst where proc_def_key_ = 'annual-assessment'"))
                .as("each once")
                .isEqualTo(String.valueOf(JOBS));
        assertThat(ask("select count(*) from act_ru_task")).isEqualTo(String.valueOf(JOBS));
        assertThat(ask("select count(*) from act_ru_incident")).isEqualTo("0");
        assertThat(two.get("/login").statusCode()).isEqualTo(200);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database, PostgreSql.USER, "");
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void await(PackagedProgram running, String condition) throws Exception {
        Instant limit = Instant.now().plus(TAKEN_OVER.multipliedBy(2));
        while (!ask(condition).equals("t")) {
            assertThat(Instant.now()).as(condition).isBefore(limit);
            assertThat(running.endsWithin(200)).isFalse();
        }
    }
}
