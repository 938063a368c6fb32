package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;

/** Lets time pass on the rehearsal's clock and the engine's alike: so much after each round, and as much as a timer needs. */
public final class ClockPace implements Pace {

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
        engine.setTime(Date.from(clock.instant()));
    }

    @Override
    public boolean waitUntil(Date timer) {
        // Offices open in the morning, whatever the hour at which something becomes due.
        LocalDateTime morning =
                LocalDateTime.ofInstant(timer.toInstant(), LISHUI).toLocalDate().atTime(9, 0);
        if (morning.atZone(LISHUI).toInstant().isAfter(clock.instant())) {
            clock.moveTo(morning);
        } else {
            clock.advance(Duration.ofHours(1));
        }
        engine.setTime(Date.from(clock.instant()));
        return true;
    }
}
