package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {

    private static final String OFFICE = "qingtian-jkb";
    private static final Actor APPLICANT = new Actor("wang", OFFICE);

    private CycleFixture fixture;
    private Extensions extensions;
    private Deadlines deadlines;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-10T09:00");
        fixture.started(2021);
        extensions = fixture.get(Extensions.class);
        deadlines = fixture.get(Deadlines.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_granted_date_holds_for_that_office_and_that_deadline_only() {
        long id = apply("2022-01-20");

        extensions.decide(id, true, LocalDate.of(2022, 1, 18), null, CITY);

        assertThat(deadlines.due(2021, DeadlineKind.SELF_CHECK, OFFICE)).isEqualTo("2022-01-18");
        assertThat(deadlines.due(2021, DeadlineKind.SELF_CHECK, "yunhe-jkb")).isEqualTo("2022-01-15");
        assertThat(deadlines.due(2021, DeadlineKind.SUBMISSION_CHECK, OFFICE)).isEqualTo("2022-01-18");
        assertThat(deadlines.due(2021, DeadlineKind.SELF_CHECK)).isEqualTo("2022-01-15");
        assertThat(extensions.get(id).state()).isEqualTo(Extension.State.GRANTED);
    }

    @Test
    void applying_or_being_refused_changes_no_date() {
        long id = apply("2022-01-20");
        assertThat(deadlines.due(2021, DeadlineKind.SELF_CHECK, OFFICE)).isEqualTo("2022-01-15");

        extensions.decide(id, false, null, "全市统一时间", CITY);

        assertThat(deadlines.due(2021, DeadlineKind.SELF_CHECK, OFFICE)).isEqualTo("2022-01-15");
        assertThat(extensions.get(id).state()).isEqualTo(Extension.State.REFUSED);
        assertThat(extensions.get(id).decisionReason()).isEqualTo("全市统一时间");
    }

    @Test
    void of_two_extensions_the_one_granted_last_counts() {
        extensions.decide(apply("2022-01-20"), true, null, null, CITY);
        fixture.setNow("2022-01-16T09:00");

        extensions.decide(apply("2022-01-25"), true, null, null, CITY);

        assertThat(deadlines.due(2021, DeadlineKind.SELF_CHECK, OFFICE)).isEqualTo("2022-01-25");
    }

    @Test
    void an_application_and_its_decision_are_logged() {
        long id = apply("2022-01-20");
        extensions.decide(id, true, LocalDate.of(2022, 1, 18), "同意三天", CITY);

        assertThat(fixture.log().on(2021, OFFICE))
                .extracting("action", "userId", "from", "to", "reason")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "同意延期：自查上报", "zhang", "2022年1月15日（星期六）", "2022年1月18日（星期二）", "同意三天"),
                        org.assertj.core.groups.Tuple.tuple(
                                "申请延期：自查上报", "wang", "2022年1月15日（星期六）", "2022年1月20日（星期四）", "数据核对中"));
    }

    @ParameterizedTest
    @CsvSource({"2022-01-09, 今天", "2022-01-10, 今天", "2022-01-14, 晚于现在的期限", "2022-01-15, 晚于现在的期限"})
    void a_date_that_is_not_later_than_today_and_the_deadline_is_refused(String date, String said) {
        assertThatThrownBy(() -> apply(date)).isInstanceOf(Refused.class).hasMessageContaining(said);
    }

    @Test
    void a_day_off_will_do() {
        assertThat(extensions.wrongDate(2021, DeadlineKind.SELF_CHECK, OFFICE, LocalDate.of(2022, 1, 16)))
                .isEmpty();
    }

    @Test
    void the_same_deadline_is_not_applied_for_twice_at_a_time() {
        apply("2022-01-20");

        assertThatThrownBy(() -> apply("2022-01-21"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("正在审批");
    }

    @Test
    void a_year_that_is_not_being_assessed_has_nothing_to_extend() {
        fixture.years().prepare(2020, CITY);

        assertThatThrownBy(() -> extensions.apply(
                        2020, DeadlineKind.SELF_CHECK, OFFICE, LocalDate.of(2022, 1, 20), "数据核对中", APPLICANT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("年度不在办理中，不能申请延期。");
    }

    @Test
    void a_decision_is_made_once() {
        long id = apply("2022-01-20");
        extensions.decide(id, false, null, "全市统一时间", CITY);

        assertThatThrownBy(() -> extensions.decide(id, true, LocalDate.of(2022, 1, 20), null, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("这项延期申请已经审批，不能重复审批。");
        assertThat(extensions.get(id).state()).isEqualTo(Extension.State.REFUSED);
    }

    @Test
    void applying_and_refusing_need_a_reason() {
        assertThatThrownBy(() -> extensions.apply(
                        2021, DeadlineKind.SELF_CHECK, OFFICE, LocalDate.of(2022, 1, 20), " ", APPLICANT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("理由");
        long id = apply("2022-01-20");
        assertThatThrownBy(() -> extensions.decide(id, false, null, "", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("理由");
        assertThat(Extensions.wrongReason("长".repeat(2001))).contains("理由最多2000字，现在有2001字。");
    }

    private long apply(String wanted) {
        return extensions.apply(2021, DeadlineKind.SELF_CHECK, OFFICE, LocalDate.parse(wanted), "数据核对中", APPLICANT);
    }
}
