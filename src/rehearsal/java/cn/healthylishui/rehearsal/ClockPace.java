package cn.healthylishui.rehearsal;

import cn.healthylishui.rehearsal.process.EngineDriver;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;

/**
 * Lets time pass on the rehearsal's clock and the engine's alike: so much after each round, and as much as a timer needs; people
 * work while offices are open.
 */
public final class ClockPace implements Pace {

    private static final LocalTime OPENING = LocalTime.of(9, 0);
    private static final LocalTime CLOSING = LocalTime.of(17, 30);
    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    private final RehearsalClock clock;
    private final EngineDriver engine;
    private final Duration perRound;

    public ClockPace(RehearsalClock clock, EngineDriver engine, Duration perRound) {
        this.clock = clock;
        this.engine = engine;
        this.perRound = perRound;
    }

    @Override
    public void afterRound() {
        clock.advance(perRound);
        LocalDateTime now = LocalDateTime.now(clock);
        LocalDateTime morning = now.toLocalDate().atTime(OPENING);
        if (now.isBefore(morning)) {
            clock.moveTo(morning);
        } else if (now.toLocalTime().isAfter(CLOSING)) {
            clock.moveTo(morning.plusDays(1));
        }
        engine.setTime(Date.from(clock.instant()));
    }

    @Override
    public boolean waitUntil(Date timer) {
        LocalDateTime morning =
                LocalDateTime.ofInstant(timer.toInstant(), LISHUI).toLocalDate().atTime(OPENING);
        if (morning.atZone(LISHUI).toInstant().isAfter(clock.instant())) {
            clock.moveTo(morning);
        } else {
            clock.advance(Duration.ofHours(1));
        }
        engine.setTime(Date.from(clock.instant()));
        return true;
    }
}
