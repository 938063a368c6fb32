package cn.healthylishui.assessment.watch;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes, times and durations as people say them. */
final class Words {

    static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private static final long K = 1024;

    private Words() {}

    static String size(long bytes) {
        if (bytes < K * K) {
            return "%d KB".formatted((bytes + K - 1) / K);
        }
        if (bytes < K * K * K) {
            return "%d MB".formatted(bytes / (K * K));
        }
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (K * K * K));
    }

    static String span(Duration span) {
        if (span.toDays() > 0) {
            return span.toHoursPart() == 0
                    ? "%d天".formatted(span.toDays())
                    : "%d天%d小时".formatted(span.toDays(), span.toHoursPart());
        }
        return span.toHours() > 0
                ? "%d小时%d分钟".formatted(span.toHours(), span.toMinutesPart())
                : "%d分钟".formatted(span.toMinutes());
    }
}
