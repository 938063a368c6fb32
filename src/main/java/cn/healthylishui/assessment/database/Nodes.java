package cn.healthylishui.assessment.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * 几台机器: the locks by which programs on one PostgreSQL know of each other. They belong to a connection and go with it, however its
 * program ends.
 */
final class Nodes {

    /** Held, shared with the others, by each program as long as it lives; alone by whoever moves all the data. */
    private static final String ALIVE = "1751541860, 1";

    private Nodes() {}

    /** @return false where a program is alive that uses the database; otherwise none starts as long as the connection lasts */
    static boolean keepAllOut(Connection connection) throws SQLException {
        return answer(connection, "select pg_try_advisory_lock(%s)".formatted(ALIVE));
    }

    private static boolean answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
