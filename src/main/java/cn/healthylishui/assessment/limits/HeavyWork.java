package cn.healthylishui.assessment.limits;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * 排队: what takes much memory or time is done a few at a time, and one at a time for each user, so that the pages of everybody else
 * keep coming. Whoever waits must not hold a connection of the database.
 */
@Component
public class HeavyWork {

    private static final String WAIT = "正在处理其他表格，请稍后再试。";
    private static final int RETRY_AFTER = 5;

    private final Limits.Heavy limits;
    private final Semaphore places;
    private final Set<String> users = new HashSet<>();
    private int waiting;

    HeavyWork(Limits limits) {
        this.limits = limits.heavy();
        this.places = new Semaphore(this.limits.atOnce(), true);
    }

    /**
     * @param who whose work it is: a user, or the address of somebody who is not known
     * @throws Crowded where this one's turn does not come soon
     */
    public <T> T of(String who, Supplier<T> work) {
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            enter(who, deadline);
            try {
                if (!places.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw Crowded.busy(RETRY_AFTER, WAIT);
                }
                try {
                    return work.get();
                } finally {
                    places.release();
                }
            } finally {
                leave(who);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Crowded.busy(RETRY_AFTER, WAIT);
        }
    }

    private synchronized void enter(String who, long deadline) throws InterruptedException {
        if (users.size() + waiting >= limits.atOnce() + limits.waiting()) {
            throw Crowded.busy(RETRY_AFTER, WAIT);
        }
        waiting++;
        try {
            while (users.contains(who)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw Crowded.tooOften(RETRY_AFTER, "您的上一张表格或文件还在处理，请等它完成后再试。");
                }
                wait(left);
            }
            users.add(who);
        } finally {
            waiting--;
        }
    }

    private synchronized void leave(String who) {
        users.remove(who);
        notifyAll();
    }
}
