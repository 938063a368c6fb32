package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.database.Move;
import cn.healthylishui.rehearsal.process.EngineDriver;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.Deployment;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.ClassUtils;

/** A year under way that was moved from its H2 file to PostgreSQL is worked on there. That nothing is lost on the way is seen by MoveTest. */
@SpringBootTest(
        classes = AssessmentApplication.class,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "assessment.scheduling.enabled=false",
            "assessment.security.password-rounds=10",
            "assessment.evidence.folder=target/test-evidence/${random.uuid}",
            "logging.level.root=warn"
        })
@ContextConfiguration(initializers = MovedYearIT.Moved.class)
@Import({ReleasedYearIT.ClockOfTheYear.class, RehearsalInTests.class})
@DirtiesContext
class MovedYearIT {

    private static final int YEAR = 2021;
    private static final String STEP = "taskConfirmAssignment";

    static final class Moved implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String server = PostgreSql.emptyDatabase();
            try {
                Path file = Files.createTempDirectory("moved").resolve("year");
                ReleasedDatabase.inFile(ReleasedYearIT.VERSION, file);
                Flyway.configure()
                        .dataSource("jdbc:h2:file:" + file, "sa", "")
                        .locations("classpath:db/migration", "classpath:db/vendor/h2")
                        .javaMigrations(writtenInJava())
                        .placeholders(Map.of("blob", "blob"))
                        .load()
                        .migrate();
                assertThat(new Move()
                                .run(List.of(
                                        "--to",
                                        server,
                                        "--from",
                                        file.toString(),
                                        "--assessment.database.user=" + PostgreSql.USER)))
                        .isZero();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            TestPropertyValues.of(
                            "spring.datasource.url=" + server,
                            "spring.datasource.username=" + PostgreSql.USER,
                            "spring.datasource.password=",
                            "spring.flyway.placeholders.blob=bytea")
                    .applyTo(context);
        }
    }

    /** As the program finds them. */
    private static JavaMigration[] writtenInJava() {
        ClassPathScanningCandidateComponentProvider classes = new ClassPathScanningCandidateComponentProvider(false);
        classes.addIncludeFilter(new AssignableTypeFilter(JavaMigration.class));
        return classes.findCandidateComponents(AssessmentApplication.class.getPackageName()).stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .map(BeanUtils::instantiateClass)
                .toArray(JavaMigration[]::new);
    }

    @Autowired
    private RehearsedYear rehearsed;

    @Autowired
    private EngineDriver engine;

    @Autowired
    private RehearsalClock clock;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private Environment settings;

    @AfterEach
    void letTheEngineClockRun() {
        ClockUtil.reset();
    }

    @Test
    void a_year_that_was_moved_is_worked_on_where_it_is_now() {
        engine.setTime(Date.from(clock.instant()));
        List<OpenWork> before = open();
        assertThat(before).isNotEmpty();

        rehearsed.run(YEAR, 7, work -> work.key().equals(STEP), Pace.STANDING, line -> {});

        assertThat(open()).isEmpty();
        assertThat(engine.open()).extracting(OpenWork::key).contains("taskFillMatrix");
    }

    /** Only jobs of deployments that a node knows are done by it: a node of an earlier version leaves those of a later one alone. */
    @Test
    void the_jobs_of_every_version_that_is_under_way_are_done_here() {
        List<String> deployed = repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .toList();

        assertThat(deployed).as("0.5.0's and ours").hasSizeGreaterThan(1);
        assertThat(management.getRegisteredDeployments()).containsAll(deployed);
        assertThat(settings.getProperty("camunda.bpm.job-execution.deployment-aware"))
                .as("it counts where jobs are done by themselves, as they are not here")
                .isEqualTo("true");
    }

    private List<OpenWork> open() {
        return engine.open().stream().filter(work -> work.key().equals(STEP)).toList();
    }
}
