package cn.healthylishui.assessment.database;

import cn.healthylishui.assessment.persistence.H2File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** One of the two databases of a move: where it is and with which account. */
record Side(Dialect dialect, String url, String user, String password) {

    /** As the program's own settings have it. */
    static final String H2_USER = "sa";

    /** By an address without any of the options that a program in service sets. */
    static Side h2(Path file, String user, String password) {
        return new Side(Dialect.H2, H2File.address(file), user, password);
    }

    /** The same, which nothing changes: neither what is moved from it nor the closing, which tidies up a file that may be written. */
    static Side h2Source(Path file, String user, String password) {
        return new Side(Dialect.H2, H2File.address(file) + H2File.READ_ONLY, user, password);
    }

    static Side postgreSql(String url, String user, String password) {
        return new Side(Dialect.POSTGRESQL, url, user, password);
    }

    /** Of an H2. */
    Path file() {
        return H2File.of(url).orElseThrow();
    }

    /** As whoever asked for it knows it: without options. */
    String name() {
        return url.replaceFirst(";.*", "");
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
