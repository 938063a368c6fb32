package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.TornFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A copy of an H2 database, made while others write, and opened as a database of its own. */
final class DatabaseCopy {

    /** Of whoever wrote the database. */
    record Account(String user, String password) {}

    /** Evidence that the copy says lies in the folder. */
    record Outside(String sha256, long bytes) {}

    /** What is in a copy, read through to the end. */
    record Contents(
            String schema,
            long logged,
            SortedMap<String, Long> rows,
            List<Outside> outside,
            boolean voting,
            Manifest.@Nullable Folder folder) {}

    static final String NAME = "assessment" + H2File.SUFFIX;

    private DatabaseCopy() {}

    /** Copies the database as it is at one moment and writes it anew, so that only what is used is left and every page of it was read. */
    static Path make(JdbcClient running, Path directory, Account account) throws IOException, SQLException {
        Path zip = directory.resolve("database.zip");
        running.sql("backup to '%s'".formatted(zip.toString().replace("'", "''")))
                .update();
        Path file = directory.resolve(NAME);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            ZipEntry entry = in.getNextEntry();
            while (entry != null && !entry.getName().endsWith(H2File.SUFFIX)) {
                entry = in.getNextEntry();
            }
            if (entry == null) {
                throw new IOException("No database in what H2 wrote");
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                in.transferTo(out);
            }
        }
        Files.delete(zip);
        TornFile.mend(file); // as of a running program every copy is
        try (Connection connection = open(file, account, "");
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        }
        return file;
    }

    /** Opens it, without changing it, and counts what is in it. */
    static Contents read(Path file, Account account) throws SQLException {
        try (Connection connection = open(file, account, H2File.READ_ONLY);
                Statement statement = connection.createStatement()) {
            SortedMap<String, Long> rows = new TreeMap<>();
            for (String table : column(statement, """
                    select table_name from information_schema.tables
                    where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'""")) {
                rows.put(
                        table,
                        Long.valueOf(column(statement, "select count(*) from \"%s\"".formatted(table))
                                .get(0)));
            }
            List<Outside> outside = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select sha256, max(size_bytes) from evidence where content is null group by sha256")) {
                while (found.next()) {
                    outside.add(new Outside(found.getString(1), found.getLong(2)));
                }
            }
            Manifest.Folder folder = null;
            try (ResultSet found = statement.executeQuery("select id, last_start from evidence_folder")) {
                if (found.next()) {
                    folder = new Manifest.Folder(found.getString(1), found.getString(2));
                }
            }
            return new Contents(
                    column(statement, Backups.SCHEMA).get(0),
                    Long.parseLong(column(statement, Backups.LOGGED).get(0)),
                    rows,
                    outside,
                    !column(statement, Backups.VOTING).isEmpty(),
                    folder);
        }
    }

    private static Connection open(Path file, Account account, String how) throws SQLException {
        return DriverManager.getConnection(
                H2File.address(file) + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE" + how,
                account.user(),
                account.password());
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
