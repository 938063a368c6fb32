package cn.healthylishui.assessment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.adjustment.process.IndicatorAdjustmentProcess;
import cn.healthylishui.assessment.appraisal.process.AppraisalProcess;
import cn.healthylishui.assessment.closing.process.HandOverProcess;
import cn.healthylishui.assessment.figure.process.OfficialFiguresProcess;
import cn.healthylishui.assessment.misconduct.process.MisconductProcess;
import cn.healthylishui.assessment.publicity.process.CirculationProcess;
import cn.healthylishui.assessment.publicity.process.PublicityProcess;
import cn.healthylishui.assessment.result.process.CitySummaryProcess;
import cn.healthylishui.assessment.result.process.FigureCorrectionProcess;
import cn.healthylishui.assessment.result.process.ResultUseProcess;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.unitreview.process.UnitAssessmentProcess;
import cn.healthylishui.assessment.verification.process.SpotCheckProcess;
import cn.healthylishui.assessment.workplan.process.WorkPlanProcess;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.process.AnnualAssessmentProcess;
import cn.healthylishui.assessment.year.process.DeadlineExtensionProcess;
import cn.healthylishui.assessment.year.process.YearRosterProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever calls a step of the system while its record stands anywhere else is refused, and nothing is changed. */
class StepsOutOfTurnTest extends StaffTest {

    private static final long ID = 900;
    private static final String UNIT = "shi-hsz";

    /** Whether a step must refuse in this state, or has nothing to do in it. */
    private enum Turn {
        ITS_OWN,
        REFUSED,
        NOTHING_TO_DO
    }

    private record Situation(String state, Turn turn, Runnable put) {}

    private record Step(Runnable act, List<Situation> situations) {}

    @Autowired
    private ApplicationContext beans;

    private TransactionTemplate transaction;
    private final Map<String, Step> steps = new TreeMap<>();

    @BeforeEach
    void makeRecords(@Autowired PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
        startYear();
        record("""
                insert into figure_correction (id, assessment_year, office, state, filed_by, filed_at)
                values (900, 2021, 'shi-hsz', 'FILED', 'x', current_timestamp)
                """);
        record("""
                insert into revision_proposal (id, assessment_year, kind, reason, state, proposed_by, proposed_at)
                values (900, 2021, 'ERROR', 'x', 'PROPOSED', 'x', current_timestamp)
                """);
        record("""
                insert into adjustment (id, assessment_year, number, office, summary, state, proposed_by, proposed_at)
                values (900, 2021, 9, 'shi-wjw', 'x', 'REVIEW', 'x', current_timestamp)
                """);
        record("""
                insert into misconduct_case (id, assessment_year, number, object_code, district, state, clue_source, clue, reported_by,
                  reported_at)
                values (900, 2021, '2021-案-900', '331125', '331125', 'REPORTED', 'x', 'x', 'x', current_timestamp)
                """);
        record("""
                insert into deadline_extension (id, assessment_year, kind, office, due_on, reason, applied_by, applied_at, state)
                values (900, 2021, 'SELF_CHECK', 'kfq-jkb', date '2022-02-01', 'x', 'x', current_timestamp, 'APPLIED')
                """);
        record("""
                insert into notice (id, assessment_year, number, revision, state, ends_on)
                values (900, 2021, 9, 1, 'DRAFT', date '2022-01-03')
                """);
        record("""
                insert into appraisal (assessment_year, state, delegates_invited, leader_weight, district_weight, delegate_weight,
                  prepared_by, prepared_at)
                values (2021, 'VOTING', false, 50, 50, 0, 'x', current_timestamp)
                """);
        record("""
                insert into appraisal_rater (assessment_year, seat, person, rater_group, has_voted)
                select 2021, min(code), 'x', 'LEADER', false from rater_seat
                """);
        record("""
                insert into work_plan (id, assessment_year, number, title, issued_on, state, round, entered_by, entered_at)
                values (900, 2021, 9, 'x', date '2021-10-20', 'PENDING', 1, 'x', current_timestamp)
                """);
        record("update draw set county_text = 'x'");
        WrittenPapers.KINDS.forEach(paper -> record("""
                insert into unit_verdict (assessment_year, unit, item, reviewer, passed, given_by, given_at)
                values (2021, '%s', '%s', 'city-office', true, 'x', current_timestamp)
                """.formatted(UNIT, paper.name())));
        steps();
    }

    private void record(String sql) {
        jdbc.sql(sql).update();
    }

    private void steps() {
        states(
                "figureCorrections.carryOut",
                "figure_correction where id = 900",
                List.of("FILED", "RETURNED", "REFUSED", "ACCEPTED", "RECORDED", "PROPOSED"),
                Set.of("ACCEPTED"),
                () -> bean(FigureCorrectionProcess.class).carryOut(ID));
        states(
                "citySummary.revise",
                "revision_proposal where id = 900",
                List.of("PROPOSED", "RETURNED", "AGREED", "APPROVED", "REFUSED"),
                Set.of("AGREED"),
                () -> bean(CitySummaryProcess.class).revise(ID));
        states(
                "indicatorAdjustment.publish",
                "adjustment where id = 900",
                List.of("REVIEW", "HEARING", "IMPACT", "APPROVAL", "AGREED", "PUBLISHED", "REFUSED"),
                Set.of("AGREED"),
                () -> bean(IndicatorAdjustmentProcess.class).publish(ID));
        states(
                "misconductCases.sanction",
                "misconduct_case where id = 900",
                List.of("REPORTED", "HEARING", "FINDING", "DECIDING", "APPROVED", "CONFIRMED", "NOT_CONFIRMED"),
                Set.of("APPROVED"),
                () -> bean(MisconductProcess.class).sanction(ID));
        states(
                "deadlineExtension.apply",
                "deadline_extension where id = 900",
                List.of("APPLIED", "GRANTED", "REFUSED"),
                Set.of("GRANTED"),
                () -> bean(DeadlineExtensionProcess.class).apply(ID));
        states(
                "publicity.close",
                "notice where id = 900",
                List.of("DRAFT", "POSTED", "CLOSED"),
                Set.of("POSTED"),
                () -> bean(PublicityProcess.class).close(ID));
        steps.get("publicity.close")
                .situations()
                .add(new Situation(
                        "POSTED, its period runs",
                        Turn.REFUSED,
                        () -> record(
                                "update notice set state = 'POSTED', ends_on = date '2022-12-31' where id = 900")));
        stages("citySummary.fixResult", Stage.RESULT_APPROVED, "2021", () -> bean(CitySummaryProcess.class)
                .fixResult(YEAR));
        stages("spotCheck.draw", Stage.DRAW, ZONE, () -> bean(SpotCheckProcess.class)
                .draw(YEAR, ZONE));
        stages("unitAssessment.settle", Stage.UNIT_REVIEW, UNIT, () -> bean(UnitAssessmentProcess.class)
                .settle(YEAR, UNIT));
        stages("workPlan.adopt", Stage.PLAN_DECIDED, "900", () -> bean(WorkPlanProcess.class)
                .adopt(ID));
        everyUnitsFigures();
        put(
                "annualAssessment.freeze",
                () -> bean(AnnualAssessmentProcess.class).freeze(YEAR),
                new Situation("PREPARING", Turn.REFUSED, () -> year("PREPARING", true)),
                new Situation("ASSESSING", Turn.ITS_OWN, () -> year("ASSESSING", true)),
                new Situation("frozen", Turn.REFUSED, () -> year("ASSESSING", false)),
                new Situation("APPROVED", Turn.REFUSED, () -> year("APPROVED", true)),
                new Situation("ARCHIVED", Turn.REFUSED, () -> year("ARCHIVED", true)));
        put(
                "appraisal.count",
                () -> bean(AppraisalProcess.class).count(YEAR),
                new Situation("VOTING", Turn.REFUSED, () -> appraisal("VOTING")),
                new Situation("CLOSED", Turn.ITS_OWN, () -> appraisal("CLOSED")),
                new Situation("COUNTED", Turn.NOTHING_TO_DO, () -> appraisal("COUNTED")),
                new Situation("CONFIRMED", Turn.NOTHING_TO_DO, () -> appraisal("CONFIRMED")));
        // Before there is an approved result nothing is put on notice, circulated or handed over.
        Situation unapproved = new Situation("no result is approved", Turn.NOTHING_TO_DO, () -> {});
        put("publicity.draft", () -> bean(PublicityProcess.class).draft(YEAR), unapproved);
        put("circulations.draft", () -> bean(CirculationProcess.class).draft(YEAR), unapproved);
        put("handOvers.draft", () -> bean(HandOverProcess.class).draft(YEAR), unapproved);
        put("resultUse.begin", () -> bean(ResultUseProcess.class).begin(YEAR), unapproved);
        put(
                "yearRoster.open",
                () -> bean(YearRosterProcess.class).open(),
                new Situation(
                        "a year is being prepared",
                        Turn.NOTHING_TO_DO,
                        () -> record(
                                "insert into assessment_year (assessment_year, state) values (2022, 'PREPARING')")));
    }

    private void everyUnitsFigures() {
        OfficialFiguresProcess figures = bean(OfficialFiguresProcess.class);
        List<String> owners = figures.owners(YEAR);
        Runnable accepted = () -> owners.forEach(unit -> StandAt.stage(jdbc, YEAR, unit, Stage.FIGURES_ACCEPTED));
        put(
                "officialFigures.settle",
                () -> figures.settle(YEAR),
                new Situation("one is entered", Turn.REFUSED, () -> {
                    accepted.run();
                    StandAt.stage(jdbc, YEAR, owners.get(0), Stage.FIGURES_ENTRY);
                }),
                new Situation(
                        "one is checked",
                        Turn.REFUSED,
                        () -> StandAt.stage(jdbc, YEAR, owners.get(0), Stage.FIGURES_CHECK)),
                new Situation("accepted", Turn.ITS_OWN, accepted),
                new Situation(
                        "settled",
                        Turn.REFUSED,
                        () -> record("update assessment_year set figures_settled_at = current_timestamp")));
    }

    private void year(String state, boolean thawed) {
        record("update assessment_year set state = '%s', frozen_at = %s where assessment_year = 2021"
                .formatted(state, thawed ? "null" : "current_timestamp"));
    }

    private void appraisal(String state) {
        record("update appraisal set state = '%s'".formatted(state));
    }

    private void put(String step, Runnable act, Situation... situations) {
        steps.put(step, new Step(act, new ArrayList<>(List.of(situations))));
    }

    private void states(String step, String record, List<String> all, Set<String> may, Runnable act) {
        String[] parts = record.split(" where ");
        put(
                step,
                act,
                all.stream()
                        .map(state -> new Situation(
                                state,
                                may.contains(state) ? Turn.ITS_OWN : Turn.REFUSED,
                                () -> record(
                                        "update %s set state = '%s' where %s".formatted(parts[0], state, parts[1]))))
                        .toArray(Situation[]::new));
    }

    private void stages(String step, Stage may, String record, Runnable act) {
        put(
                step,
                act,
                Arrays.stream(Stage.values())
                        .filter(stage -> stage.procedure() == may.procedure())
                        .map(stage -> new Situation(
                                stage.name(),
                                stage == may ? Turn.ITS_OWN : Turn.REFUSED,
                                () -> StandAt.stage(jdbc, YEAR, record, stage)))
                        .toArray(Situation[]::new));
    }

    private <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** What a model asks the system to do; questions and dates stand elsewhere in it. */
    private static Set<String> stepsOfTheModels() {
        Set<String> calls = new TreeSet<>();
        Models.bpmn().forEach(model -> Stream.of(
                        model.all(ServiceTask.class).map(ServiceTask::getCamundaExpression),
                        model.all(MessageEventDefinition.class).map(MessageEventDefinition::getCamundaExpression),
                        model.all(CamundaExecutionListener.class).map(CamundaExecutionListener::getCamundaExpression))
                .flatMap(expressions -> expressions)
                .filter(expression -> expression != null)
                .flatMap(expression -> Expressions.of(expression).calls().stream())
                .forEach(call -> calls.add(call.target() + "." + call.method())));
        calls.removeIf(call -> call.endsWith(".toString"));
        calls.remove("offices.chosen"); // in whose name a procedure begins: of no record yet (InWhoseNameTest)
        return calls;
    }

    @Test
    void everyStepOfTheSystemIsRefusedOutOfItsTurnAndChangesNothing() {
        assertThat(steps.keySet())
                .as("every step of every model, with its record")
                .isEqualTo(stepsOfTheModels());
        steps.forEach((name, step) -> step.situations().stream()
                .sorted((one, other) -> Boolean.compare(one.turn() == Turn.ITS_OWN, other.turn() == Turn.ITS_OWN))
                .forEach(situation -> call(name, step, situation)));
    }

    private void call(String name, Step step, Situation situation) {
        String what = name + " while " + situation.state();
        transaction.executeWithoutResult(status -> {
            situation.put().run();
            Map<String, Long> before = content();
            Throwable thrown = catchThrowable(step.act()::run);
            switch (situation.turn()) {
                case ITS_OWN -> assertThat(thrown instanceof OutOfStep).as(what).isFalse();
                case REFUSED -> assertThat(thrown).as(what).isInstanceOf(OutOfStep.class);
                case NOTHING_TO_DO -> assertThat(thrown).as(what).isNull();
            }
            if (situation.turn() != Turn.ITS_OWN) {
                assertThat(content()).as(what).isEqualTo(before);
            }
            status.setRollbackOnly();
        });
    }

    /** Table to what stands in it, whatever the order. The log is not looked at: a refusal may well be logged. */
    private Map<String, Long> content() {
        List<String> tables = jdbc.sql("""
                        select table_name from information_schema.tables
                        where table_schema = 'PUBLIC' and table_type = 'BASE TABLE' and table_name not like 'ACT%'
                          and table_name not like '%LOG%' and table_name not like 'SPRING%'
                        """).query(String.class).list();
        Map<String, Long> content = new LinkedHashMap<>();
        tables.forEach(table -> content.put(
                table,
                jdbc.sql("select * from \"" + table + "\"").query().listOfRows().stream()
                        .collect(Collectors.summingLong(row -> row.toString().hashCode()))));
        return content;
    }
}
