package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class WaitingFileTest {

    @TempDir
    private Path directory;

    private String address;

    @BeforeEach
    void aDatabase() {
        MockEnvironment settings = new MockEnvironment();
        settings.getConversionService().addConverter(String.class, DataSize.class, DataSize::parse);
        settings.setProperty("assessment.database.reserve", "1MB");
        address = DatabaseRoom.address("jdbc:h2:file:" + directory.resolve("work") + ";WRITE_DELAY=0", settings);
    }

    @AfterEach
    void itStops() {
        DatabaseRoom.of(address).onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(address, "sa", "");
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from work")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void a_thread_that_is_interrupted_closes_the_database_for_nobody() throws Exception {
        try (Connection own = open();
                Connection other = open()) {
            execute(own, "create table work (number int)");
            boolean stillInterrupted = CompletableFuture.supplyAsync(
                            () -> {
                                Thread.currentThread().interrupt();
                                execute(own, "insert into work values (1)");
                                return Thread.currentThread().isInterrupted();
                            },
                            Executors.newSingleThreadExecutor())
                    .get();
            execute(other, "insert into work values (2)");

            assertThat(stillInterrupted).isTrue();
            assertThat(count(other)).isEqualTo(2);
        }
        try (Connection again = open()) {
            assertThat(count(again)).isEqualTo(2);
        }
    }

    @Test
    void another_program_is_kept_off_as_from_any_file_of_h2() throws Exception {
        try (Connection own = open()) {
            execute(own, "create table work (number int)");
            String plain = "jdbc:h2:file:" + directory.toRealPath().resolve("work");
            assertThatThrownBy(() -> DriverManager.getConnection(plain, "sa", ""))
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getErrorCode())
                            .isEqualTo(H2File.IN_USE));
        }
    }
}
