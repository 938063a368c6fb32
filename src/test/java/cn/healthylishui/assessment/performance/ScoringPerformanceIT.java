package cn.healthylishui.assessment.performance;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.COUNTY;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.UnitBoard;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.scorecard.Scores;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 200 objects with 100 items each, on an H2 file: the ten districts and 190 townships, each item in proportion to the way to its target.
 * The same in a workbook is what it is held against, in the same run.
 */
@Tag("performance")
class ScoringPerformanceIT {

    private static final int OBJECTS = 200;
    private static final int ITEMS = 100;
    private static final int ROUNDS = 60;
    private static final int ANCHORS = 12;
    private static final int OFFICE = 3;
    private static final BigDecimal POINTS = new BigDecimal("10.00");
    private static final BigDecimal TARGET = new BigDecimal("97");

    private final Measures measures = new Measures();
    private VerificationFixture fixture;
    private TransactionTemplate transaction;
    private List<String> objects;

    /** The decision table of the program, each question of it evaluated once as there. */
    @TestConfiguration
    @Import({
        MisconductMarks.class,
        ScoreBook.class,
        KeptScores.class,
        TownshipBoard.class,
        UnitBoard.class,
        CityBoard.class
    })
    static class Beans {

        @Bean
        AppraisalOutcomes appraisalOutcomes() {
            AppraisalOutcomes none = mock(AppraisalOutcomes.class);
            when(none.score(anyInt(), anyString())).thenReturn(Optional.empty());
            return none;
        }

        @Bean
        Grades grades() throws IOException {
            DmnEngine engine =
                    DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
            DmnDecision table = engine.parseDecision("grade", Files.newInputStream(Path.of("processes", "grade.dmn")));
            Map<List<Object>, Grades.Graded> answers = new ConcurrentHashMap<>();
            return new Grades() {
                @Override
                public Graded grade(
                        int year,
                        BigDecimal score,
                        boolean mustPassMet,
                        boolean excellentShareMet,
                        boolean misconduct) {
                    return answers.computeIfAbsent(
                            List.of(score, mustPassMet, excellentShareMet, misconduct),
                            question -> evaluated(score, mustPassMet, excellentShareMet, misconduct));
                }

                private Graded evaluated(
                        BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct) {
                    DmnDecisionRuleResult result = engine.evaluateDecisionTable(
                                    table,
                                    Map.of(
                                            "score", score,
                                            "mustPassMet", mustPassMet,
                                            "excellentShareMet", excellentShareMet,
                                            "misconduct", misconduct,
                                            "excellentBound", new BigDecimal("900"),
                                            "passBound", new BigDecimal("800")))
                            .getSingleResult();
                    return new Graded(
                            Grade.of(Objects.requireNonNull(result.<String>getEntry("grade"))),
                            Objects.requireNonNull(result.<String>getEntry("reason")));
                }

                @Override
                public int currentVersion() {
                    return 1;
                }
            };
        }
    }

    @BeforeEach
    void aCity() {
        fixture = new VerificationFixture(Beans.class);
        transaction = fixture.get(TransactionTemplate.class);
        JdbcClient jdbc = fixture.jdbc();
        jdbc.sql("delete from indicator where table_id in (select id from indicator_table where applies_to <> 'UNIT')")
                .update();
        for (int item = 0; item < ITEMS; item++) {
            jdbc.sql("""
                    insert into indicator (table_id, code, seq, name, field, parents, must_pass, points, unit_of_measure, direction,
                      method, parameters, source_kind, owner, key_mark, evidence_required, criterion, not_applicable_allowed, confidence)
                    select id, :code, :seq, :code, '提升健康水平', 'COUNTY;ZONE', false, :points, '个', 'HIGHER', 'PROPORTIONAL',
                      '{"target":"97","floor":"0"}', 'SELF_REPORT', 'shi-wjw', false, false, '按比例得分', false, 'ours'
                    from indicator_table
                    """)
                    .param("code", "P%03d".formatted(item))
                    .param("seq", item + 1)
                    .param("points", POINTS)
                    .update();
        }
        fixture.started();
        YearRoster roster = fixture.roster();
        for (int more = (int) roster.objects(YEAR).stream()
                        .filter(code -> !roster.isUnit(YEAR, code))
                        .count();
                more < OBJECTS;
                more++) {
            jdbc.sql("""
                    insert into year_township (assessment_year, code, district, name)
                    select assessment_year, :code, district, :code from year_township
                    where assessment_year = :year order by code fetch first 1 row only
                    """).param("code", "P" + more).param("year", YEAR).update();
        }
        roster.assessedUnits(YEAR)
                .forEach(unit -> fixture.get(AssessmentYears.class).excludeUnit(YEAR, unit.code(), "没有任务", CITY));
        objects = roster.objects(YEAR);
        transaction.executeWithoutResult(begun -> fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        objects.stream()
                                .flatMap(object -> IntStream.range(0, ITEMS)
                                        .mapToObj(item -> new Said(
                                                object,
                                                "P%03d".formatted(item),
                                                EntrySource.REPORTED,
                                                VerificationFixture.value("0"))))
                                .toList(),
                        COUNTY));
    }

    @AfterEach
    void close() {
        measures.write();
        fixture.close();
    }

    private static double value(int round, int object, int item) {
        return (object * 31 + item * 13 + round * 7) % 101 + 0.5;
    }

    /** Other figures for everybody, in place of those that were there: what is measured is what comes of them. */
    private void enterAll(int round) {
        transaction.executeWithoutResult(begun -> {
            for (int object = 0; object < OBJECTS; object++) {
                for (int item = 0; item < ITEMS; item++) {
                    fixture.jdbc()
                            .sql("update score_entry set entered_value = ? where object_code = ? and indicator = ?")
                            .param(value(round, object, item))
                            .param(objects.get(object))
                            .param("P%03d".formatted(item))
                            .update();
                }
            }
            fixture.jdbc().sql("""
                    insert into score_change (assessment_year, object_code, indicators)
                    select assessment_year, object_code, listagg(distinct indicator, ',') from score_entry
                    group by assessment_year, object_code
                    """).update();
        });
    }

    private Standings board() {
        return Objects.requireNonNull(
                transaction.execute(begun -> fixture.get(CityBoard.class).of(YEAR)));
    }

    /** As it was done at each look before points were kept. */
    private void afresh() {
        transaction.executeWithoutResult(begun -> {
            ScoreBook book = fixture.get(ScoreBook.class);
            Scores scores = book.afresh(YEAR, ScoreBook.ALL, Amendments.NONE, book.cards(YEAR));
            scores.districts().keySet().forEach(scores::townships);
        });
    }

    private static Map<String, Double> totals(Standings standings) {
        Map<String, Double> totals = new TreeMap<>();
        standings.districts().forEach(standing -> {
            totals.put(standing.district().code(), standing.result().score().doubleValue());
            standing.townships()
                    .lines()
                    .forEach(line -> totals.put(
                            line.township().code(), line.result().score().doubleValue()));
        });
        return totals;
    }

    @Test
    void a_city_is_scored_faster_than_its_workbook(@TempDir Path folder) throws IOException {
        assertThat(objects).hasSize(OBJECTS);
        Path file = folder.resolve("city.xlsx");
        WorkbookOfCity workbook = new WorkbookOfCity(objects, ITEMS);
        workbook.write(file, POINTS, TARGET);
        double whole = Measures.time(ROUNDS, this::enterAll, this::board);
        Map<String, Double> reckoned =
                workbook.reckon(file, OBJECTS * ITEMS, (object, item) -> value(ROUNDS - 1, object, item));
        assertThat(totals(board())).as("to the fourth decimal").containsExactlyInAnyOrderEntriesOf(reckoned);
        double one = Measures.time(ROUNDS, round -> {}, new Figures());
        double poiWhole = Measures.time(
                ANCHORS,
                round -> {},
                unchecked(() ->
                        workbook.reckon(file, OBJECTS * ITEMS, (object, item) -> value(ROUNDS - 1, object, item))));
        double poiOne =
                Measures.time(ANCHORS, round -> {}, unchecked(() -> workbook.reckon(file, 1, (object, item) -> 96)));
        measures.beside("看全市成绩单，数没有变", Measures.time(ROUNDS, round -> {}, this::board));
        measures.beside("全市得分，每次都从填报的数重新算", Measures.time(ROUNDS, round -> {}, this::afresh));
        measures.holds(Goal.CITY_AGAINST_POI, poiWhole, whole);
        measures.holds(Goal.FIGURE_AGAINST_POI, poiOne, one);
        if (libreOffice(file, folder).isEmpty()) {
            measures.leftOut(Goal.CITY_AGAINST_LIBREOFFICE, "没有安装 soffice");
            measures.leftOut(Goal.FIGURE_AGAINST_LIBREOFFICE, "没有安装 soffice");
        } else {
            double office = Measures.time(
                    OFFICE, round -> {}, () -> libreOffice(file, folder).orElseThrow());
            measures.holds(Goal.CITY_AGAINST_LIBREOFFICE, office, whole);
            measures.holds(Goal.FIGURE_AGAINST_LIBREOFFICE, office, one);
        }
    }

    /** One figure of one township after the other, as its office enters it, with the board that comes of it. */
    private final class Figures implements Runnable {

        private int at;

        @Override
        public void run() {
            int now = at++;
            transaction.executeWithoutResult(begun -> fixture.get(Scorecards.class)
                    .record(
                            YEAR,
                            objects.get(now % OBJECTS),
                            "P%03d".formatted(now % ITEMS),
                            EntrySource.REPORTED,
                            VerificationFixture.value(String.valueOf(1 + now % 90)),
                            COUNTY));
            board();
        }
    }

    private interface Work {
        Object done() throws IOException;
    }

    private static Runnable unchecked(Work work) {
        return () -> {
            try {
                work.done();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Opens, reckons and saves it; empty where there is no LibreOffice. */
    private static Optional<Path> libreOffice(Path file, Path folder) {
        try {
            Process office = new ProcessBuilder(
                            "soffice",
                            "--headless",
                            "--convert-to",
                            "xlsx",
                            "--outdir",
                            folder.resolve("office").toString(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("office.log").toFile())
                    .start();
            assertThat(office.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(office.exitValue()).isZero();
            return Optional.of(folder.resolve("office").resolve("city.xlsx"));
        } catch (IOException notInstalled) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
