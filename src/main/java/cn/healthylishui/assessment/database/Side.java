package cn.healthylishui.assessment.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** One of the two databases of a move: where it is and with which account. */
record Side(Dialect dialect, String url, String user, String password) {

    /** As the program's own settings have it. */
    static final String H2_USER = "sa";

    /** What H2 says where another program has its file. */
    static final int H2_IN_USE = 90020;

    private static final String FILE = "jdbc:h2:file:";

    /** @param url without any of the options that a program in service sets */
    static Side h2(String path, String user, String password) {
        return new Side(Dialect.H2, FILE + path, user, password);
    }

    static Side postgreSql(String url, String user, String password) {
        return new Side(Dialect.POSTGRESQL, url, user, password);
    }

    /** Of an H2, without the ending of its name. */
    String path() {
        return url.substring(FILE.length());
    }

    Connection connect() throws SQLException {
        Properties account = new Properties();
        account.setProperty("user", user);
        account.setProperty("password", password);
        if (dialect == Dialect.POSTGRESQL) {
            account.setProperty("reWriteBatchedInserts", "true");
        }
        return DriverManager.getConnection(url, account);
    }
}
