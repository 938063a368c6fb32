package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.Rater;
import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.reporting.MunicipalProgress.UnitLine;
import cn.healthylishui.assessment.reporting.Progress.Cell;
import cn.healthylishui.assessment.reporting.Progress.CellState;
import cn.healthylishui.assessment.reporting.Progress.DistrictLine;
import cn.healthylishui.assessment.reporting.Progress.YearProgress;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.assessment.year.YearUnit;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final LocalDateTime DAY = LocalDateTime.of(2022, 1, 20, 9, 0);
    private static final String QINGTIAN = "331121";
    private static final String YUNHE = "331125";

    private final YearRoster yearRoster = mock(YearRoster.class);
    private final YearRoster roster = mock(YearRoster.class);
    private final Draws draws = mock(Draws.class);
    private final UnitTasks unitTasks = mock(UnitTasks.class);
    private final Scorecards scorecards = mock(Scorecards.class);
    private final Appraisals appraisals = mock(Appraisals.class);
    private final OwnUnits ownUnits = mock(OwnUnits.class);
    private final Progress progress = new Progress(
            yearRoster, draws, new MunicipalProgress(yearRoster, unitTasks, scorecards, appraisals), ownUnits);

    @BeforeEach
    void roster() {
        when(yearRoster.districts(2021))
                .thenReturn(List.of(
                        new YearDistrict(QINGTIAN, "青田县", DistrictKind.COUNTY, "qingtian-jkb", "青田县健康办", 2, null),
                        new YearDistrict(YUNHE, "云和县", DistrictKind.COUNTY, "yunhe-jkb", "云和县健康办", 2, null)));
        when(ownUnits.plan(anyInt(), anyString())).thenReturn(Optional.empty());
        drawn(false);
    }

    @Test
    void the_assessment_of_its_own_units_stands_beside_the_steps() {
        assertThat(qingtian(year(YearState.ASSESSING, null)).ownUnits().text()).isEmpty();

        DistrictLine reviewing = qingtian(
                year(YearState.ASSESSING, null),
                task("taskReviewOwnUnits", QINGTIAN, "qingtian-jkb", Light.YELLOW),
                task("taskFillMatrix", QINGTIAN, "qingtian-wjj", Light.NONE));
        assertThat(reviewing.ownUnits()).isEqualTo(new Progress.OwnUnitsCell(CellState.CURRENT, "1项在办", Light.YELLOW));
        assertThat(reviewing.status()).isEqualTo("乡镇填报");

        when(ownUnits.plan(2021, QINGTIAN)).thenReturn(Optional.of(new OwnUnits.Plan(false, null, DAY)));
        assertThat(qingtian(year(YearState.ASSESSING, null)).ownUnits().text()).isEqualTo("✓");

        when(ownUnits.plan(2021, QINGTIAN)).thenReturn(Optional.of(new OwnUnits.Plan(true, "机构改革", null)));
        assertThat(qingtian(year(YearState.ASSESSING, null)).ownUnits().text()).isEqualTo("不考核");
    }

    private void drawn(boolean drawn) {
        when(draws.all(2021))
                .thenReturn(List.of(new DrawRecord(
                        2021, QINGTIAN, 2, "c", DAY, "文字", drawn ? DAY : null, drawn ? "s" : null, List.of())));
    }

    private static AssessmentYear year(YearState state, @Nullable LocalDateTime figuresSettled) {
        return new AssessmentYear(
                2021,
                state,
                1,
                DAY,
                "zhang",
                figuresSettled,
                state == YearState.APPROVED ? DAY : null,
                null,
                Precedence.OF_DISTRICTS,
                Precedence.OF_TOWNSHIPS,
                true);
    }

    private static Worklist.Line task(String key, @Nullable String district, String office, Light light) {
        return new Worklist.Line(
                office + key, key, "任务", 2021, district, null, "", office, office, "2022年1月8日（星期六）", "", light, false);
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

    private static final String WJW = "shi-wjw";

    private void oneUnit() {
        when(yearRoster.assessedUnits(2021))
                .thenReturn(List.of(new YearUnit(WJW, "市卫生健康委", "行政机关", true, true, null, false, null)));
        when(unitTasks.of(2021, WJW))
                .thenReturn(List.of(new UnitTask("K1-01", 1, "任务", "章", "节", "全文", true, Set.of(1), "")));
        when(scorecards.latest(2021, List.of(WJW))).thenReturn(Map.of());
        when(appraisals.find(2021)).thenReturn(Optional.empty());
    }

    private static Worklist.Line unitTask(String key, String office, Light light) {
        return new Worklist.Line(
                office + key, key, "任务", 2021, null, WJW, "", office, office, "2022年1月24日（星期一）", "", light, false);
    }

    private UnitLine wjw(AssessmentYear year, Worklist.Line... open) {
        return progress.of(year, List.of(open)).units().units().get(0);
    }

    @Test
    void a_unit_is_at_the_earliest_step_with_an_open_task() {
        oneUnit();

        UnitLine line = wjw(
                year(YearState.ASSESSING, null),
                unitTask("taskReviewByGroup", "shi-jyj", Light.YELLOW),
                unitTask("taskReviewByCity", "city-office", Light.NONE),
                unitTask("taskEnterFigures", WJW, Light.NONE));

        assertThat(line.status()).isEqualTo("评审");
        assertThat(line.tasks()).hasSize(2); // official figures are not of its own assessment
        assertThat(line.cells())
                .extracting(MunicipalProgress.Cell::state)
                .containsExactly(CellState.DONE, CellState.DONE, CellState.CURRENT, CellState.AHEAD);
        assertThat(line.cells().get(2).light()).isEqualTo(Light.YELLOW);

        UnitLine sentBack = wjw(
                year(YearState.ASSESSING, null),
                unitTask("taskReviewByGroup", "shi-jyj", Light.NONE),
                unitTask("taskSubmitUnitPapers", WJW, Light.NONE));

        assertThat(sentBack.status())
                .as("the earlier of two, whichever comes first")
                .isEqualTo("上报材料");
        assertThat(sentBack.cells())
                .extracting(MunicipalProgress.Cell::state)
                .containsExactly(CellState.DONE, CellState.CURRENT, CellState.CURRENT, CellState.AHEAD);
    }

    @Test
    void a_unit_is_reviewed_once_every_task_is_settled() {
        oneUnit();
        assertThat(wjw(year(YearState.ASSESSING, null)).status()).isEqualTo("转入下一步");

        Answer done = new Answer(EntryState.VALUE, BigDecimal.TEN, null, null, false, null, List.of());
        Entry settled = new Entry(1, WJW, "K1-01", EntrySource.DECIDED, done, "city-office", "zhang", DAY);
        when(scorecards.latest(2021, List.of(WJW)))
                .thenReturn(Map.of(WJW, new Scorecard(Map.of("K1-01", Map.of(EntrySource.DECIDED, settled)))));

        UnitLine line = wjw(year(YearState.ASSESSING, null));
        assertThat(line.status()).isEqualTo("考评完成");
        assertThat(line.cells()).extracting(MunicipalProgress.Cell::state).containsOnly(CellState.DONE);
        assertThat(wjw(year(YearState.APPROVED, null)).status()).isEqualTo("已审定");
    }

    @Test
    void of_the_appraisal_it_tells_how_many_voted_and_never_who_did_not() {
        oneUnit();
        assertThat(progress.of(year(YearState.ASSESSING, null), List.of())
                        .units()
                        .appraisal())
                .isEqualTo("还没有确定测评人员");

        when(appraisals.find(2021))
                .thenReturn(Optional.of(new Poll(2021, Poll.State.VOTING, true, Map.of(), null, null)));
        when(appraisals.turnout(2021))
                .thenReturn(new Turnout(List.of(
                        new Rater("ld-cy-01", "甲", RaterGroup.LEADER, true),
                        new Rater("ld-cy-02", "乙", RaterGroup.LEADER, false))));
        YearProgress year =
                progress.of(year(YearState.ASSESSING, null), List.of(task("taskVote", null, "ld-cy-02", Light.RED)));

        assertThat(year.units().appraisal()).isEqualTo("正在投票，已投1/2");
        assertThat(year.cityTasks()).isEmpty();
        assertThat(year.overdueOffices()).isEmpty();
    }

    @Test
    void overdue_work_on_units_counts_like_all_other() {
        oneUnit();

        YearProgress year =
                progress.of(year(YearState.ASSESSING, null), List.of(unitTask("taskScoreOwnTasks", WJW, Light.RED)));

        assertThat(year.cityTasks()).isEmpty();
        assertThat(year.units().statuses()).containsExactly(Map.entry("自查打分", 1L));
        assertThat(year.overdueOffices()).containsExactly(Map.entry(WJW, 1L));
    }
}
