package cn.healthylishui.assessment.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.start.UnsafeStart;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** Programs that start, each with nothing in it but the lock. */
@ExtendWith(OutputCaptureExtension.class)
class StartTurnTest {

    @TempDir
    private Path directory;

    private final String database = PostgreSql.emptyDatabase();

    private ConfigurableApplicationContext start(String address, ApplicationRunner work) throws IOException {
        Path password = directory.resolve("password");
        Files.writeString(password, "Vq7-Kd2-Lm9");
        return new SpringApplicationBuilder(StartTurn.class)
                .web(WebApplicationType.NONE)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("work", ApplicationRunner.class, () -> work))
                .run(
                        "--spring.profiles.active=postgres",
                        "--assessment.database.address=" + address.replace("jdbc:postgresql://", ""),
                        "--assessment.database.user=" + PostgreSql.USER,
                        "--assessment.database.password-file=" + password);
    }

    private boolean isAnyoneAlive() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, PostgreSql.USER, "")) {
            return !Nodes.keepAllOut(connection);
        }
    }

    private boolean isAnyoneWaiting() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, PostgreSql.USER, "");
                ResultSet row = connection.createStatement().executeQuery("""
                                select count(*) from pg_locks where locktype = 'advisory' and not granted
                                  and database = (select oid from pg_database where datname = current_database())
                                """)) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    /** Of a machine without power the server hears nothing: after so long it lets go what that machine held. */
    @Test
    void what_a_machine_that_vanished_held_is_free_after_half_a_minute() throws Exception {
        List<Integer> seconds = new ArrayList<>();
        try (ConfigurableApplicationContext node = start(database, arguments -> {})) {
            Connection own = (Connection) Objects.requireNonNull(
                    ReflectionTestUtils.getField(node.getBean(StartTurn.Held.class), "connection"));
            Properties settings = Binder.get(node.getEnvironment())
                    .bind("spring.datasource.hikari.data-source-properties", Properties.class)
                    .get();
            settings.setProperty("user", PostgreSql.USER);
            try (Connection ofPool = DriverManager.getConnection(database, settings)) {
                for (Connection connection : List.of(own, ofPool)) {
                    int idle = setting(connection, "tcp_keepalives_idle");
                    int all = setting(connection, "tcp_keepalives_interval")
                            * setting(connection, "tcp_keepalives_count");
                    seconds.add(idle + all);
                    seconds.add(setting(connection, "tcp_user_timeout") / 1000);
                }
            }
        }
        assertThat(seconds).allSatisfy(all -> assertThat(all).isBetween(1, 30));
    }

    private static int setting(Connection connection, String name) throws SQLException {
        try (ResultSet row = connection
                .createStatement()
                .executeQuery("select setting from pg_settings where name = '" + name + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void one_at_a_time_prepares_the_database_and_the_next_goes_on_when_it_is_done() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<ConfigurableApplicationContext> first = inBackground(() -> start(database, arguments -> {
            begun.countDown();
            goOn.await();
            order.add("first");
        }));
        begun.await();
        CompletableFuture<ConfigurableApplicationContext> second =
                inBackground(() -> start(database, arguments -> order.add("second")));
        while (!isAnyoneWaiting()) {
            assertThat(second).isNotDone();
        }
        goOn.countDown();
        first.get().close();
        assertThat(isAnyoneAlive()).as("the second is").isTrue();
        second.get().close();

        assertThat(order).containsExactly("first", "second");
        assertThat(isAnyoneAlive()).isFalse();
    }

    private interface Starting {
        ConfigurableApplicationContext run() throws IOException;
    }

    private static CompletableFuture<ConfigurableApplicationContext> inBackground(Starting starting) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return starting.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void a_start_that_fails_lets_the_next_begin() throws Exception {
        assertThatThrownBy(() -> start(database, arguments -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        start(database, arguments -> {}).close();
        assertThat(isAnyoneAlive()).isFalse();
    }

    @Test
    void a_server_that_forgot_a_node_is_told_again() throws Exception {
        try (ConfigurableApplicationContext node = start(database, arguments -> {})) {
            try (Connection connection = DriverManager.getConnection(database, PostgreSql.USER, "")) {
                connection.createStatement().execute("""
                        select pg_terminate_backend(pid) from pg_locks
                        where locktype = 'advisory' and pid <> pg_backend_pid()
                          and database = (select oid from pg_database where datname = current_database())
                        """);
            }
            assertThat(isAnyoneAlive()).isFalse();
            node.getBean(StartTurn.Held.class).look();
            assertThat(isAnyoneAlive()).isTrue();
        }
    }

    @Test
    void nothing_starts_while_the_data_are_moved(CapturedOutput output) throws Exception {
        try (Connection move = DriverManager.getConnection(database, PostgreSql.USER, "")) {
            assertThat(Nodes.keepAllOut(move)).isTrue();
            assertThatThrownBy(() -> start(database, arguments -> {})).isInstanceOf(UnsafeStart.class);
        }
        assertThat(output).contains("数据库里的数据正在搬（move）。请等它搬完再启动。").doesNotContain("\tat ");
    }

    @Test
    void a_database_that_is_not_there_is_said_in_a_sentence(CapturedOutput output) {
        assertThatThrownBy(() -> start("127.0.0.1:1/assessment", arguments -> {}))
                .isInstanceOf(UnsafeStart.class);
        assertThat(output)
                .contains("连不上数据库 jdbc:postgresql://127.0.0.1:1/assessment", "请检查它是否已经启动，地址、账号和密码对不对")
                .doesNotContain("\tat ");
    }

    @Test
    void a_second_program_on_an_h2_file_is_told_so_in_a_sentence(CapturedOutput output) throws Exception {
        Path file = Files.createFile(directory.resolve("assessment.mv.db"));
        try (FileChannel first = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = first.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> new SpringApplicationBuilder(StartTurn.class)
                            .web(WebApplicationType.NONE)
                            .run("--spring.datasource.url=jdbc:h2:file:" + directory.resolve("assessment")))
                    .isInstanceOf(UnsafeStart.class);
        }
        assertThat(output)
                .contains("没有启动：", "正被另一个程序使用。一个库文件同时只能由一个程序使用：请先停下另一个；要几台机器一起用")
                .doesNotContain("\tat ");
    }
}
