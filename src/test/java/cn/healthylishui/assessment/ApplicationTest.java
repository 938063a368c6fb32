package cn.healthylishui.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.limits.Tally;
import cn.healthylishui.assessment.limits.Writing;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reliability.FailingDatabase;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.workflow.TaskDesk;
import cn.healthylishui.rehearsal.FormFiller;
import cn.healthylishui.rehearsal.Pace;
import cn.healthylishui.rehearsal.RehearsalClock;
import cn.healthylishui.rehearsal.RehearsalInTests;
import cn.healthylishui.rehearsal.RehearsedYear;
import cn.healthylishui.rehearsal.process.EngineDriver;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * The whole application on its {@link TestDatabase}, started once for all tests that extend this; jobs run only when a test asks, and
 * time stands where a test puts it. Every test begins without any year.
 */
@SpringBootTest(
        classes = AssessmentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "assessment.scheduling.enabled=false",
            "assessment.log.sealing=false",
            "management.prometheus.metrics.export.enabled=true",
            "assessment.evidence.folder=" + ApplicationTest.EVIDENCE,
            "assessment.evidence.keep-free=1MB",
            "assessment.backup.at=",
            "assessment.backup.folder=/dev/null/none",
            "assessment.security.password-rounds=" + ApplicationTest.PASSWORD_ROUNDS,
            "logging.level.root=warn"
        })
// Everything is imported here: a test that imported more would start a second engine beside this one.
@ContextConfiguration(initializers = {TestDatabase.class, MockProvider.class})
@Import({ApplicationTest.StandingClock.class, FormFiller.class, RehearsalInTests.class, FailingDatabase.class})
public abstract class ApplicationTest {

    /** Year assessed in most tests; its procedure runs in January of the next. */
    protected static final int YEAR = 2021;

    /** Of one program alone, as its database is. */
    protected static final String EVIDENCE = "target/test-evidence/${random.uuid}";

    /** Few: most tests log in at every call. */
    protected static final int PASSWORD_ROUNDS = 10;

    @TestConfiguration(proxyBeanMethods = false)
    static class StandingClock {
        @Bean
        @Primary
        RehearsalClock standingClock() {
            return new RehearsalClock(LocalDateTime.of(YEAR + 1, 1, 4, 9, 0));
        }
    }

    /** What is written. */
    protected static byte[] bytes(Writing content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Children before parents. */
    protected static final List<String> TABLES = List.of(
            "waiting_upload",
            "hearing_comment",
            "hearing_draft",
            "hearing",
            "adjustment_impact",
            "adjustment_return",
            "adjustment_draft",
            "adjustment_proposal",
            "adjustment",
            "reported_figure_evidence",
            "reported_figure",
            "figure_report",
            "figure_period",
            "figure_request",
            "figure_urge",
            "figure_rhythm",
            "reference_change_evidence",
            "reference_change",
            "figure_correction_evidence",
            "figure_correction_item",
            "figure_correction",
            "ballot",
            "appraisal_tally",
            "appraisal_decision",
            "appraisal_rater",
            "appraisal_unit",
            "appraisal",
            "own_unit_score_evidence",
            "own_unit_score",
            "own_unit_task",
            "own_unit_plan",
            "unit_verdict",
            "group_visit_evidence",
            "group_visit_report",
            "group_visit_finding",
            "group_visit",
            "district_work_review",
            "district_work_progress_evidence",
            "district_work_progress",
            "district_work",
            "district_mechanism_evidence",
            "district_mechanism",
            "progress_urge",
            "task_progress_evidence",
            "task_progress",
            "key_task_reply",
            "key_task_group",
            "key_task_target",
            "key_task_milestone",
            "key_task_unit",
            "key_task",
            "work_plan_quarter",
            "work_plan",
            "rectification_evidence",
            "rectification_report",
            "rectification_item",
            "interview_evidence",
            "interview_head",
            "interview",
            "misconduct_evidence",
            "misconduct_case",
            "hand_over",
            "circulation_object",
            "circulation",
            "objection_evidence",
            "objection",
            "notice_object",
            "notice",
            "result_item",
            "result_object",
            "result_revision",
            "revision_change_evidence",
            "revision_change",
            "revision_proposal",
            "misconduct_mark",
            "figure_query_evidence",
            "figure_query_item",
            "figure_query",
            "finding_evidence",
            "finding",
            "draw_township",
            "draw",
            "paper",
            "returned_item",
            "entry_evidence",
            "reference_given_evidence",
            "reference_given",
            "reference_value",
            "kept_score",
            "score_change",
            "score_turn",
            "score_entry",
            "member_assignment",
            "task_draft_seen",
            "task_draft_row",
            "task_draft",
            "evidence",
            "indicator",
            "indicator_table",
            "reminder",
            "year_group_duty",
            "year_group_seat",
            "year_group",
            "year_unit",
            "year_rater_seat",
            "year_reminder_text",
            "year_member_unit",
            "year_township",
            "year_district",
            "deadline_extension",
            "deadline",
            "year_setting",
            "procedure_stage",
            "record_instance",
            "assessment_year");

    @Autowired
    protected RehearsalClock clock;

    @Autowired
    protected EngineDriver engine;

    @Autowired
    protected TaskDesk desk;

    @Autowired
    protected RehearsedYear rehearsedYear;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private KeptScores keptScores;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private IdentityService identityOfAll;

    @Autowired
    @Qualifier("publicBudget")
    private Object publicBudget;

    private static final Set<String> KEPT = new HashSet<>();

    /**
     * What the tables of the years hold after this, put there by it the first time and from a copy of that every other time: the same
     * beginning costs its time once. The log and the engine's own tables have no part in it.
     */
    protected void filledBy(String name, Runnable first) {
        if (KEPT.contains(name)) {
            TABLES.stream()
                    .sorted(Comparator.comparing(TABLES::indexOf).reversed())
                    .forEach(table -> jdbc.sql("insert into %s select * from kept_%s_%s".formatted(table, name, table))
                            .update());
            return;
        }
        first.run();
        TABLES.forEach(table -> jdbc.sql("create table kept_%s_%s as select * from %s".formatted(name, table, table))
                .update());
        KEPT.add(name);
    }

    @BeforeEach
    protected void beginWithoutAnyYear() {
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "next test"));
        TABLES.forEach(table -> jdbc.sql("delete from " + table).update());
        EmptyLog.of(jdbc);
        jdbc.sql("select user_id_ from act_id_membership where group_id_ in (select code from rater_seat)")
                .query(String.class)
                .list()
                .forEach(identityOfAll::deleteUser); // a rehearsal has made them
        // Whoever ran jobs on another day has moved it.
        jdbc.sql("update act_ru_job set duedate_ = :next, retries_ = 3 where handler_type_ = 'timer-start-event'")
                .param("next", LocalDate.now().plusYears(1).withDayOfYear(1).atStartOfDay())
                .update();
        // All tests come from one address; those of one minute are not one visitor.
        ReflectionTestUtils.setField(publicBudget, "pages", new Tally());
        at(LocalDateTime.of(YEAR + 1, 1, 4, 9, 0));
    }

    @AfterEach
    void letTheEngineClockRun() {
        ClockUtil.reset();
    }

    /** Whatever a test did, the points that somebody could have seen are those of the figures. */
    @AfterEach
    void pointsAreThoseOfTheFigures() {
        jdbc.sql("select distinct assessment_year from kept_score")
                .query(Integer.class)
                .list()
                .forEach(year -> assertThat(keptScores.check(year))
                        .as("points of %d", year)
                        .isEmpty());
    }

    /** Moves our clock and the engine's. */
    protected void at(LocalDateTime time) {
        clock.moveTo(time);
        engine.setTime(Date.from(clock.instant()));
    }

    /** Starts the year and does every task, and those that follow, for which the condition holds. */
    protected void runYear(Predicate<OpenWork> wanted) {
        rehearsedYear.run(YEAR, 7, wanted, Pace.STANDING, line -> {});
    }

    protected FormView look(OpenWork work) {
        return engine.as(work.office(), () -> desk.view(work.taskId()));
    }

    /** Types into one row what its office would, over what stands there. */
    protected FormView type(OpenWork work, String section, String row, Map<String, String> cells) {
        FormView.Section shown = look(work).sections().stream()
                .filter(one -> one.key().equals(section))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No section " + section));
        FormView.Row before = shown.rows().stream()
                .filter(one -> one.key().equals(row))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row " + row));
        Map<String, String> values = new HashMap<>();
        before.values().forEach((column, value) -> {
            if (value instanceof String text) {
                values.put(column, text);
            }
        });
        values.putAll(cells);
        return engine.as(
                work.office(),
                () -> desk.save(work.taskId(), List.of(new RowChange(section, row, before.version(), values))));
    }

    protected OpenWork task(String key, String office) {
        return engine.open().stream()
                .filter(work -> work.key().equals(key) && work.office().equals(office))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No open task " + key + " of " + office));
    }

    protected static final String CITY = Office.CITY;
}
