package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Duties;
import cn.healthylishui.assessment.organization.ReferenceData;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OwnKeyWorkTest {

    private final List<String> districts = ReferenceData.read("reference/districts.csv").stream()
            .map(line -> line.get("code"))
            .toList();

    @Test
    void whatever_a_district_sets_itself_is_the_duty_of_the_unit_that_answers_for_it() {
        assertThat(districts).hasSize(10).allSatisfy(district -> {
            assertThat(OwnKeyWork.works(district)).hasSize(3).allSatisfy(work -> assertThat(
                            Duties.cover(work.type(), work.title()))
                    .as(work.toString())
                    .isTrue());
            assertThat(OwnKeyWork.figures(district)).isNotEmpty().allSatisfy(figure -> assertThat(
                            Duties.cover(figure.type(), figure.title()))
                    .as(figure.toString())
                    .isTrue());
        });
    }

    @Test
    void not_every_district_sets_itself_the_same() {
        Map<List<OwnKeyWork.Work>, Long> alike =
                districts.stream().collect(Collectors.groupingBy(OwnKeyWork::works, Collectors.counting()));

        assertThat(alike).hasSizeGreaterThanOrEqualTo(4);
    }
}
