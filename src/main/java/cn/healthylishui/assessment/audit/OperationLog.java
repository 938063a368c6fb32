package cn.healthylishui.assessment.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 操作日志: written in the transaction of the act itself, so that no act is without its line and no line without its act. */
@Component
public class OperationLog {

    /** One line of the log; values are what a person would read, at most 4000 characters. */
    public record Line(
            LocalDateTime at,
            String userId,
            String office,
            String action,
            @Nullable Integer year,
            String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {}

    private static final int LONGEST_VALUE = 4000;
    private static final int LONGEST_REASON = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    public OperationLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void record(
            Actor actor,
            String action,
            @Nullable Integer year,
            String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {
        record(actor, LocalDateTime.now(clock), action, year, object, from, to, reason);
    }

    private void record(
            Actor actor,
            LocalDateTime at,
            String action,
            @Nullable Integer year,
            String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {
        jdbc.sql("""
                insert into operation_log (at, user_id, office, action, assessment_year, object_code, from_value, to_value, reason)
                values (:at, :user, :office, :action, :year, :object, :from, :to, :reason)
                """)
                .param("at", Timestamp.valueOf(at))
                .param("user", actor.userId())
                .param("office", actor.office())
                .param("action", action)
                .param("year", year)
                .param("object", object)
                .param("from", shortened(from, LONGEST_VALUE))
                .param("to", shortened(to, LONGEST_VALUE))
                .param("reason", shortened(reason, LONGEST_REASON))
                .update();
    }

    /** An act of which nothing but the day may be known: no time of day, nobody who did it, no place that it came from. */
    public void recordOnDay(String action, int year, String object, String to) {
        record(Actor.SYSTEM, LocalDate.now(clock).atStartOfDay(), action, year, object, null, to, null);
    }

    /** The lines on one object of a year, newest first. */
    public List<Line> on(int year, String object) {
        return jdbc.sql("""
                select at, user_id, office, action, assessment_year, object_code, from_value, to_value, reason from operation_log
                where assessment_year = :year and object_code = :object order by id desc
                """)
                .param("year", year)
                .param("object", object)
                .query((rs, i) -> line(rs))
                .list();
    }

    /**
     * The latest lines whose action begins so, newest first.
     *
     * @param object null for those on any object
     */
    public List<Line> latest(String action, @Nullable String object, int most) {
        return jdbc.sql("""
                select at, user_id, office, action, assessment_year, object_code, from_value, to_value, reason from operation_log
                where action like :action and (:object is null or object_code = :object) order by id desc
                fetch first :most rows only
                """)
                .param("action", action + "%")
                .param("object", object, Types.VARCHAR)
                .param("most", most)
                .query((rs, i) -> line(rs))
                .list();
    }

    /** When something was last done; empty where nothing ever was. */
    public Optional<LocalDateTime> lastTime() {
        return jdbc.sql("select max(at) as last_time from operation_log").query((rs, i) -> rs.getTimestamp(1)).stream()
                .flatMap(Stream::ofNullable)
                .map(Timestamp::toLocalDateTime)
                .findFirst();
    }

    private static Line line(ResultSet rs) throws SQLException {
        return new Line(
                rs.getTimestamp("at").toLocalDateTime(),
                rs.getString("user_id"),
                rs.getString("office"),
                rs.getString("action"),
                rs.getObject("assessment_year", Integer.class),
                rs.getString("object_code"),
                rs.getString("from_value"),
                rs.getString("to_value"),
                rs.getString("reason"));
    }

    private static @Nullable String shortened(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
