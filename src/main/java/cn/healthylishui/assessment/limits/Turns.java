package cn.healthylishui.assessment.limits;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * 排队: what takes much memory or time is done a few at a time, and one at a time for each who asks, so that the pages of everybody else
 * keep coming. Nobody fills the queue alone either.
 */
public final class Turns {

    private static final int RETRY_AFTER = 5;
    private static final int REMEMBERED = 1000;

    private final Limits.Turns limits;
    private final String busy;
    private final String tooOften;
    private final Set<String> working = new HashSet<>();
    private final Deque<Turn> queue = new ArrayDeque<>();
    private final Map<String, Long> served = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long turns;

    /**
     * @param busy told to whom the turn does not come soon
     * @param tooOften told to whom it does not come because of what the same asked for before
     */
    public Turns(Limits.Turns limits, String busy, String tooOften) {
        this.limits = limits;
        this.busy = busy;
        this.tooOften = tooOften;
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
                end(who);
            }
        }
    }

    /**
     * Waits for a turn; whoever waits must not hold a connection of the database.
     *
     * @param who whose work it is: a user, or the address of somebody who is not known
     * @throws Crowded where the turn does not come soon
     */
    public synchronized Turn begin(String who) {
        if (queue.stream().filter(turn -> turn.who.equals(who)).count() >= limits.waitingEach()) {
            throw Crowded.tooOften(RETRY_AFTER, tooOften);
        }
        if (queue.size() >= limits.waiting()) {
            throw Crowded.busy(RETRY_AFTER, busy);
        }
        Turn mine = new Turn(who);
        queue.addLast(mine);
        try {
            long deadline = System.nanoTime() + limits.patience().toNanos();
            while (working.size() >= limits.atOnce() || next() != mine) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw working.contains(who)
                            ? Crowded.tooOften(RETRY_AFTER, tooOften)
                            : Crowded.busy(RETRY_AFTER, busy);
                }
                wait(left);
            }
            working.add(who);
            served.put(who, ++turns);
            return mine;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Crowded.busy(RETRY_AFTER, busy);
        } finally {
            queue.remove(mine);
            notifyAll();
        }
    }

    /** Of those that have no turn already, who had one longest ago or never: whoever asks for many waits for itself. */
    private @Nullable Turn next() {
        return queue.stream()
                .filter(turn -> !working.contains(turn.who))
                .min(Comparator.comparingLong(turn -> served.getOrDefault(turn.who, 0L)))
                .orElse(null);
    }

    private synchronized void end(String who) {
        working.remove(who);
        notifyAll();
    }
}
