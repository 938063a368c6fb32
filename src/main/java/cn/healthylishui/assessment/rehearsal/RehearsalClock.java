package cn.healthylishui.assessment.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** 演练时钟: stands still until it is moved, so that a year in January can be run at any time of any year. */
public class RehearsalClock extends Clock {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    private volatile Instant now;

    public RehearsalClock(LocalDateTime start) {
        this.now = start.atZone(LISHUI).toInstant();
    }

    public void moveTo(LocalDateTime time) {
        now = time.atZone(LISHUI).toInstant();
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
        return LISHUI;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
