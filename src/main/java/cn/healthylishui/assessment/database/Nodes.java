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

    /** Held by the one that prepares the database for its version. */
    private static final String STARTING = "1751541860, 2";

    private Nodes() {}

    /** @return false where a program is alive that uses the database; otherwise none starts as long as the connection lasts */
    static boolean keepAllOut(Connection connection) throws SQLException {
        return answer(connection, "select pg_try_advisory_lock(%s)".formatted(ALIVE));
    }

    /** @return false where all data are being moved */
    static boolean isAlive(Connection connection) throws SQLException {
        return answer(connection, "select pg_try_advisory_lock_shared(%s)".formatted(ALIVE));
    }

    /** @return false where another has the turn */
    static boolean takeTurn(Connection connection) throws SQLException {
        return answer(connection, "select pg_try_advisory_lock(%s)".formatted(STARTING));
    }

    /** As long as it takes the other, or until the other's connection has gone with it. */
    static void waitForTurn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(%s)".formatted(STARTING));
        }
    }

    static void passTurn(Connection connection) throws SQLException {
        answer(connection, "select pg_advisory_unlock(%s)".formatted(STARTING));
    }

    private static boolean answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
