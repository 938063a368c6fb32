package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged programs on one PostgreSQL. */
class SeveralNodesIT {

    private static final String STARTED = "Started AssessmentApplication";
    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";
    private static final String NEW_NAME = "莲都区健康建设办";
    private static final int JOBS = 200;
    private static final String DAY = "考核专用日";

    /** So long a step that a node was killed over lies there at most: a lock of 20 seconds, a look every five, and five to spare. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

    /** What two hundred jobs may take altogether on a busy machine, of which nothing is promised. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

            Staff here = administratorOf(one, two);
            Staff there = Staff.inBrowser(two.port(), "admin");
            here.cookies().forEach(there::takeCookie);
            assertThat(there.get("/my/account").status())
                    .as("the login made at the other")
                    .isEqualTo(200);
            whatIsChangedAtOneIsSeenAtTheOtherAtOnce(here, there);
            assertThat(there.post("/camunda/api/admin/auth/user/default/logout", "")
                            .status())
                    .isEqualTo(204);
            assertThat(here.get("/my/account").status())
                    .as("logged out at the other")
                    .isNotEqualTo(200);

            killOneOverItsJobs(one, two);
        }
    }

    private static Staff administratorOf(PackagedProgram one, PackagedProgram two) {
        PackagedProgram first = one.output().contains("管理员账号 admin") ? one : two;
        Staff administrator = Staff.inTasklist(one.port(), "admin", first.password());
        assertThat(administrator
                        .postFields(
                                "/my/password",
                                Map.of("old", first.password(), "fresh", OWN_PASSWORD, "repeated", OWN_PASSWORD))
                        .status())
                .isEqualTo(200);
        return administrator;
    }

    /** Each is looked at over there before, so that what is kept in memory is kept there. */
    private void whatIsChangedAtOneIsSeenAtTheOtherAtOnce(Staff here, Staff there) throws Exception {
        String offices = "/my/basic-data/offices";
        assertThat(there.get(offices).body()).doesNotContain(NEW_NAME);
        change(
                here,
                "/my/basic-data/offices/renameOffice",
                "liandu-jkb",
                ask("select office_name from district where office_code = 'liandu-jkb'"),
                Map.of("name", NEW_NAME));
        assertThat(there.get(offices).body())
                .as("the name of an office, which is kept in memory")
                .contains(NEW_NAME);

        // No day of this year is known, whatever year that is: the first page of both asks for them.
        int year = LocalDate.now().getYear();
        String missing = "还没有录入%d年的放假和调休安排".formatted(year);
        run("delete from statutory_day where extract(year from calendar_day) = " + year);
        run("update basic_data set revision = revision + 1");
        assertThat(there.get("/").body()).contains(missing);
        change(
                here,
                "/my/basic-data/statutory-days/add",
                "",
                "",
                Map.of("first", year + "-05-04", "last", "", "kind", "OFF", "occasion", DAY));
        assertThat(there.get("/").body())
                .as("a statutory day, which is kept in memory")
                .doesNotContain(missing);

        change(here, "/my/basic-data/years/prepare", "", "", Map.of());
        String weight = year + "-S-LEAD_TASK_WEIGHT";
        change(here, "/my/basic-data/years/setting", weight, seen(there, "years", weight), Map.of("value", "7.25"));
        assertThat(seen(there, "years", weight)).as("a weight of a year").isEqualTo("7.25");

        String deadline = year + "-D-SELF_CHECK";
        String date = seen(there, "years", deadline);
        LocalDate later = LocalDate.parse(date).plusDays(1);
        change(here, "/my/basic-data/years/deadline", deadline, date, Map.of("value", later.toString()));
        assertThat(seen(there, "years", deadline)).as("a deadline of a year").isEqualTo(later.toString());

        String township = ask("select code from township where district = '331102' and kind = '镇' order by code");
        String row = ask("select name from township where code = '%s'".formatted(township));
        change(
                here,
                "/my/basic-data/townships/change",
                township,
                seen(there, "townships", township),
                Map.of(
                        "name",
                        row + "新",
                        "kind",
                        ask("select kind from township where code = '%s'".formatted(township)),
                        "district",
                        "331102"));
        assertThat(there.get("/my/basic-data/townships").body())
                .as("a township")
                .contains(row + "新");
    }

    /** As the form of a line of the basic data does. */
    private static void change(Staff who, String address, String line, String seen, Map<String, String> fields) {
        Map<String, String> sent = new HashMap<>(fields);
        sent.putAll(Map.of("line", line, "seen", seen, "reason", "机构改革"));
        Answer answer = who.postFields(address, sent);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** What the form of a line shows as it stands. */
    private static String seen(Staff who, String tab, String line) {
        String page = who.get("/my/basic-data/%s?row=%s".formatted(tab, line)).body();
        return page.replaceFirst("(?s).*name=\"seen\" value=\"([^\"]*)\".*", "$1");
    }

    /** Each of them begins a year; two hundred at once keep both nodes busy while one is killed. */
    private void killOneOverItsJobs(PackagedProgram one, PackagedProgram two) throws Exception {
        List<String> columns = Arrays.asList(ask("""
                select string_agg(column_name, ',') from information_schema.columns
                where table_name = 'act_ru_job' and column_name not in ('id_', 'duedate_', 'repeat_')
                """).split(","));
        String same = String.join(", ", columns);
        Instant killed;
        Map<String, String> held;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table act_ru_task in exclusive mode");
            run("""
                    insert into act_ru_job (id_, duedate_, repeat_, %s)
                    select 'copy-' || n, now() - interval '1 day', null, %s from act_ru_job, generate_series(1, %d) n
                    where handler_type_ = 'timer-start-event'
                    """.formatted(same, same, JOBS));
            // A job of each has begun, and cannot end.
            await(two, """
                    select count(distinct application_name) = 2 from pg_stat_activity
                    where application_name in ('one', 'two') and wait_event_type = 'Lock'
                    """);
            killed = Instant.now();
            one.kill();
            held = held();
            connection.commit();
        }
        assertThat(Set.copyOf(held.values())).as("nodes that hold jobs").hasSize(2);
        Instant limit = killed.plus(PATIENCE);
        while (held().entrySet().stream().anyMatch(held.entrySet()::contains)) {
            assertThat(Instant.now()).isBefore(limit);
            assertThat(two.endsWithin(100)).isFalse();
        }
        Duration longest = Duration.between(killed, Instant.now());
        System.out.printf("What a killed node held was taken up after %d ms%n", longest.toMillis());
        assertThat(longest).as("what the killed one held").isLessThan(TAKEN_OVER);

        await(two, "select count(*) = 0 from act_ru_job where id_ like 'copy-%'");
        assertThat(ask("select count(*) from act_hi_procinst where proc_def_key_ = 'annual-assessment'"))
                .as("each once")
                .isEqualTo(String.valueOf(JOBS));
        assertThat(ask("select count(*) from act_ru_task")).isEqualTo(String.valueOf(JOBS));
        assertThat(ask("select count(*) from act_ru_incident")).isEqualTo("0");
        assertThat(two.get("/login").statusCode()).isEqualTo(200);
    }

    /** Which job is held by which node. */
    private Map<String, String> held() throws SQLException {
        Map<String, String> owners = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id_, lock_owner_ from act_ru_job where lock_owner_ is not null")) {
            while (rows.next()) {
                owners.put(rows.getString(1), rows.getString(2));
            }
        }
        return owners;
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

    private void run(String change) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(change);
        }
    }

    private void await(PackagedProgram running, String condition) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!ask(condition).equals("t")) {
            assertThat(Instant.now()).as(condition).isBefore(limit);
            assertThat(running.endsWithin(200)).isFalse();
        }
    }
}
