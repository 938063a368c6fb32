package cn.healthylishui.assessment.audit;

import org.jspecify.annotations.Nullable;

/**
 * 操作: what a line of the log says was done; values are what a person would read, at most 4000 characters.
 *
 * @param year null where it concerns no year
 * @param object what it was done to: a code, a name, a number
 * @param from what stood there
 * @param to what stands there now
 */
public record Operation(
        String action,
        @Nullable Integer year,
        String object,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason) {

    public static Operation of(String action, String object) {
        return of(action, null, object);
    }

    public static Operation of(String action, @Nullable Integer year, String object) {
        return new Operation(action, year, object, null, null, null);
    }

    public Operation from(@Nullable String value) {
        return new Operation(action, year, object, value, to, reason);
    }

    public Operation to(@Nullable String value) {
        return new Operation(action, year, object, from, value, reason);
    }

    public Operation because(@Nullable String text) {
        return new Operation(action, year, object, from, to, text);
    }
}
