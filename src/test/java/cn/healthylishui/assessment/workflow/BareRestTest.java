package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.TestDatabase;
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
import cn.healthylishui.assessment.taskform.FormLook;
import cn.healthylishui.assessment.taskform.SecretForm;
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
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whoever leaves the form aside and calls the engine's REST interface meets the same rules. Every kind of task meets every rule
 * once: one row of each table is tried with files, of the record's other places the first and the last. Every row and every place is tried
 * with {@code -Pwhole}, and on PostgreSQL with {@code -Dbarerest.postgresql=full}. On PostgreSQL a kind meets two of the rules, in
 * turn, and all of them with {@code -Pwhole}.
 */
@OnBothDatabases
class BareRestTest extends StaffTest {

    /** A unit with few tasks. */
    private static final String UNIT = "shi-hsz";

    /** The forms in which scores and figures are filled in. */
    private static final Set<String> WITH_WORKBOOK = Set.of(
            "taskFillMatrix",
            "taskSelfScore",
            "taskEnterFigures",
            "taskCheckTownship",
            "taskCheckDistrict",
            "taskReviewItems",
            "taskReverify",
            "taskRejudge",
            "taskScoreOwnTasks",
            "taskReviewByGroup",
            "taskReviewByCity",
            "taskDecideDifferences",
            "taskScoreOwnUnit",
            "taskReviewOwnUnits");

    /** Once of each, or wherever it can be. */
    private static final boolean SAMPLE = TestDatabase.isPostgreSql()
            ? !"full".equals(System.getProperty("barerest.postgresql"))
            : !Boolean.getBoolean("whole");

    /** Each kind of task meets two of the eight rules, the next two others. */
    private static final boolean IN_TURN = TestDatabase.isPostgreSql() && SAMPLE && !Boolean.getBoolean("whole");

    private static final String STRANGE = "群众来信.txt";

    /** They make their record, or are about none. */
    private static final Set<String> WITHOUT_RECORD = Set.of(
            "taskOpenYear",
            "taskConfirmRoster",
            "taskEnterKeyWork",
            "taskRecordVisit",
            "taskSetRhythm",
            "taskProposeAdjustment",
            "taskCorrectFigures",
            "taskApplyExtension",
            "taskFileObjection",
            "taskReportMisconduct");

    /** The kinds that were met with a row that takes files. */
    private final Set<String> withFiles = new TreeSet<>();

    private static final String VARIABLES = """
            {"variables": {"year": {"value": 2019}, "opened": {"value": true}, "approved": {"value": true},
              "accepted": {"value": true}, "rejudge": {"value": false}, "granted": {"value": true},
              "submission": {"value": "ACCEPTED"}}}
            """;

    @Autowired
    private AdjustmentWork adjustments;

    @Autowired
    private TaskFormRegistry forms;

    @Autowired
    private Accounts accounts;

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

    @TestFactory
    Stream<DynamicNode> noKindOfTaskCanBeCompletedAroundItsForm() {
        password = accounts.createForEveryOffice();
        Map<String, Supplier<OpenWork>> kinds = kinds();
        assertThat(kinds.keySet()).as("every kind of user task").isEqualTo(forms.taskKeys());
        assertThat(new Elsewhere(jdbc, processes).kinds())
                .as("the record of every kind of user task, and where it can stand")
                .isEqualTo(forms.taskKeys());
        // Each kind is reached only when its turn comes: one year passes through them all.
        AtomicInteger turn = new AtomicInteger();
        return Stream.concat(
                kinds.entrySet().stream().map(kind -> {
                    OpenWork work = kind.getValue().get();
                    List<DynamicTest> rules = rules(work);
                    int first = turn.getAndIncrement() % (rules.size() / 2);
                    return dynamicContainer(
                            "%s (%s)".formatted(work.name(), kind.getKey()),
                            IN_TURN ? List.of(rules.get(first), rules.get(first + rules.size() / 2)) : rules);
                }),
                Stream.of(dynamicTest("most kinds that take files had a row for them open", () -> assertThat(withFiles)
                        .hasSizeGreaterThan(IN_TURN ? 2 : 12))));
    }

    private List<DynamicTest> rules(OpenWork work) {
        return List.of(
                dynamicTest("an empty call is refused", () -> emptyCallsAreRefused(work)),
                dynamicTest("a call with variables is refused", () -> variablesAreRefused(work)),
                dynamicTest("another office is refused", () -> anotherOfficeIsRefused(work)),
                dynamicTest("elsewhere it is refused", () -> refusedElsewhere(work)),
                dynamicTest("an unfinished form is refused", () -> unfinishedFormsAreRefused(work)),
                dynamicTest(
                        "another's file is answered like one that does not exist, and never shown",
                        () -> filesOfOthersAreRefused(work)),
                dynamicTest("its workbook comes back as it went", () -> workbooksComeBack(work)),
                dynamicTest(
                        "what a colleague changed since must be looked at first", () -> unseenChangesAreRefused(work)));
    }

    private void emptyCallsAreRefused(OpenWork work) {
        State before = state(work.taskId());
        for (Staff staff : List.of(staff(work.office()), inTasklist(work.office()))) {
            Answer answer = staff.complete(work.taskId());
            assertThat(answer.message())
                    .contains(isSecret(work) ? "测评票没有投出" : "您看到的内容不是最新的：同事刚改过，或您还没有打开过表单。请刷新页面，核对后再办结。");
            assertThat(answer.status()).isEqualTo(422);
            for (String content : List.of("{}", Staff.SHELL)) {
                assertThat(staff.post(staff.engine("/task/" + work.taskId() + "/complete"), content)
                                .status())
                        .as("a call that Tasklist does not know")
                        .isEqualTo(403);
            }
        }
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    private void variablesAreRefused(OpenWork work) {
        State before = state(work.taskId());
        for (Staff staff : List.of(staff(work.office()), inTasklist(work.office()))) {
            Answer answer = staff.post(staff.engine("/task/" + work.taskId() + "/submit-form"), VARIABLES);
            assertThat(answer.message()).contains("办结和启动时不接受附带的变量和其他内容：要填的内容请在表单里填写。");
            assertThat(answer.status()).isEqualTo(403);
        }
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    private void anotherOfficeIsRefused(OpenWork work) {
        State before = state(work.taskId());
        for (Staff stranger : List.of(staff(other(work.office())), inTasklist(other(work.office())))) {
            assertThat(stranger.form(work.taskId()).status()).isEqualTo(404);
            Answer typing = stranger.type(work.taskId(), "decision", "decision", 0, Map.of("decision", "ACCEPT"));
            assertThat(typing.status()).isEqualTo(404);
            assertThat(typing.message()).contains("不归您办理");
            assertThat(stranger.attach(work.taskId(), "a.txt", "文字".getBytes()).status())
                    .isEqualTo(404);
            for (String call : List.of("/submit-form", "/claim")) {
                Answer answer = stranger.post(
                        stranger.engine("/task/" + work.taskId() + call),
                        call.equals("/claim") ? "{\"userId\": \"" + stranger.user() + "\"}" : Staff.SHELL);
                assertThat(answer.status()).as(call).isBetween(400, 499);
                if (!call.equals("/claim")) {
                    assertThat(answer.message()).contains("不归您办理");
                }
            }
        }
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    /** While its record stands anywhere else, the form is neither shown nor completed, and nothing changes. */
    private void refusedElsewhere(OpenWork work) {
        Staff staff = staff(work.office());
        List<Elsewhere.Place> places = new Elsewhere(jdbc, processes).of(work);
        assertThat(places).isNotEmpty();
        assertThat(places.stream().anyMatch(place -> place.name().equals(Elsewhere.ANOTHERS)))
                .as("its record belongs to its instance")
                .isNotEqualTo(WITHOUT_RECORD.contains(work.key()));
        for (Elsewhere.Place place : SAMPLE ? ends(places) : places) {
            staff.form(work.taskId()); // from here on it may be one that is filled in beforehand
            place.put().run();
            try {
                State before = state(work.taskId());
                assertThat(staff.form(work.taskId()).status()).as(place.name()).isEqualTo(422);
                assertThat(staff.complete(work.taskId()).status())
                        .as(place.name())
                        .isEqualTo(422);
                assertThat(state(work.taskId())).as(place.name()).isEqualTo(before);
            } finally {
                place.back().run();
            }
        }
    }

    /** The first is a state, where its record has one; the last is whose it is, where it belongs to anybody. */
    private static List<Elsewhere.Place> ends(List<Elsewhere.Place> places) {
        return List.copyOf(new LinkedHashSet<>(List.of(places.get(0), places.get(places.size() - 1))));
    }

    private void unfinishedFormsAreRefused(OpenWork work) {
        Staff staff = staff(work.office());
        JsonNode form = staff.form(work.taskId()).json();
        if (form.path("ready").asBoolean()) {
            return; // filled in beforehand: completing it right after reading is what it is meant for
        }
        State before = state(work.taskId());
        Answer answer = staff.complete(work.taskId());
        assertThat(answer.message()).contains("还不能办结", "处要改");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    /** Into every row that takes files, typed and, as an older program let it be, found in the draft. */
    private void filesOfOthersAreRefused(OpenWork work) {
        String theirs = strangeFile();
        String unknown = "00000000-0000-0000-0000-000000000000";
        Staff staff = staff(work.office());
        JsonNode form = staff.form(work.taskId()).json();
        State before = state(work.taskId());
        for (JsonNode section : Staff.stream(form.path("sections"))) {
            for (JsonNode row : Staff.stream(section.path("rows"))) {
                if (!row.path("locked").asBoolean() && takesFiles(section, row)) {
                    fileOfOthersIsRefused(
                            staff,
                            work,
                            section.path("key").asText(),
                            row.path("key").asText(),
                            theirs,
                            unknown);
                    withFiles.add(work.key());
                    if (SAMPLE) {
                        break;
                    }
                }
            }
        }
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    private void fileOfOthersIsRefused(
            Staff staff, OpenWork work, String section, String row, String theirs, String unknown) {
        String task = work.taskId();
        Answer own = staff.attach(task, "自己的.txt", "自己的".getBytes(StandardCharsets.UTF_8));
        String id = own.json().path("id").asText();
        assertThat(own.status()).as(own.body()).isEqualTo(200);
        Answer wrong = staff.change(task, section, row, Map.of("files", id + "," + theirs));
        assertThat(wrong.status()).as(wrong.body()).isEqualTo(422);
        assertThat(wrong.body())
                .doesNotContain(STRANGE)
                .isEqualTo(staff.change(task, section, row, Map.of("files", id + "," + unknown))
                        .body());
        Answer right = staff.change(task, section, row, Map.of("files", id));
        assertThat(right.status()).as(right.body()).isEqualTo(200);
        assertThat(right.body()).contains("自己的.txt");

        List<String> answers = Stream.of(theirs, unknown)
                .map(planted -> {
                    jdbc.sql(
                                    "update task_draft_row set content = replace(content, :id, :planted) where task_id = :task")
                            .param("id", id)
                            .param("planted", planted)
                            .param("task", task)
                            .update();
                    Answer shown = staff.form(task);
                    assertThat(shown.status()).isEqualTo(200);
                    assertThat(shown.body()).doesNotContain(STRANGE).contains(FormLook.NO_SUCH_FILE);
                    assertThat(shown.json().path("ready").asBoolean()).isFalse();
                    Answer done = staff.complete(task);
                    assertThat(done.status()).isEqualTo(422);
                    jdbc.sql(
                                    "update task_draft_row set content = replace(content, :planted, :id) where task_id = :task")
                            .param("id", id)
                            .param("planted", planted)
                            .param("task", task)
                            .update();
                    return done.body();
                })
                .toList();
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        for (String table : List.of("task_draft_row", "evidence")) {
            jdbc.sql("delete from " + table + " where task_id = :task")
                    .param("task", task)
                    .update();
        }
    }

    private static boolean takesFiles(JsonNode section, JsonNode row) {
        return Staff.stream(section.path("columns")).stream().anyMatch(column -> row.path("inputs")
                .path(column.path("key").asText())
                .path("type")
                .asText(column.path("type").asText())
                .equals("FILES"));
    }

    /** Evidence in a case of misconduct, which hardly anybody may know of. */
    private String strangeFile() {
        String id = "11111111-2222-3333-4444-555555555555";
        if (jdbc.sql("select count(*) from evidence where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 0) {
            jdbc.sql("""
                    insert into evidence (id, sha256, file_name, media_type, size_bytes, content, task_id, office, uploaded_by,
                      uploaded_at)
                    values (:id, 'x', :name, 'text/plain', 3, :content, 'another-task', 'city-office', 'li', timestamp '2022-01-04 09:00:00')
                    """)
                    .param("id", id)
                    .param("name", STRANGE)
                    .param("content", new byte[] {65, 66, 67})
                    .update();
        }
        return id;
    }

    /** Where the form has tables to take away; others say so. */
    private void workbooksComeBack(OpenWork work) {
        Staff staff = staff(work.office());
        State before = state(work.taskId());
        boolean offered = staff.form(work.taskId()).json().path("workbook").asBoolean();
        assertThat(offered || !WITH_WORKBOOK.contains(work.key())).isTrue();
        if (offered) {
            byte[] file = engine.as(
                    work.office(), () -> bytes(desk.workbook(work.taskId()).content()));
            Answer answer = staff.postParts("/api/tasks/" + work.taskId() + "/workbook", "file", "表格.xlsx", file);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.message()).contains("内容和网页上的相同");
        }
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    /** What is marked on a ballot is nowhere before it is cast: there is nothing to type into, nothing to take away. */
    private void nothingIsKeptOfABallot(OpenWork work) {
        Staff staff = staff(work.office());
        JsonNode unit = staff.form(work.taskId()).json().at("/sections/0/rows/0/key");
        State before = state(work.taskId());
        for (Answer answer : List.of(
                staff.type(work.taskId(), "ballot", unit.asText(), 0, Map.of("mark", "GOOD")),
                staff.attach(work.taskId(), "a.txt", "文字".getBytes()),
                staff.get("/api/tasks/" + work.taskId() + "/workbook"),
                staff.postParts("/api/tasks/" + work.taskId() + "/workbook", "file", "表格.xlsx", new byte[] {1}))) {
            assertThat(answer.message()).contains("测评票没有草稿，也没有附件和表格：您选的只在您的浏览器里，确认投出时一次交来。请刷新页面后填写。");
            assertThat(answer.status()).isEqualTo(422);
        }
        assertThat(count("task_draft_seen where task_id = '" + work.taskId() + "'"))
                .isZero();
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    private boolean isSecret(OpenWork work) {
        return forms.of(work.key()) instanceof SecretForm;
    }

    private void unseenChangesAreRefused(OpenWork work) {
        if (isSecret(work)) {
            nothingIsKeptOfABallot(work);
            return;
        }
        Staff staff = staff(work.office());
        staff.form(work.taskId());
        saveAnyRow(colleague(work.office()), work.taskId());
        State before = state(work.taskId());
        Answer answer = staff.complete(work.taskId());
        assertThat(answer.message()).contains("不是最新的", "同事刚改过");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(state(work.taskId())).isEqualTo(before);
        assertThat(typed(work.taskId())).as("what the colleague typed").hasSize(1);
        // What follows in this year needs the task as its office left it.
        jdbc.sql("delete from task_draft_row where task_id = :task")
                .param("task", work.taskId())
                .update();
    }

    /** Saves a row as it stands. */
    private void saveAnyRow(Staff staff, String task) {
        JsonNode view = staff.form(task).json();
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

    /** Every kind of user task with the steps that lead to it from the one before. */
    private Map<String, Supplier<OpenWork>> kinds() {
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

    @Test
    void aSecondClickIsToldThatTheTaskIsDone() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        for (Staff staff : List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE), colleague(ZONE_OFFICE))) {
            staff.form(task);
        }
        assertThat(staff(ZONE_OFFICE).complete(task).status()).isEqualTo(204);
        Map<String, Long> before = counts();
        assertThat(before.get("member_assignment")).isPositive();

        Map<String, Answer> late = Stream.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE), colleague(ZONE_OFFICE))
                .collect(Collectors.toMap(staff -> staff.user() + staff.engine(""), staff -> staff.complete(task)));
        assertThat(late).hasSize(3).allSatisfy((staff, answer) -> {
            assertThat(answer.message()).startsWith("这项任务刚刚已由").endsWith("办结。");
            assertThat(answer.status()).isEqualTo(409);
        });
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void whoeverTypesIntoADoneTaskIsToldSo() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff colleague = colleague(ZONE_OFFICE);
        colleague.form(task);
        Staff staff = staff(ZONE_OFFICE);
        staff.form(task);
        assertThat(staff.complete(task).status()).isEqualTo(204);

        Answer answer = colleague.type(task, "assignment", "T001", 0, Map.of("unit", "kfq-wjj"));
        assertThat(answer.message()).contains("这项任务已经办结");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(count("task_draft_row")).isZero();
    }

    @Test
    void whatCannotBeReadDoesNotReachTheEngine() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff staff = staff(ZONE_OFFICE);
        staff.form(task); // from here on the task would complete
        State before = state(task);
        for (String content : List.of(
                "{\"variables\":",
                "[{\"variables\":{\"approved\":{\"value\":true}}}]",
                "/* */{\"variables\":{\"approved\":{\"value\":true}}}",
                "{variables:{approved:{value:true}}}",
                "null")) {
            Answer answer = staff.post(staff.engine("/task/" + task + "/submit-form"), content);
            assertThat(answer.message()).as(content).contains("格式不对");
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(state(task)).isEqualTo(before);
    }
}
