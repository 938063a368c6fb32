package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stage.Procedure;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Gives the procedures that were under way before there were stages the stage at which the engine has them, so that each goes on from
 * where it waits. Reads the engine's own tables, which are not there yet in a new installation.
 */
@Component
class StagesOfRunningYears implements JavaMigration {

    /** Where a record stands whose procedure waits at this task. */
    private static final Map<String, Stage> WAITING = Map.ofEntries(
            Map.entry("taskFillMatrix", Stage.MATRIX),
            Map.entry("taskConsolidate", Stage.MATRIX),
            Map.entry("taskSelfScore", Stage.SELF_SCORE),
            Map.entry("taskSubmitPapers", Stage.PAPERS),
            Map.entry("taskCheckSubmission", Stage.SUBMISSION),
            Map.entry("callSpotCheck", Stage.CHECKS),
            Map.entry("eventFiguresSettled", Stage.ITEMS),
            Map.entry("taskReviewItems", Stage.ITEMS),
            Map.entry("taskSubmitUnitPapers", Stage.UNIT_PAPERS),
            Map.entry("taskReviewByCity", Stage.UNIT_REVIEW),
            Map.entry("taskReviewByGroup", Stage.UNIT_REVIEW),
            Map.entry("joinReview", Stage.UNIT_REVIEW),
            Map.entry("taskDecideDifferences", Stage.UNIT_REVIEW),
            Map.entry("taskRejudge", Stage.REJUDGEMENT),
            Map.entry("taskDraftPapers", Stage.CITY_PAPERS),
            Map.entry("taskApproveResult", Stage.APPROVAL),
            Map.entry("taskConfirmTasks", Stage.PLAN_CONFIRMATION),
            Map.entry("taskSetDistrictWork", Stage.PLAN_CONFIRMATION),
            Map.entry("joinConfirm", Stage.PLAN_CONFIRMATION),
            Map.entry("taskApprovePlan", Stage.PLAN_CONFIRMATION));

    /** A procedure waits here before anything else was done. */
    private static final Set<String> FIRST =
            Set.of("taskConfirmAssignment", "taskScoreOwnTasks", "taskSummarise", "taskDecompose");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("15.1");
    }

    @Override
    public String getDescription() {
        return "stages of running years";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        if (hasEngine(context.getConnection().getMetaData())) {
            new Running(new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true))).keep();
        }
    }

    /** H2 and PostgreSQL spell the names of tables differently. */
    static boolean hasEngine(DatabaseMetaData database) throws SQLException {
        for (String name : List.of("ACT_RU_EXECUTION", "ACT_RU_EXECUTION".toLowerCase(Locale.ROOT))) {
            try (ResultSet tables = database.getTables(null, null, name, null)) {
                if (tables.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Running(JdbcTemplate jdbc) {

        void keep() {
            for (Integer year : jdbc.queryForList(
                    "select assessment_year from assessment_year where state = 'ASSESSING'", Integer.class)) {
                codes("select code from year_district where assessment_year = ?", year)
                        .forEach(district -> put(year, Procedure.DISTRICT, district, district(year + "/" + district)));
                codes("select code from year_unit where assessment_year = ?", year)
                        .forEach(unit -> put(
                                year,
                                Procedure.UNIT,
                                unit,
                                stage("unit-assessment", year + "/" + unit, Stage.UNIT_SETTLED)));
                figures(year);
                put(year, Procedure.SUMMARY, String.valueOf(year), summary(year));
            }
            plans();
            objections();
        }

        private Stage district(String businessKey) {
            if (left("district-assessment", businessKey, "taskReviewItems")) {
                return Stage.REVIEWED;
            }
            return left("spot-check", businessKey, "taskCommentFindings")
                    ? Stage.ITEMS
                    : stage("district-assessment", businessKey, Stage.REVIEWED);
        }

        /** The task is done, and the engine has not gone on from it yet. */
        private boolean left(String process, String businessKey, String task) {
            return !jdbc.queryForList("""
                    select e.ID_ from ACT_RU_EXECUTION e join ACT_RU_EXECUTION p on p.ID_ = e.PROC_INST_ID_
                    where p.BUSINESS_KEY_ = ? and p.PROC_DEF_ID_ like ? and e.ACT_ID_ = ?
                      and not exists (select 1 from ACT_RU_TASK t where t.EXECUTION_ID_ = e.ID_)
                    """, String.class, businessKey, process + ":%", task)
                    .isEmpty();
        }

        private Stage summary(int year) {
            return stage("city-summary", String.valueOf(year), Stage.SUMMARY);
        }

        private List<String> codes(String sql, int year) {
            return jdbc.queryForList(sql, String.class, year);
        }

        /** @param over where it stands if the engine has no such procedure, or none that waits any more */
        private Stage stage(String process, String businessKey, Stage over) {
            return stage(activities("""
                            select e.ACT_ID_ from ACT_RU_EXECUTION e join ACT_RU_EXECUTION p on p.ID_ = e.PROC_INST_ID_
                            where p.BUSINESS_KEY_ = ? and p.PROC_DEF_ID_ like ? and e.ACT_ID_ is not null
                            """, businessKey, process + ":%"), over);
        }

        private static Stage stage(Set<String> activities, Stage over) {
            for (String activity : activities) {
                if (FIRST.contains(activity)) {
                    return over.procedure().opening();
                }
                Stage waiting = WAITING.get(activity);
                if (waiting != null) {
                    return waiting;
                }
            }
            return over;
        }

        /** The ids of activities; those of a multi-instance stand under its task. */
        private Set<String> activities(String sql, Object... arguments) {
            Set<String> activities = new HashSet<>();
            jdbc.queryForList(sql, String.class, arguments)
                    .forEach(activity -> activities.add(activity.replace("#multiInstanceBody", "")));
            return activities;
        }

        /** Of a unit without a task everything was accepted. */
        private void figures(int year) {
            codes("select code from municipal_unit where ? > 0", year)
                    .forEach(unit -> put(year, Procedure.FIGURES, unit, Stage.FIGURES_ACCEPTED));
            for (Map<String, Object> task : jdbc.queryForList("""
                    select t.TASK_DEF_KEY_ as task_key, v.TEXT_ as unit from ACT_RU_TASK t
                    join ACT_RU_EXECUTION p on p.ID_ = t.PROC_INST_ID_
                    join ACT_RU_EXECUTION e on e.ID_ = t.EXECUTION_ID_
                    join ACT_RU_VARIABLE v on v.NAME_ = 'unit' and v.PROC_INST_ID_ = p.ID_
                      and v.EXECUTION_ID_ in (e.ID_, e.PARENT_ID_)
                    where p.BUSINESS_KEY_ = ? and p.PROC_DEF_ID_ like 'official-figures:%'
                    """, String.valueOf(year))) {
                Stage stage =
                        "taskCheckFigures".equals(task.get("task_key")) ? Stage.FIGURES_CHECK : Stage.FIGURES_ENTRY;
                put(year, Procedure.FIGURES, String.valueOf(task.get("unit")), stage);
            }
        }

        private void plans() {
            for (Map<String, Object> plan :
                    jdbc.queryForList("select id, assessment_year, state from work_plan order by id")) {
                Number id = (Number) Objects.requireNonNull(plan.get("id"));
                Number year = (Number) Objects.requireNonNull(plan.get("assessment_year"));
                Stage stage = "PENDING".equals(plan.get("state")) ? pending(id.longValue()) : Stage.PLAN_DECIDED;
                put(year.intValue(), Procedure.PLAN, id.toString(), stage);
            }
        }

        private Stage pending(long plan) {
            return stage(activities("""
                            select e.ACT_ID_ from ACT_RU_EXECUTION e
                            join ACT_RU_VARIABLE v on v.PROC_INST_ID_ = e.PROC_INST_ID_ and v.NAME_ = 'plan'
                            where v.LONG_ = ? and e.ACT_ID_ is not null
                            """, plan), Stage.PLAN_DECOMPOSITION);
        }

        /** An upheld objection that is to be decided anew: nobody put a change forward. */
        private void objections() {
            jdbc.update("""
                    update objection set state = 'DECLINED' where state = 'UPHELD' and exists (
                      select 1 from ACT_RU_VARIABLE v join ACT_RU_TASK t on t.PROC_INST_ID_ = v.PROC_INST_ID_
                      where v.NAME_ = 'objection' and v.LONG_ = objection.id and t.TASK_DEF_KEY_ = 'taskDecideObjection')
                    """);
        }

        private void put(int year, Procedure procedure, String record, Stage stage) {
            jdbc.update(
                    "delete from procedure_stage where assessment_year = ? and procedure_kind = ? and record = ?",
                    year,
                    procedure.name(),
                    record);
            jdbc.update("""
                    insert into procedure_stage (assessment_year, procedure_kind, record, stage, changed_at)
                    values (?, ?, ?, ?, current_timestamp)
                    """, year, procedure.name(), record, stage.name());
        }
    }
}
