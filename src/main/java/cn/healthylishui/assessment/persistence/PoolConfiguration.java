package cn.healthylishui.assessment.persistence;

import cn.healthylishui.assessment.persistence.AnsweringDatabase.Address;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts {@link AnsweringDatabase} before the pool; the pool itself is still closed last, when all that needs it is gone. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

    @Bean
    static BeanPostProcessor answeringDatabase(Environment settings) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? answering(pool, settings) : bean;
            }
        };
    }

    /** @param database there before it is asked */
    @Bean
    DatabaseRoom databaseRoom(DataSource database, @Value("${spring.datasource.url}") String url) {
        return DatabaseRoom.of(url);
    }

    private static AnsweringDatabase answering(HikariDataSource pool, Environment settings) {
        Duration patience = DurationStyle.detectAndParse(settings.getRequiredProperty("assessment.database.patience"));
        pool.setJdbcUrl(DatabaseRoom.address(pool.getJdbcUrl(), settings));
        return new AnsweringDatabase(
                pool,
                new Address(
                        pool.getJdbcUrl(),
                        Objects.requireNonNullElse(pool.getUsername(), ""),
                        Objects.requireNonNullElse(pool.getPassword(), "")),
                patience);
    }
}
