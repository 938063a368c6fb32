package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.rehearsal.ReleasedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class LoginsOfCamundaTest {

    @Test
    void who_administered_on_camunda_does_so_on_operaton_and_logs_in_anew(@TempDir Path directory) throws SQLException {
        Path file = directory.resolve("year");
        ReleasedDatabase.inFile("0.5.0", file);
        String url = "jdbc:h2:file:" + file;
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.update("insert into ACT_ID_USER (ID_, REV_) values ('boss', 1)");
            jdbc.update("insert into ACT_ID_MEMBERSHIP (USER_ID_, GROUP_ID_) values ('boss', 'camunda-admin')");
            jdbc.update("insert into SPRING_SESSION (PRIMARY_ID, SESSION_ID, CREATION_TIME, LAST_ACCESS_TIME, MAX_INACTIVE_INTERVAL,"
                    + " EXPIRY_TIME) values ('1', '1', 0, 0, 0, 0)");
            List<String> members = members(jdbc, "camunda-admin");
            List<String> rights = rights(jdbc, "camunda-admin");
            assertThat(members).contains("boss");
            assertThat(rights).isNotEmpty();

            Flyway.configure()
                    .dataSource(url, "sa", "")
                    .locations("classpath:db/migration", "classpath:db/vendor/h2")
                    .placeholders(Map.of("blob", "blob"))
                    .javaMigrations(new LoginsOfCamunda())
                    .ignoreMigrationPatterns("*:missing")
                    .load()
                    .migrate();

            assertThat(members(jdbc, "operaton-admin")).isEqualTo(members);
            assertThat(rights(jdbc, "operaton-admin")).isEqualTo(rights);
            assertThat(jdbc.queryForList("select ID_ from ACT_ID_GROUP where ID_ like '%-admin'", String.class))
                    .containsExactly("operaton-admin");
            assertThat(jdbc.queryForObject("select count(*) from SPRING_SESSION", Integer.class)).isZero();
        }
    }

    private static List<String> members(JdbcTemplate jdbc, String group) {
        return jdbc.queryForList(
                "select USER_ID_ from ACT_ID_MEMBERSHIP where GROUP_ID_ = ? order by USER_ID_", String.class, group);
    }

    private static List<String> rights(JdbcTemplate jdbc, String group) {
        return jdbc.queryForList(
                "select ID_ from ACT_RU_AUTHORIZATION where GROUP_ID_ = ? order by ID_", String.class, group);
    }
}
