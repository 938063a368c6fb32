package cn.healthylishui.assessment.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.upkeep.KeepRule.Made;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which backups may go. */
class KeepRuleTest {

    private static final LocalDate TODAY = LocalDate.of(2022, 3, 15);

    private static Made on(String day) {
        return new Made(day, LocalDate.parse(day.replace("*", "")), day.endsWith("*"));
    }

    private static List<Made> made(String days) {
        return Arrays.stream(days.split(" ")).map(KeepRuleTest::on).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2022-03-15                                            | ''
            2020-01-01                                            | ''
            2022-03-01 2022-03-02 2022-03-15                      | ''
            2022-02-27 2022-02-28 2022-03-01 2022-03-02           | 2022-02-28
            2021-03-31 2021-04-01 2021-04-02 2022-03-15           | 2021-03-31 2021-04-02
            2022-01-05 2022-01-20 2022-02-03 2022-02-28 2022-03-15| 2022-01-20 2022-02-28
            2019-05-01 2019-05-02                                 | 2019-05-01
            2022-03-12 2022-03-13* 2022-03-14* 2022-03-15*        | 2022-03-13* 2022-03-14*
            2022-03-13* 2022-03-14* 2022-03-15                    | 2022-03-13* 2022-03-14*
            2022-01-05* 2022-01-06 2022-01-07 2022-03-15          | 2022-01-05* 2022-01-07
            """)
    void all_of_the_last_days_the_first_of_each_of_the_last_months_and_the_newest_stay(String all, String gone) {
        assertThat(KeepRule.expired(made(all), TODAY, 14, 12))
                .containsExactlyElementsOf(gone.isEmpty() ? List.of() : List.of(gone.split(" ")));
    }

    @Test
    void after_years_of_nights_there_are_as_many_as_the_rule_says() {
        List<Made> nights = Stream.iterate(LocalDate.of(2019, 1, 1), day -> day.plusDays(1))
                .limit(1170)
                .map(day -> new Made(day.toString(), day, false))
                .toList();

        assertThat(nights.size() - KeepRule.expired(nights, TODAY, 14, 12).size())
                .isEqualTo(14 + 12);
    }
}
