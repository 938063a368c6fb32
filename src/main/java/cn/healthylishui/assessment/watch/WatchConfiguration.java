package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.workflow.EngineState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands on the port for those who run the program: whether it is ready, its version, its metrics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Watching.class)
class WatchConfiguration {

    private static final int SECONDS = 2;

    /** In place of Spring Boot's own, which waits without end for a database that does not answer. */
    @Bean
    HealthIndicator dbHealthIndicator(DataSource database) {
        return new AbstractHealthIndicator() {
            @Override
            protected void doHealthCheck(Health.Builder health) throws Exception {
                try (Connection connection = database.getConnection()) {
                    health.status(connection.isValid(SECONDS) ? "UP" : "DOWN");
                }
            }
        };
    }

    @Bean
    HealthIndicator engineHealthIndicator(EngineState engine) {
        return () -> (engine.runs() ? Health.up() : Health.down()).build();
    }

    @Bean
    InfoContributor version() {
        return info -> info.withDetail("version", Version.current());
    }

    @Bean
    MeterBinder ownMetrics(Measures measures) {
        return registry -> {
            jobs(registry, measures, "waiting", seen -> seen.engine().waiting());
            jobs(registry, measures, "retried", seen -> seen.engine().retried());
            jobs(registry, measures, "failed", seen -> seen.engine().failed());
            jobs(registry, measures, "late", seen -> seen.engine().late());
            gauge(measures, "assessment.incidents", "失败以后等人处理的步骤", seen -> seen.engine()
                            .incidents())
                    .register(registry);
            gauge(measures, "assessment.tasks.open", "没有办结的任务", seen -> seen.engine()
                            .tasks())
                    .register(registry);
            gauge(measures, "assessment.log.unsealed", "待封存的操作日志", Measures.Seen::unsealed)
                    .register(registry);
            gauge(measures, "assessment.evidence.bytes", "材料的大小", Measures.Seen::evidenceBytes)
                    .register(registry);
            gauge(measures, "assessment.backup.age.seconds", "距最近一次备份", WatchConfiguration::age)
                    .register(registry);
        };
    }

    private static void jobs(
            MeterRegistry registry, Measures measures, String state, ToDoubleFunction<Measures.Seen> value) {
        gauge(measures, "assessment.jobs", "引擎里的作业", value).tag("state", state).register(registry);
    }

    /** NaN while the database does not answer. */
    private static Gauge.Builder<Measures> gauge(
            Measures measures, String name, String description, ToDoubleFunction<Measures.Seen> value) {
        return Gauge.builder(name, measures, all -> all.seen()
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .description(description);
    }

    /** NaN where there is none. */
    private static double age(Measures.Seen seen) {
        return seen.backupAge() == null ? Double.NaN : seen.backupAge().toSeconds();
    }
}
