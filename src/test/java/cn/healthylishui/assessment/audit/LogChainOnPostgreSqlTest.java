package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.PostgreSql;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogChainOnPostgreSqlTest extends LogChainTest {

    private static final String MIGRATED = PostgreSql.emptyDatabase();

    @BeforeAll
    static void migrate() {
        try (LogFixture made = LogFixture.onPostgreSql(MIGRATED)) {
            made.check();
        }
    }

    @Override
    LogFixture open() {
        return LogFixture.onPostgreSql(PostgreSql.copyOf(MIGRATED));
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
                    .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        }
    }
}
