package cn.healthylishui.assessment.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The tables as a start of the program makes them: by our migrations, those written in Java too, and by the engine's own scripts. */
final class Schema {

    private static final List<String> PARTS_OF_ENGINE = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    /** What tells that a database is of this version: nothing is to be done, and nothing is unknown. */
    enum Version {
        SAME,
        OLDER,
        NEWER,
        BROKEN
    }

    private Schema() {}

    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan(
            basePackages = "cn.healthylishui.assessment",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = JavaMigration.class))
    static class Migrations {}

    static void make(Side side, Connection connection) throws SQLException {
        migrate(side);
        for (String part : PARTS_OF_ENGINE) {
            ScriptUtils.executeSqlScript(
                    connection,
                    new ClassPathResource("org/camunda/bpm/engine/db/create/activiti.%s.create.%s.sql"
                            .formatted(side.dialect().ofEngine(), part)));
        }
    }

    static void migrate(Side side) {
        with(side, Flyway::migrate);
    }

    static Version version(Side side) {
        Version[] found = {Version.SAME};
        with(side, flyway -> found[0] = version(List.of(flyway.info().all())));
        return found[0];
    }

    private static Version version(List<MigrationInfo> migrations) {
        List<MigrationState> states =
                migrations.stream().map(MigrationInfo::getState).toList();
        if (states.stream().anyMatch(MigrationState::isFailed)) {
            return Version.BROKEN;
        }
        if (states.stream()
                .anyMatch(state -> state == MigrationState.FUTURE_SUCCESS || state == MigrationState.MISSING_SUCCESS)) {
            return Version.NEWER;
        }
        boolean waits = states.stream().anyMatch(state -> !state.isApplied() && state != MigrationState.BELOW_BASELINE);
        return waits ? Version.OLDER : Version.SAME;
    }

    private static void with(Side side, Consumer<Flyway> act) {
        ApplicationContextInitializer<GenericApplicationContext> there = context -> {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "moved-database",
                            Map.of(
                                    "spring.datasource.url", side.url(),
                                    "spring.datasource.username", side.user(),
                                    "spring.datasource.password", side.password(),
                                    "spring.datasource.hikari.maximum-pool-size", 2,
                                    "spring.flyway.placeholders.blob",
                                            side.dialect().blob())));
            context.registerBean(FlywayMigrationStrategy.class, () -> act::accept);
        };
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Migrations.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("logging.level.root=off", "spring.main.banner-mode=off")
                .initializers(there)
                .run()) {
            context.getBean(Flyway.class);
        }
    }
}
