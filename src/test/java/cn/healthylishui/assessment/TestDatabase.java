package cn.healthylishui.assessment;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database on which an {@link ApplicationTest} runs, with the settings of an installation that uses it: an H2 in memory, or with
 * {@code -Ddatabase=postgresql} a real PostgreSQL. One program has one of them, as it has one engine.
 */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String CHOSEN = System.getProperty("database", "h2");

    public static boolean isPostgreSql() {
        return CHOSEN.equals("postgresql");
    }

    /** How a database in memory is kept between connections; and what a program in service sets, but for what concerns a file. */
    static final String H2 = ";DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=128;OPTIMIZE_REUSE_RESULTS=0";

    /** Where a fixture has its own H2: in memory, unless what is measured is the writing of it to a disk. */
    static String fixtures() {
        return System.getProperty("fixture.database", "mem:");
    }

    /** Whether the test's own database is one, whatever was chosen for the others. */
    static boolean isPostgreSql(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from information_schema.tables where table_name = 'pg_class'")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        settings().applyTo(context);
    }

    private static TestPropertyValues settings() {
        return switch (CHOSEN) {
            case "h2" -> TestPropertyValues.of("spring.datasource.url=jdbc:h2:mem:application" + H2);
            case "postgresql" ->
                TestPropertyValues.of(
                        "spring.datasource.url=" + PostgreSql.emptyDatabase(),
                        "spring.datasource.username=" + PostgreSql.USER,
                        "spring.datasource.password=",
                        "spring.flyway.placeholders.blob=bytea");
            default -> throw new IllegalArgumentException("No such database: " + CHOSEN);
        };
    }
}
