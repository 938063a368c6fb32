package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.persistence.AnsweringDatabase.Address;
import cn.healthylishui.assessment.persistence.AnsweringDatabase.Away;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits for others waits long, whoever waits for nobody hears so soon. */
class AnsweringDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private AnsweringDatabase database(String url, Duration patience) {
        HikariDataSource pool = new HikariDataSource();
        open.add(pool);
        pool.setJdbcUrl(url);
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaximumPoolSize(1);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(500); // as in application.yaml
        pool.setValidationTimeout(500);
        return new AnsweringDatabase(pool, new Address(url, "sa", ""), patience);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void whoever_waits_for_another_gets_the_connection_however_many_looks_of_the_pool_it_takes() throws Exception {
        AnsweringDatabase busy = database("jdbc:h2:mem:" + UUID.randomUUID(), PATIENCE);
        ScheduledExecutorService others = Executors.newScheduledThreadPool(2);
        try {
            Connection taken = busy.getConnection();
            long begun = System.nanoTime();
            others.schedule(
                    () -> {
                        taken.close();
                        return null;
                    },
                    1_700,
                    TimeUnit.MILLISECONDS);
            Future<Duration> waiting = others.submit(() -> {
                try (Connection mine = busy.getConnection()) {
                    assertThat(mine.isValid(1)).isTrue();
                    return since(begun);
                }
            });
            assertThat(waiting.get()).isBetween(Duration.ofMillis(1_600), PATIENCE);
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void who_has_waited_long_enough_is_told_of_the_others_and_not_of_the_database() throws SQLException {
        AnsweringDatabase busy = database("jdbc:h2:mem:" + UUID.randomUUID(), Duration.ofMillis(1_200));
        try (Connection taken = busy.getConnection()) {
            long begun = System.nanoTime();
            assertThatThrownBy(busy::getConnection)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .isNotInstanceOf(Away.class);
            assertThat(since(begun)).isBetween(Duration.ofMillis(1_000), PATIENCE);
            assertThat(taken.isValid(1)).isTrue();
        }
    }

    /** One that refuses to be reached, and one that takes a call and never says a word. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_database_that_does_not_answer_is_told_of_within_three_seconds_and_then_at_once(boolean silent)
            throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        String url = "jdbc:postgresql://127.0.0.1:%d/x".formatted(server.getLocalPort());
        if (silent) {
            open.add(server);
        } else {
            server.close();
        }
        AnsweringDatabase away = database(url, PATIENCE);
        long begun = System.nanoTime();
        assertThatThrownBy(away::getConnection).isInstanceOf(Away.class);
        assertThat(since(begun)).isLessThan(THREE_SECONDS);

        long again = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(away::getConnection).isInstanceOf(Away.class);
        }
        assertThat(since(again)).isLessThan(THREE_SECONDS);
    }

    @Test
    void many_who_ask_at_once_hear_it_as_soon() throws Exception {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(silent);
        AnsweringDatabase away =
                database("jdbc:postgresql://127.0.0.1:%d/x".formatted(silent.getLocalPort()), PATIENCE);
        ExecutorService people = Executors.newFixedThreadPool(50);
        try {
            List<Future<Duration>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(people.submit(() -> {
                    long begun = System.nanoTime();
                    assertThatThrownBy(away::getConnection).isInstanceOf(Away.class);
                    return since(begun);
                }));
            }
            for (Future<Duration> one : all) {
                assertThat(one.get()).isLessThan(THREE_SECONDS);
            }
        } finally {
            people.shutdownNow();
        }
    }
}
