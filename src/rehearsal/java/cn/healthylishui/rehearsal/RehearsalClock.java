package cn.healthylishui.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * 演练时钟: stands still until it is moved, so that a year in January can be run at any time of any year; a demonstration lets it run
 * on from where it stands.
 */
public class RehearsalClock extends Clock {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    private final @Nullable Clock machine;
    private volatile Instant stands;
    private volatile @Nullable Duration ahead;

    public RehearsalClock(LocalDateTime start) {
        this(start, null);
    }

    /** @param machine by which the clock runs once it is let */
    RehearsalClock(LocalDateTime start, @Nullable Clock machine) {
        this.stands = start.atZone(LISHUI).toInstant();
        this.machine = machine;
    }

    public void moveTo(LocalDateTime time) {
        ahead = null;
        stands = time.atZone(LISHUI).toInstant();
    }

    public void advance(Duration by) {
        stands = instant().plus(by);
        ahead = null;
    }

    /**
     * Runs on at the machine's pace.
     *
     * @param by how far ahead of the machine's time
     */
    void run(Duration by) {
        if (machine == null) {
            throw new IllegalStateException("This clock only stands");
        }
        ahead = by;
    }

    /** How far ahead of the machine's time the clock stands; negative where it is behind. */
    Duration aheadOfMachine() {
        if (machine == null) {
            throw new IllegalStateException("This clock only stands");
        }
        return Duration.between(machine.instant(), instant());
    }

    @Override
    public ZoneId getZone() {
        return LISHUI;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }

    @Override
    public Instant instant() {
        Duration by = ahead;
        return by == null || machine == null ? stands : machine.instant().plus(by);
    }
}
