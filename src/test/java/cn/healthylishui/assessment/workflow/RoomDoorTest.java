package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.persistence.DatabaseRoom;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** The disk of the database is full: all can be looked at, and nothing done, wherever it is that somebody tries. */
class RoomDoorTest extends StaffTest {

    private static final String SENTENCE = "服务器的磁盘空间不够了，这一步没有办成，已填的内容没有丢。";

    @Autowired
    private DatabaseRoom room;

    /** The reserve, of which the database in memory of this test has none, is given up, and larger than the room there is. */
    private void full(boolean full) {
        ReflectionTestUtils.setField(room, "size", full ? 1L << 60 : 0L);
        assertThat(room.isFull()).isEqualTo(full);
    }

    @AfterEach
    void roomAgain() {
        full(false);
    }

    @Test
    void nothing_is_begun_and_everything_can_be_looked_at() {
        startYear();
        OpenWork work = task("taskConfirmAssignment", ZONE_OFFICE);
        String task = work.taskId();
        Staff inTasklist = inTasklist(ZONE_OFFICE);
        Map<String, Supplier<Answer>> acts = new LinkedHashMap<>();
        Map<String, Supplier<Answer>> looks = new LinkedHashMap<>();
        for (Staff staff : List.of(staff(ZONE_OFFICE), inTasklist)) {
            String who = staff == inTasklist ? "in Tasklist: " : "by login: ";
            acts.put(who + "typing", () -> staff.type(task, "assignments", "x", 0, Map.of()));
            acts.put(who + "file", () -> staff.attach(task, "a.txt", "文字".getBytes()));
            acts.put(who + "completing", () -> staff.complete(task));
            acts.put(
                    who + "claiming",
                    () -> staff.post(staff.engine("/task/" + task + "/claim"), "{\"userId\":\"" + ZONE_OFFICE + "\"}"));
            looks.put(who + "form", () -> staff.form(task));
            looks.put(who + "papers", () -> staff.get("/my/papers/" + YEAR));
            looks.put(
                    who + "group, asked by POST",
                    () -> staff.post(staff.engine("/group?maxResults=5"), "{\"member\":\"" + ZONE_OFFICE + "\"}"));
        }
        acts.put("beginning", () -> start(staff(Office.CITY), "annual-assessment"));
        acts.put("page", () -> staff(Office.CITY).post("/my/backups/make", ""));
        looks.put("home", () -> stranger().get("/"));

        full(true);
        acts.forEach((what, act) -> assertThat(act.get()).as(what).satisfies(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains(SENTENCE);
            assertThat(answer.header("Retry-After")).isEqualTo("60");
        }));
        looks.forEach((what, look) -> assertThat(look.get()).as(what).satisfies(answer -> assertThat(answer.status())
                .as(answer.body())
                .isEqualTo(200)));
        assertThat(inTasklist(YUNHE_OFFICE).get("/my/papers/" + YEAR).status())
                .as("whoever comes now")
                .isEqualTo(200);
        assertThat(inTasklist(YUNHE_OFFICE).post("/logout", "").status())
                .as("and goes")
                .isIn(204, 302);
        assertThat(isOpen(task)).isTrue();
        assertThat(typed(task)).isEmpty();

        full(false);
        filler.fillIn(YEAR, List.of(work));
        assertThat(inTasklist.complete(task).status()).isEqualTo(204);
    }
}
