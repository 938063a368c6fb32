package cn.healthylishui.assessment.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.OnBothDatabases;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@OnBothDatabases
class NodeTurnsTest {

    private final AnnotationConfigApplicationContext database =
            new AnnotationConfigApplicationContext(FixtureDatabase.class);
    private final JdbcClient jdbc = database.getBean(JdbcClient.class);
    private final NodeTurns turns = new NodeTurns(jdbc);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_turn_is_one_nodes_and_that_of_a_crashed_one_is_over_by_itself() {
        NodeTurns.Held crashed = turns.take("work").orElseThrow();
        assertThat(turns.take("work")).isEmpty();
        turns.take("other work").orElseThrow().close();

        jdbc.sql("update node_turn set held_until = localtimestamp - interval '1' second where name = 'work'")
                .update();
        try (NodeTurns.Held next = turns.take("work").orElseThrow()) {
            assertThatThrownBy(crashed::requireStill).isInstanceOf(IllegalStateException.class);
            crashed.close();
            next.requireStill();
        }
    }

    @Test
    void what_is_done_for_a_day_is_known_to_whoever_has_the_next_turn() {
        try (NodeTurns.Held held = turns.take("work").orElseThrow()) {
            assertThat(held.isDoneFor(LocalDate.of(2022, 1, 4))).isFalse();
            held.doneFor(LocalDate.of(2022, 1, 4));
        }
        try (NodeTurns.Held held = turns.take("work").orElseThrow()) {
            assertThat(held.isDoneFor(LocalDate.of(2022, 1, 4))).isTrue();
            assertThat(held.isDoneFor(LocalDate.of(2022, 1, 5))).isFalse();
        }
    }
}
