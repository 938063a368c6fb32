package cn.healthylishui.assessment.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeadlineKindTest {

    @ParameterizedTest
    @CsvSource({
        "ASSIGNMENT, 2022-01-05",
        "TOWNSHIP_MATRIX, 2022-01-08",
        "OWN_UNIT_SCORES, 2022-01-08",
        "OWN_UNITS, 2022-01-12",
        "SELF_CHECK, 2022-01-15",
        "SUBMISSION_CHECK, 2022-01-18",
        "OFFICIAL_FIGURES, 2022-01-20",
        "FIGURES_CHECK, 2022-01-22",
        "UNIT_REVIEW, 2022-01-24",
        "SPOT_CHECK, 2022-01-25",
        "APPRAISAL, 2022-01-26",
        "ITEM_REVIEW, 2022-01-29",
        "CITY_ASSESSMENT, 2022-01-31",
        "LEADING_GROUP, 2022-02-20",
        "WHOLE_PROCEDURE, 2022-03-31"
    })
    void the_defaults_lie_in_the_first_quarter_after_the_assessed_year(DeadlineKind kind, LocalDate expected) {
        assertThat(kind.defaultFor(2021)).isEqualTo(expected);
    }

    @Test
    void only_the_dates_that_the_measures_name_carry_a_clause() {
        assertThat(Arrays.stream(DeadlineKind.values()).filter(kind -> kind.clause() != null))
                .containsExactly(DeadlineKind.SELF_CHECK, DeadlineKind.CITY_ASSESSMENT, DeadlineKind.WHOLE_PROCEDURE);
        assertThat(DeadlineKind.SELF_CHECK.clause()).isEqualTo("办法五(一)");
        assertThat(DeadlineKind.CITY_ASSESSMENT.clause()).isEqualTo("办法五(二)");
    }

    @ParameterizedTest
    @EnumSource
    void every_default_is_later_than_the_steps_it_needs(DeadlineKind kind) {
        assertThat(kind.needs())
                .allSatisfy(earlier -> assertThat(earlier.defaultFor(2021)).isBefore(kind.defaultFor(2021)));
    }
}
