package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 操作日志: written in the transaction of the act itself, so that no act is without its entry and no entry without its act. {@link
 * LogSealer} numbers and seals entries after their commit; nothing written here makes one writer wait for another.
 */
@Component
public class OperationLog {

    /** One line of the log, as people read it. */
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

    private record Unsealed(long entryId, String entryHash) {}

    private static final int LONGEST_VALUE = 4000;
    private static final int LONGEST_REASON = 2000;
    private static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Rows rows;
    private final Clock clock;
    private final ObjectProvider<CallerAddress> address;
    private final ApplicationEventPublisher events;

    public OperationLog(
            JdbcClient jdbc, Clock clock, ObjectProvider<CallerAddress> address, ApplicationEventPublisher events) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.address = address;
        this.events = events;
    }

    public void record(Actor actor, Operation operation) {
        CallerAddress caller = address.getIfAvailable();
        write(actor, caller == null ? null : caller.get(), false, operation);
    }

    /** An act of which nothing but the day may be known: no time of day, nobody who did it, no place that it came from. */
    public void recordOnDay(Operation operation) {
        write(Actor.SYSTEM, null, true, operation);
    }

    private void write(Actor actor, @Nullable String address, boolean dayOnly, Operation operation) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        LogEntry entry = new LogEntry(
                0,
                LocalDateTime.now(clock).truncatedTo(dayOnly ? ChronoUnit.DAYS : ChronoUnit.MILLIS),
                dayOnly,
                actor.userId(),
                actor.office(),
                address,
                operation.action(),
                operation.year(),
                operation.object(),
                shortened(operation.from(), LONGEST_VALUE),
                shortened(operation.to(), LONGEST_VALUE),
                shortened(operation.reason(), LONGEST_REASON),
                HexFormat.of().formatHex(salt));
        long id = rows.insertForId("operation_log", entry);
        rows.insert("operation_log_unsealed", new Unsealed(id, LogHashes.entry(entry)));
        events.publishEvent(new Written());
    }

    /** An entry was written; it is there once its transaction commits. */
    record Written() {}

    /** The lines on one object of a year, newest first. */
    public List<Line> on(int year, String object) {
        return rows.list(Line.class, """
                select * from operation_log where assessment_year = :year and object_code = :object order by id desc
                """, year, object);
    }

    /**
     * The latest lines whose action begins so, newest first.
     *
     * @param object null for those on any object
     */
    public List<Line> latest(String action, @Nullable String object, int most) {
        return rows.list(Line.class, """
                select * from operation_log
                where action like :action and (cast(:object as varchar(100)) is null or object_code = :object)
                order by id desc fetch first :most rows only
                """, action + "%", object, most);
    }

    /** When something was last done; empty where nothing ever was. */
    public Optional<LocalDateTime> lastTime() {
        return rows.find(LocalDateTime.class, "select max(at) from operation_log");
    }

    private static @Nullable String shortened(@Nullable String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
