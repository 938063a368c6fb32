package cn.healthylishui.assessment.figure;

import static cn.healthylishui.assessment.figure.Rhythm.MONTHLY;
import static cn.healthylishui.assessment.figure.Rhythm.NONE;
import static cn.healthylishui.assessment.figure.Rhythm.QUARTERLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which periods are asked for when the reports begin in the course of a year. */
class PeriodsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2021-01-10 | QUARTERLY | 3,6,9,12",
                "2021-03-31 | QUARTERLY | 3,6,9,12",
                "2021-04-01 | QUARTERLY | 3,6,9,12",
                "2021-10-20 | QUARTERLY | 9,12",
                "2021-10-20 | MONTHLY | 9,10,11,12",
                "2021-11-02 | MONTHLY | 10,11,12",
                "2022-01-18 | MONTHLY | 12",
                "2023-05-01 | QUARTERLY | 12",
                "2021-10-20 | NONE | ''"
            })
    void of_the_periods_that_are_over_only_the_last_is_asked_for_since_it_holds_the_earlier_ones(
            LocalDate today, Rhythm rhythm, String months) {
        assertThat(Periods.toAsk(2021, today, List.of(NONE, rhythm)))
                .extracting(String::valueOf)
                .isEqualTo(months.isEmpty() ? List.of() : List.of(months.split(",")));
    }

    @Test
    void a_quarter_s_figures_are_reported_beside_those_of_its_last_month() {
        assertThat(MONTHLY.asks(9)).isTrue();
        assertThat(QUARTERLY.asks(9)).isTrue();
        assertThat(QUARTERLY.asks(10)).isFalse();
        assertThat(NONE.asks(12)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3,一季度,1—3月累计", "12,四季度,1—12月累计", "10,10月,1—10月累计", "1,1月,1月"})
    void a_period_is_called_by_its_quarter_or_else_its_month(int month, String label, String span) {
        assertThat(Periods.label(month)).isEqualTo(label);
        assertThat(Periods.span(month)).isEqualTo(span);
    }

    @Test
    void the_last_day_is_that_of_the_calendar() {
        assertThat(Periods.lastDay(2024, 2)).isEqualTo("2024-02-29");
        assertThat(Periods.lastDay(2021, 12)).isEqualTo("2021-12-31");
    }
}
