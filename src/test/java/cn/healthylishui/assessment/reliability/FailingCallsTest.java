package cn.healthylishui.assessment.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** The short form of {@link EveryCallFailsTest}: the beginning of a year in one district, and of many calls one in ten. */
@OnBothDatabases
class FailingCallsTest extends FailingCalls {

    private static final String DISTRICT = "331121";

    @Override
    long after(long call) {
        return call + 1 + call / 4;
    }

    @Test
    void a_step_that_a_failing_call_broke_off_is_done_again_and_leaves_what_it_would_have_left() throws Exception {
        long rows = sameWithFailures(() -> {
            at(LocalDateTime.of(YEAR + 1, 1, 4, 9, 0));
            runYear(work -> DISTRICT.equals(work.text("district")) && work.key().equals("taskConfirmAssignment"));
        });

        assertThat(rows).isGreaterThan(1000);
        assertThat(failed()).isGreaterThan(50);
        assertThat(kinds()).contains("complete taskOpenYear", "complete taskConfirmAssignment");
    }
}
