package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.healthylishui.assessment.limits.Turns.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {

    private final Turns work = new Turns(new Limits.Turns(2, 3, 2, Duration.ofMillis(50)), "忙。", "您的还在处理。");

    private Crowded refused(String who) {
        Crowded refused = catchThrowableOfType(Crowded.class, () -> work.begin(who));
        assertThat(refused).as("refused").isNotNull();
        return refused;
    }

    @Test
    void a_third_waits_and_is_told_so_when_its_turn_does_not_come() {
        try (Turn first = work.begin("a");
                Turn second = work.begin("b")) {
            Crowded refused = refused("c");
            assertThat(refused).hasMessage("忙。");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.retryAfter()).isPositive();
            assertThat(first).isNotSameAs(second);
        }
        work.begin("c").close();
    }

    @Test
    void one_user_does_not_take_all_turns() {
        try (Turn first = work.begin("a")) {
            assertThat(refused("a").status()).isEqualTo(429);
            assertThat(refused("a")).hasMessage("您的还在处理。");
            work.begin("b").close();
            first.close();
        }
        work.begin("a").close();
    }

    @Test
    void who_waits_comes_next() throws Exception {
        Turns patient = new Turns(new Limits.Turns(1, 3, 2, Duration.ofSeconds(20)), "忙。", "您的还在处理。");
        Turn first = patient.begin("a");
        CompletableFuture<Turn> same = CompletableFuture.supplyAsync(() -> patient.begin("a"));
        CompletableFuture<Turn> other = CompletableFuture.supplyAsync(() -> patient.begin("b"));
        first.close();
        same.thenAccept(Turn::close);
        other.thenAccept(Turn::close);
        CompletableFuture.allOf(same, other).get(20, TimeUnit.SECONDS);
        patient.begin("c").close();
    }

    @Test
    void one_user_does_not_fill_the_queue() throws Exception {
        Turns patient = new Turns(new Limits.Turns(1, 3, 2, Duration.ofSeconds(20)), "忙。", "您的还在处理。");
        Turn first = patient.begin("a");
        List<Thread> threads = new ArrayList<>();
        Executor own = work -> {
            Thread thread = new Thread(work);
            threads.add(thread);
            thread.start();
        };
        List<CompletableFuture<Turn>> waiting = Stream.of("a", "a")
                .map(who -> CompletableFuture.supplyAsync(() -> patient.begin(who), own))
                .toList();
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        Crowded refused = catchThrowableOfType(Crowded.class, () -> patient.begin("a"));
        assertThat(refused.status()).isEqualTo(429);
        CompletableFuture<Turn> other = CompletableFuture.supplyAsync(() -> patient.begin("b"), own);
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        first.close();
        Turn next = other.get(20, TimeUnit.SECONDS);
        assertThat(waiting)
                .as("who came later, but asked for less, comes first")
                .noneMatch(CompletableFuture::isDone);
        next.close();
        waiting.forEach(one -> one.thenAccept(Turn::close));
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }

    @Test
    void all_together_wait_in_a_queue_that_has_an_end() throws Exception {
        Turns patient = new Turns(new Limits.Turns(1, 3, 2, Duration.ofSeconds(20)), "忙。", "您的还在处理。");
        Turn first = patient.begin("a");
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Void>> waiting = Stream.of("b", "c", "d")
                .map(who -> CompletableFuture.runAsync(() -> patient.begin(who).close(), work -> {
                    Thread thread = new Thread(work);
                    threads.add(thread);
                    thread.start();
                }))
                .toList();
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        long begun = System.nanoTime();
        Crowded refused = catchThrowableOfType(Crowded.class, () -> patient.begin("e"));
        assertThat(refused).hasMessage("忙。");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        first.close();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_turn_ends_once_and_not_the_next_one_of_the_same_user() {
        Turn first = work.begin("a");
        first.close();
        try (Turn next = work.begin("a")) {
            first.close();
            assertThat(next).isNotSameAs(first);
            assertThat(refused("a").status()).isEqualTo(429);
        }
        work.begin("a").close();
    }
}
