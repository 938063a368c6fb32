package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.audit.LogDays;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.workflow.EngineState;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 指标: what is counted for whoever watches from outside, at most every fifteen seconds however often it is asked for. */
@Component
class Measures {

    private static final Logger LOG = LoggerFactory.getLogger(Measures.class);
    private static final Duration KEPT = Duration.ofSeconds(15);

    /** @param backup null where there is none */
    record Seen(
            EngineState.Counts engine,
            long unsealed,
            long evidenceBytes,
            @Nullable Duration backupAge) {}

    private final EngineState engine;
    private final LogDays log;
    private final ObjectProvider<LastBackup> backup;
    private final Rows rows;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private Optional<Seen> seen = Optional.empty();
    private long seenAt;
    private boolean asked;

    @Autowired
    Measures(EngineState engine, LogDays log, ObjectProvider<LastBackup> backup, JdbcClient jdbc, Clock clock) {
        this(engine, log, backup, jdbc, clock, System::nanoTime);
    }

    /** @param nanoTime what a test moves by hand */
    Measures(
            EngineState engine,
            LogDays log,
            ObjectProvider<LastBackup> backup,
            JdbcClient jdbc,
            Clock clock,
            LongSupplier nanoTime) {
        this.engine = engine;
        this.log = log;
        this.backup = backup;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Empty while the database does not answer, which is not asked more often for that. */
    synchronized Optional<Seen> seen() {
        if (!asked || nanoTime.getAsLong() - seenAt > KEPT.toNanos()) {
            try {
                seen = Optional.of(look());
            } catch (RuntimeException unanswered) {
                LOG.warn("What is measured could not be counted: {}", unanswered.toString());
                seen = Optional.empty();
            }
            asked = true;
            seenAt = nanoTime.getAsLong();
        }
        return seen;
    }

    private Seen look() {
        return new Seen(
                engine.counts(),
                log.unsealed(),
                rows.get(Long.class, "select coalesce(sum(size_bytes), 0) from evidence"),
                Optional.ofNullable(backup.getIfAvailable())
                        .flatMap(LastBackup::last)
                        .map(last -> Duration.between(last.at(), LocalDateTime.now(clock)))
                        .orElse(null));
    }
}
