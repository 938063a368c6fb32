package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.TestDatabase;
import cn.healthylishui.assessment.taskform.FormLook;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whoever leaves the form aside and calls the engine's REST interface meets the same rules. Every kind of task meets every rule
 * once: one row of each table is tried with files, of the record's other places the first and the last. Every row and every place is tried
 * with {@code -Pwhole}, and on PostgreSQL with {@code -Dbarerest.postgresql=full}. On PostgreSQL a kind meets two of the rules, in
 * turn, and all of them with {@code -Pwhole}.
 */
@OnBothDatabases
class BareRestTest extends EveryKindOfTask {

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
        Staff colleague = colleague(work.office());
        saveAnyRow(colleague, work.taskId(), colleague.form(work.taskId()).json());
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
