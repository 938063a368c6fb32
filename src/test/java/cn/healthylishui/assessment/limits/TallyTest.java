package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final AtomicLong now = new AtomicLong();
    private final Tally tally = new Tally(now::get);

    @Test
    void each_is_counted_by_itself_and_anew_every_minute() {
        assertThat(tally.add("a")).isEqualTo(1);
        assertThat(tally.add("a")).isEqualTo(2);
        assertThat(tally.add("b")).isEqualTo(1);
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertThat(tally.add("a")).isEqualTo(1);
    }

    @Test
    void no_more_than_ten_thousand_are_kept_in_mind() {
        tally.add("a");
        IntStream.range(0, 10_000).forEach(i -> tally.add("other " + i));
        assertThat(tally.add("a")).as("forgotten").isEqualTo(1);
    }
}
