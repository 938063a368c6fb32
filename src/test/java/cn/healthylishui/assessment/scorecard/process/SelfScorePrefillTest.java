package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.keywork.WorkPlanFixture.COUNTY;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.QINGTIAN;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.WorkPlanFixture;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a district completed of its own key work stands in its self-score, to be confirmed or written over. */
class SelfScorePrefillTest {

    private static final TaskRef TASK = new TaskRef(
            "task",
            "taskSelfScore",
            "本级自查打分",
            "qingtian-jkb",
            null,
            LocalDateTime.of(2022, 1, 5, 9, 0),
            Map.of("year", YEAR, "district", QINGTIAN));

    private WorkPlanFixture fixture;
    private String file;

    @BeforeEach
    void open() {
        fixture = new WorkPlanFixture(
                SelfScoreForm.class,
                Scorecards.class,
                Returns.class,
                ScoreBook.class,
                References.class,
                GivenReferences.class);
        long plan = fixture.enter(fixture.added("新建绿道79公里以上。", "", "市建设局"));
        fixture.districtWork()
                .set(
                        fixture.plans().get(plan),
                        QINGTIAN,
                        List.of(new Work(Kind.INDICATOR, 1, "补助标准", "qingtian-czj", "600", "元/人", "C044")),
                        "县领导小组统筹",
                        List.of(),
                        COUNTY);
        file = fixture.file(COUNTY);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void report(ProgressState state) {
        long work = fixture.districtWork().of(YEAR, QINGTIAN).get(0).id();
        fixture.districtWork().record(YEAR, QINGTIAN, work, 4, state, new BigDecimal("610"), "", List.of(file), COUNTY);
    }

    private Row row(String code) {
        return fixture.get(SelfScoreForm.class).content(TASK, Draft.EMPTY).sections().stream()
                .flatMap(section -> section.rows().stream())
                .filter(row -> row.key().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_completed_indicator_is_filled_in_and_marked_with_where_it_comes_from() {
        report(ProgressState.DONE);

        assertThat(row("C044").values())
                .containsEntry("value", "610")
                .containsEntry("reason", "由年度重点工作完成情况带入")
                .containsEntry("files", file);
        assertThat(row("C044").problems()).isEmpty();
        assertThat(row("C044").locked()).isFalse();
        assertThat(row("C045").values()).containsEntry("value", "");
    }

    @Test
    void what_is_not_completed_is_not_filled_in() {
        report(ProgressState.ON_SCHEDULE);

        assertThat(row("C044").values()).containsEntry("value", "");
        assertThat(row("C044").problems()).isNotEmpty();
    }

    @Test
    void what_the_county_entered_itself_stands() {
        report(ProgressState.DONE);
        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        QINGTIAN,
                        "C044",
                        EntrySource.REPORTED,
                        new Answer(EntryState.VALUE, new BigDecimal("605"), null, null, false, null, List.of(file)),
                        COUNTY);

        assertThat(row("C044").values()).containsEntry("value", "605").containsEntry("reason", "");
        assertThat(row("C044").locked()).isTrue();
    }
}
