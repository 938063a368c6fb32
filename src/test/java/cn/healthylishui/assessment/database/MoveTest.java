package cn.healthylishui.assessment.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.rehearsal.ReleasedDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The year that 0.5.0 left under way, brought up to this version, goes to a real PostgreSQL and back. */
@ExtendWith(OutputCaptureExtension.class)
class MoveTest {

    private static final String ACCOUNT = "--assessment.database.user=" + PostgreSql.USER;

    @TempDir
    static Path directory;

    /** Without the ending of its name. */
    private static Path year;

    /** The server of the tests asks for none, a start does. */
    private static Path password;

    @BeforeAll
    static void keepYear() throws IOException {
        password = Files.writeString(directory.resolve("password"), "Vq7-Kd2-Lm9");
        year = directory.resolve("year");
        ReleasedDatabase.inFile("0.5.0", year);
        Schema.migrate(Side.h2(year, Side.H2_USER, ""));
    }

    private static int toServer(Move move, Path file, String server) {
        return move.run(List.of("--to", server, "--from", file + ".mv.db", ACCOUNT));
    }

    private static int toFile(String server, Path file) {
        return new Move()
                .run(List.of(
                        "--to",
                        "jdbc:h2:file:" + file + ";WRITE_DELAY=0",
                        "--spring.profiles.active=postgres",
                        "--assessment.database.address=" + server.replace("jdbc:postgresql://", ""),
                        "--assessment.database.password-file=" + password,
                        ACCOUNT));
    }

    private static Connection h2(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + file, Side.H2_USER, "");
    }

    private static Connection postgreSql(String server) throws SQLException {
        return DriverManager.getConnection(server, PostgreSql.USER, "");
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Path copyOfYear(Path directory) throws IOException {
        Path copy = directory.resolve("copy");
        Files.copy(Path.of(year + ".mv.db"), Path.of(copy + ".mv.db"));
        return copy;
    }

    @Test
    void a_year_under_way_goes_to_postgresql_and_back_and_nothing_is_lost(@TempDir Path back, CapturedOutput output)
            throws Exception {
        String server = PostgreSql.emptyDatabase();
        Path returned = back.resolve("returned");
        Path kept = Files.copy(Path.of(year + ".mv.db"), back.resolve("kept"));

        assertThat(toServer(new Move(), year, server)).isZero();
        assertThat(Files.mismatch(kept, Path.of(year + ".mv.db")))
                .as("the source is as it was")
                .isEqualTo(-1);
        assertThat(output).contains("act_ru_task", "operation_log_seal", "flyway_schema_history", "两边完全一样");
        try (Connection moved = postgreSql(server)) {
            assertThat(ask(moved, "select count(*) from pg_constraint where contype = 'f' and condeferrable"))
                    .as("keys hold at once, as before")
                    .isEqualTo("0");
            assertThatThrownBy(() -> execute(moved, "update operation_log set reason = 'other'"))
                    .hasMessageContaining("操作日志只能增加");
            assertThatThrownBy(() -> execute(moved, "insert into special_group_duty values (99, 1, 'none')"))
                    .hasMessageContaining("foreign key");
        }

        assertThat(toFile(server, returned)).isZero();
        assertThat(returned.resolveSibling("returned.moving.mv.db")).doesNotExist();
        try (Connection first = h2(year);
                Connection last = h2(returned)) {
            Side side = Side.h2(year, Side.H2_USER, "");
            for (MovedTable table : MovedTable.all(first).values()) {
                if (!table.name().equals("flyway_schema_history")) {
                    assertThat(table.content(side, last)).as(table.name()).isEqualTo(table.content(side, first));
                }
            }
            assertThat(Dialect.H2.nextNumbers(last.createStatement()))
                    .as("what the next rows are numbered")
                    .isEqualTo(Dialect.H2.nextNumbers(first.createStatement()));
            assertThatThrownBy(() -> execute(last, "delete from operation_log_seal"))
                    .hasMessageContaining("操作日志只能增加");
            assertThatThrownBy(() -> execute(last, "insert into special_group_duty values (99, 1, 'none')"))
                    .hasMessageContaining("Referential integrity");
        }
        assertThat(Schema.version(Side.h2(returned, Side.H2_USER, ""))).isEqualTo(Schema.Version.SAME);
        assertThat(Schema.version(Side.postgreSql(server, PostgreSql.USER, ""))).isEqualTo(Schema.Version.SAME);
    }

    @Test
    void a_number_whose_row_is_gone_is_not_given_again(@TempDir Path other) throws Exception {
        Path copy = copyOfYear(other);
        try (Connection before = h2(copy)) {
            execute(before, "alter table objection alter column id restart with 4711");
        }
        String server = PostgreSql.emptyDatabase();

        assertThat(toServer(new Move(), copy, server)).isZero();
        try (Connection moved = postgreSql(server)) {
            assertThat(ask(moved, "select nextval(pg_get_serial_sequence('objection', 'id'))"))
                    .isEqualTo("4711");
        }
    }

    @Test
    void a_value_that_did_not_arrive_as_it_was_is_seen_and_the_target_left_empty(CapturedOutput output)
            throws SQLException {
        String server = PostgreSql.emptyDatabase();
        Move broken = new Move(target -> execute(
                target,
                "update act_ru_task set name_ = name_ || ' ' where id_ = " + "(select min(id_) from act_ru_task)"));

        assertThat(toServer(broken, year, server)).isEqualTo(1);
        assertThat(output)
                .containsPattern("act_ru_task\\t(\\d+)\\t\\1\\t\\w+≠\\w+\\t不一样")
                .contains("目标已经清空");
        try (Connection moved = postgreSql(server)) {
            assertThat(MovedTable.all(moved)).isEmpty();
        }
        assertThat(toServer(new Move(), year, server)).as("the next try").isZero();
    }

    @Test
    void a_program_that_runs_is_not_moved(@TempDir Path other, CapturedOutput output) throws Exception {
        Path copy = copyOfYear(other);
        String server = PostgreSql.emptyDatabase();
        try (FileChannel held = FileChannel.open(Path.of(copy + ".mv.db"), StandardOpenOption.WRITE);
                FileLock lock = held.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(toServer(new Move(), copy, server)).isEqualTo(2);
        }
        assertThat(output).contains("没有搬：库文件", "正被使用：程序还在运行。请先停下程序。").doesNotContain("\tat ");

        try (Connection node = postgreSql(server)) {
            execute(node, "select pg_advisory_lock_shared(1751541860, 1)");
            assertThat(toServer(new Move(), copy, server)).isEqualTo(2);
            assertThat(toFile(server, other.resolve("new"))).isEqualTo(2);
        }
        assertThat(output).contains("程序还在运行，或者另一个 move 正在搬。请先停下全部机器上的程序");
    }

    @Test
    void a_file_that_was_not_closed_is_started_first(@TempDir Path other, CapturedOutput output) throws Exception {
        Path copy = copyOfYear(other);
        try (Connection killed = h2(copy)) {
            execute(killed, "create table not_closed (id integer)");
            execute(killed, "drop table not_closed");
            execute(killed, "checkpoint sync");
            execute(killed, "shutdown immediately");
        }
        assertThat(toServer(new Move(), copy, PostgreSql.emptyDatabase())).isEqualTo(2);
        assertThat(output).contains("没有关好：程序被强行结束过，或者停过电。请先用这一版的程序在它上面启动一次");
    }

    @Test
    void only_an_empty_target_is_filled_and_only_from_a_database_of_ours(@TempDir Path other, CapturedOutput output)
            throws Exception {
        String server = PostgreSql.emptyDatabase();
        try (Connection connection = postgreSql(server)) {
            execute(connection, "create table somebody_else (id integer)");
        }
        assertThat(toServer(new Move(), year, server)).isEqualTo(2);
        assertThat(output).contains("不是空的，里面已经有表。请新建一个空的库");

        Path there = Files.writeString(other.resolve("there.mv.db"), "something");
        assertThat(toFile(PostgreSql.emptyDatabase(), other.resolve("there"))).isEqualTo(2);
        assertThat(there).hasContent("something");
        assertThat(toFile(PostgreSql.emptyDatabase(), other.resolve("new"))).isEqualTo(2);
        assertThat(output).contains("已经有库文件", "请写一个还没有的文件，或者先把它移走", "里没有本程序的表。请检查写的是不是本程序用的库");
    }

    @Test
    void the_source_is_of_this_version(@TempDir Path other, CapturedOutput output) throws Exception {
        Path old = other.resolve("old");
        ReleasedDatabase.inFile("0.5.0", old);
        assertThat(toServer(new Move(), old, PostgreSql.emptyDatabase())).isEqualTo(2);
        assertThat(output).contains("来源是以前版本的程序用的。请先用这一版的程序在来源上启动一次");

        Path copy = copyOfYear(other);
        try (Connection later = h2(copy)) {
            execute(later, """
                    insert into "flyway_schema_history" values (9999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'sa', now(), 1, true)
                    """);
        }
        assertThat(toServer(new Move(), copy, PostgreSql.emptyDatabase())).isEqualTo(2);
        assertThat(output).contains("来源是更新版本的程序用的");
        try (Connection failed = h2(copy)) {
            execute(failed, "update \"flyway_schema_history\" set \"success\" = false where \"version\" = '999'");
        }
        assertThat(toServer(new Move(), copy, PostgreSql.emptyDatabase())).isEqualTo(2);
        assertThat(output).contains("来源上一次升级没有完成");
    }

    @Test
    void tables_that_nobody_knows_are_not_left_behind_in_silence(@TempDir Path other, CapturedOutput output)
            throws Exception {
        Path copy = copyOfYear(other);
        try (Connection connection = h2(copy)) {
            execute(connection, "create table somebody_else (id integer)");
        }
        String server = PostgreSql.emptyDatabase();
        assertThat(toServer(new Move(), copy, server)).isEqualTo(2);
        assertThat(output).contains("来源的表和本程序的不一样：somebody_else。来源里有别的程序建的表，或者表被改过");
        try (Connection moved = postgreSql(server)) {
            assertThat(MovedTable.all(moved)).isEmpty();
        }
    }

    @Test
    void what_is_asked_wrongly_is_said(@TempDir Path other, CapturedOutput output) {
        String server = PostgreSql.emptyDatabase();
        List<List<String>> wrong = new ArrayList<>();
        wrong.add(List.of());
        wrong.add(List.of("--to"));
        wrong.add(List.of("--to", server, "elsewhere"));
        wrong.add(List.of("--to", "jdbc:mysql://db/assessment"));
        wrong.add(List.of("--to", server, "--from", year.toString()));
        wrong.add(List.of(
                "--to",
                server,
                "--spring.profiles.active=postgres",
                "--assessment.database.address=db/a",
                "--assessment.database.password-file=" + password,
                ACCOUNT));
        wrong.add(List.of("--to", server, "--from", other.resolve("none").toString(), ACCOUNT));
        wrong.add(List.of("--to", "jdbc:h2:file:" + other.resolve("new")));
        wrong.add(List.of("--to", "jdbc:postgresql://127.0.0.1:1/assessment", "--from", year.toString(), ACCOUNT));
        wrong.add(List.of("--to", server, "--from", year.toString(), ACCOUNT, "--assessment.database.password=shown"));

        wrong.forEach(arguments ->
                assertThat(new Move().run(arguments)).as("%s", arguments).isEqualTo(2));
        assertThat(output)
                .contains(
                        "用法：move --to",
                        "不认识目标“jdbc:mysql://db/assessment”：要写成 jdbc:postgresql://主机:端口/库名，或者",
                        "不知道用哪个账号写入 PostgreSQL",
                        "不知道搬哪个库文件：设置里的数据库（jdbc:postgresql://db/a）不是 H2 库文件",
                        "没有库文件“",
                        "请在 data/ 所在的目录运行，或者用 --from 指明",
                        "搬到库文件的，只能从 PostgreSQL 搬",
                        "打不开数据库 jdbc:postgresql://127.0.0.1:1/assessment",
                        "密码写在了命令行上")
                .doesNotContain("\tat ", "shown");
    }
}
