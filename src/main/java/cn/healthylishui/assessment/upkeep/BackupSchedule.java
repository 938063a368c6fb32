package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Refused;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has a backup made every night, in a thread of its own; one that was missed because the program was off is made soon after it starts,
 * one that failed is tried again an hour later. And whenever somebody asks.
 */
@Component
public class BackupSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final long LAST_SECONDS = 20;

    private final Backups backups;
    private final Clock clock;
    private final @Nullable LocalTime at;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "backup");
        one.setDaemon(true);
        return one;
    });
    private LocalDate doneFor = LocalDate.MIN;
    private LocalDateTime notBefore = LocalDateTime.MIN;
    private boolean begun;

    /** @param at as 02:10; empty: not by itself */
    BackupSchedule(Backups backups, Clock clock, @Value("${assessment.backup.at}") String at) {
        this.backups = backups;
        this.clock = clock;
        this.at = at.isBlank() ? null : LocalTime.parse(at.strip());
    }

    @Scheduled(initialDelay = 60, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    synchronized void look() {
        LocalDateTime now = LocalDateTime.now(clock);
        if (at == null || begun || now.isBefore(notBefore) || !backups.isPossible()) {
            return;
        }
        LocalDate due = now.toLocalTime().isBefore(at) ? now.toLocalDate().minusDays(1) : now.toLocalDate();
        if (due.isAfter(doneFor)) {
            begun = true;
            thread.execute(() -> makeOf(due));
        }
    }

    private void makeOf(LocalDate due) {
        boolean done = false;
        try {
            done = backups.makeOf(due);
        } catch (RuntimeException e) {
            notBefore(LocalDateTime.now(clock).plus(AGAIN));
            LOG.error("The backup of the night was not made; the next try is in an hour: {}", e.getMessage());
        } finally {
            ended(due, done);
        }
    }

    private synchronized void notBefore(LocalDateTime time) {
        notBefore = time;
    }

    private synchronized void ended(LocalDate due, boolean done) {
        begun = false;
        if (done) {
            doneFor = due;
        }
    }

    /** When; empty where none is made by itself. */
    public Optional<LocalTime> at() {
        return Optional.ofNullable(at);
    }

    /** One that somebody asks for; empty while it goes on. */
    public Optional<Manifest> start(Actor by, Duration patience) {
        if (backups.isRunning()) {
            throw new Refused("正在备份，或者正在清理用不着的材料文件。请过几分钟再来看。");
        }
        CompletableFuture<Manifest> making = CompletableFuture.supplyAsync(() -> backups.make(by), thread);
        try {
            return Optional.of(making.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException stillRunning) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits for what was begun. */
    void await() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    /** Never by an interruption: H2 closes its file under everybody where a thread is interrupted that reads it. */
    @PreDestroy
    void stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("A backup is broken off, as the program stops; those before are as they were");
        }
    }
}
