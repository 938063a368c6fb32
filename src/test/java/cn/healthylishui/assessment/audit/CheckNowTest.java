package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The check that somebody asks for at the page: of a log so long that it goes on, and of one that breaks off. */
class CheckNowTest {

    private static final LogCheck.Result WHOLE = new LogCheck.Result(3, "end", 3, 0, 0, List.of(), List.of(), 0, 0);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    private abstract static class FakeCheck extends LogCheck {

        FakeCheck() {
            super(
                    JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:check-now")),
                    new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:check-now")),
                    Clock.systemUTC());
        }
    }

    @Test
    void whoever_asks_does_not_wait_for_a_long_log_and_a_second_one_begins_no_second_check() {
        CheckNow now = new CheckNow(new FakeCheck() {
            @Override
            public Result checkAndKeep(Actor by) {
                begun.incrementAndGet();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return WHOLE;
            }
        });
        try {
            assertThat(now.start(LogFixture.ZHANG, Duration.ofMillis(1))).isEmpty();
            assertThat(now.start(LogFixture.LI, Duration.ofMillis(1))).isEmpty();
            assertThat(now.isRunning()).isTrue();
            end.countDown();
            assertThat(now.start(LogFixture.LI, SOON)).contains(WHOLE);
            assertThat(begun.get()).isBetween(1, 2); // the last may have begun one of its own, after the first ended
            assertThat(now.hasFailed()).isFalse();
        } finally {
            end.countDown();
            now.stop();
        }
    }

    @Test
    void a_check_that_breaks_off_is_said_to_have_and_the_next_is_a_new_one() {
        CheckNow now = new CheckNow(new FakeCheck() {
            @Override
            public Result checkAndKeep(Actor by) {
                if (begun.incrementAndGet() == 1) {
                    throw new IllegalStateException("no connection");
                }
                return WHOLE;
            }
        });
        try {
            assertThatThrownBy(() -> now.start(LogFixture.ZHANG, SOON)).hasMessageContaining("no connection");
            assertThat(now.hasFailed()).isTrue();
            assertThat(now.isRunning()).isFalse();
            assertThat(now.start(LogFixture.ZHANG, SOON)).contains(WHOLE);
            assertThat(now.hasFailed()).isFalse();
        } finally {
            now.stop();
        }
    }
}
