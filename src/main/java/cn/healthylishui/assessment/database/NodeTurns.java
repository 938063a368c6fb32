package cn.healthylishui.assessment.database;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 轮到谁: work that is done by one node at a time. Whoever has a turn keeps it by saying so again and again, by the clock of the
 * database; the turn of a node that crashed is over by itself.
 */
@Component
public class NodeTurns {

    /** Seconds after which a turn is over that nobody kept. */
    static final int OVER_AFTER = 20;

    private static final Logger LOG = LoggerFactory.getLogger(NodeTurns.class);
    private static final long AGAIN_SECONDS = 4;
    private static final String LATER = "localtimestamp + interval '%d' second".formatted(OVER_AFTER);

    private record Turn(String name) {}

    private final Rows rows;

    public NodeTurns(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** Empty where somebody else has it. */
    public Optional<Held> take(String name) {
        if (rows.find(String.class, "select name from node_turn where name = :name", name)
                .isEmpty()) {
            try {
                rows.insert("node_turn", new Turn(name));
            } catch (DuplicateKeyException another) {
                LOG.debug("Another node was first");
            }
        }
        String holder = UUID.randomUUID().toString();
        boolean taken = rows.update("""
                update node_turn set holder = :holder, held_until = %s
                where name = :name and (holder is null or held_until < localtimestamp)""".formatted(LATER), holder, name) > 0;
        return taken ? Optional.of(new Held(name, holder)) : Optional.empty();
    }

    /** Whether somebody has it now. */
    public boolean isTaken(String name) {
        return rows.find(
                        String.class,
                        "select holder from node_turn where name = :name and holder is not null and held_until >= localtimestamp",
                        name)
                .isPresent();
    }

    /** A turn, until it is closed. */
    public final class Held implements AutoCloseable {

        private final String name;
        private final String holder;
        private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "node-turn");
            thread.setDaemon(true);
            return thread;
        });

        private Held(String name, String holder) {
            this.name = name;
            this.holder = holder;
            again.scheduleWithFixedDelay(this::stay, AGAIN_SECONDS, AGAIN_SECONDS, TimeUnit.SECONDS);
        }

        private void stay() {
            try {
                requireStill();
            } catch (RuntimeException e) {
                LOG.warn("The turn {} could not be kept", name, e);
            }
        }

        /** @throws IllegalStateException where another has taken it, because this node stood still for too long */
        public void requireStill() {
            if (rows.update(
                            "update node_turn set held_until = %s where name = :name and holder = :holder"
                                    .formatted(LATER),
                            name,
                            holder)
                    == 0) {
                throw new IllegalStateException("The turn %s is over".formatted(name));
            }
        }

        /** Whether the work was done for this day or a later one: a clock that was put back repeats nothing. */
        public boolean isDoneFor(LocalDate day) {
            return rows.find(
                            String.class,
                            "select name from node_turn where name = :name and done_for >= :day",
                            name,
                            day)
                    .isPresent();
        }

        public void doneFor(LocalDate day) {
            rows.update("update node_turn set done_for = :day where name = :name", day, name);
        }

        @Override
        public void close() {
            again.shutdown(); // without an interruption, which H2 answers by closing its file
            rows.update(
                    "update node_turn set holder = null, held_until = null where name = :name and holder = :holder",
                    name,
                    holder);
        }
    }
}
