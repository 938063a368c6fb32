package cn.healthylishui.assessment;

import cn.healthylishui.assessment.audit.OperationLog;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The {@link OperationLog} as a new installation has it. In H2 no trigger sees how a table is emptied whole; in PostgreSQL one does,
 * and is passed over as only the server's own administrator can.
 */
public final class EmptyLog {

    private static final String TABLES = String.join(
            ", ",
            List.of(
                    "operation_log",
                    "operation_log_unsealed",
                    "operation_log_seal",
                    "operation_log_day",
                    "operation_log_removal",
                    "operation_log_check"));

    private EmptyLog() {}

    public static void of(JdbcClient jdbc) {
        if (TestDatabase.isPostgreSql(jdbc)) {
            jdbc.sql("set session_replication_role = replica; truncate " + TABLES
                            + "; set session_replication_role = origin")
                    .update();
        } else {
            List.of(TABLES.split(", "))
                    .forEach(table -> jdbc.sql("truncate table " + table).update());
        }
        jdbc.sql("""
                update operation_log_head set number = 0, hash = :nothing, old_count = null, old_hash = null, keep_days = null
                """).param("nothing", "0".repeat(64)).update();
    }
}
