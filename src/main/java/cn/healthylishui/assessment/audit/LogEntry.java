package cn.healthylishui.assessment.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

    static final String COLUMNS =
            "id, at, day_only, user_id, office, address, action, assessment_year, object_code, from_value, to_value, reason, salt";

    private static final DateTimeFormatter MILLISECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    /** The time as it is hashed and exported: {@code 2022-01-11 09:00:00.000}, or the day alone. */
    public String time() {
        return dayOnly ? at.toLocalDate().toString() : MILLISECOND.format(at);
    }

    static LogEntry of(ResultSet rs) throws SQLException {
        return new LogEntry(
                rs.getLong("id"),
                rs.getObject("at", Timestamp.class).toLocalDateTime(),
                rs.getBoolean("day_only"),
                rs.getString("user_id"),
                rs.getString("office"),
                rs.getString("address"),
                rs.getString("action"),
                rs.getObject("assessment_year", Integer.class),
                rs.getString("object_code"),
                rs.getString("from_value"),
                rs.getString("to_value"),
                rs.getString("reason"),
                rs.getString("salt"));
    }
}
