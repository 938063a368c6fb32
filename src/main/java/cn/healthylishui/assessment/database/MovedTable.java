package cn.healthylishui.assessment.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One table of a database: read, written and summed up in the same way whichever kind of database it lies in.
 *
 * @param name as its database spells it
 * @param columns in the order of their names, which is the same in both
 */
record MovedTable(String name, List<Column> columns) {

    private static final int ROWS_AT_ONCE = 1000;
    private static final long BYTES_AT_ONCE = 8L << 20;
    private static final int LARGE_ROWS_AT_ONCE = 4;
    private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(256);

    record Column(String name, Kind kind) {
        String key() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** How many rows and what is in them, whatever their order. */
    record Content(long rows, String hash) {}

    /** What a column holds, as both databases have it. */
    enum Kind {
        TEXT(Types.VARCHAR),
        INTEGER(Types.BIGINT),
        DECIMAL(Types.NUMERIC),
        DOUBLE(Types.DOUBLE),
        BOOLEAN(Types.BOOLEAN),
        DATE(Types.DATE),
        TIMESTAMP(Types.TIMESTAMP),
        BYTES(Types.BINARY);

        private final int type;

        Kind(int type) {
            this.type = type;
        }

        static Kind of(int type) {
            return switch (type) {
                case Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.CHAR -> TEXT;
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
                case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
                case Types.REAL, Types.FLOAT, Types.DOUBLE -> DOUBLE;
                case Types.BIT, Types.BOOLEAN -> BOOLEAN;
                case Types.DATE -> DATE;
                case Types.TIMESTAMP -> TIMESTAMP;
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
                default -> throw new IllegalStateException("A column of the type " + type);
            };
        }

        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            Object value =
                    switch (this) {
                        case TEXT -> row.getString(column);
                        case INTEGER -> row.getLong(column);
                        case DECIMAL -> row.getBigDecimal(column);
                        case DOUBLE -> row.getDouble(column);
                        case BOOLEAN -> row.getBoolean(column);
                        case DATE -> row.getObject(column, LocalDate.class);
                        case TIMESTAMP -> row.getObject(column, LocalDateTime.class);
                        case BYTES -> row.getBytes(column);
                    };
            return row.wasNull() ? null : value;
        }

        void write(PreparedStatement statement, int column, @Nullable Object value) throws SQLException {
            if (value == null) {
                statement.setNull(column, type);
            } else {
                statement.setObject(column, value, type);
            }
        }

        /** The same bytes for the same value, wherever it was read. */
        static byte[] canonical(Object value) {
            if (value instanceof byte[] bytes) {
                return bytes;
            }
            String text = value instanceof BigDecimal number
                    ? number.stripTrailingZeros().toPlainString()
                    : value.toString();
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** All tables of the connection's schema, by their names in lower case. */
    static Map<String, MovedTable> all(Connection connection) throws SQLException {
        Map<String, MovedTable> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String name : Dialect.strings(statement, """
                    select table_name from information_schema.tables
                    where table_schema = current_schema and table_type = 'BASE TABLE'
                    """)) {
                tables.put(name.toLowerCase(Locale.ROOT), of(statement, name));
            }
        }
        return tables;
    }

    private static MovedTable of(Statement statement, String name) throws SQLException {
        try (ResultSet none = statement.executeQuery("select * from \"%s\" where 1 = 0".formatted(name))) {
            ResultSetMetaData types = none.getMetaData();
            List<Column> columns = new ArrayList<>();
            for (int i = 1; i <= types.getColumnCount(); i++) {
                columns.add(new Column(types.getColumnName(i), Kind.of(types.getColumnType(i))));
            }
            columns.sort(Comparator.comparing(Column::key));
            return new MovedTable(name, List.copyOf(columns));
        }
    }

    MovedTable without(String column) {
        return new MovedTable(
                name, columns.stream().filter(one -> !one.key().equals(column)).toList());
    }

    String quoted() {
        return '"' + name + '"';
    }

    boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select 1 from %s fetch first 1 rows only".formatted(quoted()))) {
            return !row.next();
        }
    }

    Content content(Side side, Connection connection) throws SQLException {
        return read(side, connection, (values, bytes) -> {});
    }

    /** Takes every row over into the same table elsewhere, no more of them in memory at once than are sent at once. */
    Content copyTo(MovedTable there, Side from, Connection source, Connection target) throws SQLException {
        String sql = "insert into %s (%s) values (%s)"
                .formatted(
                        there.quoted(),
                        there.columns().stream()
                                .map(column -> '"' + column.name() + '"')
                                .collect(Collectors.joining(", ")),
                        there.columns().stream().map(column -> "?").collect(Collectors.joining(", ")));
        try (PreparedStatement insert = target.prepareStatement(sql)) {
            long[] waiting = new long[2];
            Content content = read(from, source, (values, bytes) -> {
                for (int i = 0; i < values.length; i++) {
                    there.columns().get(i).kind().write(insert, i + 1, values[i]);
                }
                insert.addBatch();
                waiting[0]++;
                waiting[1] += bytes;
                if (waiting[0] == ROWS_AT_ONCE || waiting[1] > BYTES_AT_ONCE) {
                    insert.executeBatch();
                    waiting[0] = 0;
                    waiting[1] = 0;
                }
            });
            insert.executeBatch();
            return content;
        }
    }

    @FunctionalInterface
    private interface Taking {
        void row(@Nullable Object[] values, long bytes) throws SQLException;
    }

    private Content read(Side side, Connection connection, Taking taking) throws SQLException {
        boolean large = columns.stream().anyMatch(column -> column.kind() == Kind.BYTES);
        String sql = "select %s from %s"
                .formatted(
                        columns.stream()
                                .map(column -> '"' + column.name() + '"')
                                .collect(Collectors.joining(", ")),
                        quoted());
        try (Statement statement = connection.createStatement()) {
            side.dialect().readRowByRow(statement);
            statement.setFetchSize(large ? LARGE_ROWS_AT_ONCE : ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(sql)) {
                long count = 0;
                BigInteger sum = BigInteger.ZERO;
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                @Nullable Object[] values = new Object[columns.size()];
                while (rows.next()) {
                    long bytes = 0;
                    for (int i = 0; i < values.length; i++) {
                        values[i] = columns.get(i).kind().read(rows, i + 1);
                        bytes += add(digest, values[i]);
                    }
                    taking.row(values, bytes);
                    count++;
                    // A sum, so that the order of rows says nothing, and two equal ones count twice.
                    sum = sum.add(new BigInteger(1, digest.digest())).mod(BOUND);
                }
                return new Content(count, String.format(Locale.ROOT, "%064x", sum));
            }
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Each value with its length, so that none can be taken for a part of its neighbour. */
    private static long add(MessageDigest digest, @Nullable Object value) {
        if (value == null) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(-1).array());
            return 0;
        }
        byte[] bytes = Kind.canonical(value);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return bytes.length;
    }
}
