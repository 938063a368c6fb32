package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.workflow.JsonShape.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be asked of the engine over HTTP, and nothing else may: for staff what Tasklist and the page of one's own account send,
 * for administrators also the reads of Cockpit and Admin, trying a job again, suspending and activating.
 *
 * <p>Addresses of the engine are written as {@code engine:/…}, whichever of its three doors they came by. {@code {id}} is an id of
 * the engine, {@code {definition}} that of a definition, {@code {account}} that of an account or a group, {@code {me}} the caller's
 * own. To let a feature of the web applications through, add its call here.
 */
final class EngineCalls {

    /** Each may also what those before it may. */
    enum Role {
        ANYONE,
        STAFF,
        ADMINISTRATOR
    }

    /**
     * One call that may be made.
     *
     * @param parameters of the address, by name
     * @param required parameters that must be there
     * @param shape of the body; one without fields may also be left out
     * @param acts whether it changes something, so that its user is told in Chinese how it went
     */
    record Call(
            Role role,
            String method,
            String path,
            Pattern pattern,
            Map<String, Kind> parameters,
            Set<String> required,
            JsonShape shape,
            boolean acts) {

        /** Whether it answers with a list that is as long as its caller wants. */
        boolean lists() {
            return parameters.containsKey(MAX_RESULTS);
        }

        boolean matches(String method, String address, String user) {
            if (!this.method.equals(method)) {
                return false;
            }
            Matcher matcher = pattern.matcher(address);
            return matcher.matches()
                    && (!path.contains("{me}") || matcher.group("me").equals(user));
        }
    }

    /** A kind of call that nobody may make although somebody will look for it, and where that is done instead. */
    private record Elsewhere(Pattern calls, String sentence) {}

    /** No word of an address, such as {@code count}, can be taken for one. */
    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String DEFINITION = "(?:[a-z][a-z0-9-]{0,63}:[0-9]{1,6}:)?" + ID;
    private static final String ACCOUNT = "[A-Za-z0-9][A-Za-z0-9-]{0,63}";
    private static final Pattern ENGINE = Pattern.compile(
            "\\A(?:/engine-rest/engine/default|/engine-rest|/camunda/api/engine/engine/default)(/[^\\n\\r]*)\\z");

    private static final String FIRST_RESULT = "firstResult";
    static final String MAX_RESULTS = "maxResults";

    // The fields by which lists can be narrowed.

    private static final JsonShape TASKS = JsonShape.none()
            .text(
                    "processInstanceBusinessKey",
                    "processInstanceBusinessKeyLike",
                    "processDefinitionKey",
                    "processDefinitionId",
                    "executionId",
                    "processDefinitionName",
                    "processDefinitionNameLike",
                    "processInstanceId",
                    "assignee",
                    "assigneeLike",
                    "candidateGroup",
                    "candidateGroupLike",
                    "candidateUser",
                    "taskId",
                    "taskDefinitionKey",
                    "taskDefinitionKeyLike",
                    "description",
                    "descriptionLike",
                    "involvedUser",
                    "name",
                    "nameNotEqual",
                    "nameLike",
                    "nameNotLike",
                    "owner",
                    "parentTaskId",
                    "delegationState",
                    "dueAfter",
                    "dueBefore",
                    "dueDate",
                    "due",
                    "followUpAfter",
                    "followUpBefore",
                    "followUpBeforeOrNotExistent",
                    "followUpDate",
                    "followUp",
                    "createdAfter",
                    "createdBefore",
                    "createdOn",
                    "created",
                    "updatedAfter")
            .and(
                    Kind.EXPRESSION,
                    "processInstanceBusinessKeyExpression",
                    "processInstanceBusinessKeyLikeExpression",
                    "assigneeExpression",
                    "assigneeLikeExpression",
                    "candidateGroupExpression",
                    "candidateGroupInExpression",
                    "candidateGroupsExpression",
                    "candidateUserExpression",
                    "involvedUserExpression",
                    "ownerExpression",
                    "dueAfterExpression",
                    "dueBeforeExpression",
                    "dueDateExpression",
                    "followUpAfterExpression",
                    "followUpBeforeExpression",
                    "followUpBeforeOrNotExistentExpression",
                    "followUpDateExpression",
                    "createdAfterExpression",
                    "createdBeforeExpression",
                    "createdOnExpression",
                    "updatedAfterExpression")
            .and(
                    Kind.TEXTS,
                    "processInstanceBusinessKeyIn",
                    "processDefinitionKeyIn",
                    "activityInstanceIdIn",
                    "processInstanceIdIn",
                    "assigneeIn",
                    "assigneeNotIn",
                    "taskIdIn",
                    "taskDefinitionKeyIn",
                    "taskDefinitionKeyNotIn",
                    "candidateGroups",
                    "tenantIdIn")
            .and(Kind.NUMBER, "priority", "maxPriority", "minPriority")
            .and(FIRST_RESULT, Kind.PAGE_START)
            .and(MAX_RESULTS, Kind.PAGE_SIZE)
            .and(
                    Kind.FLAG,
                    "withCandidateGroups",
                    "withoutCandidateGroups",
                    "withCandidateUsers",
                    "withoutCandidateUsers",
                    "includeAssignedTasks",
                    "assigned",
                    "unassigned",
                    "unfinished",
                    "active",
                    "suspended",
                    "withoutDueDate",
                    "withoutTenantId",
                    "variableNamesIgnoreCase",
                    "variableValuesIgnoreCase")
            .and(Kind.CONDITIONS, "processVariables", "taskVariables", "caseInstanceVariables")
            .and("sorting", Kind.SORTING)
            .and("orQueries", Kind.ALTERNATIVES);

    private static final JsonShape PAGE = JsonShape.none()
            .text("sortBy", "sortOrder")
            .and(FIRST_RESULT, Kind.PAGE_START)
            .and(MAX_RESULTS, Kind.PAGE_SIZE);

    private static final JsonShape INSTANCES = PAGE.text(
                    "processDefinitionId",
                    "processDefinitionKey",
                    "businessKey",
                    "businessKeyLike",
                    "superProcessInstance",
                    "subProcessInstance",
                    "rootProcessInstanceId",
                    "deploymentId",
                    "incidentId",
                    "incidentType",
                    "incidentMessage",
                    "incidentMessageLike")
            .and(
                    Kind.TEXTS,
                    "processInstanceIds",
                    "processDefinitionKeyIn",
                    "processDefinitionKeyNotIn",
                    "activityIdIn",
                    "tenantIdIn")
            .and(
                    Kind.FLAG,
                    "active",
                    "suspended",
                    "withIncident",
                    "rootProcessInstances",
                    "leafProcessInstances",
                    "withoutTenantId",
                    "processDefinitionWithoutTenantId",
                    "variableNamesIgnoreCase",
                    "variableValuesIgnoreCase")
            .and("variables", Kind.CONDITIONS)
            .and("sorting", Kind.SORTING)
            .and("orQueries", Kind.ALTERNATIVES);

    private static final JsonShape INSTANCES_IN_COCKPIT = PAGE.text(
                    "id",
                    "processDefinitionId",
                    "parentProcessDefinitionId",
                    "parentProcessInstanceId",
                    "superProcessDefinitionId",
                    "businessKey",
                    "startedBefore",
                    "startedAfter")
            .and(Kind.TEXTS, "activityIdIn", "activityInstanceIdIn")
            .and("withIncident", Kind.FLAG)
            .and("variables", Kind.CONDITIONS)
            .and("sorting", Kind.SORTING);

    private static final JsonShape INCIDENTS = PAGE.text(
                    "incidentId",
                    "incidentType",
                    "incidentMessage",
                    "incidentMessageLike",
                    "processDefinitionId",
                    "processInstanceId",
                    "executionId",
                    "activityId",
                    "failedActivityId",
                    "causeIncidentId",
                    "rootCauseIncidentId",
                    "configuration")
            .and(
                    Kind.TEXTS,
                    "processDefinitionIdIn",
                    "processInstanceIdIn",
                    "activityIdIn",
                    "processDefinitionKeyIn",
                    "jobDefinitionIdIn");

    private static final JsonShape VARIABLES = PAGE.text("variableName", "variableNameLike")
            .and(
                    Kind.TEXTS,
                    "executionIdIn",
                    "processInstanceIdIn",
                    "taskIdIn",
                    "batchIdIn",
                    "variableScopeIdIn",
                    "activityInstanceIdIn")
            .and(Kind.FLAG, "variableNamesIgnoreCase", "variableValuesIgnoreCase", "deserializeValues")
            .and("variableValues", Kind.CONDITIONS)
            .and("sorting", Kind.SORTING);

    private static final JsonShape JOBS = PAGE.text(
                    "jobId",
                    "executionId",
                    "processInstanceId",
                    "processDefinitionId",
                    "processDefinitionKey",
                    "activityId",
                    "failedActivityId",
                    "exceptionMessage",
                    "jobDefinitionId")
            .and(Kind.TEXTS, "jobIds", "processInstanceIds")
            .and(
                    Kind.FLAG,
                    "withRetriesLeft",
                    "noRetriesLeft",
                    "executable",
                    "timers",
                    "messages",
                    "withException",
                    "active",
                    "suspended",
                    "acquired")
            .and(Kind.NUMBER, "priorityHigherThanOrEquals", "priorityLowerThanOrEquals")
            .and(Kind.CONDITIONS, "dueDates", "createTimes")
            .and("sorting", Kind.SORTING);

    private static final JsonShape JOB_DEFINITIONS = PAGE.text(
                    "jobDefinitionId", "processDefinitionId", "processDefinitionKey", "jobType", "jobConfiguration")
            .and("activityIdIn", Kind.TEXTS)
            .and(Kind.FLAG, "active", "suspended", "withOverridingJobPriority")
            .and("sorting", Kind.SORTING);

    private static final JsonShape EXTERNAL_TASKS = PAGE.text(
                    "externalTaskId",
                    "topicName",
                    "workerId",
                    "executionId",
                    "processInstanceId",
                    "processDefinitionId",
                    "activityId")
            .and("activityIdIn", Kind.TEXTS)
            .and(Kind.FLAG, "active", "suspended", "withRetriesLeft", "noRetriesLeft")
            .and("sorting", Kind.SORTING);

    private static final JsonShape DEFINITIONS = PAGE.text(
                    "id",
                    "processDefinitionId",
                    "decisionDefinitionId",
                    "decisionRequirementsDefinitionId",
                    "category",
                    "name",
                    "nameLike",
                    "deploymentId",
                    "key",
                    "keyLike",
                    "resourceName",
                    "resourceNameLike",
                    "versionTag",
                    "incidentId",
                    "incidentType")
            .and("processDefinitionIdIn", Kind.TEXTS)
            .and("version", Kind.NUMBER)
            .and(
                    Kind.FLAG,
                    "latest",
                    "latestVersion",
                    "active",
                    "suspended",
                    "withoutTenantId",
                    "withoutDecisionRequirementsDefinition",
                    "startableInTasklist",
                    "notStartableInTasklist",
                    "startablePermissionCheck");

    private static final JsonShape DEPLOYMENTS = PAGE.text("id", "name", "nameLike", "source", "before", "after")
            .and(Kind.FLAG, "withoutSource", "withoutTenantId");

    private static final JsonShape PEOPLE = PAGE.text(
                    "id",
                    "firstName",
                    "firstNameLike",
                    "lastName",
                    "lastNameLike",
                    "email",
                    "emailLike",
                    "name",
                    "nameLike",
                    "type",
                    "member",
                    "memberOfGroup",
                    "memberOfTenant",
                    "groupMember",
                    "userMember")
            .and("idIn", Kind.TEXTS)
            .and("sorting", Kind.SORTING);

    private static final JsonShape RIGHTS = PAGE.text("id")
            .and(Kind.TEXTS, "userIdIn", "groupIdIn", "resourceId")
            .and(Kind.NUMBER, "type", "resourceType");

    private static final JsonShape BATCHES = PAGE.text("batchId", "type", "createdBy", "startedBefore", "startedAfter")
            .and(Kind.FLAG, "completed", "suspended");

    private static final JsonShape DECISIONS = PAGE.text(
                    "decisionInstanceId",
                    "decisionDefinitionId",
                    "decisionDefinitionKey",
                    "processInstanceId",
                    "activityId",
                    "evaluatedAfter",
                    "evaluatedBefore",
                    "rootDecisionInstanceId")
            .and("activityInstanceIdIn", Kind.TEXTS)
            .and(
                    Kind.FLAG,
                    "includeInputs",
                    "includeOutputs",
                    "disableBinaryFetching",
                    "disableCustomObjectDeserialization");

    /** All that completing a task may say: what is to be told stands in the draft. */
    private static final JsonShape SHELL =
            JsonShape.none().and("variables", Kind.NOTHING).requiring("variables");

    /** All that starting a process may say. */
    private static final JsonShape BEGINNING =
            JsonShape.none().and("variables", Kind.IN_WHOSE_NAME).requiring("variables");

    private static final JsonShape SUSPENSION =
            JsonShape.none().and("suspended", Kind.FLAG).requiring("suspended");

    private static final JsonShape RETRIES =
            JsonShape.none().and("retries", Kind.NUMBER).text("id", "dueDate").requiring("retries");

    static final List<Call> ALL = all();

    private static final List<Elsewhere> ELSEWHERE = List.of(
            new Elsewhere(
                    Pattern.compile("(?:DELETE engine:/process-instance/" + ID
                            + "|POST engine:/process-instance/(?:delete|delete-historic-query-based))"),
                    "结束流程请到“结束流程”页面办理，要写明理由：/my/processes"),
            new Elsewhere(
                    Pattern.compile("(?:POST|PUT|DELETE) engine:/(?:user|group|tenant)(?:/.*)?"),
                    "账号和单位请到“基础数据”页面办理，要写明理由：/my/basic-data/accounts"));

    private EngineCalls() {}

    private static List<Call> all() {
        List<Call> calls = new ArrayList<>();

        // Before anybody is logged in: the login page itself.
        for (String plugin : List.of(
                "tasklist/plugin/tasklistPlugins",
                "cockpit/plugin/cockpitPlugins",
                "admin/plugin/adminPlugins",
                "welcome/plugin/welcomePlugins")) {
            for (String file : List.of("plugin.js", "plugin.css")) {
                calls.add(read(
                        Role.ANYONE,
                        "/camunda/api/" + plugin + "/static/app/" + file,
                        JsonShape.none().text("bust")));
            }
        }
        calls.add(read(Role.ANYONE, "/camunda/api/engine/engine", JsonShape.none()));
        calls.add(read(Role.ANYONE, "/camunda/api/admin/auth/user/default", JsonShape.none()));
        calls.add(act(Role.ANYONE, "POST", "/camunda/api/admin/auth/user/default/logout", JsonShape.none()));

        // Tasklist: its lists, a task, what is done with it, what may be started.
        JsonShape lists = PAGE.text("resourceType").and("itemCount", Kind.FLAG);
        calls.add(read(Role.STAFF, "engine:/filter", lists));
        calls.add(read(Role.STAFF, "engine:/filter/count", lists));
        calls.add(options(Role.STAFF, "engine:/filter"));
        calls.add(query(Role.STAFF, "engine:/filter/{id}/list", PAGE, TASKS));
        calls.add(query(Role.STAFF, "engine:/filter/{id}/count", JsonShape.none(), TASKS));
        calls.add(read(
                Role.STAFF,
                "engine:/task",
                PAGE.and("assignee", Kind.ME).text("processInstanceId").requiring("assignee")));
        calls.add(read(Role.STAFF, "engine:/task/{id}", JsonShape.none()));
        calls.add(read(Role.STAFF, "engine:/task/{id}/form", JsonShape.none()));
        calls.add(act(
                Role.STAFF,
                "POST",
                "engine:/task/{id}/claim",
                JsonShape.none().and("userId", Kind.ME).requiring("userId")));
        calls.add(act(Role.STAFF, "POST", "engine:/task/{id}/unclaim", JsonShape.none()));
        calls.add(act(
                Role.STAFF,
                "POST",
                "engine:/task/{id}/assignee",
                JsonShape.none().and("userId", Kind.COLLEAGUE)));
        calls.add(act(Role.STAFF, "POST", "engine:/task/{id}/submit-form", SHELL));
        JsonShape startable = PAGE.text("nameLike")
                .and(Kind.TRUE, "latest", "active", "startableInTasklist", "startablePermissionCheck")
                .requiring("startableInTasklist", "startablePermissionCheck");
        calls.add(read(Role.STAFF, "engine:/process-definition", startable));
        calls.add(read(Role.STAFF, "engine:/process-definition/count", startable));
        calls.add(read(Role.STAFF, "engine:/process-definition/{definition}/startForm", JsonShape.none()));
        calls.add(read(Role.STAFF, "engine:/process-definition/{definition}/xml", JsonShape.none()));
        calls.add(act(Role.STAFF, "POST", "engine:/process-definition/{definition}/submit-form", BEGINNING));

        // One's own account: the header of every page, and the page on which one changes one's password.
        calls.add(read(Role.STAFF, "engine:/user/{me}/profile", JsonShape.none()));
        calls.add(read(
                Role.STAFF,
                "engine:/user",
                JsonShape.none().text("id").and(MAX_RESULTS, Kind.PAGE_SIZE).requiring("id")));
        JsonShape own = PAGE.and("member", Kind.ME).requiring("member");
        calls.add(read(Role.STAFF, "engine:/group/count", own));
        calls.add(query(Role.STAFF, "engine:/group", PAGE, own));
        calls.add(read(Role.STAFF, "engine:/identity/password-policy", JsonShape.none()));
        calls.add(query(
                Role.STAFF,
                "engine:/identity/password-policy",
                JsonShape.none(),
                JsonShape.none().text("password").and("profile", Kind.PROFILE)));
        calls.addAll(ofAdministrators());
        return List.copyOf(calls);
    }

    private static List<Call> ofAdministrators() {
        List<Call> calls = new ArrayList<>();

        // Cockpit and Admin: lists that are asked for by address or by body, each with its count.
        Map<String, JsonShape> queried = new LinkedHashMap<>();
        queried.put("engine:/task", TASKS);
        queried.put("engine:/process-instance", INSTANCES);
        queried.put("engine:/variable-instance", VARIABLES);
        queried.put("engine:/job", JOBS);
        queried.put("engine:/external-task", EXTERNAL_TASKS);
        queried.put("engine:/group", PEOPLE);
        queried.put("/camunda/api/cockpit/plugin/base/default/process-instance", INSTANCES_IN_COCKPIT);
        queried.put("/camunda/api/cockpit/plugin/base/default/incident", INCIDENTS);
        queried.forEach((path, fields) -> {
            JsonShape page = PAGE.and("deserializeValues", Kind.FLAG);
            calls.add(query(Role.ADMINISTRATOR, path, page, fields));
            calls.add(query(Role.ADMINISTRATOR, path + "/count", page, fields));
        });
        Map<String, JsonShape> listed = new LinkedHashMap<>(queried);
        listed.put("engine:/job-definition", JOB_DEFINITIONS);
        listed.put("engine:/incident", INCIDENTS);
        listed.put("engine:/process-definition", DEFINITIONS);
        listed.put("engine:/decision-definition", DEFINITIONS);
        listed.put("engine:/decision-requirements-definition", DEFINITIONS);
        listed.put("engine:/case-definition", DEFINITIONS);
        listed.put("engine:/deployment", DEPLOYMENTS);
        listed.put("engine:/user", PEOPLE);
        listed.put("engine:/tenant", PEOPLE);
        listed.put("engine:/authorization", RIGHTS);
        listed.put("engine:/batch/statistics", BATCHES);
        listed.put("engine:/history/batch", BATCHES);
        listed.put("engine:/history/decision-instance", DECISIONS);
        listed.forEach((path, fields) -> {
            // What Cockpit says twice, in the address too, the engine leaves unread there.
            JsonShape address = fields.text("sorting[sortBy]", "sorting[sortOrder]");
            calls.add(read(Role.ADMINISTRATOR, path, address));
            calls.add(read(Role.ADMINISTRATOR, path + "/count", address));
        });

        // One thing of each kind.
        for (String path : List.of(
                "engine:/process-definition/{definition}",
                "engine:/process-definition/{definition}/static-called-process-definitions",
                "engine:/process-instance/{id}",
                "engine:/process-instance/{id}/activity-instances",
                "engine:/decision-definition/{definition}",
                "engine:/decision-definition/{definition}/xml",
                "engine:/decision-requirements-definition/{definition}",
                "engine:/decision-requirements-definition/{definition}/xml",
                "engine:/deployment/{id}",
                "engine:/deployment/{id}/resources",
                "engine:/deployment/{id}/resources/{id}",
                "engine:/deployment/{id}/resources/{id}/data",
                "engine:/job-definition/{id}",
                "engine:/job/{id}",
                "engine:/job/{id}/stacktrace",
                "engine:/history/job-log/{id}/stacktrace",
                "engine:/history/decision-instance/{id}",
                "engine:/incident/{id}",
                "engine:/task/{id}/identity-links",
                "engine:/variable-instance/{id}/data",
                "engine:/tenant/{account}",
                "engine:/user/{account}/profile",
                "engine:/authorization/{id}",
                "engine:/telemetry/data",
                "engine:/telemetry/configuration",
                "engine:/version")) {
            calls.add(read(Role.ADMINISTRATOR, path, JsonShape.none()));
        }
        calls.add(read(
                Role.ADMINISTRATOR, "engine:/group/{account}", JsonShape.none().text("id")));
        calls.add(read(
                Role.ADMINISTRATOR,
                "engine:/variable-instance/{id}",
                JsonShape.none().and("deserializeValue", Kind.FLAG)));
        calls.add(read(
                Role.ADMINISTRATOR,
                "engine:/authorization/check",
                JsonShape.none()
                        .text("permissionName", "resourceName", "resourceId", "userId")
                        .and("resourceType", Kind.NUMBER)));
        // Cockpit's page 人工任务: how many are open, by how they were given out and by office.
        calls.add(read(Role.ADMINISTRATOR, "engine:/task/report/candidate-group-count", JsonShape.none()));
        calls.add(query(
                Role.ADMINISTRATOR,
                "engine:/history/task/count",
                JsonShape.none(),
                JsonShape.none()
                        .and(
                                Kind.FLAG,
                                "unfinished",
                                "assigned",
                                "unassigned",
                                "withCandidateGroups",
                                "withoutCandidateGroups")));
        JsonShape statistics = PAGE.text("incidentsForType", "key", "keyLike", "name", "nameLike")
                .and(Kind.FLAG, "incidents", "rootIncidents", "failedJobs");
        for (String path : List.of(
                "engine:/process-definition/statistics",
                "engine:/process-definition/{definition}/statistics",
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count")) {
            calls.add(read(Role.ADMINISTRATOR, path, statistics));
        }
        for (String path : List.of(
                "/camunda/api/cockpit/plugin/base/default/process-definition/{definition}/called-process-definitions",
                "/camunda/api/cockpit/plugin/base/default/process-instance/{id}/called-process-instances")) {
            calls.add(query(Role.ADMINISTRATOR, path, PAGE, INSTANCES_IN_COCKPIT));
        }
        calls.add(read(
                Role.ADMINISTRATOR,
                "/camunda/api/admin/plugin/adminPlugins/default/metrics/aggregated",
                JsonShape.none().text("groupBy", "metrics", "startDate", "endDate", "subscriptionStartDate")));
        for (String path : List.of(
                "engine:/user",
                "engine:/user/{account}",
                "engine:/group",
                "engine:/group/{account}",
                "engine:/group/{account}/members",
                "engine:/tenant",
                "engine:/tenant/{account}",
                "engine:/authorization",
                "engine:/authorization/{id}")) {
            calls.add(options(Role.ADMINISTRATOR, path));
        }

        // What may be done in Cockpit: a job is tried again, something is suspended or activated, at once.
        calls.add(act(Role.ADMINISTRATOR, "PUT", "engine:/job/{id}/retries", RETRIES));
        calls.add(act(Role.ADMINISTRATOR, "PUT", "engine:/job-definition/{id}/retries", RETRIES));
        calls.add(act(Role.ADMINISTRATOR, "PUT", "engine:/job/{id}/suspended", SUSPENSION));
        calls.add(act(Role.ADMINISTRATOR, "PUT", "engine:/process-instance/{id}/suspended", SUSPENSION));
        calls.add(act(
                Role.ADMINISTRATOR,
                "PUT",
                "engine:/process-definition/{definition}/suspended",
                SUSPENSION.and("includeProcessInstances", Kind.FLAG).and("executionDate", Kind.ABSENT)));
        calls.add(act(
                Role.ADMINISTRATOR,
                "PUT",
                "engine:/job-definition/{id}/suspended",
                SUSPENSION.and("includeJobs", Kind.FLAG).and("executionDate", Kind.ABSENT)));
        return calls;
    }

    private static Call read(Role role, String path, JsonShape parameters) {
        return call(role, "GET", path, parameters, JsonShape.none(), false);
    }

    private static Call options(Role role, String path) {
        return call(role, "OPTIONS", path, JsonShape.none(), JsonShape.none(), false);
    }

    private static Call query(Role role, String path, JsonShape parameters, JsonShape fields) {
        return call(role, "POST", path, parameters, fields, false);
    }

    private static Call act(Role role, String method, String path, JsonShape fields) {
        return call(role, method, path, JsonShape.none(), fields, true);
    }

    private static Call call(
            Role role, String method, String path, JsonShape parameters, JsonShape shape, boolean acts) {
        Pattern pattern = Pattern.compile("\\A"
                + path.replace(".", "\\.")
                        .replace("{id}", ID)
                        .replace("{definition}", DEFINITION)
                        .replace("{account}", ACCOUNT)
                        .replace("{me}", "(?<me>" + ACCOUNT + ")")
                + "\\z");
        return new Call(role, method, path, pattern, parameters.fields(), parameters.required(), shape, acts);
    }

    /** The address of a call, without the door it came by and without a last slash. */
    static String address(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (plain.equals("/engine-rest/engine")) {
            return "/camunda/api/engine/engine";
        }
        Matcher engine = ENGINE.matcher(plain);
        return engine.matches() ? "engine:" + engine.group(1) : plain;
    }

    /**
     * The calls with this address that somebody of the role may make; which of them it is the parameters and the body tell.
     *
     * @param user the caller's account; empty for a stranger
     */
    static List<Call> find(Role role, String method, String address, String user) {
        return ALL.stream()
                .filter(call -> call.role().compareTo(role) <= 0 && call.matches(method, address, user))
                .toList();
    }

    /** Where that is done which administrators may not do here. */
    static Optional<String> elsewhere(String method, String address) {
        return ELSEWHERE.stream()
                .filter(one -> one.calls().matcher(method + " " + address).matches())
                .map(Elsewhere::sentence)
                .findFirst();
    }

    /** Those that complete a task, with the task's id as the first group. */
    static final Pattern COMPLETING = Pattern.compile("\\Aengine:/task/(" + ID + ")/submit-form\\z");

    /** Those that do anything with a task. */
    static final Pattern ON_TASK = Pattern.compile("\\Aengine:/task/(" + ID + ")/[a-z-]+\\z");

    static final Pattern STARTING = Pattern.compile("\\Aengine:/process-definition/" + DEFINITION + "/submit-form\\z");

    private static final Pattern BRINGING_ANSWERS = Pattern.compile(
            "\\Aengine:/(?:task|process-definition)/[A-Za-z0-9:_/-]+/(?:complete|start|submit-form)\\z");

    /** Every spelling of completing and starting: whoever brings variables along is told why not. */
    static boolean bringsAnswers(String address) {
        return BRINGING_ANSWERS.matcher(address).matches();
    }
}
