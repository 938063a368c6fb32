package cn.healthylishui.assessment.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 日校验值: the hash that each day's chain ended with, and what has not been sealed yet. */
@Component
public class LogDays {

    private static final int SHOWN = 400;

    public record Day(LocalDate on, String hash) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LogDays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The latest first; today's is not there, since it still changes. */
    public List<Day> latest() {
        return jdbc.sql("""
                        select sealed_on, hash from operation_log_day where sealed_on < :today order by sealed_on desc
                        fetch first :most rows only
                        """)
                .param("today", java.sql.Date.valueOf(today()))
                .param("most", SHOWN)
                .query((rs, i) -> new Day(rs.getDate("sealed_on").toLocalDate(), rs.getString("hash")))
                .list();
    }

    /** How many entries wait for the sealer. */
    public long unsealed() {
        return jdbc.sql("select count(*) from operation_log_unsealed")
                .query(Long.class)
                .single();
    }
}
