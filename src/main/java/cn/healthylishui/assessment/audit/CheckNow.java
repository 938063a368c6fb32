package cn.healthylishui.assessment.audit;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
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
import org.springframework.stereotype.Component;

/** 现在校验: a long log takes minutes, so nobody waits for it at the page, and whoever asks while one runs gets that one's result. */
@Component
public class CheckNow {

    private static final Logger LOG = LoggerFactory.getLogger(CheckNow.class);

    private final LogCheck check;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "log-check");
        one.setDaemon(true);
        return one;
    });
    private @Nullable CompletableFuture<LogCheck.Result> last;

    CheckNow(LogCheck check) {
        this.check = check;
    }

    /** The result where it is there soon; empty while the check goes on. What comes of it is kept for the page. */
    public Optional<LogCheck.Result> start(Actor by, Duration patience) {
        CompletableFuture<LogCheck.Result> running = begin(by);
        try {
            return Optional.of(running.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException stillRunning) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<LogCheck.Result> begin(Actor by) {
        CompletableFuture<LogCheck.Result> running = last;
        if (running == null || running.isDone()) {
            running = CompletableFuture.supplyAsync(() -> check.checkAndKeep(by), thread);
            last = running;
            running.whenComplete((result, failure) -> {
                if (failure != null) {
                    LOG.error("The check of the operation log was not brought to an end", failure);
                }
            });
        }
        return running;
    }

    public synchronized boolean isRunning() {
        return last != null && !last.isDone();
    }

    /** Whether the last one that was asked for here broke off. */
    public synchronized boolean hasFailed() {
        return last != null && last.isCompletedExceptionally();
    }

    /** Without an interruption, which H2 answers by closing its file. */
    @PreDestroy
    void stop() {
        thread.shutdown();
    }
}
