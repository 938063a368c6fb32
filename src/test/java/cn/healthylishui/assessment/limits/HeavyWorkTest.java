package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.healthylishui.assessment.limits.HeavyWork.Turn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeavyWorkTest {

    private final HeavyWork work = new HeavyWork(new Limits.Heavy(2, 3, Duration.ofMillis(50)));

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
            assertThat(refused).hasMessage("正在处理其他表格，请稍后再试。");
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
            work.begin("b").close();
            first.close();
        }
        work.begin("a").close();
    }

    @Test
    void who_waits_comes_next() throws Exception {
        HeavyWork patient = new HeavyWork(new Limits.Heavy(1, 3, Duration.ofSeconds(20)));
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
    void a_turn_ends_once() {
        Turn first = work.begin("a");
        first.close();
        first.close();
        try (Turn b = work.begin("b");
                Turn c = work.begin("c")) {
            assertThat(b).isNotSameAs(c);
            refused("d");
        }
    }
}
