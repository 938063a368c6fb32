package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.year.Stage.*;

import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.Stage.Procedure;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where the procedures of a year stand, kept beside the engine: a task is shown and completed, and a step of the system carried out,
 * only while its record stands there, by whatever way it is reached.
 */
@Component
public class Stages {

    /**
     * What one user task needs and leads to.
     *
     * @param at where the record may stand
     * @param next where it stands after, by what the form decided
     */
    private record Step(Set<Stage> at, Function<Map<String, Object>, Stage> next) {

        Procedure procedure() {
            return at.iterator().next().procedure();
        }
    }

    private static final Map<String, Step> STEPS = Map.ofEntries(
            step("taskConfirmAssignment", MATRIX, ASSIGNMENT),
            step("taskFillMatrix", MATRIX, MATRIX),
            step("taskConsolidate", done -> is(done, Variables.REJUDGE) ? MATRIX : SELF_SCORE, MATRIX),
            step("taskSelfScore", PAPERS, SELF_SCORE),
            step("taskSubmitPapers", SUBMISSION, PAPERS),
            step("taskCheckSubmission", Stages::afterSubmission, SUBMISSION),
            step("taskCheckTownship", CHECKS, CHECKS),
            step("taskCheckDistrict", CHECKS, CHECKS),
            step("taskCommentFindings", ITEMS, CHECKS),
            step(
                    "taskReviewItems",
                    done -> is(done, Variables.REVERIFY) ? REVERIFICATION : REVIEWED,
                    ITEMS,
                    REVERIFICATION),
            step("taskReverify", REVERIFICATION, REVERIFICATION),
            // Back from a review too: then the form asks whether something was sent back.
            step("taskScoreOwnTasks", UNIT_PAPERS, UNIT_SELF_SCORE, UNIT_REVIEW),
            step("taskSubmitUnitPapers", UNIT_REVIEW, UNIT_PAPERS, UNIT_REVIEW),
            step("taskReviewByCity", UNIT_REVIEW, UNIT_REVIEW),
            step("taskReviewByGroup", UNIT_REVIEW, UNIT_REVIEW),
            step("taskDecideDifferences", UNIT_REVIEW, UNIT_REVIEW),
            step("taskEnterFigures", FIGURES_CHECK, FIGURES_ENTRY),
            step(
                    "taskCheckFigures",
                    done -> is(done, Variables.ACCEPTED) ? FIGURES_ACCEPTED : FIGURES_ENTRY,
                    FIGURES_CHECK),
            step(
                    "taskSummarise",
                    done -> is(done, Variables.REJUDGE) ? REJUDGEMENT : CITY_PAPERS,
                    SUMMARY,
                    REJUDGEMENT),
            step("taskRejudge", REJUDGEMENT, REJUDGEMENT),
            step("taskDraftPapers", APPROVAL, CITY_PAPERS),
            step("taskApproveResult", done -> is(done, Variables.APPROVED) ? RESULT_APPROVED : SUMMARY, APPROVAL),
            step("taskDecompose", PLAN_CONFIRMATION, PLAN_DECOMPOSITION),
            step("taskConfirmTasks", PLAN_CONFIRMATION, PLAN_CONFIRMATION),
            step("taskSetDistrictWork", PLAN_CONFIRMATION, PLAN_CONFIRMATION),
            step(
                    "taskApprovePlan",
                    done -> "RETURNED".equals(done.get(Variables.RULING)) ? PLAN_DECOMPOSITION : PLAN_DECIDED,
                    PLAN_CONFIRMATION));

    private record Standing(int year, Procedure procedureKind, String record, Stage stage, LocalDateTime changedAt) {}

    private record Stands(String record, Stage stage) {}

    private static final Whole<Stands> STANDING = new Whole<>(
            Stands.class,
            "select record, stage from procedure_stage where assessment_year = :year and procedure_kind = :procedure %s");

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Clock clock;

    public Stages(JdbcClient jdbc, AssessmentYears years, YearRoster roster, Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.clock = clock;
    }

    private static Map.Entry<String, Step> step(String task, Stage next, Stage... at) {
        return step(task, done -> next, at);
    }

    private static Map.Entry<String, Step> step(String task, Function<Map<String, Object>, Stage> next, Stage... at) {
        return Map.entry(task, new Step(EnumSet.copyOf(Arrays.asList(at)), next));
    }

    private static boolean is(Map<String, Object> done, String variable) {
        return Boolean.TRUE.equals(done.get(variable));
    }

    private static Stage afterSubmission(Map<String, Object> done) {
        return switch (String.valueOf(done.get(Variables.SUBMISSION))) {
            case "ACCEPTED" -> DRAW;
            case "RETURN_PAPERS" -> PAPERS;
            case "RETURN_SELF_SCORE" -> SELF_SCORE;
            case "RETURN_MATRIX" -> MATRIX;
            default -> throw new IllegalStateException("No such outcome of a submission: " + done);
        };
    }

    /** Where a record stands. */
    public Stage of(int year, Procedure procedure, String record) {
        return rows
                .part(STANDING, "and record = :record", one -> one.record().equals(record), year, procedure, record)
                .stream()
                .findFirst()
                .map(Stands::stage)
                .orElse(procedure.opening());
    }

    /** The records that stand at a stage. */
    public Set<String> at(int year, Stage stage) {
        return rows
                .list(
                        String.class,
                        "select record from procedure_stage where assessment_year = :year and stage = :stage",
                        year,
                        stage)
                .stream()
                .collect(Collectors.toSet());
    }

    /** @throws OutOfStep where the task's record does not stand where it may be done; a task without a stage is not asked */
    public void require(TaskRef task) {
        Step step = STEPS.get(task.key());
        if (step != null) {
            require(task.year(), record(task, step), step.at());
            if (task.key().equals("taskSummarise")) {
                requireEverythingReviewed(task.year());
            }
        }
    }

    /** The task is done: its record goes on. */
    @Transactional
    public void passed(TaskRef task, Map<String, Object> done) {
        Step step = STEPS.get(task.key());
        if (step != null) {
            String record = record(task, step);
            move(task.year(), record, step.at(), step.next().apply(done));
        }
    }

    private static String record(TaskRef task, Step step) {
        return switch (step.procedure()) {
            case DISTRICT -> task.district();
            case UNIT, FIGURES -> task.unit();
            case SUMMARY -> String.valueOf(task.year());
            case PLAN -> String.valueOf(task.id(Variables.PLAN));
        };
    }

    /** A result is of all districts and units, or of none. */
    private void requireEverythingReviewed(int year) {
        Set<String> districts = at(year, REVIEWED);
        roster.districts(year)
                .forEach(district -> OutOfStep.require(
                        districts.contains(district.code()),
                        district.name(),
                        of(year, Procedure.DISTRICT, district.code()).label()));
        OutOfStep.require(years.get(year).figuresSettledAt() != null, year + "年度官方数据", "还没有核定");
    }

    /** @throws OutOfStep where the record stands elsewhere, or its year is not being assessed */
    public void require(int year, String record, Stage at) {
        require(year, record, EnumSet.of(at));
    }

    private void require(int year, String record, Set<Stage> at) {
        Procedure procedure = at.iterator().next().procedure();
        requireYear(year, procedure);
        Stage now = of(year, procedure, record);
        OutOfStep.require(at.contains(now), name(year, procedure, record), now.label());
    }

    private void requireYear(int year, Procedure procedure) {
        YearState state = years.get(year).state();
        OutOfStep.require(!procedure.needsAssessing() || state == YearState.ASSESSING, year + "年度考核", state.label());
    }

    private String name(int year, Procedure procedure, String record) {
        return switch (procedure) {
            case SUMMARY -> year + "年度考核结果";
            case PLAN -> year + "年度重点工作";
            default -> roster.objectName(year, record);
        };
    }

    /** A step of the system is done: the record goes on from one stage to the next; of two at once the second is refused. */
    @Transactional
    public void move(int year, String record, Stage from, Stage to) {
        move(year, record, EnumSet.of(from), to);
    }

    private void move(int year, String record, Set<Stage> from, Stage to) {
        require(year, record, from);
        Stage now = of(year, to.procedure(), record);
        if (now == to) {
            return;
        }
        int moved = rows.update("""
                update procedure_stage set stage = :to, changed_at = :at
                where assessment_year = :year and procedure_kind = :procedure and record = :record and stage = :from
                """, to, LocalDateTime.now(clock), year, to.procedure(), record, now);
        if (moved == 0) {
            begin(year, record, now, to);
        }
    }

    private void begin(int year, String record, Stage now, Stage to) {
        OutOfStep.require(now == to.procedure().opening(), name(year, to.procedure(), record), now.label());
        try {
            rows.insert("procedure_stage", new Standing(year, to.procedure(), record, to, LocalDateTime.now(clock)));
        } catch (DuplicateKeyException e) {
            OutOfStep.require(false, name(year, to.procedure(), record), to.label());
        }
    }
}
