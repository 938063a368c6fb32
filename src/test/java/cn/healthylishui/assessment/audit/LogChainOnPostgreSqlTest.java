package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LogChainOnPostgreSqlTest extends LogChainTest {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
        try (LogFixture made = LogFixture.onPostgreSql(server.getJdbcUrl("postgres", "postgres"))) {
            made.check();
        }
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    /** A copy of the migrated database is made in a moment. */
    @Override
    LogFixture open() {
        String name = "log" + UUID.randomUUID().toString().replace("-", "");
        JdbcClient.create(server.getDatabase("postgres", "template1"))
                .sql("create database " + name + " template postgres")
                .update();
        return LogFixture.onPostgreSql(server.getJdbcUrl("postgres", name));
    }

    @Override
    void withoutTriggers(String... statements) {
        Map.of("entries", "operation_log", "seals", "operation_log_seal", "removals", "operation_log_removal")
                .forEach((trigger, table) -> log.jdbc()
                        .sql("drop trigger if exists operation_log_guard_%s on %s".formatted(trigger, table))
                        .update());
        List.of(statements).forEach(statement -> log.jdbc().sql(statement).update());
    }

    @Test
    void the_tables_cannot_be_emptied_whole() {
        log.write("改动", "C001");
        log.sealer().seal();
        for (String table : List.of("operation_log", "operation_log_seal", "operation_log_removal")) {
            assertThatThrownBy(() -> log.jdbc().sql("truncate table " + table).update())
                    .hasStackTraceContaining("只能增加");
        }
    }
}
