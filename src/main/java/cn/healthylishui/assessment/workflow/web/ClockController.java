package cn.healthylishui.assessment.workflow.web;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells Tasklist how far the program's time is ahead of the machine's, which it is in a demonstration alone. */
@RestController
class ClockController {

    /** @param ahead in milliseconds; negative where behind */
    record Ahead(long ahead) {}

    private final Clock clock;
    private final Clock machine;

    ClockController(Clock clock, @Qualifier("clock") Clock machine) {
        this.clock = clock;
        this.machine = machine;
    }

    @GetMapping("/clock")
    Ahead ahead() {
        Duration ahead = Duration.between(machine.instant(), clock.instant());
        return new Ahead(ahead.abs().toMinutes() == 0 ? 0 : ahead.toMillis());
    }
}
