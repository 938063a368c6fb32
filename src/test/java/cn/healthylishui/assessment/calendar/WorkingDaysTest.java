package cn.healthylishui.assessment.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.year.CycleFixture;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {

    private static CycleFixture fixture;
    private static WorkingDays workingDays;

    @BeforeAll
    static void open() {
        fixture = new CycleFixture("2022-01-05T09:00");
        workingDays = fixture.get(WorkingDays.class);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-03, false, New Year on a Monday",
        "2022-01-04, true,  an ordinary Tuesday",
        "2022-01-08, false, an ordinary Saturday",
        "2022-01-09, false, an ordinary Sunday",
        "2022-01-29, true,  Saturday worked for the Spring Festival",
        "2022-01-30, true,  Sunday worked for the Spring Festival",
        "2022-01-31, false, New Year's Eve of the lunar year on a Monday",
        "2022-02-04, false, the Friday of the Spring Festival",
        "2022-02-07, true,  the Monday after the Spring Festival",
        "2023-01-28, true,  Saturday worked for the Spring Festival",
        "2026-02-23, false, the last day of the longest Spring Festival",
        "2026-02-28, true,  Saturday worked for it"
    })
    void statutory_holidays_and_make_up_days_come_before_the_weekday(LocalDate day, boolean worked, String what) {
        assertThat(workingDays.isWorkingDay(day)).as(what).isEqualTo(worked);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-10-31, ''",
        "2022-11-01, ''",
        "2026-10-31, ''",
        "2026-11-01, 2027",
        "2026-12-31, 2027",
        "2027-01-01, 2027",
        "2027-10-31, 2027",
        "2027-11-01, 2027;2028"
    })
    void from_november_on_the_next_years_days_off_are_missed_aloud_and_in_the_year_itself_still(
            LocalDate today, String missed) {
        try (CycleFixture thatDay = new CycleFixture(today + "T08:00")) {
            assertThat(thatDay.get(WorkingDays.class).missing().stream()
                            .map(message -> message.replaceFirst("^还没有录入(\\d+)年的放假和调休安排，.*$", "$1")))
                    .containsExactlyElementsOf(missed.isEmpty() ? List.of() : List.of(missed.split(";")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-28, 0, 2022-01-28",
        "2022-01-28, 1, 2022-01-29",
        "2022-01-28, 2, 2022-01-30",
        "2022-01-28, 3, 2022-02-07",
        "2022-01-07, 2, 2022-01-11",
        "2021-12-31, 1, 2022-01-04"
    })
    void the_nth_working_day_after_a_day_jumps_over_holidays_and_takes_make_up_days(
            LocalDate from, int days, LocalDate expected) {
        assertThat(workingDays.plus(from, days)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-05, 2022-01-15, 7, due on a Saturday",
        "2022-01-26, 2022-01-31, 4, due on New Year's Eve; the weekend before is worked",
        "2022-01-30, 2022-02-20, 10, over the Spring Festival",
        "2022-01-14, 2022-01-15, 0, from Friday to Saturday",
        "2022-01-15, 2022-01-15, 0, on the day itself",
        "2022-01-16, 2022-01-15, 0, after it"
    })
    void working_days_left_count_from_tomorrow_through_the_due_date(
            LocalDate today, LocalDate due, int expected, String what) {
        assertThat(workingDays.between(today, due)).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-31, 10, 2022-01-18",
        "2022-01-31, 5, 2022-01-25",
        "2022-01-31, 1, 2022-01-29",
        "2022-01-15, 1, 2022-01-13",
        "2022-01-17, 1, 2022-01-14"
    })
    void the_first_day_within_is_the_earliest_that_leaves_no_more_working_days(
            LocalDate due, int days, LocalDate expected) {
        assertThat(workingDays.firstDayWithin(due, days)).isEqualTo(expected);
        assertThat(workingDays.between(expected, due)).isLessThanOrEqualTo(days);
        assertThat(workingDays.between(expected.minusDays(1), due)).isGreaterThan(days);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-05T09:00, 2022-01-15, NONE, 还剩7个工作日",
        "2022-01-07T09:00, 2022-01-08, NONE, 还剩0个工作日（1月8日到期）",
        "2022-01-15T00:00, 2022-01-15, NONE, 今天到期",
        "2022-01-15T23:59, 2022-01-15, NONE, 今天到期",
        "2022-01-16T00:00, 2022-01-15, YELLOW, 已逾期，不足1个工作日",
        "2022-01-17T09:00, 2022-01-15, YELLOW, 已逾期1个工作日",
        "2022-01-18T09:00, 2022-01-15, RED, 已逾期2个工作日",
        "2022-02-06T09:00, 2022-01-31, YELLOW, 已逾期，不足1个工作日",
        "2022-02-07T09:00, 2022-01-31, YELLOW, 已逾期1个工作日",
        "2022-02-08T09:00, 2022-01-31, RED, 已逾期2个工作日",
        "2026-12-30T09:00, 2027-01-05, NONE, 还剩4个工作日（该年无放假安排，仅按周末计算）",
        "2027-01-08T09:00, 2027-01-05, RED, 已逾期3个工作日（该年无放假安排，仅按周末计算）"
    })
    void what_remains_is_said_in_words_with_a_light(String now, LocalDate due, Light light, String text) {
        fixture.setNow(now);

        assertThat(workingDays.remaining(due)).isEqualTo(new Remaining(light, text));
    }

    @Test
    void a_year_may_turn_red_later_than_usual() {
        fixture.setNow("2022-01-18T09:00");

        assertThat(workingDays.remaining(LocalDate.of(2022, 1, 15), 3).light()).isEqualTo(Light.YELLOW);
    }

    @Test
    void only_years_with_a_notice_are_covered() {
        assertThat(workingDays.covered(2017)).isFalse();
        assertThat(workingDays.covered(2018)).isTrue();
        assertThat(workingDays.covered(2026)).isTrue();
        assertThat(workingDays.covered(2027)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2022-01-08, 2022年1月8日（星期六）", "2022-01-16, 2022年1月16日（星期日）", "2022-01-31, 2022年1月31日（星期一）"})
    void a_date_is_written_with_its_weekday(LocalDate day, String text) {
        assertThat(WorkingDays.dateText(day)).isEqualTo(text);
    }

    @Test
    void notices_added_later_count_after_a_refresh() {
        try (CycleFixture other = new CycleFixture("2027-01-02T09:00")) {
            WorkingDays days = other.get(WorkingDays.class);
            assertThat(days.isWorkingDay(LocalDate.of(2027, 1, 1))).isTrue();

            other.jdbc()
                    .sql("insert into statutory_day values (date '2027-01-01', 'holiday', '元旦')")
                    .update();
            days.refresh();

            assertThat(days.isWorkingDay(LocalDate.of(2027, 1, 1))).isFalse();
            assertThat(days.covered(2027)).isTrue();
        }
    }

    @Test
    void asked_before_the_notices_are_loaded_it_does_not_stay_without_them() {
        try (CycleFixture other = new CycleFixture("2022-01-02T09:00")) {
            other.jdbc().sql("delete from statutory_day").update();
            WorkingDays days = new WorkingDays(other.jdbc(), other.clock());
            assertThat(days.isWorkingDay(LocalDate.of(2022, 1, 3))).isTrue();

            other.jdbc()
                    .sql("insert into statutory_day values (date '2022-01-03', 'holiday', '元旦')")
                    .update();

            assertThat(days.isWorkingDay(LocalDate.of(2022, 1, 3))).isFalse();
        }
    }
}
