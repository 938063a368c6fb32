package cn.healthylishui.assessment.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.Reminders;
import cn.healthylishui.assessment.cycle.YearState;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scoring.Draw;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The real roster through a whole year by moving the clock. */
class YearJourneyTest extends ApplicationTest {

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Results results;

    @Autowired
    private Draws draws;

    @Autowired
    private Reminders reminders;

    @Autowired
    private Returns returns;

    @Test
    void on_new_years_day_the_city_office_and_nobody_else_is_asked_to_start_the_year() {
        LocalDateTime newYear = LocalDateTime.now(Clock.systemDefaultZone())
                .plusYears(1)
                .withDayOfYear(1)
                .toLocalDate()
                .atStartOfDay();
        at(newYear.minusMinutes(1));
        engine.runJobs();
        assertThat(engine.open()).isEmpty();

        at(newYear.plusMinutes(1));
        engine.runJobs();

        assertThat(engine.open())
                .extracting(OpenWork::key, OpenWork::office)
                .containsExactly(tuple("taskOpenYear", CITY));
        assertThat(years.all()).as("a timer starts no year by itself").isEmpty();
    }

    @Test
    void ten_districts_and_173_townships_reach_an_approved_result() {
        Set<String> done = new TreeSet<>();
        List<String> reminded = new ArrayList<>();
        rehearsedYear.run(
                YEAR,
                7,
                work -> done.add(work.key()) || true,
                () -> {
                    clock.advance(Duration.ofHours(44));
                    at(LocalDateTime.now(clock));
                    reminded.add(String.valueOf(reminders.sendDue()));
                },
                line -> {});

        assertThat(years.get(YEAR).state()).isEqualTo(YearState.APPROVED);
        List<ObjectLine> objects = results.objects(YEAR, 1);
        assertThat(objects.stream().filter(line -> !line.kind().equals("TOWNSHIP")))
                .hasSize(10);
        assertThat(objects.stream().filter(line -> line.kind().equals("TOWNSHIP")))
                .hasSize(173);
        assertThat(objects.stream()
                        .filter(line -> !line.kind().equals("TOWNSHIP"))
                        .map(ObjectLine::grade))
                .contains(Grade.EXCELLENT, Grade.QUALIFIED, Grade.UNQUALIFIED);
        assertThat(objects).as("bounds of 办法六(一)").allSatisfy(YearJourneyTest::gradeFollowsTheRule);
        assertThat(objects.stream()
                        .filter(line -> line.verifiedScore() != null)
                        .filter(line -> line.reportedScore().compareTo(line.score()) != 0))
                .as("a spot check that changed a score")
                .isNotEmpty();
        assertThat(objects.stream()
                        .filter(line -> line.kind().equals("TOWNSHIP"))
                        .filter(line -> line.verifiedScore() == null))
                .as("only a spot check changes a township")
                .allSatisfy(line -> assertThat(line.score()).isEqualByComparingTo(line.reportedScore()));
        assertThat(done)
                .as("both great deadlines passed on the way, and each opened a task beside the work")
                .contains("taskUrgeSelfCheck");
        assertThat(reminded).as("reminders were sent").anyMatch(count -> !count.equals("0"));
        assertThat(jdbc.sql("select count(*) from returned_item where mended_at is null")
                        .query(Integer.class)
                        .single())
                .as("nothing sent back was forgotten")
                .isZero();
        assertThat(jdbc.sql("select count(*) from task_draft")
                        .query(Integer.class)
                        .single())
                .as("no draft outlives its task")
                .isZero();
        assertThat(engine.running("annual-assessment")).isFalse();
        everyItemIsExplained(objects);
        drawsCanBeRepeated();
    }

    private static void gradeFollowsTheRule(ObjectLine line) {
        boolean enough = line.townships() == null || line.excellentTownships() * 5 >= line.townships() * 3;
        Grade expected = !line.mustPassMet() || line.score().compareTo(new BigDecimal("800")) < 0
                ? Grade.UNQUALIFIED
                : line.score().compareTo(new BigDecimal("900")) >= 0 && enough ? Grade.EXCELLENT : Grade.QUALIFIED;
        assertThat(line.grade()).as(line.name()).isEqualTo(expected);
    }

    private void everyItemIsExplained(List<ObjectLine> objects) {
        for (ObjectLine object : objects) {
            List<Results.ItemLine> items = results.items(YEAR, 1, object.code());
            assertThat(items).as(object.name()).isNotEmpty();
            assertThat(items).allSatisfy(item -> assertThat(item.explanation()).isNotBlank());
            assertThat(items.stream().map(Results.ItemLine::points).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("points of %s add up to its score", object.name())
                    .isEqualByComparingTo(object.score());
        }
    }

    private void drawsCanBeRepeated() {
        for (DrawRecord draw : draws.all(YEAR)) {
            byte[] seed = HexFormat.of().parseHex(String.valueOf(draw.publishedSeed()));
            assertThat(Draw.commitment(seed)).isEqualTo(draw.commitment());
            List<String> townships = years.townships(YEAR, draw.district()).stream()
                    .map(township -> township.code())
                    .toList();
            assertThat(Draw.order(seed, YEAR, draw.district(), String.valueOf(draw.countyText()), townships).stream()
                            .limit(draw.sampleSize())
                            .map(place -> place.code())
                            .collect(Collectors.toSet()))
                    .isEqualTo(Set.copyOf(draw.drawnTownships()));
        }
    }
}
