package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stage.Procedure;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of each kind of user task the record it acts on, and everywhere else that this record can stand. */
final class Elsewhere {

    /**
     * One other state.
     *
     * @param put moves the record there
     * @param back moves it back to where it stood
     */
    record Place(String name, Runnable put, Runnable back) {}

    /** Not its state but whose it is. */
    static final String ANOTHERS = "another instance has begun the record";

    private static final List<String> OBJECTION =
            List.of("FILED", "INVESTIGATED", "UPHELD", "DECLINED", "REVISED", "REJECTED");
    private static final List<String> PROPOSAL = List.of("PROPOSED", "RETURNED", "AGREED", "APPROVED", "REFUSED");
    private static final List<String> CORRECTION =
            List.of("FILED", "RETURNED", "REFUSED", "ACCEPTED", "RECORDED", "PROPOSED");
    private static final List<String> ADJUSTMENT =
            List.of("REVIEW", "HEARING", "IMPACT", "APPROVAL", "AGREED", "PUBLISHED", "REFUSED");
    private static final List<String> CASE =
            List.of("REPORTED", "HEARING", "FINDING", "DECIDING", "APPROVED", "CONFIRMED", "NOT_CONFIRMED");
    private static final List<String> INTERVIEW = List.of("OPEN", "MENDED", "REPORTED", "WITHDRAWN");
    private static final List<String> YEAR = List.of("PREPARING", "ASSESSING", "APPROVED", "ARCHIVED");

    private final JdbcClient jdbc;
    private final RuntimeService processes;
    private final Map<String, Function<OpenWork, Stream<Place>>> kinds = new LinkedHashMap<>();

    Elsewhere(JdbcClient jdbc, RuntimeService processes) {
        this.jdbc = jdbc;
        this.processes = processes;
        for (String task : List.of(
                "taskConfirmAssignment",
                "taskFillMatrix",
                "taskConsolidate",
                "taskSelfScore",
                "taskSubmitPapers",
                "taskCheckSubmission",
                "taskCheckTownship",
                "taskCheckDistrict",
                "taskCommentFindings",
                "taskReviewItems",
                "taskReverify")) {
            kinds.put(task, work -> stages(Procedure.DISTRICT, work, "district"));
        }
        for (String task : List.of(
                "taskScoreOwnTasks",
                "taskSubmitUnitPapers",
                "taskReviewByCity",
                "taskReviewByGroup",
                "taskDecideDifferences")) {
            kinds.put(task, work -> stages(Procedure.UNIT, work, "unit"));
        }
        for (String task : List.of("taskEnterFigures", "taskCheckFigures")) {
            kinds.put(task, work -> stages(Procedure.FIGURES, work, "unit"));
        }
        for (String task : List.of("taskSummarise", "taskRejudge", "taskDraftPapers", "taskApproveResult")) {
            kinds.put(task, work -> stages(Procedure.SUMMARY, work, "year"));
        }
        for (String task : List.of("taskDecompose", "taskConfirmTasks", "taskSetDistrictWork", "taskApprovePlan")) {
            kinds.put(task, work -> stages(Procedure.PLAN, work, "plan"));
        }
        states(
                "objection",
                "objection",
                OBJECTION,
                Map.of(
                        "taskInvestigateObjection", Set.of("FILED"),
                        "taskDecideObjection", Set.of("INVESTIGATED", "DECLINED"),
                        "taskProposeRevision", Set.of("UPHELD"),
                        "taskAnswerObjection", Set.of("REVISED", "REJECTED")));
        states("revision_proposal", "proposal", PROPOSAL, Map.of("taskApproveRevision", Set.of("PROPOSED")));
        states("figure_correction", "correction", CORRECTION, Map.of("taskConfirmCorrection", Set.of("FILED")));
        states(
                "adjustment",
                "adjustment",
                ADJUSTMENT,
                Map.of(
                        "taskReviewAdjustment", Set.of("REVIEW"),
                        "taskHoldHearing", Set.of("HEARING"),
                        "taskAssessImpact", Set.of("IMPACT"),
                        "taskApproveAdjustment", Set.of("APPROVAL")));
        states(
                "misconduct_case",
                "misconduct",
                CASE,
                Map.of(
                        "taskInvestigateMisconduct", Set.of("REPORTED"),
                        "taskHearAccused", Set.of("HEARING"),
                        "taskNoteNoStatement", Set.of("HEARING"),
                        "taskFindMisconduct", Set.of("FINDING"),
                        "taskDecideMisconduct", Set.of("DECIDING"),
                        "taskRefer", Set.of("CONFIRMED")));
        states(
                "interview",
                "interview",
                INTERVIEW,
                Map.of(
                        "taskNotifyInterview", Set.of("OPEN"),
                        "taskSubmitMaterial", Set.of("OPEN"),
                        "taskHoldInterview", Set.of("OPEN"),
                        "taskPlanRectification", Set.of("OPEN"),
                        "taskReportRectification", Set.of("OPEN"),
                        "taskCheckRectification", Set.of("OPEN"),
                        "taskReviewUnmended", Set.of("OPEN")));
        states("notice", "notice", List.of("DRAFT", "POSTED", "CLOSED"), Map.of("taskPostNotice", Set.of("DRAFT")));
        states(
                "circulation",
                "circulation",
                List.of("PREPARING", "DONE"),
                Map.of("taskCirculate", Set.of("PREPARING")));
        states(
                "hand_over",
                "handOver",
                List.of("PREPARING", "HANDED_OVER", "RECEIVED"),
                Map.of("taskHandOver", Set.of("PREPARING"), "taskConfirmReceipt", Set.of("HANDED_OVER")));
        states(
                "deadline_extension",
                "extension",
                List.of("APPLIED", "GRANTED", "REFUSED"),
                Map.of("taskDecideExtension", Set.of("APPLIED")));
        ofYear(
                "assessment_year",
                YEAR,
                Map.of(
                        "taskUrgeSelfCheck", Set.of("ASSESSING", "APPROVED"),
                        "taskUrgeCityAssessment", Set.of("ASSESSING", "APPROVED"),
                        "taskPrepareAppraisal", Set.of("ASSESSING"),
                        "taskArchive", Set.of("APPROVED")));
        ofYear(
                "appraisal",
                List.of("VOTING", "CLOSED", "COUNTED", "CONFIRMED"),
                Map.of(
                        "taskVote", Set.of("VOTING"),
                        "taskCloseVoting", Set.of("VOTING"),
                        "taskConfirmAppraisal", Set.of("COUNTED")));
        Map.of(
                        "taskEnterKeyWork", "plan",
                        "taskRecordVisit", "visit",
                        "taskProposeAdjustment", "adjustment",
                        "taskSetRhythm", "request",
                        "taskOpenYear", "year",
                        "taskCorrectFigures", "correction",
                        "taskApplyExtension", "extension",
                        "taskFileObjection", "objection",
                        "taskReportMisconduct", "misconduct")
                .forEach(this::made);
        sql(
                "taskConfirmRoster",
                "no year is prepared",
                "update assessment_year set state = 'ARCHIVED' where state = 'PREPARING'",
                "update assessment_year set state = 'PREPARING' where state = 'ARCHIVED'");
        for (String task : List.of("taskReportProgress", "taskReportDistrictWork", "taskUrgeProgress")) {
            sql(
                    task,
                    "the quarter is not asked for",
                    "update work_plan_quarter set quarter = quarter + 10",
                    "update work_plan_quarter set quarter = quarter - 10");
        }
        sql(
                "taskMendFindings",
                "everything is mended",
                "update group_visit_finding set mended = true",
                "update group_visit_finding set mended = false");
        sql(
                "taskConfirmMended",
                "everything is mended",
                "update group_visit_finding set mended = true",
                "update group_visit_finding set mended = false");
        sql(
                "taskReportFigures",
                "the period is not asked for",
                "update figure_period set month_number = month_number + 20",
                "update figure_period set month_number = month_number - 20");
        sql(
                "taskConfirmReport",
                "all reports are confirmed",
                "update figure_report set state = 'CONFIRMED'",
                "update figure_report set state = 'REPORTED'");
        sql("taskUrgeFigures", "those who are late have been told", """
                insert into figure_urge (assessment_year, month_number, office, message, urged_by, urged_at)
                select assessment_year, month_number, 'x', 'x', 'x', current_timestamp from figure_period
                """, "delete from figure_urge where office = 'x'");
        sql("taskSetOwnTasks", "the tasks are set", """
                insert into own_unit_plan (assessment_year, district, left_out, set_by, set_at)
                select assessment_year, code, false, 'x', current_timestamp from year_district d where not exists (
                  select 1 from own_unit_plan p where p.assessment_year = d.assessment_year and p.district = d.code)
                """, "delete from own_unit_plan where set_by = 'x'");
        sql(
                "taskAnswerFindings",
                "the city office has decided",
                "update figure_query set closed_at = current_timestamp",
                "update figure_query set closed_at = null");
        for (String task : List.of("taskScoreOwnUnit", "taskReviewOwnUnits")) {
            sql(
                    task,
                    "the assessment is done",
                    "update own_unit_plan set assessed_at = current_timestamp where not left_out",
                    "update own_unit_plan set assessed_at = null where not left_out");
        }
    }

    Set<String> kinds() {
        return kinds.keySet();
    }

    /** Everywhere that the record of this task must not stand for it to be done. */
    List<Place> of(OpenWork work) {
        return Stream.concat(
                        Objects.requireNonNull(kinds.get(work.key()), work.key())
                                .apply(work),
                        anothers(processOf(work)))
                .toList();
    }

    private Stream<Place> anothers(String instance) {
        return jdbc.sql("""
                        select process_instance from record_instance where process_instance in (
                          select id_ from act_ru_execution where id_ = :instance
                          union select root_proc_inst_id_ from act_ru_execution
                            where id_ = :instance and proc_def_key_ = 'result-revision')
                        """).param("instance", instance).query(String.class).list().stream()
                .map(owner -> new Place(ANOTHERS, () -> giveTo(owner, "another"), () -> giveTo("another", owner)));
    }

    private void giveTo(String from, String to) {
        jdbc.sql("update record_instance set process_instance = :to where process_instance = :from")
                .param("from", from)
                .param("to", to)
                .update();
    }

    private void sql(String task, String name, String put, String back) {
        kinds.put(
                task,
                work -> Stream.of(new Place(
                        name, () -> jdbc.sql(put).update(), () -> jdbc.sql(back).update())));
    }

    /** A task that makes a record, in a process that has one. */
    private void made(String task, String variable) {
        kinds.put(task, work -> {
            String instance = processOf(work);
            return Stream.of(new Place(
                    "the record is made",
                    () -> processes.setVariable(instance, variable, variable.equals("year") ? (Object) 2021 : 1L),
                    () -> processes.removeVariable(instance, variable)));
        });
    }

    private String processOf(OpenWork work) {
        return jdbc.sql("select proc_inst_id_ from act_ru_task where id_ = :id")
                .param("id", work.taskId())
                .query(String.class)
                .single();
    }

    private void states(String table, String variable, List<String> all, Map<String, Set<String>> tasks) {
        tasks.forEach((task, may) -> kinds.put(task, work -> {
            Object id = Objects.requireNonNull(work.variables().get(variable), variable);
            return states(table, "id = " + id, all, may);
        }));
    }

    private void ofYear(String table, List<String> all, Map<String, Set<String>> tasks) {
        tasks.forEach((task, may) -> kinds.put(
                task,
                work -> states(table, "assessment_year = " + work.variables().get("year"), all, may)));
    }

    private Stream<Place> states(String table, String which, List<String> all, Set<String> may) {
        String now = jdbc.sql("select state from %s where %s".formatted(table, which))
                .query(String.class)
                .single();
        return all.stream()
                .filter(state -> !may.contains(state))
                .map(state ->
                        new Place(table + " " + state, () -> set(table, which, state), () -> set(table, which, now)));
    }

    private void set(String table, String which, String state) {
        jdbc.sql("update %s set state = :state where %s".formatted(table, which))
                .param("state", state)
                .update();
    }

    private Stream<Place> stages(Procedure procedure, OpenWork work, String variable) {
        int year = (Integer) work.variables().get("year");
        String record = String.valueOf(work.variables().get(variable));
        Stage now = stage(year, procedure, record);
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.procedure() == procedure && stage != now)
                // There the form asks whether everything that was sent back is mended.
                .filter(stage -> !(work.key().equals("taskSummarise") && stage == Stage.REJUDGEMENT))
                .filter(stage -> !(work.key().equals("taskReviewItems") && stage == Stage.REVERIFICATION))
                .map(stage -> new Place(
                        stage.name(),
                        () -> StandAt.stage(jdbc, year, record, stage),
                        () -> StandAt.stage(jdbc, year, record, now)));
    }

    private Stage stage(int year, Procedure procedure, String record) {
        return jdbc.sql("""
                        select stage from procedure_stage
                        where assessment_year = :year and procedure_kind = :procedure and record = :record
                        """)
                .param("year", year)
                .param("procedure", procedure.name())
                .param("record", record)
                .query(String.class)
                .optional()
                .map(Stage::valueOf)
                .orElse(procedure.opening());
    }
}
