package cn.healthylishui.assessment.workflow;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.stereotype.Component;

/**
 * The engine's REST layer writes a trace for every completion that a form refuses, and for what is asked of it that is not there. Its user
 * is told and {@link EngineDoor} notes it in one line; traces are for faults of the program, whose own stay.
 */
@Component
class RefusalsWithoutTrace extends TurboFilter {

    private static final String REST = "org.camunda.bpm.engine.rest.exception";
    private static final Pattern TRACE =
            Pattern.compile("^Caused by: " + Pattern.quote(Refused.class.getName()) + ": ", Pattern.MULTILINE);

    RefusalsWithoutTrace() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.getTurboFilterList().removeIf(RefusalsWithoutTrace.class::isInstance);
            loggers.addTurboFilter(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        return logger.getName().equals(REST)
                        && Stream.of(
                                        Stream.ofNullable(thrown),
                                        Stream.ofNullable(format),
                                        parameters == null ? Stream.of() : Stream.of(parameters))
                                .flatMap(given -> given)
                                .anyMatch(RefusalsWithoutTrace::isRefusal)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    private static boolean isRefusal(@Nullable Object given) {
        if (given instanceof String text) { // the layer writes the trace into its message
            return TRACE.matcher(text).find()
                    || EngineDoor.NOT_THERE.matcher(text.lines().findFirst().orElse("")).find();
        }
        return given instanceof Throwable thrown
                && Stream.iterate(thrown, one -> one != null, Throwable::getCause)
                        .anyMatch(Refused.class::isInstance);
    }
}
