package cn.healthylishui.assessment.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearState;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.rehearsal.ClockPace;
import cn.healthylishui.assessment.rehearsal.RehearsedYear;
import cn.healthylishui.assessment.workflow.TaskFormRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * A whole year whose people all sit in several offices: whatever they do in a task is the act of the office whose task it is. Each
 * account bears the code of the office it acts for, so the row itself tells whether its office is the right one.
 */
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
    private Organization organization;

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskFormRegistry forms;

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
                                    : Stream.of(List.of(offices.get(0)), groups, List.of(offices.get(offices.size() - 1)))
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
        Set<String> done = new TreeSet<>();
        at(RehearsedYear.planned(YEAR));
        rehearsedYear.plan(YEAR, 7, new ClockPace(clock, engine, Duration.ofHours(44)), line -> {});
        rehearsedYear.run(
                YEAR,
                7,
                work -> done.add(work.key()) || true,
                new ClockPace(clock, engine, Duration.ofHours(44)),
                line -> {});
        System.out.println("MISSING " + forms.taskKeys().stream().filter(key -> !jdbc.sql("select distinct object_code from operation_log where action like '办结任务%'").query(String.class).list().contains(key)).toList());

        assertThat(years.get(YEAR).state()).isEqualTo(YearState.ARCHIVED);
        System.out.println(ACTS.stream().map(acts -> acts.table() + jdbc.sql("select count(*) from " + acts.table()).query(Long.class).single()).toList());
        for (Acts acts : ACTS) {
            assertThat(jdbc.sql("""
                                    select distinct '%s: ' || %s || ' for ' || %s from %s where %s <> %s and %s <> 'system'
                                    """.formatted(
                                            acts.table(),
                                            acts.person(),
                                            acts.office(),
                                            acts.table(),
                                            acts.person(),
                                            acts.office(),
                                            acts.person()))
                            .query(String.class)
                            .list())
                    .isEmpty();
        }
    }
}
