package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.cycle.AssessmentYear;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.Remaining.Light;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.cycle.YearState;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.reporting.Progress.Cell;
import cn.healthylishui.assessment.reporting.Progress.CellState;
import cn.healthylishui.assessment.reporting.Progress.DistrictLine;
import cn.healthylishui.assessment.reporting.Progress.YearProgress;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final LocalDateTime DAY = LocalDateTime.of(2022, 1, 20, 9, 0);
    private static final String QINGTIAN = "331121";
    private static final String YUNHE = "331125";

    private final AssessmentYears years = mock(AssessmentYears.class);
    private final Draws draws = mock(Draws.class);
    private final Progress progress = new Progress(years, draws);

    @BeforeEach
    void roster() {
        when(years.districts(2021))
                .thenReturn(List.of(
                        new YearDistrict(QINGTIAN, "青田县", DistrictKind.COUNTY, "qingtian-jkb", "青田县健康办", 2, null),
                        new YearDistrict(YUNHE, "云和县", DistrictKind.COUNTY, "yunhe-jkb", "云和县健康办", 2, null)));
        drawn(false);
    }

    private void drawn(boolean drawn) {
        when(draws.all(2021))
                .thenReturn(List.of(new DrawRecord(
                        2021, QINGTIAN, 2, "c", DAY, "文字", drawn ? DAY : null, drawn ? "s" : null, List.of())));
    }

    private static AssessmentYear year(YearState state, @Nullable LocalDateTime figuresSettled) {
        return new AssessmentYear(
                2021, state, 1, DAY, "zhang", figuresSettled, state == YearState.APPROVED ? DAY : null, null);
    }

    private static Worklist.Line task(String key, @Nullable String district, String office, Light light) {
        return new Worklist.Line(
                office + key, key, "任务", 2021, district, "", office, office, "2022年1月8日（星期六）", "", light, false);
    }

    private DistrictLine qingtian(AssessmentYear year, Worklist.Line... open) {
        return progress.of(year, List.of(open)).districts().get(0);
    }

    private static CellState state(DistrictLine line, Stage stage) {
        return line.cells().stream()
                .filter(cell -> cell.stage() == stage)
                .map(Cell::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_district_is_at_the_earliest_step_with_an_open_task() {
        DistrictLine line = qingtian(
                year(YearState.ASSESSING, null),
                task("taskCheckTownship", QINGTIAN, "city-office", Light.NONE),
                task("taskFillMatrix", QINGTIAN, "qingtian-wjj", Light.NONE),
                task("taskSubmitPapers", YUNHE, "yunhe-jkb", Light.NONE));

        assertThat(line.status()).isEqualTo("乡镇填报");
        assertThat(state(line, Stage.ASSIGNMENT)).isEqualTo(CellState.DONE);
        assertThat(state(line, Stage.MATRIX)).isEqualTo(CellState.CURRENT);
        assertThat(state(line, Stage.CONSOLIDATION)).isEqualTo(CellState.AHEAD);
        assertThat(state(line, Stage.SPOT_CHECK)).isEqualTo(CellState.CURRENT);
        assertThat(line.tasks()).hasSize(2);
    }

    @Test
    void a_step_shows_the_worst_of_its_lights() {
        DistrictLine line = qingtian(
                year(YearState.ASSESSING, null),
                task("taskFillMatrix", QINGTIAN, "qingtian-wjj", Light.RED),
                task("taskFillMatrix", QINGTIAN, "qingtian-jyj", Light.YELLOW));

        assertThat(line.cells().get(Stage.MATRIX.ordinal()).light()).isEqualTo(Light.RED);
        assertThat(line.overdue()).isEqualTo(2);
    }

    @Test
    void after_the_spot_check_a_district_waits_for_the_official_figures() {
        drawn(true);

        DistrictLine line = qingtian(year(YearState.ASSESSING, null));

        assertThat(line.status()).isEqualTo("等待官方数据");
        assertThat(state(line, Stage.COMMENT)).isEqualTo(CellState.DONE);
        assertThat(state(line, Stage.REVIEW)).isEqualTo(CellState.AHEAD);
    }

    @Test
    void with_the_figures_settled_and_nothing_open_its_review_is_done() {
        drawn(true);

        DistrictLine line = qingtian(year(YearState.ASSESSING, DAY));

        assertThat(line.status()).isEqualTo("审核完成");
        assertThat(state(line, Stage.REVIEW)).isEqualTo(CellState.DONE);
    }

    @Test
    void between_two_tasks_nothing_is_claimed() {
        DistrictLine line = qingtian(year(YearState.ASSESSING, null));

        assertThat(line.status()).isEqualTo("转入下一步");
        assertThat(line.cells()).extracting(Cell::state).containsOnly(CellState.AHEAD);
    }

    @Test
    void an_approved_year_is_done_everywhere() {
        drawn(true);

        assertThat(progress.of(year(YearState.APPROVED, DAY), List.of()).statuses())
                .isEqualTo(Map.of("已审定", 2L));
    }

    @Test
    void a_year_that_has_not_started_has_no_districts_yet() {
        assertThat(progress.of(year(YearState.PREPARING, null), List.of()).districts())
                .isEmpty();
    }

    @Test
    void districts_are_counted_by_step_in_the_order_of_the_steps() {
        YearProgress both = progress.of(
                year(YearState.ASSESSING, null),
                List.of(
                        task("taskSubmitPapers", QINGTIAN, "qingtian-jkb", Light.NONE),
                        task("taskConfirmAssignment", YUNHE, "yunhe-jkb", Light.NONE)));

        assertThat(both.statuses()).containsExactly(Map.entry("确认分工", 1L), Map.entry("上报材料", 1L));
    }

    @Test
    void tasks_of_no_district_stand_by_themselves_and_count_as_overdue_too() {
        YearProgress year = progress.of(
                year(YearState.ASSESSING, null),
                List.of(
                        task("taskEnterFigures", null, "shi-wjw", Light.YELLOW),
                        task("taskFillMatrix", QINGTIAN, "qingtian-wjj", Light.NONE)));

        assertThat(year.cityTasks()).extracting(Worklist.Line::office).containsExactly("shi-wjw");
        assertThat(year.overdueOffices()).containsExactly(Map.entry("shi-wjw", 1L));
    }
}
