package cn.healthylishui.assessment.closing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the city office is shown of the result that it hands over. */
class HandOverFormTest {

    private static final TaskRef TASK = new TaskRef(
            "task",
            "taskHandOver",
            "移交",
            "city-office",
            null,
            LocalDateTime.of(2022, 3, 20, 9, 0),
            Map.of(Variables.YEAR, 2021));

    private final Results results = mock(Results.class);
    private final Circulations circulations = mock(Circulations.class);
    private final YearRoster roster = mock(YearRoster.class);
    private final HandOverForm form = new HandOverForm(mock(HandOvers.class), circulations, results, roster);

    @BeforeEach
    void everythingTold() {
        when(results.latestNumber(2021)).thenReturn(1);
        when(circulations.pending(2021)).thenReturn(new Pending(List.of(), Map.of()));
    }

    private static ObjectLine line(
            String code, String name, String kind, int rank, @Nullable String review, @Nullable String appraisal) {
        boolean district = kind.equals("COUNTY");
        return new ObjectLine(
                code,
                name,
                kind,
                code,
                new BigDecimal("900.00"),
                null,
                new BigDecimal("901.00"),
                true,
                false,
                district ? 1 : null,
                district ? 1 : null,
                rank,
                review == null ? null : new BigDecimal(review),
                appraisal == null ? null : new BigDecimal(appraisal),
                Grade.EXCELLENT,
                "优秀");
    }

    private FormContent content(ObjectLine... objects) {
        when(results.objects(2021, 1)).thenReturn(List.of(objects));
        return form.content(TASK, Draft.EMPTY);
    }

    private static Section section(FormContent content, String key) {
        return content.sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void municipal_units_stand_in_a_table_of_their_own_by_rank() {
        FormContent content = content(
                line("331121", "青田县", "COUNTY", 1, null, null),
                line("331121101", "温溪镇", "TOWNSHIP", 1, null, null),
                line("shi-jyj", "市教育局", "UNIT", 2, "890.00", null),
                line("shi-wjw", "市卫生健康委", "UNIT", 1, "910.00", "870.00"));

        assertThat(section(content, "districts").rows()).singleElement().satisfies(row -> assertThat(row.values())
                .containsEntry("name", "青田县"));
        assertThat(section(content, "units").rows())
                .extracting(row -> row.values().get("name"), row -> row.values().get("review"), row -> row.values()
                        .get("appraisal"))
                .containsExactly(tuple("市卫生健康委", "910.00", "870.00"), tuple("市教育局", "890.00", "—"));
        assertThat(content.summary()).extracting(FormContent.Fact::value).contains("1 个", "4 个");
        assertThat(content.problems()).isEmpty();
    }

    @Test
    void a_year_without_assessed_units_says_so() {
        Section units = section(content(line("331121", "青田县", "COUNTY", 1, null, null)), "units");

        assertThat(units.rows()).isEmpty();
        assertThat(units.hint()).isEqualTo("本年度没有考核市直单位。");
    }

    @Test
    void what_has_not_been_told_everyone_is_not_handed_over() {
        ObjectLine held = line("331121", "青田县", "COUNTY", 1, null, null);
        ObjectLine due = line("331125", "云和县", "COUNTY", 2, null, null);
        when(roster.fullName(2021, "331121")).thenReturn("青田县");
        when(circulations.pending(2021)).thenReturn(new Pending(List.of(due), Map.of(held, "异议2021-异-001还在办理")));

        assertThat(content(held, due).problems())
                .containsExactly("“青田县”暂缓通报（异议2021-异-001还在办理），通报以后才能移交。", "还有1个考核对象的结果没有通报，请先办结“通报考核结果”。");
    }
}
