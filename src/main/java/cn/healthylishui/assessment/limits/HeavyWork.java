package cn.healthylishui.assessment.limits;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * 排队: what takes much memory or time is done a few at a time, and one at a time for each user, so that the pages of everybody else
 * keep coming.
 */
@Component
public class HeavyWork {

    private static final String WAIT = "正在处理其他表格，请稍后再试。";
    private static final int RETRY_AFTER = 5;

    private final Limits.Heavy limits;
    private final Semaphore places;
    private final Set<String> users = new HashSet<>();
    private int waiting;

    @Autowired
    HeavyWork(Limits limits) {
        this(limits.heavy());
    }

    HeavyWork(Limits.Heavy limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.atOnce(), true);
    }

    /** Ends when it is closed, by whatever thread. */
    public final class Turn implements AutoCloseable {

        private final String who;
        private final AtomicBoolean over = new AtomicBoolean();

        private Turn(String who) {
            this.who = who;
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                places.release();
                leave(who);
            }
        }
    }

    /**
     * Waits for a turn; whoever waits must not hold a connection of the database.
     *
     * @param who whose work it is: a user, or the address of somebody who is not known
     * @throws Crowded where the turn does not come soon
     */
    public Turn begin(String who) {
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            enter(who, deadline);
            if (places.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return new Turn(who);
            }
            leave(who);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Crowded.busy(RETRY_AFTER, WAIT);
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
