package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.TestDatabase;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Many at once: nobody is shown an error that is not theirs, and nothing is lost. */
@OnBothDatabases
class ConcurrencyTest extends StaffTest {

    private static final int UNITS = 20;

    @Autowired
    private YearRoster roster;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Assignments assignments;

    @Autowired
    private DraftStore drafts;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private ManagementService management;

    @Autowired
    private ProcessEngine processEngine;

    /** How many wait for what another connection holds. */
    private static String waiting() {
        return TestDatabase.isPostgreSql()
                ? "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                : "select count(*) from information_schema.sessions where blocker_id is not null";
    }

    /** Lets all begin at the same instant and gives their answers in order. */
    private static <T> List<T> atOnce(List<Supplier<T>> acts) {
        ExecutorService threads = Executors.newFixedThreadPool(acts.size());
        CyclicBarrier start = new CyclicBarrier(acts.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Supplier<T> act : acts) {
                running.add(threads.submit(() -> {
                    start.await();
                    return act.get();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdown();
        }
    }

    /** A county whose indicators are dealt out to twenty units, each with its table filled in up to the last click. */
    private List<OpenWork> twentyFilledTables() {
        startYear();
        List<String> units = roster.memberUnits(YEAR, YUNHE).stream()
                .map(YearMemberUnit::code)
                .limit(UNITS)
                .toList();
        Map<String, String> dealt = new TreeMap<>();
        List<Indicator> indicators = tables.ofTownshipsIn(YEAR, YUNHE).indicators();
        for (int i = 0; i < indicators.size(); i++) {
            dealt.put(indicators.get(i).code(), units.get(i % UNITS));
        }
        assignments.confirm(YEAR, YUNHE, dealt, new Actor("test", "test"));
        begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", YUNHE));
        List<OpenWork> works = engine.open().stream()
                .filter(work -> work.key().equals("taskFillMatrix"))
                .toList();
        assertThat(works).hasSize(UNITS);
        filler.fillIn(YEAR, works);
        return works;
    }

    private void allSubmit(List<OpenWork> works) {
        List<Supplier<Answer>> clicks = works.stream()
                .map(work -> {
                    Staff staff = staff(work.office());
                    return (Supplier<Answer>) () -> staff.complete(work.taskId());
                })
                .toList();
        assertThat(atOnce(clicks))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(204));
    }

    private void everythingArrived() {
        int townships = roster.townships(YEAR, YUNHE).size();
        int indicators = tables.ofTownshipsIn(YEAR, YUNHE).indicators().size();
        assertThat(jdbc.sql("select count(*) from score_entry where source = 'REPORTED'")
                        .query(Long.class)
                        .single())
                .isEqualTo((long) townships * indicators);
        assertThat(count("task_draft_row")).isZero();
        assertThat(tasks.createTaskQuery().taskDefinitionKey("taskFillMatrix").count())
                .isZero();
        assertThat(tasks.createTaskQuery().taskDefinitionKey("taskConsolidate").count())
                .isOne();
        assertThat(processes.createIncidentQuery().count()).isZero();
    }

    @Test
    void twentyUnitsSubmitAtTheSameInstant() {
        List<OpenWork> works = twentyFilledTables();
        allSubmit(works);
        runJobs();
        everythingArrived();
    }

    @Test
    void twentyUnitsSubmitWhileTheirBranchesAreJoinedByTheEnginesOwnThreads() {
        List<OpenWork> works = twentyFilledTables();
        JobExecutor executor =
                ((ProcessEngineConfigurationImpl) processEngine.getProcessEngineConfiguration()).getJobExecutor();
        executor.start();
        try {
            allSubmit(works);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> management.createJobQuery().executable().count() == 0
                            && tasks.createTaskQuery()
                                            .taskDefinitionKey("taskConsolidate")
                                            .count()
                                    == 1);
        } finally {
            executor.shutdown();
        }
        everythingArrived();
    }

    @Test
    void ofTwoWhoStartTheSameYearAtOnceOneDoesAndTheOtherIsTold() {
        Staff one = staff(Office.CITY);
        Staff other = colleague(Office.CITY);
        List<Staff> both = List.of(one, other);
        List<String> starts = both.stream().map(this::filledStart).toList();

        List<Answer> answers = atOnce(List.of(() -> one.complete(starts.get(0)), () -> other.complete(starts.get(1))));

        int second = answers.get(0).status() == 204 ? 1 : 0;
        assertThat(answers.get(1 - second).status()).isEqualTo(204);
        // Where the first takes longer than a row is waited for, the second hears of that alone.
        assertThat(answers.get(second).status()).isIn(409, 422);
        assertThat(answers.get(second).message()).containsAnyOf("不能重复启动", "不能重复建立", "请再点一次“办结”");
        assertThat(count("assessment_year")).isOne();
        assertThat(count("draw")).isEqualTo(roster.districts(YEAR).size());
        assertThat(starts.stream().filter(this::isOpen)).hasSize(1);
        runJobs();
        assertThat(processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey("district-assessment")
                        .count())
                .isEqualTo(roster.districts(YEAR).size());

        // Whoever was second finds, on looking again, who was first.
        assertThat(both.get(second).form(starts.get(second)).body()).contains("不能重复启动");
        assertThat(typed(starts.get(second))).singleElement().asString().contains("OPEN");
    }

    private String filledStart(Staff staff) {
        Answer started = start(staff, "annual-assessment");
        String task = tasks.createTaskQuery()
                .processInstanceId(started.json().path("id").asText())
                .singleResult()
                .getId();
        Answer typed = staff.type(
                task, "start", "start", 0, Map.of("decision", "OPEN", "year", String.valueOf(YEAR), "reason", ""));
        assertThat(typed.json().path("ready").asBoolean()).as(typed.body()).isTrue();
        return task;
    }

    @Test
    void ofTwoWhoSaveTheSameRowAtOnceOneIsAskedAndNothingIsLost() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff one = staff(ZONE_OFFICE);
        Staff other = colleague(ZONE_OFFICE);
        one.form(task);
        other.form(task);
        for (String item : List.of("T009", "T010", "T011", "T012")) {
            List<Answer> answers = atOnce(List.of(
                    () -> one.type(task, "assignment", item, 0, Map.of("unit", "kfq-wjj")),
                    () -> other.type(task, "assignment", item, 0, Map.of("unit", "kfq-jyj"))));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
            String kept = answers.get(0).status() == 200 ? "kfq-wjj" : "kfq-jyj";
            assertThat(typed(task))
                    .filteredOn(row -> row.contains(item))
                    .singleElement()
                    .asString()
                    .contains(kept);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .singleElement()
                    .satisfies(answer -> {
                        assertThat(answer.message()).contains("同事刚刚改过同一行");
                        assertThat(answer.json()
                                        .path("conflicts")
                                        .get(0)
                                        .path("theirs")
                                        .path("unit")
                                        .asText())
                                .isEqualTo(kept);
                    });
        }
    }

    @Test
    void manyWhoSaveDifferentRowsAtOnceAllSucceed() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff one = staff(ZONE_OFFICE);
        Staff other = colleague(ZONE_OFFICE);
        List<Supplier<Answer>> saves = new ArrayList<>();
        List<Indicator> indicators = tables.ofTownshipsIn(YEAR, ZONE).indicators();
        for (int i = 0; i < 12; i++) {
            String item = indicators.get(i).code();
            Staff staff = i % 2 == 0 ? one : other;
            saves.add(() -> staff.type(task, "assignment", item, 0, Map.of("unit", "kfq-wjj")));
        }
        assertThat(atOnce(saves))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
        assertThat(typed(task)).hasSize(12);
    }

    @Test
    void oneWhoOpensAFormInManyWindowsAtOnceSeesItInAll() {
        startYear();
        for (OpenWork work : engine.open().stream()
                .filter(work -> work.key().equals("taskConfirmAssignment"))
                .toList()) {
            Staff staff = staff(work.office());
            List<Supplier<Answer>> looks = Collections.nCopies(6, () -> staff.form(work.taskId()));
            assertThat(atOnce(looks))
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.body()).isEqualTo(200));
            assertThat(staff.complete(work.taskId()).status()).isEqualTo(204);
        }
    }

    @Test
    void aSecondFirstLookWaitsForTheFirstAndDoesNotFail() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        ExecutorService second = Executors.newSingleThreadExecutor();
        try {
            Future<?> look = transactions.execute(first -> {
                drafts.shown(task, ZONE_OFFICE, 0);
                Future<?> meanwhile = second.submit(() -> drafts.shown(task, ZONE_OFFICE, 0));
                assertThatThrownBy(() -> meanwhile.get(500, TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
                return meanwhile;
            });
            assertThat(look).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            second.shutdown();
        }
        assertThat(count("task_draft_seen")).isOne();
    }

    @Test
    void ofTwoClicksOnCompleteAtOnceOneCountsAndTheOtherIsTold() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff one = staff(ZONE_OFFICE);
        Staff other = colleague(ZONE_OFFICE);
        one.form(task);
        other.form(task);

        List<Answer> answers = atOnce(List.of(() -> one.complete(task), () -> other.complete(task)));

        assertThat(answers).extracting(Answer::status).contains(204);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 204)
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(409);
                    assertThat(answer.message()).containsAnyOf("这项任务刚刚已由", "有人与您同时操作");
                });
        assertThat(count("member_assignment"))
                .isEqualTo(tables.ofTownshipsIn(YEAR, ZONE).indicators().size());
        assertThat(isOpen(task)).isFalse();
    }

    @Test
    void whoCompletesWhileTheTaskItselfIsBeingChangedIsAskedToClickAgain() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff staff = staff(ZONE_OFFICE);
        staff.form(task);
        ExecutorService second = Executors.newSingleThreadExecutor();
        try {
            Future<Answer> click = transactions.execute(handOver -> {
                tasks.setAssignee(task, ZONE_OFFICE); // written, and not yet committed
                Future<Answer> meanwhile = second.submit(() -> staff.complete(task));
                await().until(() -> jdbc.sql(waiting()).query(Integer.class).single() > 0);
                return meanwhile;
            });
            assertThat(click).succeedsWithin(Duration.ofSeconds(30)).satisfies(answer -> {
                assertThat(answer.message()).contains("有人与您同时操作", "请再点一次");
                assertThat(answer.status()).isEqualTo(409);
            });
        } finally {
            second.shutdown();
        }
        assertThat(count("member_assignment")).isZero();
        assertThat(isOpen(task)).isTrue();
        assertThat(staff.complete(task).status()).isEqualTo(204);
        assertThat(count("member_assignment")).isPositive();
    }
}
