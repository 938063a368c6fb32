package cn.healthylishui.assessment;

import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty database of a fixture's own, with real transactions; a fixture imports it. */
@TestConfiguration
@EnableTransactionManagement(proxyTargetClass = true) // as the program itself does
public class FixtureDatabase {

    @Bean
    DataSource dataSource() {
        return TestDatabase.isPostgreSql() ? PostgreSql.migratedDatabase() : new MigratedDatabase();
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
        return new DataSourceTransactionManager(source);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
        return JdbcClient.create(source);
    }
}
