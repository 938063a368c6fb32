package cn.healthylishui.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.FormFiller.Underrated;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every test begins on a Friday before the Spring Festival, with the whole roster's result just approved and nothing done with it. */
public abstract class ApprovedYearTest extends StaffTest {

    protected static final Actor LEADER = new Actor(Office.LEADING_GROUP, Office.LEADING_GROUP);

    @Autowired
    protected AssessmentYears years;

    @Autowired
    protected YearRoster roster;

    @Autowired
    protected Results results;

    @Autowired
    protected Notices notices;

    @Autowired
    protected Objections objections;

    @Autowired
    protected Circulations circulations;

    /** The township that one figure keeps from being excellent. */
    protected Underrated underrated;

    @BeforeEach
    void approve(@Autowired JdbcTemplate batch) {
        filledBy("approved" + (startsOtherwise() ? getClass().getSimpleName() : ""), () -> {
            beforeTheStart();
            startYear();
            processes
                    .createProcessInstanceQuery()
                    .rootProcessInstances()
                    .list()
                    .forEach(instance ->
                            processes.deleteProcessInstance(instance.getId(), "only what follows is tested"));
            jdbc.sql("delete from record_instance").update(); // what follows begins once more
            filler.reportEverything(YEAR, batch);
            at(LocalDateTime.of(2022, 1, 28, 10, 0));
            results.fix(YEAR, "首次审定", null, LEADER);
            years.markApproved(YEAR);
        });
        at(LocalDateTime.of(2022, 1, 28, 10, 0));
        underrated = filler.underrated(YEAR);
    }

    /** Whether the year of this class has something in it before it starts. */
    protected boolean startsOtherwise() {
        return false;
    }

    /** What a test wants in the year before it is frozen; the municipal units have no tasks unless it gives them some. */
    protected void beforeTheStart() {}

    /** The procedure from the approval on, as the year's own process calls it. */
    protected void beginResultUse() {
        processes
                .createProcessInstanceByKey("annual-assessment")
                .startBeforeActivity("callResultUse")
                .setVariable("year", YEAR)
                .execute();
        runJobs();
    }

    /** Posts the notice that waits; the period of the first one runs to 9 February. */
    protected void postNotice() {
        OpenWork work = task("taskPostNotice", CITY);
        String body = String.valueOf(Objects.requireNonNull(
                look(work).sections().get(0).rows().get(0).values().get("body")));
        type(work, "text", "text", Map.of("body", body.replaceAll("（请补充[^）]*）", "0578-0000000")));
        complete(work);
        runJobs();
    }

    protected void letTheFirstPeriodPass() {
        at(LocalDateTime.of(2022, 2, 10, 0, 0, 1));
        runJobs();
    }

    /** All that is wrong with the form as it stands, in words. */
    protected List<String> problems(OpenWork work) {
        FormView view = look(work);
        return Stream.concat(
                        view.problems().stream(),
                        view.sections().stream()
                                .flatMap(section -> section.rows().stream())
                                .flatMap(row -> row.problems().stream())
                                .map(problem -> problem.message()))
                .toList();
    }

    protected void complete(OpenWork work) {
        assertThat(problems(work)).as(work.name()).isEmpty();
        engine.as(work.office(), () -> {
            desk.complete(work.taskId());
            return null;
        });
        runJobs();
    }

    /** Starts a procedure as an office does in Tasklist. */
    protected void start(String process, String office) {
        engine.start(process, office);
    }

    /** Files an objection of the public and gives its task of investigation. */
    protected OpenWork objected(String object) {
        account(CITY, CITY);
        start("objection", CITY);
        OpenWork filing = task("taskFileObjection", CITY);
        type(filing, "objection", "objection", publicObjection(object));
        complete(filing);
        return anyTask("taskInvestigateObjection");
    }

    protected static Map<String, String> publicObjection(String object) {
        return Map.of(
                "decision", "FILE",
                "year", String.valueOf(YEAR),
                "objector", "群众王某",
                "contact", "0578-0000001",
                "object", object,
                "content", "该地环境卫生还有不少问题，不应评为优秀。");
    }

    protected void decide(OpenWork investigation, boolean upheld) {
        type(investigation, "investigation", "investigation", Map.of("findings", "查阅台账并走访，情况如下。"));
        complete(investigation);
        OpenWork decision = anyTask("taskDecideObjection");
        type(decision, "decision", "decision", Map.of("decision", upheld ? "UPHOLD" : "REJECT", "reason", "见调查情况。"));
        complete(decision);
    }

    protected ObjectLine now(String object) {
        return results.object(YEAR, results.latestNumber(YEAR), object).orElseThrow();
    }

    /** Some township of the first result with this grade that nothing else is about. */
    protected String township(Grade grade) {
        return results.objects(YEAR, 1).stream()
                .filter(ObjectLine::isTownship)
                .filter(line -> line.grade() == grade)
                .map(ObjectLine::code)
                .filter(code -> !code.equals(underrated.township()))
                .findFirst()
                .orElseThrow();
    }
}
