package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.workflow.TaskDesk;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.rehearsal.process.EngineDriver;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A year that version 0.5.0 began, and left in the middle of its assessment with no two districts at the same step, is finished by the
 * program of today. How 0.5.0 made it is told in {@code released/0.5.0/README.md}.
 */
@SpringBootTest(
        classes = AssessmentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "assessment.scheduling.enabled=false",
            "assessment.log.sealing=false",
            "assessment.evidence.folder=target/test-evidence/${random.uuid}",
            "assessment.evidence.keep-free=1MB",
            "assessment.backup.at=",
            "assessment.security.password-rounds=10",
            "logging.level.root=warn"
        })
@ContextConfiguration(initializers = ReleasedYearIT.OnH2.class)
@Import({ReleasedYearIT.ClockOfTheYear.class, RehearsalInTests.class})
@DirtiesContext
class ReleasedYearIT {

    static final String VERSION = "0.5.0";
    static final String LAST_MIGRATION = "22";

    private static final int YEAR = 2021;

    /** When 0.5.0 was stopped. */
    private static final LocalDateTime STOPPED = LocalDateTime.of(YEAR + 1, 1, 3, 9, 0);

    /** Where the ten districts, the municipal units, the appraisal and the figures stood. */
    private static final Set<String> WAITING = Set.of(
            "taskConfirmAssignment",
            "taskFillMatrix",
            "taskConsolidate",
            "taskSelfScore",
            "taskSubmitPapers",
            "taskCheckSubmission",
            "taskCheckTownship",
            "taskCheckDistrict",
            "taskCommentFindings",
            "taskCheckFigures",
            "taskReviewByGroup",
            "taskVote");

    private static final Set<String> REFERENCES_TYPED = Set.of("taskFillMatrix", "taskSelfScore");

    static final class OnH2 implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("spring.datasource.url=" + ReleasedDatabase.onH2(VERSION))
                    .applyTo(context);
        }
    }

    /** Imported by name alone: as a configuration it would be found by whoever scans the package. */
    static class ClockOfTheYear {
        @Bean
        @Primary
        RehearsalClock clockOfTheYear() {
            return new RehearsalClock(STOPPED);
        }
    }

    @Autowired
    private RehearsedYear rehearsed;

    @Autowired
    private EngineDriver engine;

    @Autowired
    private TaskDesk desk;

    @Autowired
    private RehearsalClock clock;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Results results;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void letTheEngineClockRun() {
        ClockUtil.reset();
    }

    @Test
    void a_year_that_the_last_release_left_in_the_middle_is_finished() {
        engine.setTime(Date.from(clock.instant()));
        Set<String> ofTheRelease = definitions(1);
        assertThat(definitions(2)).as("today's models are deployed beside them").isNotEmpty();
        assertThat(engine.open().stream().map(OpenWork::key).collect(Collectors.toSet()))
                .isEqualTo(WAITING);

        Set<String> done = new TreeSet<>();
        Pace pace = new ClockPace(clock, engine, Duration.ofHours(44));
        while (years.get(YEAR).state() != YearState.ARCHIVED) {
            try {
                rehearsed.run(YEAR, 7, work -> done.add(work.key()) || true, pace, line -> {});
                break;
            } catch (BlockedYear stopped) {
                typeReferences(stopped);
            }
        }

        assertThat(years.get(YEAR).state()).isEqualTo(YearState.ARCHIVED);
        assertThat(engine.running("annual-assessment")).isFalse();
        assertThat(processes.createIncidentQuery().count()).isZero();
        List<ObjectLine> objects = results.objects(YEAR, results.latestNumber(YEAR));
        assertThat(objects.stream().filter(ObjectLine::isDistrict)).hasSize(10);
        assertThat(objects.stream().filter(line -> line.kind().equals("TOWNSHIP")))
                .hasSize(173);
        assertThat(objects)
                .allSatisfy(object -> assertThat(results.items(YEAR, results.latestNumber(YEAR), object.code()))
                        .as(object.name())
                        .isNotEmpty());
        assertThat(jdbc.sql("select count(*) from task_draft")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(done)
                .as("what came after the approval")
                .contains("taskPostNotice", "taskCirculate", "taskHoldInterview", "taskHandOver", "taskArchive");
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processDefinitionKeyIn("district-assessment", "spot-check", "city-summary")
                        .list())
                .as("the year kept the models it was started with")
                .isNotEmpty()
                .extracting(HistoricProcessInstance::getProcessDefinitionId)
                .isSubsetOf(ofTheRelease);
    }

    /** In a year that 0.5.0 started each office types in itself what its values are compared with; nobody rehearses that any more. */
    private void typeReferences(BlockedYear stopped) {
        int typed = 0;
        for (OpenWork work : engine.open()) {
            if (REFERENCES_TYPED.contains(work.key())) {
                typed += engine.as(work.office(), () -> typeReferences(work));
            }
        }
        if (typed == 0) {
            throw stopped;
        }
    }

    private int typeReferences(OpenWork work) {
        List<RowChange> changes = new ArrayList<>();
        for (FormView.Section section : desk.view(work.taskId()).sections()) {
            for (FormView.Row row : section.rows()) {
                if (row.problems().stream()
                        .anyMatch(problem -> problem.message().startsWith("还没有填参照值"))) {
                    Map<String, String> cells = new HashMap<>();
                    row.values().forEach((column, value) -> {
                        if (value instanceof String text) {
                            cells.put(column, text);
                        }
                    });
                    cells.put("reference", Objects.toString(cells.get("value"), "100"));
                    changes.add(new RowChange(section.key(), row.key(), row.version(), cells));
                }
            }
        }
        if (!changes.isEmpty() && desk.save(work.taskId(), changes).ready()) {
            desk.complete(work.taskId());
        }
        return changes.size();
    }

    private Set<String> definitions(int version) {
        return repository.createProcessDefinitionQuery().processDefinitionVersion(version).list().stream()
                .map(ProcessDefinition::getId)
                .collect(Collectors.toSet());
    }
}
