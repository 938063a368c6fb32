package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.PostgreSql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** What a released version left in its database, as {@code released/<version>/year.sql.gz} has it, in a database of either kind. */
public final class ReleasedDatabase {

    private static final List<String> ENGINE = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    private ReleasedDatabase() {}

    /** The address of one in memory. */
    static String onH2(String version) {
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        fill(version, url);
        return url;
    }

    /** In a file, as a stopped program leaves it. */
    public static void inFile(String version, Path file) {
        fill(version, "jdbc:h2:file:" + file);
    }

    private static void fill(String version, String url) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                InputStream kept = new ClassPathResource("released/" + version + "/year.sql.gz").getInputStream()) {
            Path script = Files.createTempFile("released", ".sql.gz");
            Files.write(script, kept.readAllBytes());
            statement.execute("runscript from '" + script + "' compression gzip");
            Files.delete(script);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The database of " + version, e);
        }
    }

    /**
     * The address of one on the tests' server: the tables as the version's own migrations and its engine make them on PostgreSQL, and in
     * them the rows that it had on H2.
     *
     * @param lastMigration of the version
     */
    static String onPostgreSql(String version, String lastMigration) {
        String url = PostgreSql.emptyDatabase();
        Flyway.configure()
                .dataSource(url, PostgreSql.USER, "")
                .locations("classpath:db/migration", "classpath:db/vendor/postgresql")
                .placeholders(Map.of("blob", "bytea"))
                .target(lastMigration)
                .load()
                .migrate();
        try (Connection from = DriverManager.getConnection(onH2(version), "sa", "");
                Connection to = DriverManager.getConnection(url, PostgreSql.USER, "");
                Statement statement = to.createStatement()) {
            for (String part : ENGINE) {
                ScriptUtils.executeSqlScript(
                        to,
                        new ClassPathResource(
                                "org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql"));
            }
            statement.execute("set session_replication_role = replica"); // neither keys nor the guard of the log
            List<String> tables = names(statement, """
                    select table_name from information_schema.tables
                    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
                    """);
            statement.execute("truncate " + String.join(", ", tables));
            for (String table : tables) {
                copy(from, to, table);
            }
            sayWhatOurOwnCodeMigrated(from, to);
            for (String next : names(statement, """
                    select format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %I',
                      table_name, column_name, column_name, table_name)
                    from information_schema.columns where table_schema = 'public' and is_identity = 'YES'
                    """)) {
                statement.execute(next);
            }
            from.createStatement().execute("shutdown");
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + version, e);
        }
        return url;
    }

    /** Migrations written in Java are the program's own; they have done their work on the rows before these were copied. */
    private static void sayWhatOurOwnCodeMigrated(Connection from, Connection to) throws SQLException {
        try (Statement read = from.createStatement();
                ResultSet rows = read.executeQuery("""
                        select "installed_rank" + 1000, "version", "description", "script"
                        from "flyway_schema_history" where "type" = 'JDBC'
                        """);
                PreparedStatement insert = to.prepareStatement("""
                        insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                          execution_time, success)
                        values (?, ?, ?, 'JDBC', ?, 'postgres', 0, true)
                        """)) {
            while (rows.next()) {
                for (int i = 1; i <= 4; i++) {
                    insert.setObject(i, rows.getObject(i));
                }
                insert.executeUpdate();
            }
        }
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        try (Statement target = to.createStatement();
                ResultSet none = target.executeQuery("select * from " + table + " where false")) {
            ResultSetMetaData types = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= types.getColumnCount(); i++) {
                columns.add(types.getColumnName(i));
            }
            String named = String.join(", ", columns);
            try (Statement read = from.createStatement();
                    ResultSet rows = read.executeQuery("select " + named + " from " + table);
                    PreparedStatement insert =
                            to.prepareStatement("insert into %s (%s) overriding system value values (%s)"
                                    .formatted(
                                            table,
                                            named,
                                            IntStream.range(0, columns.size())
                                                    .mapToObj(i -> "?")
                                                    .collect(Collectors.joining(", "))))) {
                while (rows.next()) {
                    for (int i = 1; i <= columns.size(); i++) {
                        insert.setObject(i, value(rows, i, types.getColumnType(i)), types.getColumnType(i));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private static @Nullable Object value(ResultSet rows, int column, int type) throws SQLException {
        if (rows.getObject(column) == null) {
            return null;
        }
        return switch (type) {
            case Types.BINARY -> rows.getBytes(column);
            case Types.BIT, Types.BOOLEAN -> rows.getBoolean(column);
            case Types.VARCHAR, Types.CHAR -> rows.getString(column);
            default -> rows.getObject(column);
        };
    }
}
