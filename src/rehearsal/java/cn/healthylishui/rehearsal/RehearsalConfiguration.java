package cn.healthylishui.rehearsal;

import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;

/**
 * What a rehearsal and a demonstration have beside the application, which knows nothing of them. In a rehearsal time and chance are
 * given, so that equal input gives equal output; a demonstration has a time of its own.
 */
@AutoConfiguration
@Profile({Rehearsal.PROFILE, DemoYears.PROFILE})
@ComponentScan
public class RehearsalConfiguration {

    @Bean
    @Primary
    RehearsalClock rehearsalClock(@Value("${rehearsal.start}") LocalDateTime start, @Qualifier("clock") Clock machine) {
        return new RehearsalClock(start, machine);
    }

    @Bean
    @Primary
    @Profile(Rehearsal.PROFILE)
    RehearsalSeeds rehearsalSeeds(@Value("${rehearsal.seed}") long seed) {
        return new RehearsalSeeds(seed);
    }
}
