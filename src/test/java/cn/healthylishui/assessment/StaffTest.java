package cn.healthylishui.assessment;

import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.FormFiller;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Tests that reach the program as its users do: over HTTP, each with an account. The accounts go when the test ends. */
public abstract class StaffTest extends ApplicationTest {

    /** The zone: one township, so that its tasks are few and small. */
    protected static final String ZONE = "LSKFQ";

    protected static final String ZONE_OFFICE = "kfq-jkb";

    /** A county with ten townships. */
    protected static final String YUNHE = "331125";

    protected static final String YUNHE_OFFICE = "yunhe-jkb";

    /** Of every account made here. */
    protected String password = "Kwfm-7294-tbxe";

    /** What a refusal must leave alone; a look at a form notes in {@code task_draft_seen} that it was shown. */
    private static final List<String> WATCHED = List.of(
            "assessment_year",
            "year_setting",
            "deadline",
            "deadline_extension",
            "year_district",
            "year_township",
            "year_member_unit",
            "year_unit",
            "year_group_seat",
            "work_plan",
            "key_task",
            "key_task_unit",
            "key_task_reply",
            "task_progress",
            "district_work",
            "group_visit",
            "unit_verdict",
            "own_unit_task",
            "own_unit_score",
            "appraisal",
            "appraisal_rater",
            "ballot",
            "figure_rhythm",
            "figure_request",
            "figure_period",
            "figure_report",
            "reported_figure",
            "reported_figure_evidence",
            "figure_urge",
            "figure_correction",
            "figure_correction_item",
            "figure_correction_evidence",
            "reminder",
            "adjustment",
            "adjustment_proposal",
            "adjustment_draft",
            "adjustment_return",
            "adjustment_impact",
            "hearing",
            "hearing_comment",
            "indicator_table",
            "indicator",
            "evidence",
            "task_draft",
            "task_draft_row",
            "member_assignment",
            "score_entry",
            "entry_evidence",
            "reference_given",
            "reference_change",
            "reference_change_evidence",
            "reference_given_evidence",
            "reference_value",
            "returned_item",
            "paper",
            "draw",
            "draw_township",
            "finding",
            "finding_evidence",
            "result_revision",
            "result_object",
            "result_item",
            "operation_log");

    /** One statement: it is asked twice a call. */
    private static final String COUNTS = WATCHED.stream()
            .map(table -> "select '%s', count(*) from %s".formatted(table, table))
            .collect(Collectors.joining(" union all "));

    @Autowired
    protected IdentityService identity;

    @Autowired
    protected RepositoryService repository;

    @Autowired
    protected RuntimeService processes;

    @Autowired
    protected TaskService tasks;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** Made by hand: one more bean would make a second context. */
    protected FormFiller filler;

    @LocalServerPort
    protected int port;

    private final Set<String> accountsBefore = new HashSet<>();

    /** Accounts with the password of this test. */
    private final Set<String> ready = new HashSet<>();

    @BeforeEach
    void makeFormFiller(
            @Autowired AssessmentYears years,
            @Autowired YearRoster roster,
            @Autowired IndicatorTables tables,
            @Autowired Scorecards scorecards,
            @Autowired References references,
            @Autowired GivenReferences givenReferences) {
        filler = new FormFiller(desk, engine, years, roster, tables, scorecards, references, givenReferences, clock);
    }

    @BeforeEach
    void rememberAccounts() {
        identity.createUserQuery().list().forEach(user -> accountsBefore.add(user.getId()));
    }

    /**
     * Our own addresses that are read; without those that have still something open in them.
     *
     * @param filledIn an address with what a test puts into it
     */
    protected List<String> pages(UnaryOperator<String> filledIn) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(mapping -> mapping.getValue().getBeanType().getName().contains(".assessment."))
                .map(Map.Entry::getKey)
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .map(RequestMappingInfo::getPatternValues)
                .flatMap(Set::stream)
                .map(filledIn)
                .filter(path -> !path.contains("{"))
                .sorted()
                .toList();
    }

    /** Starts a process as Tasklist does. */
    protected Staff.Answer start(Staff staff, String process) {
        return staff.start(definition(process));
    }

    /** The id under which a process is deployed now. */
    protected String definition(String process) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getId();
    }

    @AfterEach
    void removeAccounts() {
        jdbc.sql("update appraisal set state = 'CLOSED' where state = 'VOTING'")
                .update(); // no account goes while it votes
        identity.createUserQuery().list().stream()
                .map(User::getId)
                .filter(user -> !accountsBefore.contains(user))
                .forEach(identity::deleteUser);
    }

    protected void account(String user, String group) {
        User known = identity.createUserQuery().userId(user).singleResult();
        if (known == null) {
            User account = identity.newUser(user);
            account.setFirstName(user);
            account.setPassword(password);
            identity.saveUser(account);
            identity.createMembership(user, group);
        } else if (!ready.contains(user)) { // a rehearsal's, whose password nobody knows
            known.setPassword(password);
            identity.saveUser(known);
        }
        ready.add(user);
    }

    /** The account called by the office's code, as {@link cn.healthylishui.assessment.workflow.Accounts} makes it. */
    protected Staff staff(String office) {
        account(office, office);
        return Staff.byBasicLogin(port, office, password);
    }

    /** A second member of the office. */
    protected Staff colleague(String office) {
        account(office + "-2", office);
        return Staff.byBasicLogin(port, office + "-2", password);
    }

    protected Staff inTasklist(String office) {
        account(office, office);
        return Staff.inTasklist(port, office, password);
    }

    protected Staff stranger() {
        return Staff.stranger(port);
    }

    protected boolean isOpen(String taskId) {
        return tasks.createTaskQuery().taskId(taskId).count() == 1;
    }

    protected void runJobs() {
        while (engine.runJobs() > 0) {
            // Branches that end run on in jobs of their own.
        }
    }

    protected OpenWork anyTask(String key) {
        return engine.open().stream()
                .filter(work -> work.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No open task " + key));
    }

    /** Starts 2021 and leaves everything to be done. */
    protected void startYear() {
        runYear(work -> false);
    }

    /** Named as where to begin, this step begins for each of its units. */
    protected static final String FILL_MATRIX = "taskFillMatrix#multiInstanceBody";

    /** One step of a procedure by itself, without the steps before it; the first of its tasks where it has several. */
    protected OpenWork begin(String process, String activity, Map<String, Object> variables) {
        StandAt.task(jdbc, activity.replace("#multiInstanceBody", ""), variables);
        StandAt.anew(jdbc, process);
        var instance = processes
                .createProcessInstanceByKey(process)
                .businessKey(variables.toString())
                .startBeforeActivity(activity)
                .setVariables(new HashMap<>(variables))
                .execute();
        return engine.open().stream()
                .filter(work -> activity.startsWith(work.key()))
                .filter(work -> tasks.createTaskQuery()
                                .taskId(work.taskId())
                                .processInstanceId(instance.getId())
                                .count()
                        == 1)
                .findFirst()
                .orElseThrow();
    }

    protected Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(COUNTS).query((RowCallbackHandler) row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    protected long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Everything typed into the task so far, with its versions. */
    protected List<String> typed(String taskId) {
        return jdbc.sql("""
                        select section || '/' || row_key || ' v' || version || ' ' || content from task_draft_row
                        where task_id = :task order by section, row_key
                        """).param("task", taskId).query(String.class).list();
    }

    /** All that a refused act must leave as it was. */
    protected record State(
            Map<String, Long> rows, List<String> typed, List<String> openTasks, List<String> variables) {}

    protected State state(String taskId) {
        return new State(
                counts(),
                typed(taskId),
                jdbc.sql("select concat_ws('|', ID_, ASSIGNEE_, DUE_DATE_) from ACT_RU_TASK order by 1")
                        .query(String.class)
                        .list(),
                jdbc.sql("""
                        select concat_ws('|', EXECUTION_ID_, NAME_, TYPE_, TEXT_, LONG_, DOUBLE_, BYTEARRAY_ID_) from ACT_RU_VARIABLE
                        order by 1
                        """).query(String.class).list());
    }

    protected static String other(String office) {
        return office.equals("longquan-jkb") ? Office.CITY : "longquan-jkb";
    }
}
