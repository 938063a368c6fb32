package cn.healthylishui.assessment.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * 已读: what a transaction has read and would read again just so. A form asks for the same rows at its check, its look and its
 * completion, a board for each of its objects. It is forgotten with the first word that the transaction writes, and with each row that it
 * locks: whoever had to wait for others reads what they wrote. Outside of a transaction nothing is remembered.
 */
final class Remembered extends ResourceHolderSupport {

    /** Rows, of all questions together. What is larger by itself is asked for once by whoever has use for it. */
    static final int MOST = 20_000;

    /** The part with which all are asked for. */
    private static final int PARTS = 3;

    /** The engine writes its tables unseen. */
    private static final Pattern OF_THE_ENGINE = Pattern.compile("\\bact_", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOCKING = Pattern.compile("\\bfor\\s+update\\b", Pattern.CASE_INSENSITIVE);

    private record Question(JdbcClient database, Class<?> type, String sql, List<@Nullable Object> values) {

        static Question of(JdbcClient database, Class<?> type, String sql, @Nullable Object[] values) {
            List<@Nullable Object> kept = new ArrayList<>();
            for (Object value : values) {
                kept.add(value instanceof Collection<?> several ? new ArrayList<>(several) : value);
            }
            return new Question(database, type, sql, kept);
        }
    }

    /** What was found to be too much to keep: nobody reads all of that for the sake of a part again. */
    private static final Map<Question, Boolean> TOO_MANY = new ConcurrentReferenceHashMap<>();

    private final Map<Question, List<?>> answers = new HashMap<>();

    /** All of which parts were asked for to how often, since the transaction began. */
    private final Map<Question, Integer> parts = new HashMap<>();

    private int rows;

    private Remembered() {}

    /** @param read not null, and nobody changes what it gives */
    @SuppressWarnings("unchecked") // the type is part of the question
    static <T> List<T> or(
            JdbcClient database, Class<T> type, String sql, @Nullable Object[] values, Supplier<List<T>> read) {
        if (LOCKING.matcher(sql).find()) {
            forget();
            return read.get();
        }
        if (OF_THE_ENGINE.matcher(sql).find()) {
            return read.get();
        }
        Remembered memory = ofTransaction();
        if (memory == null) {
            return read.get();
        }
        Question question = Question.of(database, type, sql, values);
        List<?> known = memory.answers.get(question);
        if (known == null) {
            known = read.get();
            memory.keep(question, known);
        }
        return (List<T>) known;
    }

    /**
     * Whether a part is better taken out of all: these are known, or this is one part of many. All are asked for so once in a transaction:
     * where it writes in between, each part is asked for by itself again.
     *
     * @param sql of all, with its values
     * @param few of the part, with its values
     */
    static boolean isAll(
            JdbcClient database,
            Class<?> type,
            String sql,
            @Nullable Object[] values,
            String few,
            @Nullable Object[] valuesOfFew) {
        Remembered memory = ofTransaction();
        if (memory == null) {
            return false;
        }
        Question all = Question.of(database, type, sql, values);
        if (memory.answers.containsKey(all)) {
            return true;
        }
        if (TOO_MANY.containsKey(all) || memory.answers.containsKey(Question.of(database, type, few, valuesOfFew))) {
            return false;
        }
        return memory.parts.merge(all, 1, Integer::sum) == PARTS;
    }

    private void keep(Question question, List<?> answer) {
        if (answer.size() > MOST) {
            TOO_MANY.put(question, true);
            return;
        }
        if (rows + answer.size() > MOST) {
            clear();
        }
        rows += answer.size();
        answers.put(question, answer);
    }

    /** Of the transaction that is under way, if there is any. */
    static void forget() {
        if (TransactionSynchronizationManager.getResource(Remembered.class) instanceof Remembered memory) {
            memory.clear();
        }
    }

    @Override
    public void clear() {
        super.clear();
        answers.clear();
        rows = 0;
    }

    private static @Nullable Remembered ofTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        if (TransactionSynchronizationManager.getResource(Remembered.class) instanceof Remembered memory) {
            return memory;
        }
        Remembered memory = new Remembered();
        TransactionSynchronizationManager.bindResource(Remembered.class, memory);
        TransactionSynchronizationManager.registerSynchronization(
                new ResourceHolderSynchronization<>(memory, Remembered.class) {
                    @Override
                    public void resume() {
                        super.resume();
                        memory.clear(); // the other transaction has written what this one may have read
                    }
                });
        return memory;
    }
}
