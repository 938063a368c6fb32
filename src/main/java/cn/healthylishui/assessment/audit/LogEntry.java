package cn.healthylishui.assessment.audit;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log as it is stored.
 *
 * @param at to the millisecond; of an entry that names its day alone the day's beginning
 * @param address from where it was done; null where nobody called
 * @param salt what the hashes of the fields are salted with; null for an entry from before the chain
 */
public record LogEntry(
        long id,
        LocalDateTime at,
        boolean dayOnly,
        String userId,
        @Nullable String office,
        @Nullable String address,
        String action,
        @Nullable Integer year,
        String object,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason,
        @Nullable String salt) {

    private static final DateTimeFormatter MILLISECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    /** The time as it is hashed and exported: {@code 2022-01-11 09:00:00.000}, or the day alone. */
    public String time() {
        return dayOnly ? at.toLocalDate().toString() : MILLISECOND.format(at);
    }
}
