package cn.healthylishui.assessment;

import cn.healthylishui.assessment.year.Stage;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts a record at a stage, for tests that begin in the middle of a procedure. */
public final class StandAt {

    private static final Map<String, Stage> BEGINNING = Map.ofEntries(
            Map.entry("taskFillMatrix", Stage.MATRIX),
            Map.entry("taskConsolidate", Stage.MATRIX),
            Map.entry("taskSubmitPapers", Stage.PAPERS),
            Map.entry("taskReviewItems", Stage.ITEMS),
            Map.entry("taskDecideDifferences", Stage.UNIT_REVIEW),
            Map.entry("taskSummarise", Stage.SUMMARY),
            Map.entry("taskApproveResult", Stage.APPROVAL));

    private StandAt() {}

    public static void stage(JdbcClient jdbc, int year, String record, Stage stage) {
        jdbc.sql("""
                delete from procedure_stage
                where assessment_year = :year and procedure_kind = :procedure and record = :record
                """)
                .param("year", year)
                .param("procedure", stage.procedure().name())
                .param("record", record)
                .update();
        jdbc.sql("""
                insert into procedure_stage (assessment_year, procedure_kind, record, stage, changed_at)
                values (:year, :procedure, :record, :stage, current_timestamp)
                """)
                .param("year", year)
                .param("procedure", stage.procedure().name())
                .param("record", record)
                .param("stage", stage.name())
                .update();
    }

    /** Where a procedure stands that begins at this task. */
    public static void task(JdbcClient jdbc, String task, Map<String, Object> variables) {
        Stage stage = BEGINNING.get(task);
        if (stage == null) {
            return;
        }
        int year = (Integer) variables.get("year");
        switch (stage.procedure()) {
            case DISTRICT -> stage(jdbc, year, (String) variables.get("district"), stage);
            case UNIT -> stage(jdbc, year, (String) variables.get("unit"), stage);
            default -> {
                everythingReviewed(jdbc, year);
                stage(jdbc, year, String.valueOf(year), stage);
            }
        }
    }

    /** A procedure is begun once more for what another instance of it has begun in this test. */
    public static void anew(JdbcClient jdbc, String process) {
        jdbc.sql("delete from record_instance where process = :process")
                .param("process", process)
                .update();
    }

    /** All districts are reviewed and the official figures settled, so that there can be a result. */
    public static void everythingReviewed(JdbcClient jdbc, int year) {
        jdbc.sql("select code from year_district where assessment_year = :year")
                .param("year", year)
                .query(String.class)
                .list()
                .forEach(district -> stage(jdbc, year, district, Stage.REVIEWED));
        jdbc.sql("""
                update assessment_year set figures_settled_at = current_timestamp
                where assessment_year = :year and figures_settled_at is null
                """).param("year", year).update();
    }
}
