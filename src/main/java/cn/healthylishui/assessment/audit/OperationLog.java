package cn.healthylishui.assessment.audit;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/**
 * 操作日志: written in the transaction of the act itself, so that no act is without its entry and no entry without its act. {@link
 * LogSealer} numbers and seals entries after their commit; nothing written here makes one writer wait for another.
 */
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
    private static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectProvider<CallerAddress> address;
    private final ApplicationEventPublisher events;

    public OperationLog(
            JdbcClient jdbc, Clock clock, ObjectProvider<CallerAddress> address, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.address = address;
        this.events = events;
    }

    public void record(
            Actor actor,
            String action,
            @Nullable Integer year,
            String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {
        CallerAddress caller = address.getIfAvailable();
        write(actor, caller == null ? null : caller.get(), false, action, year, object, from, to, reason);
    }

    /** An act of which nothing but the day may be known: no time of day, nobody who did it, no place that it came from. */
    public void recordOnDay(String action, int year, String object, String to) {
        write(Actor.SYSTEM, null, true, action, year, object, null, to, null);
    }

    private void write(
            Actor actor,
            @Nullable String from,
            boolean dayOnly,
            String action,
            @Nullable Integer year,
            String object,
            @Nullable String before,
            @Nullable String after,
            @Nullable String reason) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        LocalDateTime now = LocalDateTime.now(clock);
        LogEntry entry = new LogEntry(
                0,
                now.truncatedTo(dayOnly ? ChronoUnit.DAYS : ChronoUnit.MILLIS),
                dayOnly,
                actor.userId(),
                actor.office(),
                from,
                action,
                year,
                object,
                shortened(before, LONGEST_VALUE),
                shortened(after, LONGEST_VALUE),
                shortened(reason, LONGEST_REASON),
                HexFormat.of().formatHex(salt));
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into operation_log (at, day_only, user_id, office, address, action, assessment_year, object_code, from_value,
                  to_value, reason, salt)
                values (:at, :dayOnly, :user, :office, :address, :action, :year, :object, :from, :to, :reason, :salt)
                """)
                .param("at", Timestamp.valueOf(entry.at()))
                .param("dayOnly", dayOnly)
                .param("user", entry.userId())
                .param("office", entry.office())
                .param("address", entry.address(), Types.VARCHAR)
                .param("action", action)
                .param("year", year, Types.INTEGER)
                .param("object", object)
                .param("from", entry.from(), Types.VARCHAR)
                .param("to", entry.to(), Types.VARCHAR)
                .param("reason", entry.reason(), Types.VARCHAR)
                .param("salt", entry.salt())
                .update(key, "id");
        jdbc.sql("insert into operation_log_unsealed (entry_id, entry_hash) values (:id, :hash)")
                .param("id", Objects.requireNonNull(key.getKey()).longValue())
                .param("hash", LogHashes.entry(entry))
                .update();
        events.publishEvent(new Written());
    }

    /** An entry was written; it is there once its transaction commits. */
    record Written() {}

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
        if (text == null || text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
