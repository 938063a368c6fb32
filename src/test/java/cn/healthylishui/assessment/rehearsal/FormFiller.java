package cn.healthylishui.assessment.rehearsal;

import static org.mockito.ArgumentMatchers.anyString;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.cycle.YearTownship;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.workflow.TaskDesk;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;
import org.springframework.jdbc.core.JdbcTemplate;

/** Brings a year to where a test begins: forms filled in up to the last click, or figures entered without any form. */
public class FormFiller {

    private static final long SEED = 7;
    private static final Actor SOMEBODY = new Actor("test", "test");

    private final TaskDesk desk;
    private final EngineDriver engine;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Clock clock;

    public FormFiller(
            TaskDesk desk,
            EngineDriver engine,
            AssessmentYears years,
            IndicatorTables tables,
            Scorecards scorecards,
            Clock clock) {
        this.clock = clock;
        this.desk = desk;
        this.engine = engine;
        this.years = years;
        this.tables = tables;
        this.scorecards = scorecards;
    }

    /** Does all that the office would do but the click on Complete. */
    public void fillIn(int year, List<OpenWork> works) {
        TaskDesk withoutComplete = Mockito.mock(TaskDesk.class, AdditionalAnswers.delegatesTo(desk));
        Mockito.doNothing().when(withoutComplete).complete(anyString());
        PlausibleFigures figures = new PlausibleFigures(SEED, year, years, tables);
        OfficeWork offices = new OfficeWork(year, withoutComplete, tables, clock, () -> figures);
        works.forEach(work -> engine.as(work.office(), () -> offices.complete(work)));
    }

    /** Every district's own figures, as if reported; different in every district. */
    public void reportDistricts(int year) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, years, tables);
        for (YearDistrict district : years.districts(year)) {
            tables.ofDistrict(year, district.code())
                    .indicators()
                    .forEach(indicator -> report(year, figures, district.code(), district.code(), indicator));
        }
    }

    /** Every township's figures of one district; {@code twin} gets the very figures of {@code model}. */
    public void reportTownships(int year, String district, String model, String twin) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, years, tables);
        for (YearTownship township : years.townships(year, district)) {
            String like = township.code().equals(twin) ? model : township.code();
            tables.ofTownshipsIn(year, district)
                    .indicators()
                    .forEach(indicator -> report(year, figures, township.code(), like, indicator));
        }
    }

    /** Everything that anybody reports in a year, as one batch: quick enough to begin every test with. */
    public void reportEverything(int year, JdbcTemplate jdbc) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, years, tables);
        List<Object[]> rows = new ArrayList<>();
        for (YearDistrict district : years.districts(year)) {
            add(rows, year, figures, district.code());
            years.townships(year, district.code()).forEach(township -> add(rows, year, figures, township.code()));
        }
        jdbc.batchUpdate("""
                insert into score_entry (assessment_year, object_code, indicator, source, state, entered_value, reference_value,
                  ticks, provisional, reason, office, entered_by, entered_at)
                values (?, ?, ?, 'REPORTED', 'VALUE', ?, ?, ?, false, '按台账。', 'test', 'test', ?)
                """, rows);
    }

    private void add(List<Object[]> rows, int year, PlausibleFigures figures, String object) {
        for (Indicator indicator : tables.ofObject(year, object).indicators()) {
            Answer answer = answer(indicator, figures.of(object, indicator.code()));
            rows.add(new Object[] {
                year,
                object,
                indicator.code(),
                answer.value(),
                answer.reference(),
                answer.ticks(),
                Timestamp.valueOf(LocalDateTime.now(clock))
            });
        }
    }

    /** The township that would be excellent but for one figure, the figure's item, and what it should be. */
    public Underrated underrated(int year) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, years, tables);
        return new Underrated(
                figures.underrated(), figures.underratedItem(), figures.truth().value());
    }

    public record Underrated(String township, String item, String value) {}

    private static Answer answer(Indicator indicator, PlausibleFigures.Figure figure) {
        return ItemInput.read(
                        indicator,
                        new ItemInput.Typed(figure.value(), figure.reference(), "按台账。", List.of(), ""),
                        false)
                .answer();
    }

    private void report(int year, PlausibleFigures figures, String object, String like, Indicator indicator) {
        Answer answer = answer(indicator, figures.of(like, indicator.code()));
        scorecards.record(year, object, indicator.code(), EntrySource.REPORTED, answer, SOMEBODY);
    }
}
