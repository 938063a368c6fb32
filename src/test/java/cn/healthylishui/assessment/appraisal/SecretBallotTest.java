package cn.healthylishui.assessment.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole appraisal as its people see it, and what is left of a ballot in the database. */
class SecretBallotTest extends StaffTest {

    private static final String VOTER = "qingtian-cpy";
    private static final String PERSON = "麻小青";
    private static final String UNIT = "shi-wjw";

    /** A pattern of marks that no other ballot has. */
    private static final List<AppraisalMark> PATTERN = List.of(
            AppraisalMark.POOR, AppraisalMark.EXCELLENT, AppraisalMark.UNKNOWN, AppraisalMark.FAIR, AppraisalMark.GOOD);

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Appraisals appraisals;

    /** As drafts and ballots keep it. */
    private static final Pattern A_MARK = Pattern.compile("\\b(?:EXCELLENT|GOOD|FAIR|POOR|UNKNOWN)\\b");

    /** A row of any table, as text. */
    private record Found(String table, String text) {}

    @BeforeEach
    void startVoting() {
        years.prepare(YEAR, Actor.SYSTEM);
        years.start(YEAR, Actor.SYSTEM);
        OpenWork preparing = begin("democratic-appraisal", "taskPrepareAppraisal", Map.of("year", YEAR));
        Staff city = staff(CITY);
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(row(
                "weights",
                "weights",
                Map.of("delegates", "INVITED", "LEADER", "40", "DISTRICT", "40", "DELEGATE", "20")));
        Staff.section(city.form(preparing.taskId()).json(), "raters")
                .path("rows")
                .forEach(seat -> {
                    String code = seat.path("key").asText();
                    rows.add(row(
                            "raters",
                            code,
                            Map.of("attends", "YES", "person", code.equals(VOTER) ? PERSON : "人员" + code)));
                });
        assertThat(city.put("/api/tasks/" + preparing.taskId() + "/rows", Staff.text(Map.of("rows", rows)))
                        .json()
                        .path("ready")
                        .asBoolean())
                .isTrue();
        assertThat(city.complete(preparing.taskId()).status()).isEqualTo(204);
        runJobs();
        assertThat(voting()).hasSize(25);
    }

    private static Map<String, Object> row(String section, String key, Map<String, String> values) {
        return Map.of("section", section, "key", key, "version", 0, "values", values);
    }

    private List<OpenWork> voting() {
        return engine.open().stream()
                .filter(work -> work.key().equals("taskVote"))
                .toList();
    }

    private Answer mark(Staff staff, String task) {
        List<String> units = appraisals.units(YEAR);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            rows.add(row(
                    "ballot",
                    units.get(i),
                    Map.of("mark", PATTERN.get(i % PATTERN.size()).name())));
        }
        return staff.put("/api/tasks/" + task + "/rows", Staff.text(Map.of("rows", rows)));
    }

    private void vote(OpenWork work) {
        Staff staff = staff(work.office());
        assertThat(mark(staff, work.taskId()).json().path("ready").asBoolean()).isTrue();
        assertThat(staff.complete(work.taskId()).status()).isEqualTo(204);
    }

    // What is left in the database
    // ------------------------------------------------------------------------------------------------

    /** Everything in the database, the engine's tables too, the program's own models aside. */
    private List<Found> everything() {
        List<Found> all = new ArrayList<>();
        jdbc.sql("select table_name from information_schema.tables where table_schema = 'PUBLIC' order by 1")
                .query(String.class)
                .list()
                .forEach(table -> jdbc.sql("select * from \"" + table + "\"").query(rs -> {
                    all.add(new Found(table, text(rs)));
                }));
        return all;
    }

    private static String text(ResultSet rs) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= rs.getMetaData().getColumnCount(); i++) {
            Object value = rs.getObject(i);
            if (value instanceof Clob clob) {
                text.append(clob.getSubString(1, (int) clob.length()));
            } else if (value instanceof Blob blob) {
                text.append(new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.UTF_8));
            } else if (value instanceof byte[] bytes) {
                text.append(new String(bytes, StandardCharsets.UTF_8));
            } else {
                text.append(value);
            }
            text.append('|');
        }
        return text.toString();
    }

    private static boolean tellsAMark(Found row) {
        return A_MARK.matcher(row.text()).find();
    }

    private static boolean tellsTheVoter(Found row) {
        return row.text().contains(VOTER) || row.text().contains(PERSON);
    }

    private List<Found> marksOutsideTheBox() {
        return everything().stream()
                .filter(row -> !row.table().equals("BALLOT"))
                .filter(SecretBallotTest::tellsAMark)
                .toList();
    }

    @Test
    void once_submitted_no_row_of_any_table_tells_how_somebody_voted() {
        OpenWork work = task("taskVote", VOTER);
        mark(staff(VOTER), work.taskId());
        assertThat(marksOutsideTheBox())
                .as("the search finds a draft while there is one")
                .hasSize(appraisals.units(YEAR).size())
                .allSatisfy(row -> assertThat(row.table()).isEqualTo("TASK_DRAFT_ROW"))
                .allMatch(SecretBallotTest::tellsTheVoter);

        assertThat(staff(VOTER).complete(work.taskId()).status()).isEqualTo(204);
        runJobs();

        assertThat(marksOutsideTheBox()).isEmpty();
        List<Found> rows = everything();
        assertThat(rows)
                .filteredOn(row -> row.table().equals("BALLOT"))
                .singleElement()
                .satisfies(ballot -> {
                    assertThat(ballot.text()).doesNotContain(VOTER, PERSON, "青田", "2022");
                    assertThat(ballot.text()).matches("\\d+\\|2021\\|DISTRICT\\|\\{.*}\\|");
                });
        assertThat(rows)
                .filteredOn(SecretBallotTest::tellsTheVoter)
                .as("that the person has voted is known, and nothing of a unit stands beside it")
                .isNotEmpty()
                .noneMatch(row -> appraisals.units(YEAR).stream().anyMatch(row.text()::contains)
                        && !row.table().startsWith("ACT_GE_BYTEARRAY"));
        assertThat(rows)
                .filteredOn(row -> row.text().contains(work.taskId()))
                .as("what the task left behind")
                .extracting(Found::table)
                .doesNotContain("TASK_DRAFT", "TASK_DRAFT_ROW", "TASK_DRAFT_SEEN");
    }

    @Test
    void the_number_of_a_ballot_stands_nowhere_but_on_it() {
        vote(task("taskVote", VOTER));
        String number = String.valueOf(
                jdbc.sql("select id from ballot").query(Long.class).single());

        assertThat(everything())
                .filteredOn(row -> row.text().contains(number))
                .extracting(Found::table)
                .containsExactly("BALLOT");
    }

    @Test
    void a_ballot_that_was_begun_and_not_submitted_is_erased_when_voting_is_closed() {
        voting().stream().filter(work -> !work.office().equals(VOTER)).limit(3).forEach(this::vote);
        mark(staff(VOTER), task("taskVote", VOTER).taskId());
        close();

        assertThat(voting()).isEmpty();
        assertThat(marksOutsideTheBox()).isEmpty();
        assertThat(count("ballot")).isEqualTo(3);
        assertThat(count("task_draft_row")).isZero();
        assertThat(appraisals.rater(YEAR, VOTER)).map(Rater::voted).contains(false);
    }

    // Who sees what
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void nobody_but_the_voter_sees_the_ballot_administrators_included() {
        String task = task("taskVote", VOTER).taskId();
        mark(staff(VOTER), task);
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);

        for (Staff other : List.of(staff(CITY), staff("ld-cy-01"), staff("qingtian-jkb"), boss, stranger())) {
            Answer look = other.form(task);
            assertThat(look.status()).as(other.user()).isIn(401, 404);
            assertThat(look.body()).as(other.user()).doesNotContain("POOR", UNIT);
            Answer typing = other.type(task, "ballot", UNIT, 1, Map.of("mark", "EXCELLENT"));
            assertThat(typing.status()).as(other.user()).isIn(401, 404);
            assertThat(other.complete(task).status()).as(other.user()).isIn(401, 403, 404, 422);
        }
        for (String call : List.of("/task/%s/variables", "/task/%s/form-variables", "/task/%s/localVariables")) {
            assertThat(boss.get("/engine-rest" + call.formatted(task)).body()).doesNotContain("POOR", UNIT);
        }
        // of this procedure alone: what other tests left in the history names units as well
        String procedure = boss.get("/engine-rest/task/" + task)
                .json()
                .path("processInstanceId")
                .asText();
        Answer history = boss.get("/engine-rest/history/detail?processInstanceId=" + procedure);
        assertThat(history.body()).contains("variableUpdate").doesNotContain("POOR", UNIT);
        assertThat(staff(VOTER).form(task).body()).contains("POOR", UNIT);
        assertThat(count("ballot")).isZero();
    }

    @Test
    void an_administrator_who_takes_the_task_over_neither_sees_the_ballot_nor_votes_with_it() {
        String task = task("taskVote", VOTER).taskId();
        mark(staff(VOTER), task);
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);
        assertThat(boss.post("/engine-rest/task/" + task + "/assignee", "{\"userId\": \"boss\"}")
                        .status())
                .isEqualTo(204);

        assertThat(boss.form(task).status()).isEqualTo(404);
        assertThat(mark(boss, task).status()).isEqualTo(404);
        assertThat(boss.complete(task).status()).isEqualTo(422);
        assertThat(count("ballot")).isZero();
        assertThat(appraisals.turnout(YEAR).voted()).isZero();
    }

    @Test
    void of_two_submissions_of_one_rater_at_once_one_counts() throws Exception {
        String task = task("taskVote", VOTER).taskId();
        Staff one = staff(VOTER);
        Staff other = inTasklist(VOTER);
        mark(one, task);
        other.form(task);
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Answer>> clicks = List.of(one, other).stream()
                .map(staff -> threads.submit(() -> {
                    start.await();
                    return staff.complete(task);
                }))
                .toList();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> click : clicks) {
            statuses.add(click.get().status());
        }
        threads.shutdown();

        assertThat(statuses).containsOnlyOnce(204);
        assertThat(statuses).filteredOn(status -> status != 204).singleElement().satisfies(status -> assertThat(status)
                .isIn(404, 409, 422));
        assertThat(count("ballot")).isOne();
        assertThat(appraisals.turnout(YEAR).voted()).isOne();
        Answer again = one.complete(task);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.message()).contains("这项任务已经办结");
    }

    // From the first vote to the result
    // --------------------------------------------------------------------------------------------

    @Test
    void once_everybody_has_voted_the_ballots_are_counted_and_nobody_has_to_close() {
        at(LocalDateTime.of(YEAR + 1, 1, 27, 0, 5));
        runJobs();
        assertThat(tasks.createTaskQuery().taskDefinitionKey("taskCloseVoting").count())
                .isOne();
        voting().forEach(this::vote);
        runJobs();

        assertThat(tasks.createTaskQuery().taskDefinitionKey("taskCloseVoting").count())
                .isZero();
        Staff city = staff(CITY);
        OpenWork confirming = task("taskConfirmAppraisal", CITY);
        JsonNode view = city.form(confirming.taskId()).json();
        assertThat(Staff.section(view, "tallies").path("rows"))
                .hasSize(3 * appraisals.units(YEAR).size());
        assertThat(city.complete(confirming.taskId()).status()).isEqualTo(422);
        decideOnAllUnknown(city, confirming.taskId(), view);
        assertThat(city.complete(confirming.taskId()).status()).isEqualTo(204);
        runJobs();

        assertThat(appraisals.get(YEAR).state()).isEqualTo(Poll.State.CONFIRMED);
        assertThat(engine.running("democratic-appraisal")).isFalse();
        assertThat(marksOutsideTheBox()).isEmpty();
    }

    /** By the pattern every fifth unit is unknown to everybody. */
    private static void decideOnAllUnknown(Staff city, String task, JsonNode view) {
        assertThat(Staff.section(view, "unrated").path("rows").isEmpty()).isFalse();
        assertThat(city.change(task, "common", "common", Map.of("outcome", "REVIEW_ONLY", "reason", "无人了解"))
                        .json()
                        .path("ready")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void after_the_deadline_the_city_office_closes_with_a_reason_and_counts_what_there_is() {
        voting().stream().limit(7).forEach(this::vote);
        close();

        assertThat(appraisals.turnout(YEAR).text()).isEqualTo("7/25");
        assertThat(task("taskConfirmAppraisal", CITY)).isNotNull();
        assertThat(appraisals.get(YEAR).state()).isEqualTo(Poll.State.COUNTED);
    }

    private void close() {
        at(LocalDateTime.of(YEAR + 1, 1, 27, 0, 5));
        runJobs();
        Staff city = staff(CITY);
        OpenWork closing = task("taskCloseVoting", CITY);
        city.form(closing.taskId());
        assertThat(city.complete(closing.taskId()).message()).contains("请写明为什么不再等");
        city.change(closing.taskId(), "closing", "closing", Map.of("reason", "已逐个电话催促，均在外地"));
        assertThat(city.complete(closing.taskId()).status()).isEqualTo(204);
        runJobs();
    }

    @Override
    protected void account(String user, String group) {
        if (identity.createGroupQuery().groupId(group).count() == 0) {
            Group missing = identity.newGroup(group);
            identity.saveGroup(missing);
        }
        super.account(user, group);
    }
}
