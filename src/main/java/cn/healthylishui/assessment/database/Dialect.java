package cn.healthylishui.assessment.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the two kinds of database do in their own ways while rows go from one to the other. */
enum Dialect {
    H2("H2", "h2", "blob") {
        @Override
        void readRowByRow(Statement statement) throws SQLException {
            statement.execute("set lazy_query_execution true");
        }

        @Override
        void letRowsComeInAnyOrder(Statement statement) throws SQLException {
            statement.execute("set referential_integrity false");
        }

        /** What was there was held together by the same keys, and that it is the same is compared. */
        @Override
        void holdKeysAgain(Statement statement) throws SQLException {
            statement.execute("set referential_integrity true");
        }

        @Override
        Map<String, Long> nextNumbers(Statement statement) throws SQLException {
            Map<String, Long> next = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery("""
                    select lower(table_name) || '.' || lower(column_name), identity_base from information_schema.columns
                    where table_schema = current_schema and is_identity = 'YES'
                    """)) {
                while (rows.next()) {
                    next.put(rows.getString(1), rows.getLong(2));
                }
            }
            return next;
        }

        @Override
        String goOnFrom(String table, String column, long next) {
            return "alter table \"%s\" alter column \"%s\" restart with %d".formatted(table, column, next);
        }
    },

    POSTGRESQL("PostgreSQL", "postgres", "bytea") {
        /** It does so within a transaction, and with a size of what is fetched at once. */
        @Override
        void readRowByRow(Statement statement) {}

        /** Until the end of the transaction, by whoever owns the tables; turning the keys off takes a superuser. */
        @Override
        void letRowsComeInAnyOrder(Statement statement) throws SQLException {
            for (String key : keys(statement)) {
                statement.execute(key + " deferrable initially deferred");
            }
        }

        @Override
        void holdKeysAgain(Statement statement) throws SQLException {
            statement.execute("set constraints all immediate");
            for (String key : keys(statement)) {
                statement.execute(key + " not deferrable");
            }
        }

        private List<String> keys(Statement statement) throws SQLException {
            return strings(statement, """
                    select format('alter table %s alter constraint %I', conrelid::regclass, conname) from pg_constraint
                    where contype = 'f' and connamespace = current_schema()::regnamespace
                    """);
        }

        @Override
        Map<String, Long> nextNumbers(Statement statement) throws SQLException {
            Map<String, Long> next = new TreeMap<>();
            for (String column : strings(statement, """
                    select table_name || '.' || column_name from information_schema.columns
                    where table_schema = current_schema and is_identity = 'YES'
                    """)) {
                String[] parts = column.split("\\.", 2);
                String sequence = strings(
                                statement,
                                "select pg_get_serial_sequence('\"%s\"', '%s')".formatted(parts[0], parts[1]))
                        .get(0);
                try (ResultSet row = statement.executeQuery(
                        "select last_value + case when is_called then 1 else 0 end from " + sequence)) {
                    row.next();
                    next.put(column, row.getLong(1));
                }
            }
            return next;
        }

        @Override
        String goOnFrom(String table, String column, long next) {
            return "select setval(pg_get_serial_sequence('\"%s\"', '%s'), %d, false)".formatted(table, column, next);
        }
    };

    private final String label;
    private final String ofEngine;
    private final String blob;

    Dialect(String label, String ofEngine, String blob) {
        this.label = label;
        this.ofEngine = ofEngine;
        this.blob = blob;
    }

    String label() {
        return label;
    }

    /** How the engine calls it in the names of its scripts. */
    String ofEngine() {
        return ofEngine;
    }

    /** Its word for a large binary. */
    String blob() {
        return blob;
    }

    /** So that a table may be longer than memory. */
    abstract void readRowByRow(Statement statement) throws SQLException;

    abstract void letRowsComeInAnyOrder(Statement statement) throws SQLException;

    abstract void holdKeysAgain(Statement statement) throws SQLException;

    /** The number that the next row of each table gets, by {@code table.column} in lower case. */
    abstract Map<String, Long> nextNumbers(Statement statement) throws SQLException;

    abstract String goOnFrom(String table, String column, long next);

    static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
