package cn.healthylishui.assessment.audit;

import cn.healthylishui.rehearsal.RehearsalClock;
import com.zaxxer.hikari.HikariDataSource;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The log on a database of its own, with the triggers that the database has in an installation. */
final class LogFixture implements AutoCloseable {

    static final Actor ZHANG = new Actor("zhang", "city-office");
    static final Actor LI = new Actor("li", "qingtian-jkb");

    final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final HikariDataSource source = new HikariDataSource();

    private LogFixture(String url, String user, String vendor, String blob, String upTo) {
        source.setJdbcUrl(url);
        source.setUsername(user);
        source.setPassword("");
        source.setMaximumPoolSize(30);
        migrate(vendor, blob, upTo);
        context.registerBean(DataSource.class, () -> source);
        context.register(Beans.class);
        context.refresh();
    }

    void migrate(String vendor, String blob, String upTo) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .placeholders(Map.of("blob", blob))
                .target(upTo)
                .load()
                .migrate();
    }

    static LogFixture onH2() {
        return onH2("latest");
    }

    static LogFixture onH2(String upTo) {
        return new LogFixture(
                "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()), "sa", "h2", "blob", upTo);
    }

    static LogFixture inH2File(String path) {
        return new LogFixture("jdbc:h2:file:" + path, "sa", "h2", "blob", "latest");
    }

    static LogFixture onPostgreSql(String url) {
        return new LogFixture(url, "postgres", "postgresql", "bytea", "latest");
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({OperationLog.class, LogSealer.class, LogCheck.class, LogRetention.class, LogExport.class, LogSearch.class})
    static class Beans {

        @Bean
        RehearsalClock clock() {
            return new RehearsalClock(LocalDateTime.of(2022, 1, 11, 9, 0));
        }

        @Bean
        CallerAddress address() {
            return () -> "10.1.2.3";
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource source) {
            return new DataSourceTransactionManager(source);
        }

        @Bean
        JdbcClient jdbc(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        NamedParameterJdbcTemplate batches(DataSource source) {
            return new NamedParameterJdbcTemplate(source);
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    OperationLog log() {
        return get(OperationLog.class);
    }

    LogSealer sealer() {
        return get(LogSealer.class);
    }

    LogCheck.Result check() {
        return get(LogCheck.class).check(java.util.List.of());
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(get(PlatformTransactionManager.class));
    }

    void write(String action, String object) {
        log().record(
                        ZHANG,
                        Operation.of(action, 2021, object).from("改前").to("改后").because("理由"));
    }

    void day(int month, int day) {
        get(RehearsalClock.class).moveTo(LocalDateTime.of(2022, month, day, 9, 0));
    }

    @Override
    public void close() {
        context.close();
        source.close();
    }
}
