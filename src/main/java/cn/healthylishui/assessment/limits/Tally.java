package cn.healthylishui.assessment.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts by the minute what each of many does, keeping no more than the latest ten thousand of them in mind. Minutes are the
 * machine's: the clock of the procedure may be moved.
 */
public final class Tally {

    private static final int MOST_KNOWN = 10_000;

    private final LongSupplier nanoseconds;
    private final Map<String, Integer> counts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private long minute;

    public Tally() {
        this(System::nanoTime);
    }

    Tally(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /** How often this one has done it in the present minute, this time included. */
    public synchronized int add(String who) {
        long now = Math.floorDiv(nanoseconds.getAsLong(), TimeUnit.MINUTES.toNanos(1));
        if (now != minute) {
            counts.clear();
            minute = now;
        }
        return counts.merge(who, 1, Integer::sum);
    }
}
