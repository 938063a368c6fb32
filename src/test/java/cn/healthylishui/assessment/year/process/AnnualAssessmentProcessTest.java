package cn.healthylishui.assessment.year.process;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.year.CycleFixture;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearPrepared;
import org.junit.jupiter.api.Test;

class AnnualAssessmentProcessTest {

    @Test
    void the_ten_districts_come_in_the_same_order_every_time_and_freezing_is_announced() {
        try (CycleFixture fixture = new CycleFixture("2022-01-04T09:00")) {
            fixture.started(2021);
            AnnualAssessmentProcess process = new AnnualAssessmentProcess(fixture.years(), fixture.roster());

            assertThat(process.districts(2021)).hasSize(10).isSorted().contains("331102", "LSKFQ");
            assertThat(process.districts(2021)).isEqualTo(process.districts(2021));
            process.freeze(2021);

            assertThat(fixture.events()).containsExactly(new YearPrepared(2021), new YearFrozen(2021));
        }
    }
}
