package cn.healthylishui.assessment.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.audit.LogDays;
import cn.healthylishui.assessment.workflow.EngineState;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class MeasuresTest {

    private final AnnotationConfigApplicationContext database =
            new AnnotationConfigApplicationContext(FixtureDatabase.class);
    private final EngineState engine = mock(EngineState.class);
    private long nanos = TimeUnit.DAYS.toNanos(-1); // such a clock may begin anywhere

    @SuppressWarnings("unchecked")
    private final Measures measures = new Measures(
            engine,
            mock(LogDays.class),
            mock(ObjectProvider.class),
            database.getBean(JdbcClient.class),
            Clock.systemUTC(),
            () -> nanos);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void however_often_they_are_asked_for_they_are_counted_once_in_fifteen_seconds() {
        for (int second = 0; second <= 15; second++) {
            assertThat(measures.seen()).isPresent();
            nanos += TimeUnit.SECONDS.toNanos(1);
        }
        verify(engine, times(1)).counts();

        assertThat(measures.seen()).isPresent();
        verify(engine, times(2)).counts();
    }

    @Test
    void while_the_database_does_not_answer_it_is_not_asked_more_often() {
        when(engine.counts()).thenThrow(new IllegalStateException("away"));
        assertThat(measures.seen()).isEmpty();
        assertThat(measures.seen()).isEmpty();
        verify(engine, times(1)).counts();
    }
}
