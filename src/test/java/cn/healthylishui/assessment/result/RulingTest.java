package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulingTest {

    private static final int LATEST = 3;
    private static final String YEAR = "2021";

    private static Line<String> typed(String decision, String comment) {
        Draft draft = new Draft(
                1,
                Map.of(
                        new RowId("ruling", "ruling"),
                        new DraftRow(
                                Map.of("decision", decision, "comment", comment), 1, "somebody", LocalDateTime.MIN)));
        return Ruling.of(
                        Table.<String>questions("ruling", "审定意见")
                                .asks(Ruling.DECISION.offering(Ruling.options(LATEST, "同意", "退回", "不同意")))
                                .asks(Ruling.COMMENT),
                        LATEST)
                .read(YEAR, draft)
                .only();
    }

    private static List<String> problems(Line<String> line) {
        return line.row().problems().stream()
                .map(problem -> problem.column() + " " + problem.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"APPROVED@3, APPROVED", "RETURNED, RETURNED", "REFUSED, REFUSED"})
    void each_of_the_three_is_read_as_what_it_decides(String chosen, String decided) {
        Line<String> line = typed(chosen, "见会议纪要");

        assertThat(problems(line)).isEmpty();
        assertThat(line.find(Ruling.DECISION)).contains(decided);
    }

    @Test
    void an_approval_of_an_earlier_result_has_to_be_chosen_again() {
        Line<String> line = typed("APPROVED@2", "");

        assertThat(line.find(Ruling.DECISION)).isEmpty();
        assertThat(problems(line)).containsExactly("decision 您选定意见后，第3号考核结果已经形成，影响有变化。请核对后重新选择。");
    }

    @Test
    void what_is_not_offered_decides_nothing() {
        Line<String> line = typed("MAYBE", "");

        assertThat(line.find(Ruling.DECISION)).isEmpty();
        assertThat(problems(line)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RETURNED, comment 不同意或退回的，请写明理由。", "REFUSED, comment 不同意或退回的，请写明理由。", "APPROVED@3, "})
    void whoever_does_not_agree_says_why(String chosen, String problem) {
        assertThat(problems(typed(chosen, ""))).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void before_the_first_result_the_latest_is_none() {
        Results results = mock(Results.class);
        Revision third = mock(Revision.class);
        when(third.number()).thenReturn(LATEST);
        when(results.latest(2021)).thenReturn(Optional.of(third));
        when(results.latest(2022)).thenReturn(Optional.empty());

        assertThat(Ruling.latest(results, 2021)).isEqualTo(LATEST);
        assertThat(Ruling.latest(results, 2022)).isZero();
    }

    @Test
    void each_form_offers_the_three_in_its_own_words() {
        assertThat(Ruling.options(LATEST, "同意", "退回", "不同意"))
                .extracting(option -> option.value() + " " + option.label())
                .containsExactly("APPROVED@3 同意", "RETURNED 退回", "REFUSED 不同意");
    }
}
