package cn.healthylishui.assessment.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.appraisal.SealedSeats.Held;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.workflow.Accounts;
import cn.healthylishui.assessment.workflow.PasswordLetters;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole appraisal as its people see it, what is left of a ballot in the database, and what an attacker within tries. */
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

    @Autowired
    private Accounts accounts;

    @Autowired
    private HistoryService history;

    @Autowired
    private SealedSeats seats;

    @Autowired
    private PasswordLetters letters;

    /** As drafts and ballots keep it. */
    private static final Pattern A_MARK = Pattern.compile("\\b(?:EXCELLENT|GOOD|FAIR|POOR|UNKNOWN)\\b");

    /** A row of any table, as text. */
    private record Found(String table, String text) {}

    @BeforeEach
    void startVoting() {
        years.prepare(YEAR, Actor.SYSTEM);
        years.start(YEAR, Actor.SYSTEM);
        accounts.createForSeats();
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

    /** By a pattern that no other ballot has, unless it is turned. */
    private List<Map<String, String>> answers(int turned) {
        List<String> units = appraisals.units(YEAR);
        List<Map<String, String>> answers = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            answers.add(Map.of(
                    "key",
                    units.get(i),
                    "value",
                    PATTERN.get((i + turned) % PATTERN.size()).name()));
        }
        return answers;
    }

    private Answer cast(Staff staff, String task) {
        return cast(staff, task, answers(0));
    }

    private static Answer cast(Staff staff, String task, List<Map<String, String>> answers) {
        return staff.post("/api/tasks/" + task + "/ballot", Staff.text(Map.of("answers", answers)));
    }

    private void vote(OpenWork work) {
        Answer answer = cast(staff(work.office()), work.taskId());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("您的测评票已投入票箱。");
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
    void once_cast_no_row_of_any_table_tells_how_somebody_voted() {
        OpenWork work = task("taskVote", VOTER);
        vote(work);
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

    /** The engine notes who completed which task when: in its order nothing of a ballot may be found again. */
    @Test
    void ballots_cannot_be_joined_to_the_engines_history_or_the_log_of_a_year_of_many_voters() {
        List<OpenWork> works = new ArrayList<>(voting());
        Collections.shuffle(works, new Random(7));
        int minute = 0;
        for (OpenWork work : works) {
            at(LocalDateTime.of(YEAR + 1, 1, 18, 9, minute++));
            vote(work);
        }

        List<HistoricTaskInstance> completed = history.createHistoricTaskInstanceQuery()
                .processInstanceId(instance(works.get(0)))
                .taskDefinitionKey("taskVote")
                .finished()
                .orderByHistoricTaskInstanceEndTime()
                .asc()
                .list();
        assertThat(completed).as("who voted when is known to the engine").hasSize(25);
        assertThat(completed)
                .extracting(HistoricTaskInstance::getAssignee)
                .containsExactlyElementsOf(works.stream().map(OpenWork::office).toList());
        for (String order : List.of("", "order by id", "order by _rowid_")) {
            List<String> groups = jdbc.sql("select rater_group from ballot " + order)
                    .query(String.class)
                    .list();
            List<String> inOrderOfVoting = works.stream()
                    .map(work -> appraisals.groupOf(work.office()).orElseThrow().name())
                    .toList();
            assertThat(groups)
                    .containsExactlyInAnyOrderElementsOf(inOrderOfVoting)
                    .isNotEqualTo(inOrderOfVoting);
        }
        List<Found> everything = everything();
        jdbc.sql("select id from ballot").query(String.class).list().forEach(number -> assertThat(everything)
                .filteredOn(row -> row.text().contains(number))
                .as("the number of a ballot stands nowhere but on it")
                .extracting(Found::table)
                .containsExactly("BALLOT"));
        assertThat(jdbc.sql("select at, user_id, office, to_value from operation_log where action = '投票'")
                        .query((rs, i) -> rs.getTimestamp(1).toLocalDateTime() + rs.getString(2) + rs.getString(4))
                        .list())
                .as("the log tells by day that one voted, and not who")
                .hasSize(25)
                .containsOnly("2022-01-18T00:00system投出一票");
        assertThat(jdbc.sql("select count(*) from operation_log where action = '办结任务' and object_code = 'taskVote'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(instance(works.get(0)))
                        .list())
                .extracting(HistoricVariableInstance::getName)
                .containsOnly(
                        "year",
                        "rater",
                        "nrOfInstances",
                        "nrOfActiveInstances",
                        "nrOfCompletedInstances",
                        "loopCounter");
    }

    /** The one whose ballots these are: other years may have had theirs in the same engine. */
    private String instance(OpenWork work) {
        return history.createHistoricTaskInstanceQuery()
                .taskId(work.taskId())
                .singleResult()
                .getProcessInstanceId();
    }

    @Test
    void a_ballot_that_is_open_when_voting_is_closed_leaves_nothing() {
        voting().stream().filter(work -> !work.office().equals(VOTER)).limit(3).forEach(this::vote);
        String task = task("taskVote", VOTER).taskId();
        staff(VOTER).form(task);
        close();

        assertThat(voting()).isEmpty();
        assertThat(cast(staff(VOTER), task).status()).isEqualTo(404);
        assertThat(marksOutsideTheBox()).isEmpty();
        assertThat(count("ballot")).isEqualTo(3);
        assertThat(count("task_draft_row")).isZero();
        assertThat(appraisals.rater(YEAR, VOTER)).map(Rater::voted).contains(false);
    }

    // Who sees what
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void nobody_but_the_voter_opens_or_casts_the_ballot_administrators_included() {
        String task = task("taskVote", VOTER).taskId();
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);

        for (Staff other : List.of(staff(CITY), staff("ld-cy-01"), staff("qingtian-jkb"), boss, stranger())) {
            Answer look = other.form(task);
            assertThat(look.status()).as(other.user()).isIn(401, 404);
            assertThat(look.body()).as(other.user()).doesNotContain(UNIT);
            assertThat(cast(other, task).status()).as(other.user()).isIn(401, 404);
            assertThat(other.complete(task).status()).as(other.user()).isIn(401, 403, 404, 422);
        }
        assertThat(told("查看测评票")).containsExactly("boss");
        assertThat(told("投测评票")).containsExactly("boss");
        assertThat(staff(VOTER).form(task).body()).contains(UNIT);
        assertThat(count("ballot")).isZero();
    }

    /** Who tried something that was refused, by the log. */
    private List<String> told(String action) {
        return jdbc.sql("select user_id from operation_log where action = :action order by id")
                .param("action", action)
                .query(String.class)
                .list();
    }

    /** What the engine lets whoever administers it do with a task, a group and an account. */
    private Map<String, Function<Staff, Answer>> attacks(String task) {
        String engine = "/engine-rest/task/" + task;
        Map<String, Function<Staff, Answer>> attacks = new LinkedHashMap<>();
        attacks.put("assigns it to itself", boss -> boss.post(engine + "/assignee", "{\"userId\": \"boss\"}"));
        attacks.put(
                "assigns it to another rater", boss -> boss.post(engine + "/assignee", "{\"userId\": \"ld-cy-01\"}"));
        attacks.put("claims it", boss -> boss.post(engine + "/claim", "{\"userId\": \"boss\"}"));
        attacks.put("delegates it", boss -> boss.post(engine + "/delegate", "{\"userId\": \"boss\"}"));
        attacks.put(
                "becomes its candidate",
                boss -> boss.post(engine + "/identity-links", "{\"userId\": \"boss\", \"type\": \"candidate\"}"));
        attacks.put(
                "gives it to a group of its own",
                boss -> boss.post(
                        engine + "/identity-links", "{\"groupId\": \"camunda-admin\", \"type\": \"candidate\"}"));
        attacks.put(
                "becomes its owner",
                boss -> boss.post(engine + "/identity-links", "{\"userId\": \"boss\", \"type\": \"owner\"}"));
        attacks.put(
                "takes it from the seat",
                boss -> boss.post(
                        engine + "/identity-links/delete",
                        "{\"groupId\": \"" + VOTER + "\", \"type\": \"candidate\"}"));
        attacks.put(
                "writes it anew",
                boss -> boss.put(engine, "{\"name\": \"x\", \"assignee\": \"boss\", \"owner\": \"boss\"}"));
        attacks.put("joins the seat", boss -> boss.put("/engine-rest/group/" + VOTER + "/members/boss", "{}"));
        attacks.put("removes the voter", boss -> boss.delete("/engine-rest/group/" + VOTER + "/members/" + VOTER));
        attacks.put(
                "makes the voter one of its own",
                boss -> boss.put("/engine-rest/group/camunda-admin/members/" + VOTER, "{}"));
        attacks.put("deletes the voter", boss -> boss.delete("/engine-rest/user/" + VOTER));
        attacks.put("deletes the seat", boss -> boss.delete("/engine-rest/group/" + VOTER));
        attacks.put(
                "sets the voter's password",
                boss -> boss.put(
                        "/engine-rest/user/" + VOTER + "/credentials",
                        Staff.text(Map.of("password", "Xxxx-1234-yyyy", "authenticatedUserPassword", password))));
        attacks.put(
                "resets the voter's password on our page",
                boss -> boss.postFields(
                        "/my/basic-data/offices/reset", Map.of("account", VOTER, "line", VOTER, "reason", "忘了")));
        return attacks;
    }

    @Test
    void an_administrator_gets_neither_the_ballot_nor_the_seat_and_every_try_is_told() {
        String task = task("taskVote", VOTER).taskId();
        Staff voter = staff(VOTER);
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);
        String before = seatAndTask(task);

        attacks(task).forEach((what, attack) -> {
            Answer answer = attack.apply(boss);
            assertThat(answer.status()).as(what + answer.body()).isBetween(400, 599);
            assertThat(seatAndTask(task)).as(what).isEqualTo(before);
            assertThat(boss.form(task).status()).as(what).isEqualTo(404);
            assertThat(boss.form(task).body()).as(what).doesNotContain(UNIT);
            assertThat(cast(boss, task).status()).as(what).isEqualTo(404);
        });

        assertThat(count("ballot")).isZero();
        assertThat(told("投测评票")).hasSize(attacks(task).size()).containsOnly("boss");
        assertThat(cast(voter, task).status())
                .as("and the voter votes as before")
                .isEqualTo(200);
        assertThat(appraisals.turnout(YEAR).voted()).isOne();
    }

    /** The same without any door before it: the engine itself refuses, and tells. */
    @Test
    void the_engine_itself_gives_away_neither_ballot_nor_seat_while_voting_lasts() {
        String task = task("taskVote", VOTER).taskId();
        account("boss", "camunda-admin");
        String before = seatAndTask(task);
        Map<String, Runnable> acts = new LinkedHashMap<>();
        acts.put("assignee", () -> tasks.setAssignee(task, "boss"));
        acts.put("another rater", () -> tasks.setAssignee(task, "ld-cy-01"));
        acts.put("owner", () -> tasks.setOwner(task, "boss"));
        acts.put("delegation", () -> tasks.delegateTask(task, "boss"));
        acts.put("candidate", () -> tasks.addCandidateUser(task, "boss"));
        acts.put("candidate group", () -> tasks.addCandidateGroup(task, "camunda-admin"));
        acts.put("link", () -> tasks.addUserIdentityLink(task, "boss", "reviewer"));
        acts.put("office", () -> tasks.deleteCandidateGroup(task, VOTER));
        acts.put("joining", () -> identity.createMembership("boss", VOTER));
        acts.put("leaving", () -> identity.deleteMembership(VOTER, VOTER));
        acts.put("elsewhere", () -> identity.createMembership(VOTER, CITY));
        acts.put("account", () -> identity.deleteUser(VOTER));
        acts.put("group", () -> identity.deleteGroup(VOTER));

        acts.forEach((what, act) -> {
            assertThatThrownBy(act::run)
                    .as(what)
                    .isInstanceOf(BadUserRequestException.class)
                    .hasMessageContaining("2021年度民主测评正在投票")
                    .hasMessageContaining(what.equals("another rater") ? "席位" : "席位“青田县测评代表”");
            assertThat(seatAndTask(task)).as(what).isEqualTo(before);
        });

        assertThat(told("改动测评票或席位")).hasSize(acts.size());
        tasks.setAssignee(task, null); // its own account may put it back, and take it again
        tasks.setAssignee(task, VOTER);
        tasks.setPriority(task, 60);
        vote(task("taskVote", VOTER));
        close();
        identity.createMembership("boss", VOTER);
        identity.deleteMembership("boss", VOTER);
    }

    /** Whose the task is and who sits on the seat. */
    private String seatAndTask(String task) {
        return jdbc.sql("""
                        select t.assignee_ || '|' || coalesce(t.owner_, '') || '|' || coalesce(t.delegation_, '') from act_ru_task t
                        where t.id_ = :task
                        union all select coalesce(group_id_, '') || coalesce(user_id_, '') || type_ from act_ru_identitylink
                        where task_id_ = :task
                        union all select user_id_ || ' in ' || group_id_ from act_id_membership where user_id_ = :seat or group_id_ = :seat
                        union all select pwd_ from act_id_user where id_ = :seat
                        union all select id_ from act_id_group where id_ = :seat
                        """)
                .param("task", task)
                .param("seat", VOTER)
                .query(String.class)
                .list()
                .toString();
    }

    @Test
    void a_forgotten_password_takes_the_city_office_and_an_administrator_and_both_are_seen_by_the_rater() {
        String task = task("taskVote", VOTER).taskId();
        Staff city = staff(CITY);
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);
        Map<String, String> release = Map.of("line", VOTER, "seen", "", "reason", "本人忘了密码");

        assertThat(boss.postFields("/my/basic-data/rater-seats/release", release)
                        .message())
                .contains("准许换发测评账号由市健康丽水办办理；系统管理员只管重设密码，不能自己准许自己。");
        assertThat(city.postFields(
                                "/my/basic-data/rater-seats/release",
                                Map.of("line", VOTER, "seen", "", "reason", "长".repeat(600)))
                        .message())
                .startsWith("请写明为什么要换发，最多")
                .endsWith("字；测评人员本人看得到。");
        assertThat(city.postFields("/my/basic-data/rater-seats/release", release)
                        .status())
                .isEqualTo(200);
        assertThat(reset(boss).status()).isEqualTo(200);
        assertThat(reset(boss).message()).as("once").contains("的测评票只归它自己的账号：截止以前不能把票交给别人，席位不能加人、移人，账号不能停用");

        // whatever the new password asks of the rater first
        FormView shown = engine.as(VOTER, () -> desk.view(task));
        assertThat(shown.notices().toString()).contains("投票期间您的账号有过变动", "本人忘了密码", "boss");
        assertThat(told("准许换发测评账号")).containsExactly(CITY);
        assertThat(told("换发测评账号")).containsExactly("boss");
        engine.as(VOTER, () -> {
            desk.cast(
                    task,
                    appraisals.units(YEAR).stream()
                            .map(unit -> new SecretForm.Answer(unit, AppraisalMark.GOOD.name()))
                            .toList());
            return true;
        });
        assertThat(appraisals.turnout(YEAR).voted()).isOne();
        assertThat(city.postFields("/my/basic-data/rater-seats/release", release)
                        .message())
                .contains("”现在没有等着投票：没有在投票，或者已经投过。不用换发。");
    }

    @Test
    void a_password_letter_made_out_before_voting_is_not_opened_while_it_lasts() {
        Staff keeper = staff(ZONE_OFFICE);
        resetBeforeVoting();
        Map<String, String> letter = Map.of("account", VOTER);

        Answer refused = keeper.postFields("/my/account/letter", letter);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .contains(
                        "2021年度民主测评正在投票",
                        "青田县测评代表",
                        "”的账号。它的密码是投票以前重设的，截止以前不能打开这封密码信，以免别人代投。确实没有密码的，请市健康丽水办在“基础数据”的“测评席位”里写明理由，准许换发，再由系统管理员重设。",
                        "准许换发");
        assertThat(told("打开测评席位的密码信")).containsExactly(ZONE_OFFICE);
        assertThat(jdbc.sql("select opened_at from password_letter where user_id = :seat")
                        .param("seat", VOTER)
                        .query()
                        .singleRow())
                .containsEntry("opened_at", null);

        jdbc.sql("update appraisal set state = 'CLOSED'").update();
        assertThat(keeper.postFields("/my/account/letter", letter).status())
                .as("when nobody votes any more")
                .isEqualTo(200);
    }

    @Test
    void a_letter_of_before_stays_shut_when_the_city_office_allows_a_new_one_and_the_new_one_opens() {
        account("boss", "camunda-admin");
        Staff boss = Staff.byBasicLogin(port, "boss", password);
        Staff keeper = staff(ZONE_OFFICE);
        Map<String, String> letter = Map.of("account", VOTER);
        resetBeforeVoting();
        assertThat(staff(CITY)
                        .postFields(
                                "/my/basic-data/rater-seats/release",
                                Map.of("line", VOTER, "seen", "", "reason", "本人忘了密码"))
                        .status())
                .isEqualTo(200);

        assertThat(keeper.postFields("/my/account/letter", letter).message())
                .contains("”的账号。它的密码是投票以前重设的，截止以前不能打开这封密码信，以免别人代投。确实没有密码的，请市健康丽水办在“基础数据”的“测评席位”里写明理由，准许换发，再由系统管理员重设。");
        assertThat(reset(boss).status()).isEqualTo(200);
        Answer opened = keeper.postFields("/my/account/letter", letter);

        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(told("账号：打开密码信")).containsExactly(ZONE_OFFICE);
    }

    /** A letter is made out the day before, when nobody voted yet; its keeper is a colleague in the voter's other office. */
    private void resetBeforeVoting() {
        jdbc.sql("update appraisal set state = 'CLOSED'").update();
        identity.createMembership(VOTER, ZONE_OFFICE);
        engine.as(CITY, () -> {
            letters.reset(VOTER, new Actor("boss", "camunda-admin"));
            return true;
        });
        jdbc.sql("update password_letter set reset_at = :before")
                .param("before", Timestamp.valueOf(LocalDateTime.now(clock).minusDays(1)))
                .update();
        jdbc.sql("update appraisal set state = 'VOTING'").update();
    }

    private Answer reset(Staff boss) {
        return boss.postFields(
                "/my/basic-data/offices/reset",
                Map.of("account", VOTER, "line", VOTER, "seen", "", "reason", "市健康丽水办准许"));
    }

    @Test
    void a_seat_of_a_vote_begun_with_an_earlier_version_is_its_one_accounts_from_the_next_start_on() {
        jdbc.sql("update appraisal_rater set account = null").update();
        assertThat(cast(staff(VOTER), task("taskVote", VOTER).taskId()).status())
                .isEqualTo(404);

        seats.settle();

        assertThat(seats.ofSeat(VOTER)).extracting(Held::account).containsExactly(VOTER);
        vote(task("taskVote", VOTER));
    }

    /** Completing is not casting, whoever completes: Tasklist's own call, the REST interface, the engine. */
    @Test
    void a_ballot_that_was_not_cast_cannot_be_completed() {
        String task = task("taskVote", VOTER).taskId();
        for (Staff staff : List.of(staff(VOTER), inTasklist(VOTER))) {
            staff.form(task);
            Answer answer = staff.complete(task);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.message()).contains("测评票没有投出，任务不能办结。请在表单里填好，点“办结”并确认投出；打开的是旧页面的，请先刷新。");
        }
        assertThatThrownBy(() -> tasks.complete(task)).hasMessageContaining("测评票没有投出");
        assertThat(isOpen(task)).isTrue();
        assertThat(count("ballot")).isZero();
    }

    @Test
    void a_ballot_that_is_not_whole_is_refused_with_a_sentence_and_another_task_takes_none() {
        String task = task("taskVote", VOTER).taskId();
        List<Map<String, String>> tooFew = answers(0);
        tooFew.remove(0);
        Staff voter = staff(VOTER);

        assertThat(cast(voter, task, tooFew).message()).contains("个单位逐一评价，现在评了");
        for (String body : List.of("{}", "{\"answers\": null}", "{\"answers\": []}", "{\"answers\": [{}]}")) {
            Answer answer = voter.post("/api/tasks/" + task + "/ballot", body);
            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.message()).as(body).isNotEmpty();
        }
        assertThat(voter.post("/api/tasks/" + task + "/ballot", "[").status()).isEqualTo(400);
        assertThat(isOpen(task)).isTrue();
        at(LocalDateTime.of(YEAR + 1, 1, 27, 0, 5));
        runJobs();
        assertThat(cast(staff(CITY), task("taskCloseVoting", CITY).taskId()).message())
                .contains("这项任务不是投票，请在表单里填写后办结。");
    }

    @Test
    @OnBothDatabases
    void of_two_submissions_of_one_rater_at_once_one_counts() throws Exception {
        String task = task("taskVote", VOTER).taskId();
        Staff one = staff(VOTER);
        Staff other = inTasklist(VOTER);
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Answer>> clicks = List.of(one, other).stream()
                .map(staff -> threads.submit(() -> {
                    start.await();
                    return cast(staff, task);
                }))
                .toList();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> click : clicks) {
            statuses.add(click.get().status());
        }
        threads.shutdown();

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status != 200).singleElement().satisfies(status -> assertThat(status)
                .isIn(404, 409, 422));
        assertThat(count("ballot")).isOne();
        assertThat(appraisals.turnout(YEAR).voted()).isOne();
        Answer again = cast(one, task);
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

    @Test
    @OnBothDatabases
    void twenty_five_who_cast_at_once_are_all_taken_in() throws Exception {
        List<OpenWork> works = voting();
        List<Staff> voters = works.stream().map(work -> staff(work.office())).toList();
        CyclicBarrier start = new CyclicBarrier(works.size());
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        List<Future<Answer>> casts = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            int voter = i;
            casts.add(threads.submit(() -> {
                start.await();
                return cast(voters.get(voter), works.get(voter).taskId(), answers(voter));
            }));
        }
        for (Future<Answer> cast : casts) {
            assertThat(cast.get().status()).as(cast.get().body()).isEqualTo(200);
        }
        threads.shutdown();
        runJobs();

        assertThat(appraisals.turnout(YEAR).text()).isEqualTo("25/25");
        assertThat(appraisals.get(YEAR).state()).isEqualTo(Poll.State.COUNTED);
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
