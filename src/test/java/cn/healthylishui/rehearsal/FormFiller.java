package cn.healthylishui.rehearsal;

import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Compared.Way;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.workflow.TaskDesk;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.process.EngineDriver;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final References references;
    private final GivenReferences givenReferences;
    private final Clock clock;

    public FormFiller(
            TaskDesk desk,
            EngineDriver engine,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            References references,
            GivenReferences givenReferences,
            Clock clock) {
        this.references = references;
        this.givenReferences = givenReferences;
        this.clock = clock;
        this.desk = desk;
        this.engine = engine;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
    }

    /** Does all that the office would do but the click on Complete. */
    public void fillIn(int year, List<OpenWork> works) {
        TaskDesk withoutComplete = Mockito.mock(TaskDesk.class, AdditionalAnswers.delegatesTo(desk));
        Mockito.doNothing().when(withoutComplete).complete(anyString());
        Mockito.doNothing().when(withoutComplete).cast(anyString(), anyList());
        PlausibleFigures figures = new PlausibleFigures(SEED, year, roster, tables, references);
        YearInput input = new MadeInput(
                year, SEED, () -> figures, township -> roster.districtOf(year, township), district -> roster.district(
                                year, district)
                        .officeCode());
        OfficeWork offices = new OfficeWork(input, withoutComplete, tables, clock, id -> {
            throw new IllegalStateException("Nobody has filed objection " + id);
        });
        works.forEach(work -> engine.as(work.office(), () -> offices.complete(work)));
    }

    /** Every district's own figures, as if reported; different in every district. */
    public void reportDistricts(int year) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, roster, tables, references);
        publish(year, figures);
        for (YearDistrict district : roster.districts(year)) {
            tables.ofDistrict(year, district.code()).indicators().stream()
                    .filter(indicator -> indicator.method().typed())
                    .forEach(indicator -> report(year, figures, district.code(), district.code(), indicator));
        }
    }

    /** Every township's figures of one district; {@code twin} gets the very figures of {@code model}. */
    public void reportTownships(int year, String district, String model, String twin) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, roster, tables, references);
        for (YearTownship township : roster.townships(year, district)) {
            String like = township.code().equals(twin) ? model : township.code();
            tables.ofTownshipsIn(year, district).indicators().stream()
                    .filter(indicator -> indicator.method().typed())
                    .forEach(indicator -> report(year, figures, township.code(), like, indicator));
        }
    }

    /** Everything that anybody reports in a year, as one batch: quick enough to begin every test with. */
    public void reportEverything(int year, JdbcTemplate jdbc) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, roster, tables, references);
        publish(year, figures);
        List<Object[]> rows = new ArrayList<>();
        for (YearDistrict district : roster.districts(year)) {
            add(rows, year, figures, district.code());
            roster.townships(year, district.code()).forEach(township -> add(rows, year, figures, township.code()));
        }
        for (YearUnit unit : roster.assessedUnits(year)) {
            tables.ofUnit(year, unit.code())
                    .indicators()
                    .forEach(task -> rows.add(new Object[] {
                        year,
                        unit.code(),
                        task.code(),
                        UNITS.getOrDefault(unit.code(), 90),
                        null,
                        null,
                        Timestamp.valueOf(LocalDateTime.now(clock))
                    }));
        }
        jdbc.batchUpdate("""
                insert into score_entry (assessment_year, object_code, indicator, source, state, entered_value, reference_value,
                  ticks, provisional, reason, office, entered_by, entered_at)
                values (?, ?, ?, 'REPORTED', 'VALUE', ?, ?, ?, false, '按台账。', 'test', 'test', ?)
                """, rows);
    }

    /** What districts are compared with that somebody publishes. */
    private void publish(int year, PlausibleFigures figures) {
        for (YearDistrict district : roster.districts(year)) {
            tables.ofDistrict(year, district.code()).indicators().stream()
                    .filter(indicator -> references.isGiven(year, indicator))
                    .forEach(indicator -> givenReferences.give(
                            year,
                            indicator.code(),
                            new Given(figures.published(indicator.code()), "浙江省统计局", "统计公报", List.of()),
                            SOMEBODY));
        }
    }

    private void add(List<Object[]> rows, int year, PlausibleFigures figures, String object) {
        for (Indicator indicator : tables.ofObject(year, object).indicators()) {
            if (!indicator.method().typed()) {
                continue;
            }
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

    /** What three municipal units get done of the one task each is given, in percent. */
    public static final Map<String, Integer> UNITS = Map.of("shi-wjw", 95, "shi-jyj", 85, "shi-hbj", 70);

    /** A year with a small plan that is in force: one task for each of {@link #UNITS}; everybody else has none. */
    public void giveTasks(int year, JdbcTemplate jdbc) {
        years.prepare(year, SOMEBODY);
        Timestamp now = Timestamp.valueOf(LocalDateTime.now(clock));
        jdbc.update("""
                insert into work_plan (assessment_year, number, title, issued_on, state, round, entered_by, entered_at)
                values (?, 1, '重点工作', current_date, 'ADOPTED', 1, 'test', ?)
                """, year, now);
        Long plan = jdbc.queryForObject("select max(id) from work_plan", Long.class);
        int seq = 0;
        for (String unit : new TreeMap<>(UNITS).keySet()) {
            seq++;
            jdbc.update("""
                    insert into key_task (assessment_year, code, plan, change_kind, state, seq, chapter, section, body, form, responsible)
                    values (?, ?, ?, 'ADDED', 'ACTIVE', ?, '重点工作', '重点工作', ?, 'SINGLE', ?)
                    """, year, "K1-01-" + seq, plan, seq, "第%d项工作。".formatted(seq), unit);
            Long task = jdbc.queryForObject("select max(id) from key_task", Long.class);
            jdbc.update("""
                    insert into key_task_unit (task, unit, lead, seq, source_name, to_confirm, acceptance, round)
                    values (?, ?, false, 1, ?, false, '全部完成', 1)
                    """, task, unit, unit);
        }
    }

    /** The township that would be excellent but for one figure, the figure's item, and what it should be. */
    public Underrated underrated(int year) {
        PlausibleFigures figures = new PlausibleFigures(SEED, year, roster, tables, references);
        return new Underrated(
                figures.underrated(), figures.underratedItem(), figures.truth().value());
    }

    public record Underrated(String township, String item, String value) {}

    private static Answer answer(Indicator indicator, PlausibleFigures.Figure figure) {
        return ItemInput.read(
                        indicator,
                        new ItemInput.Typed(figure.value(), figure.reference(), "按台账。", List.of(), ""),
                        false,
                        figure.reference().isEmpty() ? Compared.LATER : new Compared(Way.OWN, null, "没有上年度"))
                .answer();
    }

    private void report(int year, PlausibleFigures figures, String object, String like, Indicator indicator) {
        Answer answer = answer(indicator, figures.of(like, indicator.code()));
        scorecards.record(year, object, indicator.code(), EntrySource.REPORTED, answer, SOMEBODY);
    }
}
