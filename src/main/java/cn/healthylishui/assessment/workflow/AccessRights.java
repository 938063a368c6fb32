package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.OrganizationRefreshed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.task.TaskQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets up, at every start where it is missing, what the engine must know of our offices: a group for each, the few rights that every
 * member of staff has, the lists of tasks in Tasklist, and one administrator. Everything on a task itself comes from its candidate
 * group.
 */
@Component
@Order(10)
class AccessRights implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(AccessRights.class);
    private static final String EVERYONE = Authorization.ANY;
    private static final String OBJECTION = "objection";
    private static final String ADJUSTMENT = "indicator-adjustment";
    private static final String CORRECTION = "figure-correction";

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final Organization organization;
    private final IdentityChanges changes;
    private final TransactionTemplate transaction;

    AccessRights(
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            Organization organization,
            IdentityChanges changes,
            PlatformTransactionManager transactions) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.organization = organization;
        this.changes = changes;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        groups();
        rightsOfStaff();
        taskLists();
        administrator();
    }

    /** Offices were added or renamed: what the engine must know of them is set up as at a start. */
    @EventListener
    void offices(OrganizationRefreshed event) {
        try {
            // The change itself is committed; this is a transaction of its own, and nobody's rights.
            CurrentUser.asEngine(
                    identity,
                    () -> transaction.execute(status -> {
                        groups();
                        rightsOfStaff();
                        return true;
                    }));
        } catch (RuntimeException e) {
            LOG.error("The engine was not told of changed offices; the next start makes up for it", e);
        }
    }

    private void groups() {
        Map<String, Group> known = new HashMap<>();
        identity.createGroupQuery().list().forEach(group -> known.put(group.getId(), group));
        for (Office office : organization.offices()) {
            Group group = known.get(office.code());
            if (group == null) {
                group = identity.newGroup(office.code());
            } else if (office.name().equals(group.getName())) {
                continue;
            }
            group.setName(office.name());
            group.setType("OFFICE");
            identity.saveGroup(group);
        }
    }

    private void rightsOfStaff() {
        grantEveryone(Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        grantEveryone(Resources.APPLICATION, "welcome", Permissions.ACCESS);
        grantEveryone(Resources.PROCESS_DEFINITION, Authorization.ANY, Permissions.READ);
        grantEveryone(
                Resources.PROCESS_DEFINITION, "deadline-extension", Permissions.READ, Permissions.CREATE_INSTANCE);
        grantEveryone(Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.CREATE);
        for (String process : List.of(
                "annual-assessment",
                "annual-work-plan",
                "year-roster",
                "figure-report",
                CORRECTION,
                "result-revision",
                "misconduct",
                OBJECTION,
                ADJUSTMENT)) {
            grantGroup(Office.CITY, Resources.PROCESS_DEFINITION, process, Permissions.CREATE_INSTANCE);
        }
        // The assessed offices object for themselves, the city office registers what the public objects to.
        organization.districts().stream().map(District::officeCode).forEach(office -> Stream.of(OBJECTION, ADJUSTMENT)
                .forEach(process ->
                        grantGroup(office, Resources.PROCESS_DEFINITION, process, Permissions.CREATE_INSTANCE)));
        // Which of the units lead a group this year the form asks.
        organization.offices().stream()
                .filter(office -> office.kind() == Office.Kind.MUNICIPAL_UNIT)
                .map(Office::code)
                .forEach(office -> Stream.of(OBJECTION, ADJUSTMENT, "group-visit", CORRECTION)
                        .forEach(process -> grantGroup(
                                office, Resources.PROCESS_DEFINITION, process, Permissions.CREATE_INSTANCE)));
    }

    private void grantEveryone(Resource resource, String id, Permission... permissions) {
        boolean known = authorizations
                        .createAuthorizationQuery()
                        .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
                        .resourceType(resource)
                        .resourceId(id)
                        .count()
                > 0;
        if (!known) {
            Authorization right = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
            right.setUserId(EVERYONE);
            save(right, resource, id, permissions);
        }
    }

    private void grantGroup(String group, Resource resource, String id, Permission... permissions) {
        boolean known = authorizations
                        .createAuthorizationQuery()
                        .authorizationType(Authorization.AUTH_TYPE_GRANT)
                        .groupIdIn(group)
                        .resourceType(resource)
                        .resourceId(id)
                        .count()
                > 0;
        if (!known) {
            Authorization right = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            right.setGroupId(group);
            save(right, resource, id, permissions);
        }
    }

    private void save(Authorization right, Resource resource, String id, Permission... permissions) {
        right.setResource(resource);
        right.setResourceId(id);
        right.setPermissions(permissions);
        authorizations.saveAuthorization(right);
    }

    /** The lists every member of staff finds in Tasklist; the engine fills in whose they are at each look. */
    private void taskLists() {
        taskList("我的待办", 0, "#1f5f8b", "本单位要办的全部任务，先到期的在前", mine());
        taskList("已逾期", 10, "#b3261e", "过了办理期限还没有办结的任务", mine().dueBeforeExpression("${now()}"));
    }

    private TaskQuery mine() {
        return tasks.createTaskQuery()
                .taskCandidateGroupInExpression("${currentUserGroups()}")
                .includeAssignedTasks()
                .orderByDueDate()
                .asc()
                .orderByTaskName()
                .asc();
    }

    private void taskList(String name, int priority, String color, String description, Query<?, ?> query) {
        if (filters.createTaskFilterQuery().filterName(name).count() > 0) {
            return;
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("color", color);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", List.of(Map.of("name", "year", "label", "年度")));
        Filter filter = filters.newTaskFilter(name).setQuery(query).setProperties(properties);
        filters.saveFilter(filter);
        grantEveryone(Resources.FILTER, filter.getId(), Permissions.READ);
    }

    private void administrator() {
        String admins = EngineDoor.ADMINISTRATORS;
        if (identity.createGroupQuery().groupId(admins).count() == 0) {
            Group group = identity.newGroup(admins);
            group.setName("系统管理员");
            group.setType("SYSTEM");
            identity.saveGroup(group);
        }
        Arrays.stream(Resources.values())
                .forEach(resource -> grantGroup(admins, resource, Authorization.ANY, Permissions.ALL));
        if (identity.createUserQuery().memberOfGroup(admins).count() > 0) {
            return;
        }
        String password = Passwords.generate();
        User user = identity.newUser("admin");
        user.setFirstName("系统");
        user.setLastName("管理员");
        user.setPassword(password);
        identity.saveUser(user);
        identity.createMembership(user.getId(), admins);
        changes.demandPassword(user.getId(), true);
        // On the console, whoever starts the program sees it; a log file would keep it.
        System.out.println("管理员账号 admin，密码 " + password + "（只显示这一次，不写入日志；首次登录时要改）");
    }
}
