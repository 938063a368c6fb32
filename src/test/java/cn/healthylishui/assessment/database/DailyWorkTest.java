package cn.healthylishui.assessment.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.rehearsal.RehearsalClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one database. */
@OnBothDatabases
class DailyWorkTest {

    private static final LocalTime EIGHT = LocalTime.of(8, 0);
    private static final String WORK = "reminders";

    private final AnnotationConfigApplicationContext database =
            new AnnotationConfigApplicationContext(FixtureDatabase.class);
    private final RehearsalClock clock = new RehearsalClock(LocalDateTime.of(2022, 1, 10, 7, 59));
    private final AtomicInteger done = new AtomicInteger();
    private final DailyWork one = node();
    private final DailyWork other = node();

    private DailyWork node() {
        DailyWork node = new DailyWork(new NodeTurns(database.getBean(JdbcClient.class)), clock);
        node.begin();
        return node;
    }

    private void ask(DailyWork node) {
        node.onceFrom(EIGHT, WORK, done::incrementAndGet);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void it_is_done_once_a_day_whichever_node_asks_first_and_not_before_its_time() {
        List.of(one, other).forEach(this::ask);
        assertThat(done).as("one minute to eight").hasValue(0);

        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        List.of(one, other, one, other).forEach(this::ask);
        assertThat(done).hasValue(1);

        clock.moveTo(LocalDateTime.of(2022, 1, 11, 8, 0));
        List.of(other, one).forEach(this::ask);
        assertThat(done).hasValue(2);
    }

    @Test
    void while_one_node_does_it_the_other_goes_on_and_does_not_do_it_again() throws Exception {
        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> one.onceFrom(EIGHT, WORK, () -> {
            begun.countDown();
            await(goOn);
            done.incrementAndGet();
        }));
        begun.await();
        ask(other);
        assertThat(done)
                .as("the other is not held up, nor does it do it beside the first")
                .hasValue(0);
        goOn.countDown();
        first.get();
        ask(other);

        assertThat(done).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_a_node_did_not_bring_to_an_end_another_does() {
        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        assertThatThrownBy(() -> one.onceFrom(EIGHT, WORK, () -> {
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");

        ask(other);
        assertThat(done).hasValue(1);
    }

    @Test
    void what_a_node_was_killed_over_another_does_as_soon_as_its_turn_is_over() {
        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        JdbcClient jdbc = database.getBean(JdbcClient.class);
        jdbc.sql(
                        "insert into node_turn (name, holder, held_until) values (:name, 'killed', localtimestamp + interval '%d' second)"
                                .formatted(NodeTurns.OVER_AFTER))
                .param("name", WORK)
                .update();
        ask(other);
        assertThat(done).hasValue(0);

        jdbc.sql("update node_turn set held_until = localtimestamp - interval '1' second")
                .update();
        ask(other);
        assertThat(done).hasValue(1);
    }

    @Test
    void a_morning_when_nothing_ran_is_made_up_for_at_the_next_start() {
        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        ask(one);
        clock.moveTo(LocalDateTime.of(2022, 1, 14, 16, 30));

        DailyWork started = node();
        ask(started);
        ask(started);
        assertThat(done).hasValue(2);
    }

    @Test
    void a_clock_put_back_repeats_nothing() {
        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        ask(one);
        clock.moveTo(LocalDateTime.of(2022, 1, 9, 12, 0));
        ask(one);
        ask(other);
        assertThat(done).hasValue(1);
    }

    @Test
    void nothing_is_done_before_the_start_is_at_its_end_nor_for_the_day_a_demonstration_begins_on() {
        clock.moveTo(LocalDateTime.of(2022, 1, 11, 8, 30));
        DailyWork starting = new DailyWork(new NodeTurns(database.getBean(JdbcClient.class)), clock);
        ask(starting);
        assertThat(done).hasValue(0);

        starting.beginAfter(LocalDate.of(2022, 1, 11));
        starting.begin();
        ask(starting);
        assertThat(done).hasValue(0);
        clock.moveTo(LocalDateTime.of(2022, 1, 12, 8, 0));
        ask(starting);
        assertThat(done).hasValue(1);
    }

    /** As reminders do where another node was quicker. */
    @Test
    void a_statement_of_the_work_that_fails_does_not_spoil_the_rest() {
        clock.moveTo(LocalDateTime.of(2022, 1, 10, 8, 0));
        JdbcClient jdbc = database.getBean(JdbcClient.class);
        one.onceFrom(EIGHT, WORK, () -> {
            assertThatThrownBy(() -> jdbc.sql(
                                    "insert into node_turn (name, done_for) values ('reminders', date '2022-01-01')")
                            .update())
                    .isInstanceOf(DuplicateKeyException.class);
            jdbc.sql("insert into signing_key (name, secret) values ('after', 'it')")
                    .update();
        });
        assertThat(jdbc.sql("select done_for from node_turn")
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(LocalDate.of(2022, 1, 10));
        assertThat(jdbc.sql("select count(*) from signing_key where name = 'after'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
