package cn.healthylishui.assessment.persistence;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.BeanUtils;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.util.ConcurrentLruCache;
import org.springframework.util.ReflectionUtils;

/**
 * 数据行: rows of tables as records, component by component: {@code returnedBy} is the column {@code returned_by}. Only
 * {@code year}, {@code object}, {@code from} and {@code to} are {@code assessment_year}, {@code object_code}, {@code from_value} and
 * {@code to_value}, in every table. An enum is kept by its name. A component that is itself a record stands for its own components, and is
 * null where all of their columns are empty.
 *
 * <p>The values of a statement are given in the order in which its parameters are first named; a list fills {@code in (:objects)}.
 */
public final class Rows {

    private static final Map<String, String> COLUMNS =
            Map.of("year", "assessment_year", "object", "object_code", "from", "from_value", "to", "to_value");
    /** :name, but neither the :: of a conversion nor the minutes of a time. */
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z]\\w*)");

    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final String ID = "id";
    private static final int INSERTED_AT_ONCE = 200;
    private static final int STATEMENTS_KNOWN = 2000;

    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return Kind.of(type);
        }
    };

    /** The names of a statement's parameters, in the order of their first mention. */
    private static final ConcurrentLruCache<String, List<String>> NAMES =
            new ConcurrentLruCache<>(STATEMENTS_KNOWN, sql -> PARAMETER
                    .matcher(sql)
                    .results()
                    .map(name -> name.group(1))
                    .distinct()
                    .toList());

    private final JdbcClient jdbc;

    public Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What this transaction has read before, and nobody in it written since, is not asked for again ({@link Remembered}).
     *
     * @param type a record with a component for each column that is wanted; or, of a query for one column, what the column holds
     * @return not to be changed
     * @throws DataRetrievalFailureException where a column is empty that the record has as a primitive
     */
    public <T> List<T> list(Class<T> type, String sql, @Nullable Object... values) {
        return Remembered.or(jdbc, type, sql, values, () -> Collections.unmodifiableList(ask(type, sql, values)));
    }

    private <T> List<T> ask(Class<T> type, String sql, @Nullable Object... values) {
        StatementSpec statement = statement(sql, values);
        return type.isRecord()
                ? statement.query((ResultSetExtractor<List<T>>) rows -> read(type, rows))
                : statement.query(type).list();
    }

    /**
     * Rows that are wanted all together or a few of them.
     *
     * @param statement with {@code %s} behind its condition, where the condition for a few goes
     */
    public record Whole<T>(Class<T> type, String statement) {

        private String all() {
            return statement.formatted("");
        }
    }

    /** All of them; whoever wants a few in the same transaction later does not ask again. */
    public <T> List<T> list(Whole<T> whole, @Nullable Object... values) {
        return list(whole.type(), whole.all(), values);
    }

    /**
     * A few of them: out of all where this transaction has read all, else asked for by themselves. Whoever asks for the third part in one
     * transaction asks for many: all are read then, once.
     *
     * @param condition by which the database finds them, as {@code and code = :code}
     * @param wanted the same of a row
     * @param values those of the whole and then those of the condition
     */
    public <T> List<T> part(Whole<T> whole, String condition, Predicate<T> wanted, @Nullable Object... values) {
        @Nullable
        Object[] ofWhole = Arrays.copyOf(values, NAMES.get(whole.all()).size());
        String few = whole.statement().formatted(condition);
        if (Remembered.isAll(jdbc, whole.type(), whole.all(), ofWhole, few, values)) {
            return list(whole.type(), whole.all(), ofWhole).stream()
                    .filter(wanted)
                    .toList();
        }
        return list(whole.type(), few, values);
    }

    /**
     * The rows of any number of ids, which the statement names once: one statement, however many they are. Of a few as {@code = any(:ids)};
     * of thousands as {@code unnest(:ids) wanted(id) join}, since H2 holds each row against each of them otherwise.
     *
     * @param ids of one kind, numbers or words
     */
    public <T> List<T> listOf(Class<T> type, String sql, Collection<?> ids) {
        List<?> all = ids.stream().distinct().toList();
        return all.isEmpty()
                ? List.of()
                : Remembered.or(
                        jdbc,
                        type,
                        sql,
                        new Object[] {all},
                        () -> Collections.unmodifiableList(ask(type, sql, new Object[] {array(all)})));
    }

    private static Object[] array(List<?> ids) {
        return ids.toArray((Object[]) Array.newInstance(ids.get(0).getClass(), ids.size()));
    }

    /**
     * Each row by itself, as it comes; none is kept.
     *
     * @return how many there were
     */
    public <T extends Record> int each(Class<T> type, String sql, Consumer<T> consumer, @Nullable Object... values) {
        return statement(sql, values).query((ResultSetExtractor<Integer>) rows -> {
            Reader reader = Reader.of(type, rows);
            int count = 0;
            while (rows.next()) {
                consumer.accept(type.cast(reader.made(rows)));
                count++;
            }
            return count;
        });
    }

    /** The only row, or none. */
    public <T> Optional<T> find(Class<T> type, String sql, @Nullable Object... values) {
        return DataAccessUtils.optionalResult(list(type, sql, values));
    }

    /** The only row, which is there. */
    public <T> T get(Class<T> type, String sql, @Nullable Object... values) {
        return Objects.requireNonNull(DataAccessUtils.requiredSingleResult(list(type, sql, values)));
    }

    /** @return how many rows it concerned */
    public int update(String sql, @Nullable Object... values) {
        return writing(() -> statement(sql, values).update());
    }

    /** The same of any number of ids, which the statement names once, as {@code = any(:ids)}. */
    public int updateOf(String sql, Collection<?> ids) {
        List<?> all = ids.stream().distinct().toList();
        return all.isEmpty()
                ? 0
                : writing(() -> statement(sql, new Object[] {array(all)}).update());
    }

    /** Reads anew from here on, in this transaction. */
    public void forget() {
        Remembered.forget();
    }

    /** However it ends: who waited for another in vain reads anew too. */
    private static int writing(IntSupplier statement) {
        try {
            return statement.getAsInt();
        } finally {
            Remembered.forget();
        }
    }

    /** Adds a row; an {@code id} of 0 is given by the database. */
    public void insert(String table, Record row) {
        insertAll(table, List.of(row));
    }

    /** The same where the id that the row was given is wanted. */
    public long insertForId(String table, Record row) {
        return insertForIds(table, List.of(row)).get(0);
    }

    /** Many rows of one kind in few statements. */
    public void insertAll(String table, Collection<? extends Record> rows) {
        atOnce(rows, some -> insertion(table, some).update());
    }

    /**
     * The same where the ids that the rows were given are wanted.
     *
     * @return in the order of the rows
     */
    public List<Long> insertForIds(String table, Collection<? extends Record> rows) {
        List<Long> ids = new ArrayList<>();
        atOnce(rows, some -> {
            GeneratedKeyHolder keys = new GeneratedKeyHolder();
            int inserted = insertion(table, some).update(keys, ID);
            keys.getKeyList()
                    .forEach(key -> ids.add(((Number) Objects.requireNonNull(
                                    key.values().iterator().next()))
                            .longValue()));
            return inserted;
        });
        return ids;
    }

    private static void atOnce(Collection<? extends Record> rows, ToIntFunction<List<? extends Record>> insert) {
        List<? extends Record> all = List.copyOf(rows);
        for (int from = 0; from < all.size(); from += INSERTED_AT_ONCE) {
            List<? extends Record> some = all.subList(from, Math.min(from + INSERTED_AT_ONCE, all.size()));
            writing(() -> insert.applyAsInt(some));
        }
    }

    private StatementSpec insertion(String table, List<? extends Record> rows) {
        List<Cell> first = given(rows.get(0));
        StatementSpec statement = jdbc.sql("insert into %s (%s) values %s"
                .formatted(
                        table,
                        first.stream().map(cell -> cell.part().column()).collect(Collectors.joining(", ")),
                        String.join(
                                ", ",
                                Collections.nCopies(
                                        rows.size(),
                                        first.stream().map(cell -> "?").collect(Collectors.joining(", ", "(", ")"))))));
        int index = 1;
        for (Record row : rows) {
            for (Cell cell : given(row)) {
                // The type is said, so that a database can tell what is empty.
                statement = statement.param(
                        index++, written(cell.value()), cell.part().sqlType());
            }
        }
        return statement;
    }

    /** What a row says in one column. */
    private record Cell(Part part, @Nullable Object value) {}

    /** All but an id that the database gives. */
    private static List<Cell> given(Record row) {
        List<Cell> cells = new ArrayList<>();
        addCells(row.getClass(), row, cells);
        cells.removeIf(
                cell -> cell.part().column().equals(ID) && Long.valueOf(0).equals(cell.value()));
        return cells;
    }

    private static void addCells(Class<?> type, @Nullable Object row, List<Cell> cells) {
        for (Part part : KINDS.get(type).parts()) {
            Object value = row == null ? null : ReflectionUtils.invokeMethod(part.accessor(), row);
            if (part.type().isRecord()) {
                addCells(part.type(), value, cells);
            } else {
                cells.add(new Cell(part, value));
            }
        }
    }

    /** A component of a record, looked up once. */
    private record Part(
            String name,
            Class<?> type,
            Class<?> stored,
            Map<String, Object> constants,
            String column,
            Method accessor,
            int sqlType) {

        static Part of(RecordComponent component) {
            Class<?> type = component.getType();
            Class<?> stored = type.isEnum() ? String.class : type; // as what a column has it
            Method accessor = component.getAccessor();
            ReflectionUtils.makeAccessible(accessor);
            return new Part(
                    component.getName(),
                    type,
                    stored,
                    constants(type),
                    Rows.column(component.getName()),
                    accessor,
                    StatementCreatorUtils.javaTypeToSqlParameterType(stored));
        }

        private static Map<String, Object> constants(Class<?> type) {
            return type.isEnum()
                    ? Arrays.stream(type.getEnumConstants())
                            .collect(Collectors.toMap(one -> ((Enum<?>) one).name(), one -> one))
                    : Map.of();
        }

        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            Object value = JdbcUtils.getResultSetValue(row, column, stored);
            if (value == null || !type.isEnum()) {
                return value;
            }
            Object constant = constants.get(value);
            if (constant == null) {
                throw new NewerValue(type, value);
            }
            return constant;
        }
    }

    /** A kind of record, looked up once. */
    private record Kind(Class<?> type, Constructor<?> constructor, List<Part> parts) {

        static Kind of(Class<?> type) {
            Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
            ReflectionUtils.makeAccessible(constructor);
            return new Kind(
                    type,
                    constructor,
                    Arrays.stream(type.getRecordComponents()).map(Part::of).toList());
        }

        Object made(@Nullable Object[] values) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null && parts.get(i).type().isPrimitive()) {
                    throw new DataRetrievalFailureException("Nothing stands in the column of %s in %s"
                            .formatted(parts.get(i).name(), type.getName()));
                }
            }
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException refused) {
                throw new BeanInstantiationException(
                        constructor, String.valueOf(refused.getCause()), refused.getCause());
            } catch (ReflectiveOperationException e) {
                throw new BeanInstantiationException(constructor, "It is no record that can be made", e);
            }
        }
    }

    private StatementSpec statement(String sql, @Nullable Object... values) {
        List<String> names = NAMES.get(sql);
        if (names.size() != values.length) {
            throw new IllegalArgumentException(
                    "%d values for the parameters %s of: %s".formatted(values.length, names, sql));
        }
        StatementSpec statement = jdbc.sql(sql);
        for (int i = 0; i < values.length; i++) {
            statement = statement.param(names.get(i), written(values[i]));
        }
        return statement;
    }

    private static @Nullable Object written(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(Rows::written).toList();
        }
        if (value instanceof Record) {
            throw new IllegalArgumentException("A record is a row and no value: " + value);
        }
        return value instanceof Enum<?> one ? one.name() : value;
    }

    private static <T> List<T> read(Class<T> type, ResultSet rows) throws SQLException {
        Reader reader = Reader.of(type, rows);
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            found.add(type.cast(reader.made(rows)));
        }
        return found;
    }

    /**
     * Makes records of rows; where their columns stand is looked up once.
     *
     * @param columns 0 for a component that is itself a record
     * @param within of those, how they are read; null for the others
     */
    private record Reader(
            Kind kind, int[] columns, @Nullable Reader[] within) {

        static Reader of(Class<?> type, ResultSet rows) throws SQLException {
            Kind kind = KINDS.get(type);
            int[] columns = new int[kind.parts().size()];
            @Nullable Reader[] within = new Reader[columns.length];
            for (int i = 0; i < columns.length; i++) {
                Part part = kind.parts().get(i);
                if (part.type().isRecord()) {
                    within[i] = of(part.type(), rows);
                } else {
                    columns[i] = rows.findColumn(part.column());
                }
            }
            return new Reader(kind, columns, within);
        }

        Object made(ResultSet row) throws SQLException {
            return kind.made(values(row));
        }

        private @Nullable Object[] values(ResultSet row) throws SQLException {
            @Nullable Object[] values = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                Reader reader = within[i];
                if (reader == null) {
                    values[i] = kind.parts().get(i).read(row, columns[i]);
                } else {
                    @Nullable Object[] inner = reader.values(row);
                    values[i] = Arrays.stream(inner).allMatch(Objects::isNull)
                            ? null
                            : reader.kind().made(inner);
                }
            }
            return values;
        }
    }

    private static String column(String component) {
        return COLUMNS.getOrDefault(
                component, NEXT_WORD.matcher(component).replaceAll("_").toLowerCase(Locale.ROOT));
    }
}
