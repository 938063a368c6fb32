package cn.healthylishui.assessment.audit;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of an entry that its hash is taken over, in this order; an export may leave out any of them. */
public enum LogField {
    TIME(LogEntry::time),
    USER(LogEntry::userId),
    OFFICE(LogEntry::office),
    ADDRESS(LogEntry::address),
    ACTION(LogEntry::action),
    YEAR(entry -> entry.year() == null ? null : entry.year().toString()),
    OBJECT(LogEntry::object),
    BEFORE(LogEntry::from),
    AFTER(LogEntry::to),
    REASON(LogEntry::reason);

    private final Function<LogEntry, @Nullable String> value;

    LogField(Function<LogEntry, @Nullable String> value) {
        this.value = value;
    }

    /** As hashes and exports call it, such as {@code time}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public @Nullable String of(LogEntry entry) {
        return value.apply(entry);
    }
}
