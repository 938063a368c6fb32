package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.persistence.DatabaseRoom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** When a look changes the database: the last use of a login is written, but neither at each look nor without room. */
class SessionsInUseTest extends StaffTest {

    @Autowired
    private DatabaseRoom room;

    private long lastUse() {
        return jdbc.sql("select last_access_time from spring_session where principal_name = :user")
                .param("user", ZONE_OFFICE)
                .query(Long.class)
                .single();
    }

    private long used(Duration ago) {
        long then = Instant.now().minus(ago).toEpochMilli();
        jdbc.sql("update spring_session set last_access_time = :then where principal_name = :user")
                .param("then", then)
                .param("user", ZONE_OFFICE)
                .update();
        return then;
    }

    private static void look(Staff browser) {
        assertThat(browser.get("/my/account").status()).isEqualTo(200);
    }

    @Test
    void a_look_is_written_once_a_minute() {
        Staff browser = inTasklist(ZONE_OFFICE);
        long lately = used(SessionsInUse.EXACT_TO.dividedBy(2));
        look(browser);
        assertThat(lastUse()).as("a look half a minute later").isEqualTo(lately);

        long before = used(SessionsInUse.EXACT_TO.multipliedBy(2));
        look(browser);
        assertThat(lastUse()).as("a look two minutes later").isGreaterThan(before);
    }

    @Test
    void a_look_without_room_is_not_written() {
        Staff browser = inTasklist(ZONE_OFFICE);
        long before = used(SessionsInUse.EXACT_TO.multipliedBy(2));
        ReflectionTestUtils.setField(room, "size", 1L << 60);
        try {
            look(browser);
        } finally {
            ReflectionTestUtils.setField(room, "size", 0L);
        }
        assertThat(lastUse()).isEqualTo(before);
    }
}
