package cn.healthylishui.assessment;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL for tests: one server a program, which ends with it, and in it a database for each that asks. */
public final class PostgreSql {

    /** Needs no password. */
    public static final String USER = "postgres";

    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String migrated;

    private PostgreSql() {}

    /** The address of one that has no table yet. */
    public static String emptyDatabase() {
        return fromTemplate("template1");
    }

    /** The address of a copy, which is made in a moment; nobody may be using the first. */
    public static String copyOf(String url) {
        return fromTemplate(url.replaceFirst(".*/(\\w+)\\?.*", "$1"));
    }

    /** One as the migrations leave it, without any guard of the log: the counterpart of {@link MigratedDatabase}. */
    public static synchronized HikariDataSource migratedDatabase() {
        if (migrated == null) {
            migrated = emptyDatabase();
            Flyway.configure()
                    .dataSource(migrated, USER, "")
                    .placeholders(Map.of("blob", "bytea"))
                    .load()
                    .migrate();
        }
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(copyOf(migrated));
        source.setUsername(USER);
        source.setPassword("");
        source.setMaximumPoolSize(30);
        source.setMinimumIdle(1);
        return source;
    }

    private static String fromTemplate(String template) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        EmbeddedPostgres running = server();
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database %s template %s".formatted(name, template));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return running.getJdbcUrl(USER, name);
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                // Nothing in it outlives the tests: what only guards against a loss of power is left out.
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }
}
