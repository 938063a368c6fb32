package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.AdjustmentWork;
import cn.healthylishui.rehearsal.RehearsedYear;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A year that passes through every kind of user task, each by the steps that lead to it. */
abstract class EveryKindOfTask extends StaffTest {

    /** A unit with few tasks. */
    private static final String UNIT = "shi-hsz";

    @Autowired
    private AdjustmentWork adjustments;

    @Autowired
    TaskFormRegistry forms;

    @Autowired
    Accounts accounts;

    @Autowired
    private UnitReviews reviews;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Findings findings;

    @Autowired
    private Contradictions contradictions;

    @Autowired
    private Scorecards scorecards;

    @Autowired
    private JdbcTemplate batch;

    /** Every kind of user task with the steps that lead to it from the one before. */
    final Map<String, Supplier<OpenWork>> kinds() {
        Map<String, Supplier<OpenWork>> kinds = new LinkedHashMap<>();
        kinds.put("taskEnterKeyWork", () -> {
            at(RehearsedYear.planned(YEAR));
            return started("annual-work-plan", Office.CITY, "taskEnterKeyWork");
        });
        kinds.put("taskDecompose", () -> planned("taskDecompose", "taskEnterKeyWork"));
        kinds.put("taskConfirmTasks", () -> planned("taskConfirmTasks", "taskDecompose"));
        kinds.put("taskSetDistrictWork", () -> anyTask("taskSetDistrictWork"));
        kinds.put("taskApprovePlan", () -> planned("taskApprovePlan", "taskConfirmTasks", "taskSetDistrictWork"));
        kinds.put("taskConfirmRoster", () -> {
            rehearsedYear.go(YEAR, 7, work -> Set.of("taskApprovePlan", "taskDecompose", "taskConfirmTasks")
                    .contains(work.key()));
            return started("year-roster", Office.CITY, "taskConfirmRoster");
        });
        kinds.put("taskRecordVisit", () -> started("group-visit", "shi-tyzx", "taskRecordVisit"));
        kinds.put("taskMendFindings", () -> planned("taskMendFindings", "taskRecordVisit"));
        kinds.put("taskConfirmMended", () -> planned("taskConfirmMended", "taskMendFindings"));
        kinds.put("taskProposeAdjustment", () -> started("indicator-adjustment", "shi-wjw", "taskProposeAdjustment"));
        kinds.put("taskReviewAdjustment", () -> planned("taskReviewAdjustment", "taskProposeAdjustment"));
        kinds.put("taskHoldHearing", () -> {
            adjustments.beside(YEAR);
            return planned("taskHoldHearing", "taskReviewAdjustment");
        });
        kinds.put("taskAssessImpact", () -> {
            adjustments.beside(YEAR);
            at(LocalDateTime.of(YEAR, 12, 1, 9, 0));
            planned("taskReviewAdjustment", "taskHoldHearing");
            adjustments.beside(YEAR);
            return planned("taskAssessImpact", "taskReviewAdjustment");
        });
        kinds.put("taskApproveAdjustment", () -> planned("taskApproveAdjustment", "taskAssessImpact"));
        kinds.put("taskReportProgress", () -> {
            at(LocalDateTime.of(YEAR + 1, 1, 1, 0, 5));
            runJobs();
            return anyTask("taskReportProgress");
        });
        kinds.put("taskReportDistrictWork", () -> anyTask("taskReportDistrictWork"));
        kinds.put("taskUrgeProgress", () -> {
            at(LocalDateTime.of(YEAR + 1, 1, 12, 0, 5));
            runJobs();
            return anyTask("taskUrgeProgress");
        });
        kinds.put("taskSetRhythm", () -> started("figure-report", Office.CITY, "taskSetRhythm"));
        kinds.put("taskReportFigures", () -> planned("taskReportFigures", "taskSetRhythm"));
        kinds.put("taskConfirmReport", () -> {
            rehearsedYear.go(
                    YEAR,
                    7,
                    work -> work.key().equals("taskReportFigures")
                            && String.valueOf(work.text("unit")).endsWith("-hsz"));
            return anyTask("taskConfirmReport");
        });
        kinds.put("taskOpenYear", () -> {
            Staff city = staff(Office.CITY);
            assertThat(start(city, "annual-assessment").status()).isEqualTo(200);
            return anyTask("taskOpenYear");
        });
        kinds.put("taskConfirmAssignment", () -> {
            processes.deleteProcessInstance(
                    tasks.createTaskQuery()
                            .taskDefinitionKey("taskOpenYear")
                            .singleResult()
                            .getProcessInstanceId(),
                    "started again below");
            startYear();
            return task("taskConfirmAssignment", ZONE_OFFICE);
        });
        kinds.put("taskEnterFigures", () -> task("taskEnterFigures", "shi-hsz"));
        kinds.put("taskCheckFigures", () -> after("taskCheckFigures", "taskEnterFigures", "shi-hsz"));
        kinds.put("taskFillMatrix", () -> inZone("taskFillMatrix", "taskConfirmAssignment"));
        kinds.put("taskConsolidate", () -> inZone("taskConsolidate", "taskFillMatrix"));
        kinds.put("taskSelfScore", () -> inZone("taskSelfScore", "taskConsolidate"));
        kinds.put("taskSetOwnTasks", () -> task("taskSetOwnTasks", ZONE_OFFICE));
        kinds.put("taskScoreOwnUnit", () -> inZone("taskScoreOwnUnit", "taskSetOwnTasks"));
        kinds.put("taskReviewOwnUnits", () -> inZone("taskReviewOwnUnits", "taskScoreOwnUnit"));
        kinds.put(
                "taskSubmitPapers",
                () -> inZone("taskSubmitPapers", "taskSelfScore", "taskReviewOwnUnits", "taskScoreOwnUnit"));
        kinds.put("taskCheckSubmission", () -> inZone("taskCheckSubmission", "taskSubmitPapers"));
        kinds.put("taskCheckTownship", () -> inZone("taskCheckTownship", "taskCheckSubmission"));
        kinds.put("taskCheckDistrict", () -> anyTask("taskCheckDistrict"));
        kinds.put("taskCommentFindings", () -> {
            findOneItemDifferent(anyTask("taskCheckDistrict"));
            return inZone("taskCommentFindings", "taskCheckTownship");
        });
        kinds.put("taskReviewItems", () -> {
            years.markFiguresSettled(YEAR);
            return inZone("taskReviewItems", "taskCommentFindings");
        });
        kinds.put("taskReverify", () -> {
            String task = anyTask("taskReviewItems").taskId();
            Staff city = staff(Office.CITY);
            JsonNode view = city.form(task).json();
            String returnable = Staff.stream(Staff.section(view, "items").path("rows")).stream()
                    .filter(row -> row.path("inputs").path("take").isMissingNode())
                    .map(row -> row.path("key").asText())
                    .findFirst()
                    .orElseThrow();
            city.change(task, "items", returnable, Map.of("take", "RETURN", "why", "请核对台账。"));
            Answer answer = city.complete(task);
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
            runJobs();
            return anyTask("taskReverify");
        });
        kinds.put("taskAnswerFindings", () -> {
            contradictAFinding();
            return anyTask("taskAnswerFindings");
        });
        kinds.put("taskCorrectFigures", () -> started("figure-correction", "shi-hsz", "taskCorrectFigures"));
        kinds.put("taskConfirmCorrection", () -> {
            String task = anyTask("taskCorrectFigures").taskId();
            Staff owner = staff("shi-hsz");
            owner.form(task);
            owner.type(task, "decision", "decision", 0, Map.of("decision", "FILE", "year", String.valueOf(YEAR)));
            owner.type(
                    task, "others", "1", 0, Map.of("object", YUNHE, "item", "C023", "value", "20", "reason", "台账核对"));
            Answer answer = owner.complete(task);
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
            return anyTask("taskConfirmCorrection");
        });
        kinds.put("taskScoreOwnTasks", () -> task("taskScoreOwnTasks", UNIT));
        kinds.put("taskSubmitUnitPapers", () -> ofUnit("taskSubmitUnitPapers", "taskScoreOwnTasks"));
        kinds.put("taskReviewByGroup", () -> ofUnit("taskReviewByGroup", "taskSubmitUnitPapers"));
        kinds.put("taskReviewByCity", () -> anyTask("taskReviewByCity"));
        kinds.put("taskDecideDifferences", () -> {
            reviewDifferently();
            return begin("unit-assessment", "taskDecideDifferences", Map.of("year", YEAR, "unit", UNIT));
        });
        kinds.put("taskPrepareAppraisal", () -> anyTask("taskPrepareAppraisal"));
        kinds.put("taskVote", () -> following("taskPrepareAppraisal", "taskVote"));
        kinds.put("taskUrgeSelfCheck", () -> {
            at(LocalDateTime.of(YEAR + 1, 1, 16, 0, 5));
            runJobs();
            return anyTask("taskUrgeSelfCheck");
        });
        kinds.put("taskCloseVoting", () -> {
            at(LocalDateTime.of(YEAR + 1, 1, 27, 0, 5));
            runJobs();
            return anyTask("taskCloseVoting");
        });
        kinds.put("taskConfirmAppraisal", () -> following("taskCloseVoting", "taskConfirmAppraisal"));
        kinds.put("taskUrgeFigures", () -> anyTask("taskUrgeFigures"));
        kinds.put("taskUrgeCityAssessment", () -> {
            at(LocalDateTime.of(YEAR + 1, 2, 1, 0, 5));
            runJobs();
            return anyTask("taskUrgeCityAssessment");
        });
        kinds.put("taskApplyExtension", () -> {
            Staff office = staff(ZONE_OFFICE);
            assertThat(start(office, "deadline-extension").status()).isEqualTo(200);
            return anyTask("taskApplyExtension");
        });
        kinds.put("taskDecideExtension", () -> {
            String task = anyTask("taskApplyExtension").taskId();
            Staff office = staff(ZONE_OFFICE);
            Map<String, String> application = Map.of(
                    "year", String.valueOf(YEAR), "kind", "SELF_CHECK", "date", "2022-02-20", "reason", "人员调整，来不及。");
            assertThat(office.type(task, "application", "application", 0, application)
                            .status())
                    .isEqualTo(200);
            assertThat(office.complete(task).status()).isEqualTo(204);
            return anyTask("taskDecideExtension");
        });
        kinds.put("taskSummarise", () -> {
            filler.reportEverything(YEAR, batch);
            StandAt.task(jdbc, "taskSummarise", Map.of("year", YEAR));
            StandAt.anew(jdbc, "city-summary");
            processes.startProcessInstanceByKey("city-summary", String.valueOf(YEAR), Map.of("year", YEAR));
            return anyTask("taskSummarise");
        });
        kinds.put("taskRejudge", () -> {
            String task = anyTask("taskSummarise").taskId();
            String judged = tables.ofDistrict(YEAR, ZONE).indicators().stream()
                    .filter(indicator -> indicator.method().judged())
                    .map(Indicator::code)
                    .findFirst()
                    .orElseThrow();
            Staff city = staff(Office.CITY);
            city.type(task, "decision", "decision", 0, Map.of("decision", "SEND_BACK"));
            city.type(task, "returns", "1", 0, Map.of("object", ZONE, "item", judged, "reason", "请重新比对材料。"));
            assertThat(city.complete(task).status()).isEqualTo(204);
            return anyTask("taskRejudge");
        });
        kinds.put("taskDraftPapers", () -> {
            runYear(work -> Set.of("taskRejudge", "taskSummarise").contains(work.key()));
            return anyTask("taskDraftPapers");
        });
        kinds.put("taskApproveResult", () -> {
            runYear(work -> work.key().equals("taskDraftPapers"));
            return anyTask("taskApproveResult");
        });
        kinds.put("taskPostNotice", () -> {
            done("taskApproveResult");
            StandAt.anew(jdbc, "annual-assessment");
            processes
                    .createProcessInstanceByKey("annual-assessment")
                    .startBeforeActivity("callResultUse")
                    .setVariable("year", YEAR)
                    .execute();
            return anyTask("taskPostNotice");
        });
        kinds.put("taskFileObjection", () -> {
            done("taskPostNotice");
            String township = filler.underrated(YEAR).township();
            return started(
                    "objection",
                    roster.district(YEAR, roster.districtOf(YEAR, township)).officeCode(),
                    "taskFileObjection");
        });
        kinds.put("taskInvestigateObjection", () -> following("taskFileObjection", "taskInvestigateObjection"));
        kinds.put("taskDecideObjection", () -> following("taskInvestigateObjection", "taskDecideObjection"));
        kinds.put("taskProposeRevision", () -> following("taskDecideObjection", "taskProposeRevision"));
        kinds.put("taskApproveRevision", () -> following("taskProposeRevision", "taskApproveRevision"));
        kinds.put("taskAnswerObjection", () -> following("taskApproveRevision", "taskAnswerObjection"));
        kinds.put("taskCirculate", () -> {
            done("taskAnswerObjection");
            done("taskPostNotice");
            at(LocalDateTime.of(YEAR + 1, 3, 1, 0, 5));
            runJobs();
            return anyTask("taskCirculate");
        });
        kinds.put("taskHandOver", () -> following("taskCirculate", "taskHandOver"));
        kinds.put("taskConfirmReceipt", () -> following("taskHandOver", "taskConfirmReceipt"));
        kinds.put("taskNotifyInterview", () -> anyTask("taskNotifyInterview"));
        kinds.put("taskSubmitMaterial", () -> following("taskNotifyInterview", "taskSubmitMaterial"));
        kinds.put("taskHoldInterview", () -> following("taskSubmitMaterial", "taskHoldInterview"));
        kinds.put("taskPlanRectification", () -> {
            at(LocalDateTime.of(YEAR + 1, 3, 4, 9, 0));
            return following("taskHoldInterview", "taskPlanRectification");
        });
        kinds.put("taskReportRectification", () -> following("taskPlanRectification", "taskReportRectification"));
        kinds.put("taskCheckRectification", () -> following("taskReportRectification", "taskCheckRectification"));
        kinds.put("taskReviewUnmended", () -> {
            // The first check of each run finds an item not mended: twice is as often as it comes again.
            done("taskCheckRectification");
            done("taskReportRectification");
            return following("taskCheckRectification", "taskReviewUnmended");
        });
        kinds.put("taskReportMisconduct", () -> started("misconduct", Office.CITY, "taskReportMisconduct"));
        kinds.put("taskInvestigateMisconduct", () -> following("taskReportMisconduct", "taskInvestigateMisconduct"));
        kinds.put("taskHearAccused", () -> following("taskInvestigateMisconduct", "taskHearAccused"));
        kinds.put("taskNoteNoStatement", () -> {
            at(LocalDateTime.of(YEAR + 1, 4, 1, 9, 0));
            runJobs();
            return anyTask("taskNoteNoStatement");
        });
        kinds.put("taskFindMisconduct", () -> following("taskHearAccused", "taskFindMisconduct"));
        kinds.put("taskDecideMisconduct", () -> following("taskFindMisconduct", "taskDecideMisconduct"));
        kinds.put("taskRefer", () -> following("taskDecideMisconduct", "taskRefer"));
        kinds.put("taskArchive", () -> {
            StandAt.anew(jdbc, "annual-assessment");
            processes
                    .createProcessInstanceByKey("annual-assessment")
                    .startBeforeActivity("taskArchive")
                    .setVariable("year", YEAR)
                    .execute();
            return anyTask("taskArchive");
        });
        return kinds;
    }

    /** Saves a row as it stands. */
    final void saveAnyRow(Staff staff, String task, JsonNode view) {
        for (JsonNode section : Staff.stream(view.path("sections"))) {
            for (JsonNode row : Staff.stream(section.path("rows"))) {
                if (!row.path("locked").asBoolean()) {
                    Answer answer = staff.type(
                            task,
                            section.path("key").asText(),
                            row.path("key").asText(),
                            row.path("version").asLong(),
                            Staff.cells(section, row));
                    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                    return;
                }
            }
        }
        throw new AssertionError("No row of " + task + " is open");
    }

    /** Every reviewer has said a word on everything of the unit, and no two the same. */
    private void reviewDifferently() {
        BigDecimal percent = BigDecimal.valueOf(90);
        for (String reviewer : Stream.concat(Stream.of(Office.CITY), reviews.groupReviewers(YEAR, UNIT).stream())
                .toList()) {
            BigDecimal given = percent;
            Actor actor = new Actor("test", reviewer);
            reviews.tasks(YEAR, UNIT, reviewer)
                    .forEach(task -> reviews.score(YEAR, UNIT, task.code(), reviewer, given, "按材料。", actor));
            WrittenPapers.KINDS.forEach(paper -> reviews.passPaper(YEAR, UNIT, paper, reviewer, actor));
            percent = percent.subtract(BigDecimal.TEN);
        }
    }

    /** Of the year's key work, before the year is started. */
    private OpenWork planned(String next, String... done) {
        rehearsedYear.go(YEAR, 7, work -> Set.of(done).contains(work.key()));
        return anyTask(next);
    }

    private OpenWork ofUnit(String next, String done) {
        runYear(work -> work.key().equals(done) && UNIT.equals(work.text("unit")));
        return anyTask(next);
    }

    private void done(String key) {
        runYear(work -> work.key().equals(key));
    }

    private OpenWork following(String key, String next) {
        done(key);
        return anyTask(next);
    }

    /** Started over the engine's own interface, as Tasklist does. */
    private OpenWork started(String process, String office, String first) {
        Staff staff = staff(office);
        assertThat(start(staff, process).status()).isEqualTo(200);
        return anyTask(first);
    }

    /** A published figure says something else than what was found on one of the zone's own items. */
    private void contradictAFinding() {
        IndicatorTable table = tables.ofDistrict(YEAR, ZONE);
        Finding finding = findings.on(YEAR, ZONE).stream()
                .filter(one -> table.indicator(one.indicator()).authoritative()
                        && one.answer().state() == EntryState.VALUE)
                .findFirst()
                .orElseThrow();
        Indicator indicator = table.indicator(finding.indicator());
        Actor owner = new Actor("test", indicator.owner());
        String file = UUID.randomUUID().toString();
        jdbc.sql("""
                insert into evidence (id, sha256, file_name, media_type, size_bytes, content, task_id, office, uploaded_by,
                  uploaded_at)
                values (:id, :hash, '通报.txt', 'text/plain', 1, :content, 'x', :office, 'test', current_timestamp)
                """)
                .param("id", file)
                .param("hash", "0".repeat(64))
                .param("content", new byte[] {49})
                .param("office", owner.office())
                .update();
        BigDecimal other =
                Objects.requireNonNull(finding.answer().value()).signum() == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
        scorecards.record(
                YEAR,
                ZONE,
                indicator.code(),
                EntrySource.OFFICIAL,
                new cn.healthylishui.assessment.scorecard.Answer(
                                EntryState.VALUE, other, finding.answer().reference(), null, false, null, List.of())
                        .from(new Provenance(indicator.sourceKind(), "省级主管部门", "《通报》"), List.of(file)),
                owner);
        Actor city = new Actor("test", Office.CITY);
        contradictions.open(YEAR, ZONE, city);
        // The year goes on: nothing undecided stands against the summary.
        scorecards.record(
                YEAR,
                ZONE,
                indicator.code(),
                EntrySource.DECIDED,
                finding.answer().because("以现场为准。"),
                city);
    }

    /** Without any difference there is nothing to comment. */
    private void findOneItemDifferent(OpenWork check) {
        filler.fillIn(YEAR, List.of(check));
        Staff city = staff(Office.CITY);
        JsonNode row = Staff.stream(
                        Staff.section(city.form(check.taskId()).json(), "key").path("rows"))
                .stream()
                .filter(one -> method(one) instanceof Proportional)
                .findFirst()
                .orElseThrow();
        Map<String, String> found = Map.of(
                "result", "DIFFERENT",
                "value", ((Proportional) method(row)).floor().toPlainString(),
                "note", "现场抽样达不到自报水平。");
        city.type(
                check.taskId(),
                "key",
                row.path("key").asText(),
                row.path("version").asLong(),
                found);
        assertThat(city.complete(check.taskId()).status()).isEqualTo(204);
    }

    private Method method(JsonNode row) {
        return tables.ofDistrict(YEAR, ZONE).indicator(row.path("key").asText()).method();
    }

    private OpenWork after(String wanted, String done, String office) {
        runYear(work -> work.key().equals(done) && work.office().equals(office));
        return anyTask(wanted);
    }

    private OpenWork inZone(String wanted, String... done) {
        runYear(work -> Set.of(done).contains(work.key()) && ZONE.equals(work.text("district")));
        return anyTask(wanted);
    }
}
