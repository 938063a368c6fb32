package cn.healthylishui.assessment.persistence;

import java.lang.reflect.Constructor;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcUtils;
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

    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
        }
    };

    private final JdbcClient jdbc;

    public Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param type a record with a component for each column that is wanted; or, of a query for one column, what the column holds
     * @throws DataRetrievalFailureException where a column is empty that the record has as a primitive
     */
    public <T> List<T> list(Class<T> type, String sql, @Nullable Object... values) {
        StatementSpec statement = statement(sql, values);
        return type.isRecord()
                ? statement.query((ResultSetExtractor<List<T>>) rows -> read(type, rows))
                : statement.query(type).list();
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
                consumer.accept(type.cast(reader.made(reader.values(rows))));
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
        return statement(sql, values).update();
    }

    /** Adds a row; an {@code id} of 0 is given by the database. */
    public void insert(String table, Record row) {
        insertAll(table, List.of(row));
    }

    /** The same where the id that the row was given is wanted. */
    public long insertForId(String table, Record row) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        insertion(table, List.of(row)).update(key, ID);
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /** Many rows of one kind in few statements. */
    public void insertAll(String table, Collection<? extends Record> rows) {
        List<? extends Record> all = List.copyOf(rows);
        for (int from = 0; from < all.size(); from += INSERTED_AT_ONCE) {
            insertion(table, all.subList(from, Math.min(from + INSERTED_AT_ONCE, all.size())))
                    .update();
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
        for (Part part : PARTS.get(type)) {
            Object value = row == null ? null : ReflectionUtils.invokeMethod(part.accessor(), row);
            if (part.type().isRecord()) {
                addCells(part.type(), value, cells);
            } else {
                cells.add(new Cell(part, value));
            }
        }
    }

    /** A component of a record, looked up once. */
    private record Part(Class<?> type, String column, Method accessor, int sqlType) {

        static Part of(RecordComponent component) {
            Method accessor = component.getAccessor();
            ReflectionUtils.makeAccessible(accessor);
            return new Part(
                    component.getType(),
                    Rows.column(component),
                    accessor,
                    StatementCreatorUtils.javaTypeToSqlParameterType(stored(component.getType())));
        }
    }

    private StatementSpec statement(String sql, @Nullable Object... values) {
        List<String> names = PARAMETER
                .matcher(sql)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();
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
            found.add(type.cast(reader.made(reader.values(rows))));
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
            Constructor<?> constructor,
            RecordComponent[] components,
            int[] columns,
            @Nullable Reader[] within) {

        static Reader of(Class<?> type, ResultSet rows) throws SQLException {
            RecordComponent[] components = type.getRecordComponents();
            int[] columns = new int[components.length];
            @Nullable Reader[] within = new Reader[components.length];
            for (int i = 0; i < columns.length; i++) {
                if (components[i].getType().isRecord()) {
                    within[i] = of(components[i].getType(), rows);
                } else {
                    columns[i] = rows.findColumn(column(components[i]));
                }
            }
            return new Reader(BeanUtils.getResolvableConstructor(type), components, columns, within);
        }

        @Nullable
        Object[] values(ResultSet row) throws SQLException {
            @Nullable Object[] values = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                Reader reader = within[i];
                if (reader == null) {
                    values[i] = JdbcUtils.getResultSetValue(row, columns[i], stored(components[i].getType()));
                } else {
                    @Nullable Object[] inner = reader.values(row);
                    values[i] = Arrays.stream(inner).allMatch(Objects::isNull) ? null : reader.made(inner);
                }
            }
            return values;
        }

        Object made(@Nullable Object[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = fitting(components[i], values[i]);
            }
            return BeanUtils.instantiateClass(constructor, values);
        }

        private static @Nullable Object fitting(RecordComponent component, @Nullable Object value) {
            Class<?> type = component.getType();
            if (value == null && type.isPrimitive()) {
                throw new DataRetrievalFailureException("Nothing stands in the column of %s in %s"
                        .formatted(
                                component.getName(),
                                component.getDeclaringRecord().getName()));
            }
            return type.isEnum() && value != null
                    ? Arrays.stream(type.getEnumConstants())
                            .filter(one -> ((Enum<?>) one).name().equals(value))
                            .findFirst()
                            .orElseThrow(() -> new DataRetrievalFailureException(
                                    "There is no %s called %s".formatted(type.getSimpleName(), value)))
                    : value;
        }
    }

    /** As what a column has it. */
    private static Class<?> stored(Class<?> type) {
        return type.isEnum() ? String.class : type;
    }

    private static String column(RecordComponent component) {
        String name = component.getName();
        return COLUMNS.getOrDefault(
                name, NEXT_WORD.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT));
    }
}
