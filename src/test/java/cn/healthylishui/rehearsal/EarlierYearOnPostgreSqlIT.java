package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.Whole;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** As {@link EarlierYearIT}, with the rows carried over into the tables that the migrations of 0.4.0 make on PostgreSQL. */
@ContextConfiguration(initializers = EarlierYearOnPostgreSqlIT.OnPostgreSql.class, inheritInitializers = false)
@Whole
class EarlierYearOnPostgreSqlIT extends EarlierYearIT {

    static final class OnPostgreSql implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.datasource.url=" + ReleasedDatabase.onPostgreSql(VERSION, LAST_MIGRATION),
                            "spring.datasource.username=" + PostgreSql.USER,
                            "spring.datasource.password=",
                            "spring.flyway.placeholders.blob=bytea")
                    .applyTo(context);
        }
    }
}
