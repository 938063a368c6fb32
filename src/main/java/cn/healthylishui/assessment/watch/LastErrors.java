package cn.healthylishui.assessment.watch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.AppenderBase;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.stereotype.Component;

/**
 * 最近的错误: the last lines that the log has as ERROR, since this program was started. What of a line came from outside – names, what
 * was typed, addresses – is left out: numbers, and what the program's own text says, remain. The log itself has it all.
 */
@Component
public class LastErrors {

    private static final int MOST = 50;
    private static final String OURS = "cn.healthylishui.";
    /** Others put what they tell of into the text itself: what stands in quotes or brackets, long numbers, all after a colon. */
    private static final Pattern QUOTED =
            Pattern.compile("\\[[^\\]]*]|\"[^\"]*\"|'[^']*'|“[^”]*”|\\d{5,}|(?<=: ).+", Pattern.DOTALL);

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    /**
     * @param place where in the program
     * @param times how often in a row
     */
    public record Line(LocalDateTime at, String place, String words, int times) {

        private boolean isSame(Line other) {
            return place.equals(other.place) && words.equals(other.words);
        }
    }

    private final Deque<Line> lines = new ArrayDeque<>();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                add(new Line(at(event), place(event), words(event), 1));
            }
        }
    };

    LastErrors() {
        ILoggerFactory logs = LoggerFactory.getILoggerFactory();
        if (logs instanceof LoggerContext context) {
            appender.setContext(context);
            appender.setName("last-errors");
            appender.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        }
    }

    @PreDestroy
    void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        }
    }

    /** The latest first. */
    public synchronized List<Line> all() {
        List<Line> all = new ArrayList<>(lines);
        Collections.reverse(all);
        return all;
    }

    private synchronized void add(Line line) {
        Line last = lines.peekLast();
        if (last != null && last.isSame(line)) {
            lines.removeLast();
            lines.addLast(new Line(line.at(), line.place(), line.words(), last.times() + 1));
            return;
        }
        lines.addLast(line);
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
    }

    private static LocalDateTime at(ILoggingEvent event) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(event.getTimeStamp()), LISHUI);
    }

    /** Of what was thrown our own line that it came through, else who wrote it down. */
    private static String place(ILoggingEvent event) {
        for (@Nullable IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            for (StackTraceElementProxy line : thrown.getStackTraceElementProxyArray()) {
                StackTraceElement element = line.getStackTraceElement();
                if (element.getClassName().startsWith(OURS)) {
                    return "%s:%d".formatted(simple(element.getClassName()), element.getLineNumber());
                }
            }
        }
        return simple(event.getLoggerName());
    }

    private static String words(ILoggingEvent event) {
        @Nullable Object[] given = event.getArgumentArray();
        @Nullable
        Object[] told = given == null
                ? new Object[0]
                : Stream.of(given).map(LastErrors::impersonal).toArray();
        String own = event.getLoggerName().startsWith(OURS)
                ? event.getMessage()
                : QUOTED.matcher(event.getMessage()).replaceAll("…");
        String message = Objects.requireNonNullElse(
                MessageFormatter.arrayFormat(own, told).getMessage(), "");
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown == null) {
            return message;
        }
        IThrowableProxy root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "%s [%s]".formatted(message, simple(root.getClassName()));
    }

    private static Object impersonal(@Nullable Object given) {
        return given instanceof Number || given instanceof Enum<?> || given instanceof Boolean ? given : "…";
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
