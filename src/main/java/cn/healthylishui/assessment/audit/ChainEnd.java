package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the chain ends.
 *
 * @param number 0 before the first sealing
 * @param oldCount how many entries were there before the chain, with the hash over them; null before the first sealing
 * @param keepDays how long entries are kept; null for ever
 */
record ChainEnd(
        long number,
        String hash,
        @Nullable Long oldCount,
        @Nullable String oldHash,
        @Nullable Integer keepDays) {

    private static final String SQL =
            "select number, hash, old_count, old_hash, keep_days from operation_log_head where id = 1";

    static ChainEnd read(JdbcClient jdbc) {
        return read(jdbc, SQL);
    }

    /** Nobody else seals or removes until the transaction ends. */
    static ChainEnd locked(JdbcClient jdbc) {
        return read(jdbc, SQL + " for update");
    }

    private static ChainEnd read(JdbcClient jdbc, String sql) {
        return new Rows(jdbc).get(ChainEnd.class, sql);
    }
}
