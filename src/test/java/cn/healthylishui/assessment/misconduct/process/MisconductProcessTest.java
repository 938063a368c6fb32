package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.MisconductFixture.CITY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.LEADERS;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.QINGTIAN;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.WENXI;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductFixture;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MisconductProcessTest {

    private MisconductFixture fixture;
    private MisconductCases cases;
    private MisconductProcess process;

    @BeforeEach
    void open() {
        fixture = new MisconductFixture(MisconductProcess.class);
        cases = fixture.cases();
        process = fixture.get(MisconductProcess.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String local(Date date) {
        return LocalDateTime.ofInstant(date.toInstant(), ZoneId.of("Asia/Shanghai"))
                .toString();
    }

    @Test
    void the_countys_office_answers_for_itself_and_for_its_townships() {
        assertThat(process.accused(fixture.reported(WENXI))).isEqualTo("qingtian-jkb");
        assertThat(process.accused(fixture.reported(QINGTIAN))).isEqualTo("qingtian-jkb");
        assertThat(process.accused(fixture.reported("LSKFQ"))).isEqualTo("kfq-jkb");
    }

    @Test
    void the_steps_are_due_by_the_years_numbers_of_working_days() {
        long id = fixture.reported(WENXI);
        assertThat(local(process.due(id, "INVESTIGATION"))).isEqualTo("2022-03-15T23:59:59");

        fixture.setNow("2022-03-10T16:00");
        cases.investigate(id, "相差一倍", "请说明", List.of(fixture.file(CITY)), CITY);

        assertThat(local(process.due(id, "HEARING"))).isEqualTo("2022-03-17T23:59:59");
        assertThat(local(process.hearingOver(id))).isEqualTo("2022-03-18T00:00");
    }

    @Test
    void a_returned_case_has_its_days_again() {
        long id = fixture.found(WENXI, false);
        fixture.setNow("2022-04-20T10:00");
        cases.decide(id, Verdict.RETURNED, false, "请补充台账", LEADERS);

        assertThat(local(process.due(id, "INVESTIGATION"))).isEqualTo("2022-05-06T23:59:59");
    }

    @Test
    void a_step_that_has_no_days_of_its_own_is_a_fault() {
        long id = fixture.reported(WENXI);

        assertThatThrownBy(() -> process.due(id, "TALK")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_sanction_is_a_new_result_in_which_only_the_accused_fails() {
        long id = fixture.found(WENXI, true);
        cases.decide(id, Verdict.APPROVED, true, "同意", LEADERS);

        process.sanction(id);

        MisconductCase one = cases.get(id);
        assertThat(one.state()).isEqualTo(State.CONFIRMED);
        assertThat(Objects.requireNonNull(one.decision()).revision()).isEqualTo(2);
        Results results = fixture.get(Results.class);
        Revision revision = results.latest(YEAR).orElseThrow();
        assertThat(revision.number()).isEqualTo(2);
        assertThat(revision.approvedBy()).isEqualTo("li");
        assertThat(results.objects(YEAR, 2).stream()
                        .filter(ObjectLine::misconduct)
                        .toList())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.code()).isEqualTo(WENXI);
                    assertThat(line.grade()).isEqualTo(Grade.UNQUALIFIED);
                });
        assertThat(fixture.heard()).containsExactly(new ResultRevised(YEAR, 2));
        assertThat(fixture.get(Revisions.class)
                        .get(Objects.requireNonNull(revision.proposal()))
                        .decidedBy())
                .isEqualTo("li");
    }

    @Test
    void before_the_first_result_the_sanction_is_kept_for_it() {
        fixture.noResultYet();
        long id = fixture.found(WENXI, false);
        cases.decide(id, Verdict.APPROVED, false, "", LEADERS);

        process.sanction(id);

        Results results = fixture.get(Results.class);
        assertThat(results.latest(YEAR)).isEmpty();
        assertThat(fixture.heard()).isEmpty();
        assertThat(cases.get(id).state()).isEqualTo(State.CONFIRMED);
        results.fix(YEAR, "首次审定", null, LEADERS);
        assertThat(results.objects(YEAR, 1).stream()
                        .filter(ObjectLine::misconduct)
                        .map(ObjectLine::code))
                .containsExactly(WENXI);
    }

    @Test
    void the_result_says_who_and_by_which_case_and_nothing_of_what_was_found() {
        long id = fixture.found(WENXI, false);
        cases.decide(id, Verdict.APPROVED, false, "同意", LEADERS);

        process.sanction(id);

        assertThat(fixture.get(Results.class).latest(YEAR).orElseThrow().reason())
                .isEqualTo("认定弄虚作假：青田县温溪镇（案件2021-案-001）");
    }

    @Test
    void nobody_is_sanctioned_without_a_decision_and_the_result_stays() {
        long id = fixture.heard(WENXI);

        assertThatThrownBy(() -> process.sanction(id)).isInstanceOf(Refused.class);

        assertThat(fixture.get(Results.class).latestNumber(YEAR)).isEqualTo(1);
        assertThat(fixture.get(Revisions.class).all(YEAR)).isEmpty();
        assertThat(cases.get(id).state()).isEqualTo(State.FINDING);
    }

    @Test
    void nobody_is_sanctioned_twice() {
        long id = fixture.found(WENXI, false);
        cases.decide(id, Verdict.APPROVED, false, "", LEADERS);
        process.sanction(id);

        assertThatThrownBy(() -> process.sanction(id)).isInstanceOf(RuntimeException.class);

        assertThat(fixture.get(Results.class).latestNumber(YEAR)).isEqualTo(2);
    }
}
