package cn.healthylishui.assessment.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.Whole;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.EvidenceStore.Upload;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.workflow.TaskFormRegistry;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.rehearsal.ClockPace;
import cn.healthylishui.rehearsal.Pace;
import cn.healthylishui.rehearsal.RehearsedYear;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * A whole year whose people all sit in several offices: whatever they do in a task is the act of the office whose task it is. Each
 * account bears the code of the office it acts for, so the row itself tells whether its office is the right one.
 */
@Whole
class SeveralOfficesTest extends ApplicationTest {

    private record Acts(String table, String person, String office) {}

    /** Wherever a row names who acted and for which office. */
    private static final List<Acts> ACTS = List.of(
            new Acts("score_entry", "entered_by", "office"),
            new Acts("evidence", "uploaded_by", "office"),
            new Acts("operation_log", "user_id", "office"),
            new Acts("objection", "filed_by", "office"),
            new Acts("adjustment", "proposed_by", "office"),
            new Acts("figure_correction", "filed_by", "office"),
            new Acts("deadline_extension", "applied_by", "office"),
            new Acts("group_visit", "recorded_by", "visitor"));

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private Organization organization;

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskFormRegistry forms;

    @Autowired
    private IndicatorTables tables;

    private static final String VOTE = "taskVote";

    /** The seat that does not vote. */
    private String silent = "";

    private int rejudged;

    private int reverified;

    /** The first case of misconduct. */
    private long accused;

    /** The interviews whose rectification was checked once. */
    private final Set<Object> checked = new HashSet<>();

    /** Everybody but the raters, who have one seat and nothing else, sits in the first and in the last office too. */
    @BeforeEach
    void seatEverybodyElsewhereToo() {
        List<String> offices = organization.offices().stream()
                .filter(office -> office.kind() == Office.Kind.MEMBER_UNIT
                        || office.kind() == Office.Kind.MUNICIPAL_UNIT
                        || office.kind() == Office.Kind.CITY_OFFICE)
                .map(Office::code)
                .sorted()
                .toList();
        Set<String> raters = new TreeSet<>();
        organization.offices().stream()
                .filter(office -> office.kind() == Office.Kind.RATER)
                .map(Office::code)
                .forEach(raters::add);
        IdentityService seating = mock(IdentityService.class, delegatesTo(identity));
        doAnswer(call -> {
                    String user = call.getArgument(0);
                    List<String> groups = call.getArgument(1);
                    identity.setAuthentication(
                            user,
                            raters.contains(user)
                                    ? groups
                                    : Stream.of(
                                                    List.of(offices.get(0)),
                                                    groups,
                                                    List.of(offices.get(offices.size() - 1)))
                                            .flatMap(List::stream)
                                            .distinct()
                                            .toList());
                    return null;
                })
                .when(seating)
                .setAuthentication(anyString(), anyList());
        ReflectionTestUtils.setField(engine, "identity", seating);
    }

    @AfterEach
    void seatThemWhereTheyWere() {
        ReflectionTestUtils.setField(engine, "identity", identity);
    }

    @Test
    void whoever_sits_in_several_offices_acts_for_the_office_whose_task_it_is() {
        at(RehearsedYear.planned(YEAR));
        rehearsedYear.plan(YEAR, 7, pace(), line -> {});
        rehearsedYear.run(YEAR, 7, this::asUsual, pace(), line -> {});

        assertThat(years.get(YEAR).state()).isEqualTo(YearState.ARCHIVED);
        assertThat(done()).as("every kind of task").isEqualTo(forms.taskKeys());
        for (Acts acts : ACTS) {
            assertThat(jdbc.sql("select count(*) from " + acts.table())
                            .query(Long.class)
                            .single())
                    .as(acts.table())
                    .isPositive();
            assertThat(jdbc.sql(
                                    "select distinct %2$s || ' for ' || %3$s from %1$s where %2$s <> %3$s and %2$s <> 'system'"
                                            .formatted(acts.table(), acts.person(), acts.office()))
                            .query(String.class)
                            .list())
                    .as(acts.table())
                    .isEmpty();
        }
    }

    private Pace pace() {
        return new ClockPace(clock, engine, Duration.ofHours(44));
    }

    /** That a ballot was cast has its own line in the log, which tells less. */
    private Set<String> done() {
        Set<String> done = new TreeSet<>(jdbc.sql("select object_code from operation_log where action = '办结任务'")
                .query(String.class)
                .list());
        if (jdbc.sql("select count(*) from operation_log where action = '投票'")
                        .query(Long.class)
                        .single()
                > 0) {
            done.add(VOTE);
        }
        return done;
    }

    // What no rehearsal comes to by itself is brought about here.

    /** Whether the task is done as a rehearsal does it; where it is not, it is done here or left undone. */
    private boolean asUsual(OpenWork work) {
        return switch (work.key()) {
            case VOTE -> {
                silent = silent.isEmpty() ? work.office() : silent;
                yield !work.office().equals(silent); // until the voting is closed
            }
            case "taskSelfScore" -> {
                if (jdbc.sql("select count(*) from deadline_extension")
                                .query(Long.class)
                                .single()
                        == 0) {
                    extended(work.office());
                }
                yield true;
            }
            case "taskReviewItems" -> reverified++ > 0 || sentBackFromReview(work);
            case "taskSummarise" -> rejudged++ > 0 || sentBack(work);
            case "taskHearAccused" -> firstCase(work) && secondCase();
            case "taskReportMisconduct" -> accused == 0 || reported(work);
            case "taskInvestigateMisconduct" -> firstCase(work) || investigated(work);
            case "taskNoteNoStatement" ->
                byHand(
                        work,
                        "note",
                        "note",
                        Map.of("date", String.valueOf(LocalDate.now(clock).minusDays(1)), "how", "电话催告，答复不陈述"));
            case "taskFindMisconduct" ->
                firstCase(work) || byHand(work, "opinion", "opinion", Map.of("confirmed", "NO", "reasons", "证据不足"));
            case "taskCheckRectification" -> checked.add(work.variables().get("interview")) || notMended(work);
            case "taskReviewUnmended" -> byHand(work, "decision", "decision", Map.of("decision", "列入下年度督查。"));
            default -> true;
        };
    }

    private boolean byHand(OpenWork work, String section, String row, Map<String, String> cells) {
        type(work, section, row, cells);
        return completed(work);
    }

    private boolean completed(OpenWork work) {
        look(work);
        engine.as(work.office(), () -> {
            desk.complete(work.taskId());
            return true;
        });
        return false;
    }

    private void extended(String office) {
        engine.start("deadline-extension", office);
        byHand(
                task("taskApplyExtension", office),
                "application",
                "application",
                Map.of(
                        "year",
                        String.valueOf(YEAR),
                        "kind",
                        "SELF_CHECK",
                        "date",
                        "2022-03-20",
                        "reason",
                        "人员调整，来不及。"));
        byHand(
                task("taskDecideExtension", CITY),
                "decision",
                "decision",
                Map.of("decision", "REFUSE", "reason", "来得及。"));
    }

    private boolean sentBack(OpenWork work) {
        String judged = tables.ofDistrict(YEAR, "LSKFQ").indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
        type(work, "returns", "1", Map.of("object", "LSKFQ", "item", judged, "reason", "请重新比对材料。"));
        return byHand(work, "decision", "decision", Map.of("decision", "SEND_BACK"));
    }

    private boolean sentBackFromReview(OpenWork work) {
        String returnable = look(work).sections().stream()
                .filter(section -> section.key().equals("items"))
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.inputs().containsKey("take"))
                .map(FormView.Row::key)
                .findFirst()
                .orElseThrow();
        return byHand(work, "items", returnable, Map.of("take", "RETURN", "why", "请核对台账。"));
    }

    private boolean firstCase(OpenWork work) {
        long id = (Long) work.variables().get("misconduct");
        accused = accused == 0 ? id : accused;
        return id == accused;
    }

    private boolean secondCase() {
        engine.start("misconduct", CITY);
        return true;
    }

    private boolean reported(OpenWork work) {
        String other = roster.townships(YEAR, "331122").get(0).code();
        return byHand(
                work,
                "report",
                "report",
                Map.of(
                        "year",
                        String.valueOf(YEAR),
                        "object",
                        other,
                        "source",
                        "群众来信",
                        "clue",
                        "反映台账系补造",
                        "files",
                        uploaded(work)));
    }

    private boolean investigated(OpenWork work) {
        return byHand(
                work, "facts", "facts", Map.of("text", "41份签名出自一人", "files", uploaded(work), "accusation", "请说明台账的来源"));
    }

    private String uploaded(OpenWork work) {
        Upload letter = new Upload("来信.txt", "text/plain", new ByteArrayResource("来信".getBytes(UTF_8)));
        return engine.as(work.office(), () -> desk.attach(work.taskId(), letter))
                .id();
    }

    private boolean notMended(OpenWork work) {
        look(work).sections().stream()
                .filter(section -> section.key().equals("verdicts"))
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.locked())
                .forEach(row -> type(work, "verdicts", row.key(), Map.of("verdict", "NOT_MENDED", "comment", "还缺一个村")));
        return completed(work);
    }
}
