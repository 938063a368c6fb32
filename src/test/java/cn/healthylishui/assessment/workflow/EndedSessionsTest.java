package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApplicationTest;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** Logins that are over go, by a thread that nobody interrupts. */
class EndedSessionsTest extends ApplicationTest {

    @Autowired
    private EndedSessions ended;

    @Autowired
    private SessionsInUse sessions;

    private void login(String id, long over) {
        jdbc.sql("""
                insert into spring_session (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time)
                values (:id, :id, 0, 0, 60, :over)
                """).param("id", id).param("over", over).update();
    }

    private boolean isThere(String id) {
        return jdbc.sql("select count(*) from spring_session where primary_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Test
    void what_is_over_goes_by_the_programs_own_clock_alone() {
        String over = UUID.randomUUID().toString();
        String open = UUID.randomUUID().toString();
        login(over, 1);
        login(open, Long.MAX_VALUE);

        ended.forget();

        assertThat(isThere(over)).isFalse();
        assertThat(isThere(open)).isTrue();
        Object stored = Objects.requireNonNull(ReflectionTestUtils.getField(sessions, "stored"));
        assertThat(ReflectionTestUtils.getField(stored, "taskScheduler"))
                .as("a thread that would be interrupted when the program stops, and close the database")
                .isNull();
        jdbc.sql("delete from spring_session where primary_id = :id")
                .param("id", open)
                .update();
    }
}
