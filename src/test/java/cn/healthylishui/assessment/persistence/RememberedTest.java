package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.Statements;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Each change comes by a connection of its own, which a transaction that asks the database again would see. */
class RememberedTest {

    private record Note(int id, String words) {}

    private final DriverManagerDataSource database = new DriverManagerDataSource(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200", "sa", "");
    private final Rows rows = new Rows(JdbcClient.create(database));
    private final JdbcClient others = JdbcClient.create(elsewhere());
    private final PlatformTransactionManager transactions = new JdbcTransactionManager(database);
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);

    private DriverManagerDataSource elsewhere() {
        return new DriverManagerDataSource(Objects.requireNonNull(database.getUrl()), "sa", "");
    }

    @BeforeEach
    void table() {
        others.sql("create table note (id int primary key, words varchar(20))").update();
        others.sql("create table act_note (id int primary key, words varchar(20))")
                .update();
        others.sql("insert into note values (1, 'a')").update();
        others.sql("insert into act_note values (1, 'a')").update();
    }

    private String words(String table) {
        return rows.get(String.class, "select words from " + table + " where id = :id", 1);
    }

    private void somebodyElseWrites(String words) {
        others.sql("update note set words = ?").param(words).update();
        others.sql("update act_note set words = ?").param(words).update();
    }

    @Test
    void what_was_read_is_not_asked_for_again_in_the_same_transaction() {
        transaction.executeWithoutResult(status -> {
            assertThat(words("note")).isEqualTo("a");
            somebodyElseWrites("b");
            assertThat(words("note")).isEqualTo("a");
            assertThat(rows.get(String.class, "select words from note where id = :id and 1 = 1", 1))
                    .as("another question")
                    .isEqualTo("b");
        });
        transaction.executeWithoutResult(status -> assertThat(words("note")).isEqualTo("b"));
    }

    @Test
    void outside_of_a_transaction_and_of_the_engines_tables_nothing_is_remembered() {
        assertThat(words("note")).isEqualTo("a");
        transaction.executeWithoutResult(status -> {
            assertThat(words("act_note")).isEqualTo("a");
            somebodyElseWrites("b");
            assertThat(words("act_note")).isEqualTo("b");
        });
        somebodyElseWrites("c");
        assertThat(words("note")).isEqualTo("c");
    }

    @Test
    void it_is_forgotten_with_a_write_however_that_ends() {
        transaction.executeWithoutResult(status -> {
            assertThat(words("note")).isEqualTo("a");
            rows.insert("note", new Note(2, "mine"));
            somebodyElseWritesOne("b");
            assertThat(words("note")).isEqualTo("b");
            assertThatThrownBy(() -> rows.insert("note", new Note(2, "twice")))
                    .isInstanceOf(DuplicateKeyException.class);
            somebodyElseWritesOne("c");
            assertThat(words("note")).isEqualTo("c");
            rows.update("update note set words = :words where id = :id", "d", 2);
            somebodyElseWritesOne("e");
            assertThat(words("note")).isEqualTo("e");
        });
    }

    private void somebodyElseWritesOne(String words) {
        others.sql("update note set words = ? where id = 1").param(words).update();
    }

    @Test
    void whoever_locks_a_row_reads_what_others_wrote_before() {
        transaction.executeWithoutResult(status -> {
            assertThat(words("note")).isEqualTo("a");
            somebodyElseWrites("b");
            rows.list(Note.class, "select * from note where id = 1 for update");
            assertThat(words("note")).isEqualTo("b");
        });
    }

    @Test
    void what_a_transaction_in_between_wrote_is_seen_afterwards() {
        TransactionTemplate another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            assertThat(words("note")).isEqualTo("a");
            another.executeWithoutResult(inner -> {
                assertThat(words("note")).isEqualTo("a");
                rows.update("update note set words = :words where id = :id", "b", 1);
                assertThat(words("note")).isEqualTo("b");
            });
            assertThat(words("note")).isEqualTo("b");
        });
    }

    @Test
    void a_list_of_values_that_changes_later_is_another_question() {
        List<Integer> ids = new ArrayList<>(List.of(1));
        transaction.executeWithoutResult(status -> {
            assertThat(rows.list(Note.class, "select * from note where id in (:ids)", ids))
                    .hasSize(1);
            ids.set(0, 9);
            assertThat(rows.list(Note.class, "select * from note where id in (:ids)", ids))
                    .isEmpty();
        });
    }

    @Test
    void a_transaction_that_reads_very_much_does_not_keep_it_all() {
        others.sql("insert into note select x, 'n' from system_range(2, %d)".formatted(Remembered.MOST))
                .update();
        transaction.executeWithoutResult(status -> {
            List<Note> all = rows.list(Note.class, "select * from note");
            assertThat(all).hasSize(Remembered.MOST);
            assertThat(rows.list(Note.class, "select * from note")).isSameAs(all);
            assertThat(words("note")).isEqualTo("a");
            assertThat(rows.list(Note.class, "select * from note")).isNotSameAs(all);
        });
    }

    @Test
    void nobody_changes_what_another_reads() {
        assertThatThrownBy(() -> rows.list(Note.class, "select * from note").clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static final Whole<Note> ALL = new Whole<>(Note.class, "select * from note where 1 = :one %s order by id");

    private String wordsOf(int id) {
        return rows.part(ALL, "and id = :id", note -> note.id() == id, 1, id)
                .get(0)
                .words();
    }

    private void someNotes(int from, int to) {
        others.sql("insert into note select x, 'a' from system_range(%d, %d)".formatted(from, to))
                .update();
    }

    @Test
    void whoever_asks_for_the_third_part_gets_it_out_of_all() {
        someNotes(2, 5);
        transaction.executeWithoutResult(status -> {
            assertThat(wordsOf(1)).isEqualTo("a");
            assertThat(wordsOf(2)).isEqualTo("a");
            somebodyElseWrites("b");
            assertThat(wordsOf(2)).as("known as a part").isEqualTo("a");
            assertThat(wordsOf(3)).as("all are asked for").isEqualTo("b");
            somebodyElseWrites("c");
            assertThat(wordsOf(4)).as("out of all").isEqualTo("b");
            assertThat(wordsOf(5)).isEqualTo("b");
        });
    }

    /** A step that writes between its questions would read all of them each time. */
    @Test
    void all_are_asked_for_once_in_a_transaction() {
        someNotes(2, 9);
        transaction.executeWithoutResult(status -> {
            List.of(1, 2, 3).forEach(this::wordsOf);
            rows.insert("note", new Note(10, "mine"));
            somebodyElseWritesOne("b");
            assertThat(wordsOf(1)).isEqualTo("b");
            List.of(2, 3, 4).forEach(this::wordsOf);
            somebodyElseWrites9("c");
            assertThat(wordsOf(9)).as("by itself").isEqualTo("c");
        });
    }

    private void somebodyElseWrites9(String words) {
        others.sql("update note set words = ? where id = 9").param(words).update();
    }

    @Test
    void of_more_than_can_be_kept_each_part_is_asked_for_by_itself() {
        someNotes(2, Remembered.MOST + 1);
        transaction.executeWithoutResult(status -> {
            List.of(1, 2, 3).forEach(this::wordsOf);
            somebodyElseWrites("b");
            assertThat(wordsOf(4)).isEqualTo("b");
            somebodyElseWrites("c");
            assertThat(wordsOf(5)).isEqualTo("c");
        });
        Statements asked = new Statements(others);
        transaction.executeWithoutResult(status -> List.of(1, 2, 3, 4).forEach(this::wordsOf));
        assertThat(asked.all().keySet())
                .filteredOn(statement -> statement.contains("from note"))
                .as("all are not asked for again")
                .isNotEmpty()
                .allMatch(statement -> statement.contains("and id ="));
    }
}
