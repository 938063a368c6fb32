package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** H2 closed its file under a pool full of connections. */
class ClosedDatabaseTest {

    private static final int CONNECTIONS = 5;

    @TempDir
    private Path directory;

    /** Whose name our settings give. */
    private static String override() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Properties settings = yaml.getObject();
        return settings.getProperty("spring.datasource.hikari.exception-override-class-name");
    }

    private static boolean works(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            return true;
        } catch (SQLException closed) {
            return false;
        }
    }

    @Test
    void each_connection_of_before_fails_once_and_then_the_file_is_open_again() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:file:" + directory.resolve("closed"));
            pool.setUsername("sa");
            pool.setMaximumPoolSize(CONNECTIONS);
            pool.setExceptionOverrideClassName(override());
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(pool.getConnection());
            }
            try (Statement statement = all.get(0).createStatement()) {
                statement.execute("shutdown immediately"); // as after a write that failed
            }
            for (Connection connection : all) {
                try {
                    connection.close();
                } catch (SQLException closed) {
                    assertThat(closed.getErrorCode()).isEqualTo(90121);
                }
            }

            int failed = 0;
            while (failed <= CONNECTIONS && !works(pool)) {
                failed++;
            }

            assertThat(failed).isLessThanOrEqualTo(CONNECTIONS);
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(works(pool)).isTrue();
            }
        }
    }
}
