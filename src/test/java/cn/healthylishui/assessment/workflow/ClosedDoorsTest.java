package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.filter.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What nobody may do, by whatever address and whatever login. */
class ClosedDoorsTest extends StaffTest {

    private static final String ADMINISTRATOR = "second-administrator";
    private static final String HOSTILE = "${''.getClass().forName('java.lang.Runtime')}";

    @Autowired
    private FilterService filters;

    private Staff administrator() {
        account(ADMINISTRATOR, EngineDoor.ADMINISTRATORS);
        return Staff.byBasicLogin(port, ADMINISTRATOR, password);
    }

    private Staff administratorInTasklist() {
        account(ADMINISTRATOR, EngineDoor.ADMINISTRATORS);
        return Staff.inTasklist(port, ADMINISTRATOR, password);
    }

    @Test
    void strangersAreAskedToLogIn() {
        startYear();
        OpenWork work = task("taskConfirmAssignment", ZONE_OFFICE);
        State before = state(work.taskId());
        for (String path : List.of(
                "/engine-rest",
                "/engine-rest/engine",
                "/engine-rest/task",
                "/engine-rest/process-definition",
                "/engine-rest/user",
                "/engine-rest/history/task",
                "/api/tasks/" + work.taskId() + "/form",
                "/api/files/1",
                "/api/whatever",
                "/my/papers")) {
            Answer answer = stranger().get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.message()).contains("登录已失效，请重新登录。");
        }
        assertThat(stranger().complete(work.taskId()).status()).isEqualTo(401);
        assertThat(stranger()
                        .type(work.taskId(), "assignment", "T001", 0, Map.of("unit", "kfq-wjj"))
                        .status())
                .isEqualTo(401);
        assertThat(stranger().attach(work.taskId(), "a.txt", "文字".getBytes()).status())
                .isEqualTo(401);
        assertThat(stranger()
                        .post("/camunda/api/engine/engine/default/task", "{}")
                        .status())
                .isIn(401, 403);
        assertThat(state(work.taskId())).isEqualTo(before);
    }

    @Test
    void noOtherSpellingOfAnAddressLeadsAroundTheLogin() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        for (String path : List.of(
                "//engine-rest/task",
                "/%65ngine-rest/task",
                "/engine-rest;a=b/task",
                "/x/..;/engine-rest/task",
                "/camunda/..;/engine-rest/task",
                "/forms/../engine-rest/task",
                "//api/tasks/" + task + "/form",
                "/%61pi/tasks/" + task + "/form",
                "/api;a=b/tasks/" + task + "/form",
                "/forms/..;/api/tasks/" + task + "/form",
                "/webjars/%2e%2e/api/tasks/" + task + "/form")) {
            assertThat(stranger().get(path).status()).as(path).isBetween(400, 499);
            assertThat(stranger().post(path, "{}").status()).as(path).isBetween(400, 499);
            assertThat(stranger().get(path).body()).as(path).doesNotContain("确认成员单位分工");
        }
    }

    @Test
    void aWrongPasswordIsNoLogin() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        assertThat(Staff.byBasicLogin(port, ZONE_OFFICE, "Wrong-0000-none")
                        .get("/engine-rest/task")
                        .status())
                .isEqualTo(401);
        assertThat(Staff.byBasicLogin(port, "nobody", password)
                        .get("/engine-rest/task")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whoLeavesAnOfficeLosesItsTasksAtOnce() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff colleague = colleague(ZONE_OFFICE);
        assertThat(colleague.form(task).status()).isEqualTo(200);
        identity.deleteMembership(colleague.user(), ZONE_OFFICE);
        assertThat(colleague.form(task).status()).isEqualTo(404);
        assertThat(colleague.complete(task).status()).isEqualTo(403);
        assertThat(isOpen(task)).isTrue();
    }

    @Test
    void nobodyBecomesAdministratorByTheSetupPage() {
        List<String> administrators =
                identity.createUserQuery().memberOfGroup(EngineDoor.ADMINISTRATORS).list().stream()
                        .map(user -> user.getId())
                        .toList();
        assertThat(administrators).isNotEmpty();
        try {
            setupIsClosed();
            administrators.forEach(user -> identity.deleteMembership(user, EngineDoor.ADMINISTRATORS));
            setupIsClosed();
        } finally {
            administrators.stream()
                    .filter(user -> identity.createUserQuery()
                                    .userId(user)
                                    .memberOfGroup(EngineDoor.ADMINISTRATORS)
                                    .count()
                            == 0)
                    .forEach(user -> identity.createMembership(user, EngineDoor.ADMINISTRATORS));
        }
    }

    private void setupIsClosed() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        String intruder = """
                {"profile": {"id": "intruder", "firstName": "I", "lastName": "I", "email": ""},
                  "credentials": {"password": "Kwfm-7294-tbxe"}}
                """;
        for (Staff someone : List.of(stranger(), inTasklist(ZONE_OFFICE))) {
            for (String path : List.of(
                    "/camunda/api/admin/setup/default/user/create",
                    "/camunda/api/admin//setup/default/user/create",
                    "/camunda/api/admin/%73etup/default/user/create",
                    "/camunda/api/admin/setup;a/default/user/create")) {
                assertThat(someone.post(path, intruder).status()).as(path).isIn(400, 401, 403);
            }
            assertThat(someone.get("/camunda/app/admin/default/setup/").status())
                    .isIn(401, 403);
        }
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
    }

    @Test
    void expressionsInQueriesAreRefusedToStaffAndAdministrators() {
        Filter own = filters.createTaskFilterQuery().filterName("我的待办").singleResult();
        for (Staff someone :
                List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE), administrator(), administratorInTasklist())) {
            for (String query : List.of(
                    "{\"assigneeExpression\": \"%s\"}",
                    "{\"candidateGroupInExpression\": \"%s\"}",
                    "{\"dueBeforeExpression\": \"%s\"}",
                    "{\"orQueries\": [{\"assigneeExpression\": \"%s\"}]}",
                    "{\"orQueries\": [{\"name\": \"x\"}, {\"nameLike\": \"y\", \"followUpAfterExpression\": \"%s\"}]}",
                    "{\"orQueries\": [{\"assignee\\u0045xpression\": \"%s\"}]}")) {
                String json = query.formatted(HOSTILE);
                refusedAsExpression(someone.post(someone.engine("/filter/" + own.getId() + "/list"), json), json);
                refusedAsExpression(someone.post(someone.engine("/filter/" + own.getId() + "/count"), json), json);
                if (someone.user().equals(ADMINISTRATOR)) {
                    refusedAsExpression(someone.post(someone.engine("/task"), json), json);
                    refusedAsExpression(someone.post(someone.engine("/task/count"), json), json);
                }
            }
            Answer answer = someone.get(someone.engine("/task?assigneeExpression=%24%7B1%2B1%7D")); // ${1+1}
            refusedAsExpression(answer, "an address");
        }
    }

    private static void refusedAsExpression(Answer answer, String what) {
        assertThat(answer.message()).as(what).contains("查询条件中不能使用表达式。");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void expressionsDoNotGetIntoFilters() {
        Filter own = filters.createTaskFilterQuery().filterName("我的待办").singleResult();
        long before = filters.createFilterQuery().count();
        String hostileQuery = "{\"orQueries\": [{\"assigneeExpression\": \"%s\"}]}".formatted(HOSTILE);
        String hostileFilter = "{\"resourceType\": \"Task\", \"name\": \"x\", \"query\": %s, \"properties\": {}}"
                .formatted(hostileQuery);
        for (Staff someone :
                List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE), administrator(), administratorInTasklist())) {
            assertThat(someone.post(someone.engine("/filter/create"), hostileFilter)
                            .status())
                    .isEqualTo(403);
            assertThat(someone.put(someone.engine("/filter/" + own.getId()), hostileFilter)
                            .status())
                    .isEqualTo(403);
            for (String call : List.of("list", "count")) {
                refusedAsExpression(
                        someone.post(someone.engine("/filter/" + own.getId() + "/" + call), hostileQuery), "extended");
            }
        }
        assertThat(filters.createFilterQuery().count()).isEqualTo(before);
        assertThat(filters.getFilter(own.getId()).getQuery().toString()).isNotNull();
        assertThat(jdbc.sql("select query_ from act_ru_filter where id_ = :id")
                        .param("id", own.getId())
                        .query(String.class)
                        .single())
                .doesNotContain("forName");
    }

    @Test
    void theThreeExpressionsThatTheListsNeedPass() {
        startYear();
        Filter own = filters.createTaskFilterQuery().filterName("我的待办").singleResult();
        for (Staff someone : List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE))) {
            for (String query : List.of(
                    "{\"candidateGroupInExpression\": \"${currentUserGroups()}\"}",
                    "{\"orQueries\": [{\"assigneeExpression\": \"${currentUser()}\", \"dueBeforeExpression\": \"${now()}\","
                            + " \"candidateGroupInExpression\": \"${currentUserGroups()}\"}]}")) {
                Answer answer = someone.post(someone.engine("/filter/" + own.getId() + "/list"), query);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
            Answer list = someone.post(someone.engine("/filter/" + own.getId() + "/list"), "{}");
            assertThat(list.status()).as(list.body()).isEqualTo(200);
            assertThat(list.json()).as("townships and own units").hasSize(2);
        }
    }

    /** Such as one that is moved from one office to another. */
    @Test
    void anAccountInNoOfficeHasAnEmptyList() {
        startYear();
        Filter own = filters.createTaskFilterQuery().filterName("我的待办").singleResult();
        Staff someone = staff(ZONE_OFFICE);
        identity.deleteMembership(someone.user(), ZONE_OFFICE);

        Answer list = someone.post(someone.engine("/filter/" + own.getId() + "/list"), "{}");
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        assertThat(list.json()).isEmpty();
    }

    @Test
    void staffCannotSteerTheProcedureAroundItsForms() {
        startYear();
        OpenWork work = task("taskConfirmAssignment", ZONE_OFFICE);
        String task = "/task/" + work.taskId();
        String instance = "/process-instance/"
                + tasks.createTaskQuery().taskId(work.taskId()).singleResult().getProcessInstanceId();
        String filter = "/filter/"
                + filters.createTaskFilterQuery()
                        .filterName("我的待办")
                        .singleResult()
                        .getId();
        account("longquan-jkb", "longquan-jkb");
        List<String[]> calls = List.of(
                call("PUT", task + "/variables/approved", "{\"value\": true}"),
                call("POST", task + "/variables", "{\"modifications\": {\"year\": {\"value\": 2019}}}"),
                call("POST", task + "/localVariables", "{\"modifications\": {\"year\": {\"value\": 2019}}}"),
                call("DELETE", task + "/variables/year", ""),
                call("PUT", task, "{\"dueDate\": \"2030-01-01T00:00:00.000+0800\"}"),
                call("DELETE", task, ""),
                call("POST", task + "/assignee", "{\"userId\": \"longquan-jkb\"}"),
                call("POST", task + "/claim", "{\"userId\": \"longquan-jkb\"}"),
                call("POST", task + "/delegate", "{\"userId\": \"longquan-jkb\"}"),
                call("POST", task + "/resolve", "{\"variables\": {\"year\": {\"value\": 2019}}}"),
                call("POST", task + "/identity-links", "{\"groupId\": \"longquan-jkb\", \"type\": \"candidate\"}"),
                call("POST", task + "/bpmnError", "{\"errorCode\": \"x\"}"),
                call("POST", task + "/bpmnEscalation", "{\"escalationCode\": \"x\"}"),
                call("POST", "/task/create", "{\"name\": \"x\"}"),
                call(
                        "POST",
                        "/filter/create",
                        "{\"resourceType\": \"Task\", \"name\": \"x\", \"query\": {}, \"properties\": {}}"),
                call("PUT", filter, "{\"resourceType\": \"Task\", \"name\": \"x\", \"query\": {}, \"properties\": {}}"),
                call("DELETE", filter, ""),
                call("POST", "/deployment/create", "{}"),
                call("DELETE", instance, ""),
                call("POST", "/process-instance/delete", "{\"processInstanceIds\": []}"),
                call("PUT", instance + "/variables/year", "{\"value\": 2019}"),
                call("PUT", instance + "/suspended", "{\"suspended\": true}"),
                call(
                        "POST",
                        instance + "/modification",
                        "{\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"taskSelfScore\"}]}"),
                call("POST", "/message", "{\"messageName\": \"official-figures-settled\", \"all\": true}"),
                call("POST", "/signal", "{\"name\": \"x\"}"),
                call("POST", "/condition", "{\"variables\": {}}"),
                call("POST", "/decision-definition/key/grade/evaluate", "{\"variables\": {}}"),
                call("POST", "/process-definition/key/district-assessment/start", "{}"),
                call("POST", "/process-definition/key/city-summary/start", "{}"),
                call("POST", "/process-definition/key/annual-assessment/start", "{}"),
                call("PUT", "/process-definition/key/annual-assessment/suspended", "{\"suspended\": true}"),
                call("POST", "/authorization/create", "{}"),
                call(
                        "POST",
                        "/user/create",
                        "{\"profile\": {\"id\": \"intruder\"}, \"credentials\": {\"password\": \"x\"}}"),
                call("PUT", "/group/" + EngineDoor.ADMINISTRATORS + "/members/" + ZONE_OFFICE, ""),
                call("POST", "/history/process-instance/delete", "{}"),
                call("PUT", "/job/x/duedate", "{}"));
        State before = state(work.taskId());
        for (Staff someone : List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE))) {
            for (String[] call : calls) {
                Answer answer = someone.send(call[0], someone.engine(call[1]), call[2]);
                assertThat(answer.status())
                        .as(call[0] + " " + call[1] + " " + answer.body())
                        .isEqualTo(403);
            }
            Answer answer =
                    someone.put(someone.engine("/user/admin/credentials"), "{\"password\": \"Kwfm-7294-tbxe\"}");
            assertThat(answer.status()).as(answer.body()).isIn(400, 403);
        }
        assertThat(state(work.taskId())).isEqualTo(before);
        assertThat(identity.createUserQuery()
                        .memberOfGroup(EngineDoor.ADMINISTRATORS)
                        .userId(ZONE_OFFICE)
                        .count())
                .isZero();
        assertThat(identity.checkPassword("admin", "Kwfm-7294-tbxe")).isFalse();
        assertThat(filters.createTaskFilterQuery().filterName("我的待办").count()).isOne();
    }

    private static String[] call(String method, String path, String json) {
        return new String[] {method, path, json};
    }

    @Test
    void aTaskGoesToColleaguesOnly() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff colleague = colleague(ZONE_OFFICE);
        account("longquan-jkb", "longquan-jkb");
        for (Staff staff : List.of(staff(ZONE_OFFICE), inTasklist(ZONE_OFFICE))) {
            String assignee = staff.engine("/task/" + task + "/assignee");
            Answer refused = staff.post(assignee, "{\"userId\": \"longquan-jkb\"}");
            assertThat(refused.message()).contains("任务只能交给本单位的同事；要转给别的单位，请联系市健康丽水办。");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(tasks.createTaskQuery().taskAssignee("longquan-jkb").count())
                    .isZero();

            assertThat(staff.post(assignee, "{\"userId\": \"%s\"}".formatted(colleague.user()))
                            .status())
                    .isEqualTo(204);
            assertThat(tasks.createTaskQuery().taskAssignee(colleague.user()).count())
                    .isOne();
            assertThat(staff.post(assignee, "{\"userId\": null}").status()).isEqualTo(204);
        }
    }

    @Test
    void aRequestThatDoesNotComeFromOurPagesIsRefused() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff staff = inTasklist(ZONE_OFFICE);
        assertThat(staff.form(task).status()).isEqualTo(200);
        State before = state(task);
        staff.withoutCsrfToken();

        Answer typing = staff.type(task, "assignment", "T001", 0, Map.of("unit", "kfq-wjj"));
        assertThat(typing.status()).isEqualTo(403);
        assertThat(typing.message()).contains("页面已失效，请刷新后再试。");
        assertThat(staff.attach(task, "a.txt", "文字".getBytes()).status()).isEqualTo(403);
        assertThat(staff.post("/engine-rest/task/" + task + "/submit-form", Staff.SHELL)
                        .status())
                .isEqualTo(403);
        Answer completing = staff.complete(task);
        assertThat(completing.status()).isEqualTo(403);
        assertThat(completing.message()).contains("页面已失效");
        assertThat(state(task)).isEqualTo(before);
    }

    @Test
    void onlyOfficesOfTheCityStartAYear() {
        Stream.of(ZONE_OFFICE, "kfq-wjj", "shi-wjw", Office.LEADING_GROUP).forEach(office -> {
            Staff staff = staff(office);
            assertThat(start(staff, "annual-assessment").status()).as(office).isEqualTo(403);
        });
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void onlyTheCityOfficeStartsACaseOrARevisionAndOnlyAssessedOfficesObject() {
        Map<String, List<String>> mayNot = Map.of(
                "annual-work-plan", List.of(ZONE_OFFICE, "shi-wjw", "ld-cy-01"),
                "year-roster", List.of(ZONE_OFFICE, "shi-wjw", "ld-cy-01"),
                "group-visit", List.of(ZONE_OFFICE, "kfq-wjj", "ld-cy-01"),
                "democratic-appraisal", List.of(Office.CITY, "ld-cy-01"),
                "misconduct", List.of(ZONE_OFFICE, "shi-wjw", "kfq-wjj", Office.LEADING_GROUP, Office.RECEIVER),
                "result-revision", List.of(ZONE_OFFICE, "shi-wjw", "kfq-wjj", Office.LEADING_GROUP, Office.RECEIVER),
                "objection", List.of("ld-cy-01", "kfq-wjj", Office.LEADING_GROUP, Office.RECEIVER),
                "result-use", List.of(Office.CITY, ZONE_OFFICE),
                "interview", List.of(Office.CITY, Office.LEADING_GROUP),
                "hand-over", List.of(Office.CITY, Office.RECEIVER));
        mayNot.forEach((process, offices) -> offices.forEach(office -> {
            Staff staff = staff(office);
            Answer answer = start(staff, process);
            assertThat(answer.status()).as(process + " by " + office).isEqualTo(403);
        }));
        assertThat(engine.open()).isEmpty();
        Staff zone = staff(ZONE_OFFICE);
        assertThat(start(zone, "objection").status()).isEqualTo(200);
    }

    @Test
    void aStartTakesNoVariables() {
        Staff city = staff(Office.CITY);
        Answer answer = city.post(
                city.engine("/process-definition/" + definition("annual-assessment") + "/submit-form"),
                "{\"variables\": {\"year\": {\"value\": 2019}, \"opened\": {\"value\": true}}}");
        assertThat(answer.message()).contains("办结和启动时不接受附带的变量和其他内容：要填的内容请在表单里填写。");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void passwordsAreKeptAsSlowHashes() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        assertThat(jdbc.sql("select pwd_ from act_id_user").query(String.class).list())
                .isNotEmpty()
                .allSatisfy(stored -> assertThat(stored)
                        .startsWith("{pbkdf2-sha256}")
                        .doesNotContain(password)
                        .hasSizeGreaterThan(90));
    }
}
