package cn.healthylishui.assessment;

import cn.healthylishui.assessment.organization.ReferenceData;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An H2 database in memory as the migrations and the reference data leave it. They are run once a program: each further database is made
 * from what they came to, at a tenth of the time. It goes when it is destroyed.
 */
final class MigratedDatabase extends HikariDataSource implements DisposableBean {

    private static @Nullable Path script;

    MigratedDatabase() {
        setJdbcUrl("jdbc:h2:" + TestDatabase.fixtures() + UUID.randomUUID() + TestDatabase.H2);
        setUsername("sa");
        setMaximumPoolSize(30);
        setMinimumIdle(1);
        fill(this);
    }

    private static synchronized void fill(MigratedDatabase database) {
        if (script != null) {
            database.execute("runscript from '" + script + "'");
            return;
        }
        Flyway.configure()
                .dataSource(database)
                .placeholders(Map.of("blob", "blob"))
                .load()
                .migrate();
        try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext()) {
            DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
            beans.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
            beans.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(transactions));
            beans.register(ReferenceData.class);
            beans.refresh();
        }
        try {
            script = Files.createTempFile("migrated", ".sql");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        script.toFile().deleteOnExit();
        database.execute("script nosettings to '" + script + "'");
    }

    private void execute(String sql) {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not: " + sql, e);
        }
    }

    @Override
    public void destroy() {
        close();
        try (Connection last = DriverManager.getConnection(getJdbcUrl(), "sa", "");
                Statement statement = last.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not go", e);
        }
    }
}
