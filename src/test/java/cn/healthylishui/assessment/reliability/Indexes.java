package cn.healthylishui.assessment.reliability;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether each index of an H2 database leads to every row of its table and to nothing else. */
final class Indexes {

    private record Index(String name, String table, String column) {}

    private Indexes() {}

    /** What is wrong, in words. */
    static List<String> wrong(Connection database) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            for (Index index : all(statement)) {
                long rows = number(statement, "select count(*) from \"%s\"".formatted(index.table()));
                long found = 0;
                for (String part : List.of(
                        "is null", ">= (select min(\"%s\") from \"%s\")".formatted(index.column(), index.table()))) {
                    found += read(
                            statement,
                            "select * from \"%s\" use index (\"%s\") where \"%s\" %s"
                                    .formatted(index.table(), index.name(), index.column(), part));
                }
                if (found != rows) {
                    wrong.add("%s of %s leads to %d of %d rows".formatted(index.name(), index.table(), found, rows));
                }
            }
        }
        return wrong;
    }

    private static List<Index> all(Statement statement) throws SQLException {
        List<Index> all = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
                select index_name, table_name, column_name from information_schema.index_columns
                where table_schema = 'PUBLIC' and ordinal_position = 1 order by 2, 1
                """)) {
            while (found.next()) {
                all.add(new Index(found.getString(1), found.getString(2), found.getString(3)));
            }
        }
        return all;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Every row whole, so that each is looked up. */
    private static long read(Statement statement, String sql) throws SQLException {
        long rows = 0;
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows++;
            }
        }
        return rows;
    }
}
