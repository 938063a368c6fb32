package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.workflow.EngineCalls.Call;
import cn.healthylishui.assessment.workflow.EngineCalls.Role;
import cn.healthylishui.assessment.workflow.JsonShape.Kind;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.QueryValidators;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The door before the engine, driven by its own list: what is on it passes as it is sent, and nothing that differs does. */
@ExtendWith(OutputCaptureExtension.class)
class EngineDoorTest extends StaffTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOSS = "boss";
    private static final String NOBODYS = "00000000-0000-0000-0000-000000000000";
    private static final String HOSTILE = "${''.getClass().forName('java.lang.Runtime')}";
    private static final List<String> STARTED = List.of(
            "annual-assessment",
            "annual-work-plan",
            "year-roster",
            "figure-report",
            "figure-correction",
            "result-revision",
            "misconduct",
            "objection",
            "indicator-adjustment",
            "group-visit",
            "deadline-extension");

    @Autowired
    private FilterService filters;

    @Autowired
    private ManagementService jobs;

    private Staff caller(Role role) {
        if (role == Role.ADMINISTRATOR) {
            account(BOSS, EngineDoor.ADMINISTRATORS);
            return Staff.byBasicLogin(port, BOSS, password);
        }
        return staff(ZONE_OFFICE);
    }

    private static List<Call> written() {
        return EngineCalls.ALL.stream()
                .filter(call -> call.role() != Role.ANYONE)
                .toList();
    }

    private static String address(Call call, String user) {
        return call.path()
                .replace("engine:", "/engine-rest")
                .replace("{me}", user)
                .replace("{account}", ZONE_OFFICE)
                .replaceAll("\\{(?:id|definition)}", NOBODYS);
    }

    /** Something of the kind; of a parameter where text says so. */
    private static Object right(Kind kind, String user, boolean asText) {
        return switch (kind) {
            case TEXT -> "x";
            case NUMBER, PAGE_SIZE, PAGE_START -> asText ? "1" : 1;
            case FLAG, TRUE -> asText ? "true" : true;
            case TEXTS -> asText ? "x" : List.of("x");
            case VALUE -> 1;
            case EXPRESSION -> "${now()}";
            case NOTHING, IN_WHOSE_NAME, PROFILE, VARIABLE -> Map.of();
            case ABSENT -> JSON.nullNode();
            case ME, COLLEAGUE -> user;
            case CONDITIONS -> List.of(Map.of("name", "year", "operator", "eq", "value", 2021));
            case SORTING -> List.of(Map.of("sortBy", "created", "sortOrder", "asc"));
            case ALTERNATIVES -> List.of(Map.of());
        };
    }

    private static Map<String, Object> body(Call call, String user) {
        Map<String, Object> body = new LinkedHashMap<>();
        call.shape().fields().forEach((name, kind) -> body.put(name, right(kind, user, false)));
        return body;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(one -> URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8) + "="
                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static Map<String, String> required(Call call, String user) {
        Map<String, String> parameters = new LinkedHashMap<>();
        call.required()
                .forEach(name -> parameters.put(
                        name, right(call.parameters().get(name), user, true).toString()));
        return parameters;
    }

    private static void passes(Answer answer, String what) {
        assertThat(answer.message()).as(what).doesNotContain("不接受", "不能这样", "格式不对", "写法不对", "太大", "太长");
        if (answer.status() >= 400) {
            assertThat(answer.message()).as(what).containsPattern("\\p{IsHan}.*。");
        }
        assertThat(answer.status()).as(what + answer.message()).isLessThan(500);
        assertThat(answer.status()).as(what + answer.body()).isNotEqualTo(405);
    }

    private static void refused(Answer answer, String what) {
        assertThat(answer.status()).as(what + answer.body()).isIn(400, 401, 403, 405, 413, 414, 415);
        assertThat(answer.body()).as(what).doesNotContain("\"id\"");
    }

    @Test
    void every_call_of_the_list_passes_and_nothing_added_to_it_does(CapturedOutput log) {
        for (Call call : written()) {
            Staff caller = caller(call.role());
            String address = address(call, caller.user());
            String what = call.method() + " " + call.path() + " ";
            Map<String, String> needed = required(call, caller.user());
            boolean reads = call.method().equals("GET") || call.method().equals("OPTIONS");
            String own = reads ? "" : Staff.text(body(call, caller.user()));
            passes(caller.send(call.method(), address + query(needed), own), what + "as it is");

            Map<String, String> foreign = new LinkedHashMap<>(needed);
            foreign.put("foreignCondition", "x");
            refused(caller.send(call.method(), address + query(foreign), own), what + "with a foreign condition");
            call.parameters().forEach((name, kind) -> {
                if (kind != Kind.TEXT && kind != Kind.TEXTS) {
                    Map<String, String> wrong = new LinkedHashMap<>(needed);
                    wrong.put(name, "no-such-value");
                    refused(caller.send(call.method(), address + query(wrong), own), what + name + " of a wrong kind");
                }
            });
            if (!reads) {
                Map<String, Object> more = new LinkedHashMap<>(body(call, caller.user()));
                more.put("foreignField", "x");
                refused(
                        caller.send(call.method(), address + query(needed), Staff.text(more)),
                        what + "with a foreign field");
                call.shape().fields().forEach((name, kind) -> {
                    Map<String, Object> wrong = new LinkedHashMap<>(body(call, caller.user()));
                    wrong.put(name, Map.of("value", List.of(true)));
                    refused(
                            caller.send(call.method(), address + query(needed), Staff.text(wrong)),
                            what + name + " of a wrong kind");
                });
                String large = "{\"name\": \"" + "x".repeat(EngineDoor.LONGEST_BODY) + "\"}";
                Answer tooLarge = caller.send(call.method(), address + query(needed), large);
                assertThat(tooLarge.status()).as(what + "too large").isEqualTo(413);
            }
        }
        assertThat(log.getAll())
                .as("what was asked for is not there: no fault of the program")
                .doesNotContain("\tat ");
    }

    /** What the web applications ask for at most passes, one more does not, in the address and in the body. */
    @Test
    void of_every_list_no_more_is_given_at_once_than_the_door_says() {
        int lists = 0;
        for (Call call : written()) {
            Staff caller = caller(call.role());
            boolean reads = call.method().equals("GET");
            Map<String, String> needed = required(call, caller.user());
            for (Map.Entry<String, Kind> parameter : call.parameters().entrySet()) {
                assertThat(parameter.getValue() == Kind.PAGE_SIZE)
                        .as(call.path())
                        .isEqualTo(parameter.getKey().equals("maxResults"));
                if (parameter.getValue() != Kind.PAGE_SIZE) {
                    continue;
                }
                lists++;
                for (String size : List.of("0", "2000", "2001", "999999999", "-1")) {
                    Map<String, String> sized = new LinkedHashMap<>(needed);
                    sized.put("maxResults", size);
                    Answer answer = caller.send(
                            call.method(),
                            address(call, caller.user()) + query(sized),
                            reads ? "" : Staff.text(body(call, caller.user())));
                    sizeIsBounded(answer, size, call.path());
                }
            }
            if (call.shape().fields().containsKey("maxResults")) {
                for (int size : List.of(2000, 2001, -1)) {
                    Map<String, Object> sized = new LinkedHashMap<>(body(call, caller.user()));
                    sized.put("maxResults", size);
                    Answer answer =
                            caller.send(call.method(), address(call, caller.user()) + query(needed), Staff.text(sized));
                    sizeIsBounded(answer, String.valueOf(size), call.path());
                }
            }
        }
        assertThat(lists).isGreaterThan(40);
    }

    private static void sizeIsBounded(Answer answer, String size, String call) {
        if (List.of("0", "2000").contains(size)) {
            passes(answer, call + size);
        } else {
            assertThat(answer.status()).as(call + size).isEqualTo(403);
            assertThat(answer.message()).as(call + size).contains("一次最多查询2000条");
        }
    }

    @Test
    void a_list_of_which_nobody_says_how_much_is_wanted_ends_where_the_door_says() {
        Staff boss = caller(Role.ADMINISTRATOR);
        int more = JsonShape.MOST_RESULTS + 5;
        try {
            for (int i = 0; i < more; i++) {
                jdbc.sql("insert into ACT_ID_GROUP (ID_, REV_, NAME_, TYPE_) values (:id, 1, 'x', 'MANY')")
                        .param("id", "many-" + i)
                        .update();
            }
            for (Answer answer : List.of(
                    boss.get("/engine-rest/group"),
                    boss.get("/engine-rest/group?type=MANY"),
                    Staff.inTasklist(port, BOSS, password).get("/camunda/api/engine/engine/default/group?type=MANY"),
                    boss.post("/engine-rest/group", "{}"),
                    boss.post("/engine-rest/group", "{\"type\": \"MANY\"}"))) {
                assertThat(answer.json()).hasSize(JsonShape.MOST_RESULTS);
            }
            assertThat(boss.get("/engine-rest/group?type=MANY&maxResults=3").json())
                    .hasSize(3);
            assertThat(boss.get("/engine-rest/group/count?type=MANY")
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(more);
        } finally {
            jdbc.sql("delete from ACT_ID_GROUP where TYPE_ = 'MANY'").update();
        }
    }

    @Test
    void no_call_passes_by_another_method() {
        for (Call call : written()) {
            Staff caller = caller(call.role());
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
                String address = EngineCalls.address(address(call, caller.user()));
                if (EngineCalls.find(call.role(), method, address, caller.user())
                        .isEmpty()) {
                    refused(caller.send(method, address(call, caller.user()), ""), method + " " + call.path());
                }
            }
        }
    }

    @Test
    void what_is_for_administrators_staff_do_not_learn() {
        Staff staff = inTasklist(ZONE_OFFICE);
        for (Call call : written()) {
            if (call.role() == Role.ADMINISTRATOR
                    && EngineCalls.find(Role.STAFF, call.method(), EngineCalls.address(address(call, "")), staff.user())
                            .isEmpty()) {
                Answer answer = staff.send(call.method(), address(call, ""), "");
                assertThat(answer.status()).as(call.method() + call.path()).isEqualTo(403);
                assertThat(answer.message()).contains("您的账号不能这样操作");
            }
        }
    }

    @Test
    void no_other_spelling_of_an_address_passes() throws Exception {
        account(BOSS, EngineDoor.ADMINISTRATORS);
        String login = Base64.getEncoder().encodeToString((BOSS + ":" + password).getBytes(StandardCharsets.UTF_8));
        List<String> spellings = new ArrayList<>();
        for (String sign : List.of(
                "%0a",
                "%0d",
                "%00",
                "%2f",
                "%5c",
                ";x=y",
                "//",
                "/./",
                "/../",
                "%2e",
                ".",
                "%c0%af",
                "%e3%80%80",
                "%20",
                "\\")) {
            spellings.add("/engine-rest/process-instance" + sign);
            spellings.add("/engine-rest/process-instance" + sign + "count");
            spellings.add("/engine-rest" + sign + "/process-instance/count");
            spellings.add("/engine-rest/proc" + sign + "ess-instance");
            spellings.add("/camunda/api/cockpit/plugin/base/default/process-instance" + sign);
        }
        spellings.addAll(List.of(
                "/ENGINE-REST/process-instance",
                "/engine-rest/Process-Instance",
                "/engine-rest/process%2Dinstance",
                "/engine-rest/process-instance/count//",
                "/engine-rest/engine/other/process-instance",
                "/engine-rest/engine/default/engine/default/process-instance"));
        for (String spelling : spellings) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                String answer = raw(method + " " + spelling + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                        + login + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                assertThat(answer)
                        .as(method + spelling)
                        .matches("(?s)HTTP/1.1 4\\d\\d.*")
                        .doesNotContain("\"count\":");
            }
        }
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            assertThat(raw(
                            "POST /engine-rest/process-instance/count HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                                    + login + "\r\n" + header
                                    + ": DELETE\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
        // The same, spelled as it should be.
        assertThat(raw("GET /engine-rest/process-instance/count HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                        + login + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A length that is not told beforehand helps nobody: reading stops where a body may end. */
    @Test
    void a_body_without_a_length_is_read_no_further_than_it_may_be_long() throws Exception {
        account(BOSS, EngineDoor.ADMINISTRATORS);
        String login = Base64.getEncoder().encodeToString((BOSS + ":" + password).getBytes(StandardCharsets.UTF_8));
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(raw("POST /engine-rest/task HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + login
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + chunk + chunk + "0\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(?:00|13) .*");
        // A stranger's is not read at all: the answer is there before the body.
        assertThat(raw("POST /engine-rest/task HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 500000000\r\nConnection: close\r\n\r\n{"))
                .matches("(?s)HTTP/1.1 4(?:01|13) .*");
    }

    @Test
    void the_same_field_twice_and_what_follows_the_object_are_refused() {
        Staff boss = caller(Role.ADMINISTRATOR);
        for (String body : List.of(
                "{\"assignee\": \"a\", \"assignee\": \"b\"}",
                "{} {\"assigneeExpression\": \"${1}\"}",
                "{\"name\": \"a\\u000ab\"}",
                "[]",
                "\"x\"",
                "null",
                "{\"orQueries\": [{\"orQueries\": []}]}")) {
            refused(boss.post("/engine-rest/task", body), body);
        }
        refused(boss.postForm("/engine-rest/task", "assigneeExpression=x"), "a form");
    }

    /** What 0.4.0 let anybody do: start in the middle, with variables, for every process that has a button. */
    @Test
    void no_process_is_started_with_anything_but_the_empty_shell() throws Exception {
        List<String> hostile = List.of(
                "{\"startInstructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"serviceCarryOut\"}]}",
                "{\"variables\": {}, \"startInstructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"x\"}]}",
                "{\"variables\": {\"year\": {\"value\": 2021}}}",
                "{\"variables\": {}, \"businessKey\": \"2021\"}",
                "{\"variables\": {}, \"businessKey\": null, \"withVariablesInReturn\": true}",
                "{\"variables\": {}, \"skipCustomListeners\": true}",
                "{\"variables\": null}",
                "{}",
                "");
        assertThat(new String(
                                getClass()
                                        .getResourceAsStream("/tasklist-7.24.0/start-process.json")
                                        .readAllBytes(),
                                StandardCharsets.UTF_8)
                        .strip())
                .isEqualTo(Staff.SHELL);
        for (String process : STARTED) {
            for (Staff staff : List.of(
                    staff(Office.CITY), inTasklist(Office.CITY), staff("shi-zgh"), caller(Role.ADMINISTRATOR))) {
                for (String body : hostile) {
                    for (String call : List.of(
                            "key/" + process + "/start",
                            definition(process) + "/start",
                            "key/" + process + "/submit-form",
                            definition(process) + "/submit-form")) {
                        Answer answer = staff.post(staff.engine("/process-definition/" + call), body);
                        assertThat(answer.status())
                                .as(call + body + answer.body())
                                .isIn(400, 403);
                        assertThat(answer.message()).isNotEmpty();
                    }
                }
            }
        }
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
        assertThat(start(staff(Office.CITY), "annual-work-plan").status()).isEqualTo(200);
    }

    /** What Cockpit 7.24 asks for its page 人工任务, which stood under five refusals; an office is told nothing of it. */
    @Test
    void the_page_of_open_tasks_in_cockpit_gets_its_numbers() {
        List<String> counted = List.of(
                "{\"unfinished\":true}",
                "{\"unfinished\":true,\"assigned\":true}",
                "{\"unfinished\":true,\"unassigned\":true,\"withCandidateGroups\":true}",
                "{\"unfinished\":true,\"unassigned\":true,\"withoutCandidateGroups\":true}");
        Staff administrator = caller(Role.ADMINISTRATOR);
        Staff office = staff(ZONE_OFFICE);
        for (Staff staff : List.of(administrator, office)) {
            int expected = staff == administrator ? 200 : 403;
            for (String body : counted) {
                Answer answer = staff.post(staff.engine("/history/task/count"), body);
                assertThat(answer.status()).as(body + answer.body()).isEqualTo(expected);
            }
            assertThat(staff.get(staff.engine("/task/report/candidate-group-count"))
                            .status())
                    .isEqualTo(expected);
        }
        assertThat(administrator
                        .post(administrator.engine("/history/task/count"), "{\"taskAssignee\":\"x\"}")
                        .status())
                .isEqualTo(403);
    }

    /** Every list, number and name that an office may ask for, before and after a case is opened against somebody. */
    @Test
    void an_office_learns_nothing_of_a_misconduct_case_that_is_opened() {
        Staff city = staff(Office.CITY);
        List<Staff> offices = List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE), staff("shi-zgh"));
        Map<String, String> before = learnt(offices);
        assertThat(start(city, "misconduct").status()).isEqualTo(200);
        assertThat(task("taskReportMisconduct", Office.CITY)).isNotNull();
        assertThat(learnt(offices)).isEqualTo(before);
        for (Staff office : offices) {
            for (String path : List.of(
                    "/engine-rest/process-definition/statistics",
                    "/engine-rest/process-definition/" + definition("misconduct") + "/statistics",
                    "/engine-rest/process-definition/count",
                    "/engine-rest/process-definition?key=misconduct",
                    "/engine-rest/process-instance/count",
                    "/engine-rest/process-instance",
                    "/engine-rest/task/count",
                    "/engine-rest/history/process-instance/count",
                    "/engine-rest/history/user-operation",
                    "/engine-rest/metrics/root-process-instance-start/sum",
                    "/engine-rest/incident/count",
                    "/camunda/api/engine/engine/default/process-definition/statistics",
                    "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
                    "/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count",
                    "/camunda/api/cockpit/plugin/base/default/process-instance/count",
                    "/camunda/api/admin/plugin/adminPlugins/default/metrics/aggregated")) {
                assertThat(office.get(path).status()).as(path).isIn(401, 403);
            }
        }
    }

    private Map<String, String> learnt(List<Staff> offices) {
        Map<String, String> learnt = new LinkedHashMap<>();
        Filter own = filters.createTaskFilterQuery().filterName("我的待办").singleResult();
        for (Staff office : offices) {
            for (Call call : written()) {
                if (call.role() != Role.STAFF || call.acts()) {
                    continue;
                }
                String address = call.path()
                        .replace("engine:", "")
                        .replace("{me}", office.user())
                        .replace("/filter/{id}", "/filter/" + own.getId())
                        .replace("{definition}", definition("misconduct"))
                        .replaceAll("\\{id}", NOBODYS);
                Answer answer = office.send(
                        call.method(),
                        office.engine(address) + query(required(call, office.user())),
                        call.method().equals("POST") ? Staff.text(required(call, office.user(), call)) : "");
                learnt.put(office.engine(address) + office.user() + call.method(), answer.status() + answer.body());
            }
        }
        return learnt;
    }

    private static Map<String, Object> required(Call call, String user, Call body) {
        return body.shape().required().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> right(call.shape().fields().get(name), user, false)));
    }

    @Test
    @OnBothDatabases
    void whoever_completes_a_task_at_the_same_moment_is_told_by_whom_it_was_done() throws Exception {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        int people = 6;
        List<Staff> staff = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            staff.add(i % 2 == 0 ? staff(ZONE_OFFICE) : inTasklist(ZONE_OFFICE));
        }
        staff.forEach(one -> assertThat(one.form(task).status()).isEqualTo(200));
        CyclicBarrier together = new CyclicBarrier(people);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            List<Callable<Answer>> clicks = staff.stream()
                    .<Callable<Answer>>map(one -> () -> {
                        together.await();
                        return one.complete(task);
                    })
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> click : threads.invokeAll(clicks)) {
                answers.add(click.get());
            }
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(204).containsOnly(204, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .allSatisfy(answer -> assertThat(answer.message()).matches("这项任务刚刚已由.+办结。|有人与您同时操作.*"));
        } finally {
            threads.shutdownNow();
        }
        Answer late = staff.get(0).complete(task);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.message()).startsWith("这项任务刚刚已由").endsWith("办结。");
        Answer foreign = staff("longquan-jkb").complete(task);
        assertThat(foreign.message())
                .as("whose it was not")
                .doesNotContain("刚刚")
                .contains("不归您办理");
    }

    @Test
    void who_claims_what_a_colleague_has_claimed_is_told_so() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        account(ZONE_OFFICE + "-2", ZONE_OFFICE);
        Staff first = staff(ZONE_OFFICE);
        Staff second = Staff.byBasicLogin(port, ZONE_OFFICE + "-2", password);
        assertThat(claims(first, task).status()).isEqualTo(204);
        Answer late = claims(second, task);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.message()).isEqualTo("这项任务已由同事领办。要由您来办的，请同事先放回任务清单。");
    }

    private static Answer claims(Staff staff, String task) {
        return staff.post(staff.engine("/task/" + task + "/claim"), Staff.text(Map.of("userId", staff.user())));
    }

    /** The engine's own line: whatever way an expression takes into a query, it is not evaluated. */
    @Test
    void the_engine_evaluates_no_expression_of_a_query_but_the_three() {
        List<Supplier<TaskQuery>> queries = List.of(
                () -> tasks.createTaskQuery().taskAssigneeExpression(HOSTILE),
                () -> tasks.createTaskQuery().dueBeforeExpression("${now().plusDays(1)}"),
                () -> tasks.createTaskQuery().taskCandidateGroupInExpression("#{" + HOSTILE.substring(2)),
                () -> tasks.createTaskQuery()
                        .or()
                        .taskName("x")
                        .taskOwnerExpression(HOSTILE)
                        .endOr(),
                () -> tasks.createTaskQuery()
                        .taskName("x")
                        .or()
                        .followUpAfterExpression("x" + HOSTILE)
                        .endOr());
        Filter stored = filters.newTaskFilter("x")
                .setQuery(tasks.createTaskQuery()
                        .or()
                        .taskAssigneeExpression(HOSTILE)
                        .endOr());
        filters.saveFilter(stored);
        Filter own = filters.createTaskFilterQuery().filterName("我的待办").singleResult();
        try {
            for (String user : List.of(ZONE_OFFICE, "")) {
                if (!user.isEmpty()) {
                    identity.setAuthentication(user, List.of(user, EngineDoor.ADMINISTRATORS));
                }
                for (Supplier<TaskQuery> query : queries) {
                    // The engine's own refusal looks at the outermost conditions of a query that is not stored, and at
                    // no other.
                    String either = ".*(?:不能使用表达式|forbidden in adhoc queries).*";
                    assertThatThrownBy(() -> query.get().list()).hasMessageMatching(either);
                    assertThatThrownBy(() -> query.get().count()).hasMessageMatching(either);
                    assertThatThrownBy(() -> asStored(query.get()).list()).hasMessageMatching(".*不能使用表达式.*");
                    assertThatThrownBy(() -> asStored(query.get()).count()).hasMessageMatching(".*不能使用表达式.*");
                    if (!user.isEmpty()) { // a list of one's groups is nobody's where nobody is logged in
                        assertThatThrownBy(() -> filters.list(own.getId(), query.get()))
                                .hasMessageMatching(either);
                        assertThatThrownBy(() -> filters.list(own.getId(), asStored(query.get())))
                                .hasMessageMatching(".*不能使用表达式.*");
                    }
                }
                assertThatThrownBy(() -> filters.list(stored.getId())).hasMessageContaining("查询条件中不能使用表达式。");
                assertThatThrownBy(() -> filters.count(stored.getId())).hasMessageContaining("查询条件中不能使用表达式。");
                if (!user.isEmpty()) {
                    filters.list(own.getId());
                }
                identity.clearAuthentication();
            }
        } finally {
            identity.clearAuthentication();
            filters.deleteFilter(stored.getId());
        }
    }

    private static TaskQuery asStored(TaskQuery query) {
        ((TaskQueryImpl) query)
                .getQueries()
                .forEach(one -> one.removeValidator(QueryValidators.AdhocQueryValidator.get()));
        return query;
    }

    @Test
    void administrators_suspend_activate_and_try_again_and_the_log_says_so() {
        startYear();
        Staff boss = caller(Role.ADMINISTRATOR);
        String instance = tasks.createTaskQuery()
                .taskId(task("taskConfirmAssignment", ZONE_OFFICE).taskId())
                .singleResult()
                .getProcessInstanceId();
        String job = jobs.createJobQuery().list().get(0).getId();
        assertThat(boss.put("/engine-rest/process-instance/" + instance + "/suspended", "{\"suspended\": true}")
                        .status())
                .isEqualTo(204);
        assertThat(boss.put("/engine-rest/process-instance/" + instance + "/suspended", "{\"suspended\": false}")
                        .status())
                .isEqualTo(204);
        assertThat(boss.put("/engine-rest/job/" + job + "/retries", "{\"retries\": 1}")
                        .status())
                .isEqualTo(204);
        assertThat(jdbc.sql(
                                "select action || '，' || to_value from operation_log where user_id = :boss and action like '流程监控：%' order by id")
                        .param("boss", BOSS)
                        .query(String.class)
                        .list())
                .containsExactly("流程监控：暂停流程，状态：暂停", "流程监控：恢复流程，状态：运行", "流程监控：重试作业，重试次数：1");

        Answer ending = boss.delete("/engine-rest/process-instance/" + instance);
        assertThat(ending.status()).isEqualTo(403);
        assertThat(ending.message()).contains("/my/processes");
        Answer joining = boss.put("/engine-rest/group/" + ZONE_OFFICE + "/members/" + BOSS, "{}");
        assertThat(joining.status()).isEqualTo(403);
        assertThat(joining.message()).contains("/my/basic-data");
        for (String[] call : List.of(
                new String[] {"POST", "/authorization/create", "{}"},
                new String[] {"POST", "/deployment/create", "{}"},
                new String[] {"PUT", "/process-instance/" + instance + "/variables/year", "{\"value\": 2019}"},
                new String[] {"POST", "/process-instance/" + instance + "/modification", "{}"},
                new String[] {"POST", "/migration/execute", "{}"},
                new String[] {"POST", "/process-definition/" + definition("misconduct") + "/restart", "{}"},
                new String[] {"POST", "/message", "{}"},
                new String[] {"POST", "/signal", "{}"},
                new String[] {"POST", "/filter/create", "{}"},
                new String[] {"POST", "/task/create", "{}"},
                new String[] {"POST", "/user/create", "{}"},
                new String[] {"POST", "/job/" + job + "/execute", "{}"},
                new String[] {"PUT", "/job/" + job + "/duedate", "{}"})) {
            assertThat(boss.send(call[0], "/engine-rest" + call[1], call[2]).status())
                    .as(call[0] + call[1])
                    .isEqualTo(403);
        }
        assertThat(processes
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isOne();
    }
}
