package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.database.DailyWork;
import jakarta.annotation.PreDestroy;
import java.time.LocalTime;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Seals a second after something was committed, looks every five for what another node or a crash left, and checks the whole chain
 * every night.
 */
@Component
@ConditionalOnProperty(name = "assessment.log.sealing", havingValue = "true", matchIfMissing = true)
class SealingSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(SealingSchedule.class);
    private static final long SOON_MILLIS = 1000;
    private static final long SWEEP_MILLIS = 5000;
    private static final long LAST_SECONDS = 10;

    private final LogSealer sealer;
    private final LogCheck check;
    private final LogRetention retention;
    private final DailyWork daily;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread one = new Thread(work, "log-sealer");
        one.setDaemon(true);
        return one;
    });
    private final AtomicBoolean coming = new AtomicBoolean();

    SealingSchedule(LogSealer sealer, LogCheck check, LogRetention retention, DailyWork daily) {
        this.daily = daily;
        this.sealer = sealer;
        this.check = check;
        this.retention = retention;
        thread.scheduleWithFixedDelay(this::seal, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void written(OperationLog.Written ignored) {
        if (coming.compareAndSet(false, true)) {
            try {
                thread.schedule(this::seal, SOON_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("Stopping: what was written now is sealed at the next start");
            }
        }
    }

    private void seal() {
        coming.set(false);
        try {
            sealer.seal();
        } catch (RuntimeException e) {
            LOG.error("The operation log was not sealed; the next try follows in seconds", e);
        }
    }

    @Scheduled(cron = DailyWork.LOOK, zone = "Asia/Shanghai")
    void look() {
        daily.onceFrom(LocalTime.of(3, 30), "log-check", this::everyNight);
    }

    private void everyNight() {
        retention.removeExpired();
        check.checkAndKeep(Actor.SYSTEM);
    }

    /** What was done until now is sealed when the program has stopped. */
    @PreDestroy
    void stop() throws InterruptedException {
        thread.shutdown(); // without an interruption, which H2 answers by closing its file
        if (thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
            seal();
            LOG.info("The operation log is sealed");
        }
    }
}
