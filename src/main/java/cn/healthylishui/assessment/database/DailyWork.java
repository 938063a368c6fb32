package cn.healthylishui.assessment.database;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * 每天一次的工作: done by one of the nodes, however many there are, and by another where that one dies over it; whoever is not at it does
 * not wait. To ask again and again makes up for a morning when nothing ran. A node that stood still for longer than its turn may do it
 * beside another: what the work does twice counts once.
 */
@Component
public class DailyWork {

    /** Every ten seconds: a killed node's turn is over after twenty, so that another goes on within thirty. */
    public static final String LOOK = "*/10 * * * * *";

    private final NodeTurns turns;
    private final Clock clock;
    private final Map<String, LocalDate> known = new ConcurrentHashMap<>();
    private volatile LocalDate begunAfter = LocalDate.MIN;
    private volatile boolean ready;

    public DailyWork(NodeTurns turns, Clock clock) {
        this.turns = turns;
        this.clock = clock;
    }

    /** What a start does itself comes first. */
    @EventListener(ApplicationReadyEvent.class)
    public void begin() {
        ready = true;
    }

    /** A demonstration that begins on this day has missed nothing. */
    public void beginAfter(LocalDate day) {
        begunAfter = day;
    }

    /** Does the work unless it is too early in the day, another node is at it, or it was done for today by whatever node. */
    public void onceFrom(LocalTime from, String name, Runnable work) {
        LocalDateTime now = LocalDateTime.now(clock);
        LocalDate day = now.toLocalDate();
        if (!ready || now.toLocalTime().isBefore(from) || !day.isAfter(begunAfter) || day.equals(known.get(name))) {
            return;
        }
        try (NodeTurns.Held turn = turns.take(name).orElse(null)) {
            if (turn == null) {
                return;
            }
            if (!turn.isDoneFor(day)) {
                work.run();
                turn.doneFor(day);
            }
            known.put(name, day);
        }
    }
}
