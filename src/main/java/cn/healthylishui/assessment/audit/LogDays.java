package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
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

    private final Rows rows;
    private final Clock clock;

    LogDays(JdbcClient jdbc, Clock clock) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The latest first; today's is not there, since it still changes. */
    public List<Day> latest() {
        return rows.list(Day.class, """
                select sealed_on as "on", hash from operation_log_day where sealed_on < :today order by sealed_on desc
                fetch first :most rows only
                """, today(), SHOWN);
    }

    /** How many entries wait for the sealer. */
    public long unsealed() {
        return rows.get(Long.class, "select count(*) from operation_log_unsealed");
    }
}
