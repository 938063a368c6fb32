package cn.healthylishui.assessment.persistence;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * 数据行: rows of tables as records, component by component: {@code returnedBy} is the column {@code returned_by}. Only {@code year} and
 * {@code object} stand for {@code assessment_year} and {@code object_code}, in every table. An enum is kept by its name.
 *
 * <p>The values of a statement are given in the order in which its parameters are first named; a list fills {@code in (:objects)}.
 */
public final class Rows {

    private static final Map<String, String> COLUMNS = Map.of("year", "assessment_year", "object", "object_code");
    /** :name, but neither the :: of a conversion nor the minutes of a time. */
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z]\\w*)");

    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final String ID = "id";
    private static final int INSERTED_AT_ONCE = 200;

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
        List<RecordComponent> components = Arrays.stream(rows.get(0).getClass().getRecordComponents())
                .filter(component -> !isGiven(component, rows.get(0)))
                .toList();
        StatementSpec statement = jdbc.sql("insert into %s (%s) values %s"
                .formatted(
                        table,
                        components.stream().map(Rows::column).collect(Collectors.joining(", ")),
                        IntStream.range(0, rows.size())
                                .mapToObj(row -> components.stream()
                                        .map(component -> ":" + component.getName() + row)
                                        .collect(Collectors.joining(", ", "(", ")")))
                                .collect(Collectors.joining(", "))));
        for (int row = 0; row < rows.size(); row++) {
            for (RecordComponent component : components) {
                Class<?> type = component.getType();
                // The type is said, so that a database can tell what is empty.
                statement = statement.param(
                        component.getName() + row,
                        written(value(component, rows.get(row))),
                        StatementCreatorUtils.javaTypeToSqlParameterType(type.isEnum() ? String.class : type));
            }
        }
        return statement;
    }

    private static boolean isGiven(RecordComponent component, Record row) {
        return component.getName().equals(ID) && Long.valueOf(0).equals(value(component, row));
    }

    private static @Nullable Object value(RecordComponent component, Record row) {
        Method accessor = component.getAccessor();
        ReflectionUtils.makeAccessible(accessor);
        return ReflectionUtils.invokeMethod(accessor, row);
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
        return value instanceof Enum<?> one ? one.name() : value;
    }

    private static <T> List<T> read(Class<T> type, ResultSet rows) throws SQLException {
        RecordComponent[] components = type.getRecordComponents();
        int[] columns = new int[components.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.findColumn(column(components[i]));
        }
        Constructor<T> constructor = BeanUtils.getResolvableConstructor(type);
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            @Nullable Object[] values = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                values[i] = value(rows, columns[i], components[i]);
            }
            found.add(BeanUtils.instantiateClass(constructor, values));
        }
        return found;
    }

    private static @Nullable Object value(ResultSet row, int column, RecordComponent component) throws SQLException {
        Class<?> type = component.getType();
        Object value = JdbcUtils.getResultSetValue(row, column, type.isEnum() ? String.class : type);
        if (value == null && type.isPrimitive()) {
            throw new DataRetrievalFailureException("Nothing stands in the column of %s in %s"
                    .formatted(component.getName(), component.getDeclaringRecord().getName()));
        }
        return type.isEnum() && value != null
                ? Arrays.stream(type.getEnumConstants())
                        .filter(one -> ((Enum<?>) one).name().equals(value))
                        .findFirst()
                        .orElseThrow(() -> new DataRetrievalFailureException(
                                "There is no %s called %s".formatted(type.getSimpleName(), value)))
                : value;
    }

    private static String column(RecordComponent component) {
        String name = component.getName();
        return COLUMNS.getOrDefault(
                name, NEXT_WORD.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT));
    }
}
