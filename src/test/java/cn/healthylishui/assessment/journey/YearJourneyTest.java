package cn.healthylishui.assessment.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.TestDatabase;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scoring.Draw;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Reminders;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.rehearsal.ClockPace;
import cn.healthylishui.rehearsal.Pace;
import cn.healthylishui.rehearsal.RehearsedYear;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The real roster through a whole year by moving the clock. In {@code mvn verify} it goes on PostgreSQL, and with {@code -Pwhole} on H2
 * too: there the demo goes through another year when it starts, and {@code ReleasedYearIT} through the second half of one.
 */
@OnBothDatabases
class YearJourneyTest extends ApplicationTest {

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private Results results;

    @Autowired
    private Draws draws;

    @Autowired
    private Reminders reminders;

    @Autowired
    private Returns returns;

    @Autowired
    private Objections objections;

    @Autowired
    private Notices notices;

    @Autowired
    private Circulations circulations;

    @Autowired
    private Interviews interviews;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private WorkingDays workingDays;

    @Autowired
    private WorkPlans workPlans;

    @Autowired
    private KeyTasks keyTasks;

    @Autowired
    private Progress progress;

    @Autowired
    private GroupVisits groupVisits;

    @Autowired
    private OwnUnits ownUnits;

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
    void ten_districts_173_townships_and_every_municipal_unit_go_from_the_key_work_to_the_archive() {
        assumeTrue(TestDatabase.isPostgreSql() || Boolean.getBoolean("whole"), "在 PostgreSQL 上办全年；H2 上的用 -Pwhole");
        Set<String> done = new TreeSet<>();
        List<String> reminded = new ArrayList<>();
        at(RehearsedYear.planned(YEAR));
        rehearsedYear.plan(YEAR, 7, reminding(reminded), line -> {});
        whatThePlanLeaves();
        rehearsedYear.run(YEAR, 7, work -> done.add(work.key()) || true, reminding(reminded), line -> {});

        assertThat(years.get(YEAR).state()).isEqualTo(YearState.ARCHIVED);
        List<ObjectLine> objects = results.objects(YEAR, 1);
        assertThat(objects.stream().filter(ObjectLine::isDistrict)).hasSize(10);
        assertThat(objects.stream().filter(line -> line.kind().equals("TOWNSHIP")))
                .hasSize(173);
        assertThat(objects.stream().filter(ObjectLine::isDistrict).map(ObjectLine::grade))
                .contains(Grade.EXCELLENT, Grade.QUALIFIED, Grade.UNQUALIFIED);
        assertThat(objects).as("bounds of 办法六(一)").allSatisfy(YearJourneyTest::gradeFollowsTheRule);
        assertThat(objects.stream().filter(ObjectLine::isDistrict))
                .as("enough points, and unqualified for what it must have; or short of excellent townships")
                .anySatisfy(line -> {
                    assertThat(line.mustPassMet()).isFalse();
                    assertThat(line.score()).isGreaterThanOrEqualTo(new BigDecimal("800"));
                })
                .anySatisfy(line -> {
                    assertThat(line.score()).isGreaterThanOrEqualTo(new BigDecimal("900"));
                    assertThat(line.excellentTownships() * 5).isLessThan(line.townships() * 3);
                    assertThat(line.grade()).isEqualTo(Grade.QUALIFIED);
                });
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
        everyItemIsExplained(1);
        drawsCanBeRepeated();
        whatTheUnitsGot(objects);
        whatFollowsTheApproval();
    }

    /** 意见四(四); the last line of K: given out in October, changed twice, reported for the only quarter that was left. */
    private void whatThePlanLeaves() {
        assertThat(workPlans.of(YEAR)).hasSize(2).allSatisfy(plan -> assertThat(plan.state())
                .isEqualTo(WorkPlan.State.ADOPTED));
        assertThat(keyTasks.withdrawn(YEAR)).extracting(KeyTask::code).containsExactly("K5-03-3");
        assertThat(keyTasks.active(YEAR))
                .as("100 of K, one withdrawn, one late")
                .hasSize(100);
        assertThat(keyTasks.history(YEAR, "K6-03-2"))
                .as("the earlier wording is kept")
                .hasSize(2);
        for (String unit : keyTasks.units(YEAR)) {
            assertThat(progress.reported(YEAR, unit, 4)).as(unit).isTrue();
        }
        assertThat(groupVisits.of(YEAR)).singleElement().satisfies(visit -> assertThat(visit.findings())
                .allSatisfy(finding -> assertThat(finding.mended()).isTrue()));
    }

    /** 办法二(三), 四(二). */
    private void whatTheUnitsGot(List<ObjectLine> objects) {
        List<ObjectLine> units = objects.stream().filter(ObjectLine::isUnit).toList();
        assertThat(units)
                .extracting(ObjectLine::code)
                .as("whoever has a task and is the city's own")
                .containsExactlyInAnyOrderElementsOf(keyTasks.units(YEAR).stream()
                        .filter(unit -> roster.unit(YEAR, unit).orElseThrow().cityOwn())
                        .toList());
        assertThat(units).hasSizeGreaterThan(35).allSatisfy(unit -> {
            BigDecimal review = Objects.requireNonNull(unit.reviewScore());
            BigDecimal appraisal = Objects.requireNonNull(unit.appraisalScore());
            assertThat(unit.score())
                    .as(unit.name())
                    .isEqualByComparingTo(review.multiply(new BigDecimal("0.8"))
                            .add(appraisal.multiply(new BigDecimal("0.2")))
                            .setScale(2, RoundingMode.HALF_UP));
        });
        assertThat(units.stream().map(ObjectLine::grade)).contains(Grade.EXCELLENT, Grade.QUALIFIED, Grade.UNQUALIFIED);
        assertThat(jdbc.sql("select count(*) from ballot").query(Integer.class).single())
                .as("one ballot a rater")
                .isEqualTo(25);
        assertThat(jdbc.sql("select count(*) from score_entry where source = 'REVIEWED' and office = object_code")
                        .query(Integer.class)
                        .single())
                .as("nobody reviews itself")
                .isZero();
        assertThat(jdbc.sql("""
                        select count(distinct r.office) from score_entry r where r.source = 'REVIEWED' and r.object_code = 'shi-wjw'
                        """).query(Integer.class).single())
                .as("the leads of all its groups, its deputies where it leads, and the city office")
                .isGreaterThan(5);
        assertThat(roster.districts(YEAR)).allSatisfy(district -> assertThat(ownUnits.settled(YEAR, district.code()))
                .as(district.name())
                .isTrue());
        assertThat(roster.districts(YEAR).stream().filter(district -> ownUnits.ranking(YEAR, district.code())
                        .isEmpty()))
                .as("one county left its own units out")
                .hasSize(1);
    }

    /** Nearly two days pass in each round, and each morning reminders are sent. */
    private Pace reminding(List<String> reminded) {
        Pace pace = new ClockPace(clock, engine, Duration.ofHours(44));
        return new Pace() {
            @Override
            public void afterRound() {
                pace.afterRound();
                reminded.add(String.valueOf(reminders.sendDue()));
            }

            @Override
            public boolean waitUntil(Date timer) {
                return pace.waitUntil(timer);
            }
        };
    }

    /** 办法六, 七(三). */
    private void whatFollowsTheApproval() {
        int latest = results.latestNumber(YEAR);
        List<ObjectLine> last = results.objects(YEAR, latest);
        assertThat(last).as("bounds of 办法六(一)").allSatisfy(YearJourneyTest::gradeFollowsTheRule);
        everyItemIsExplained(latest);
        assertThat(objections.all(YEAR))
                .extracting(Objection::state)
                .contains(Objections.State.REVISED, Objections.State.REJECTED);
        assertThat(results.changes(YEAR, 1, 2))
                .as("an objection that changed a grade")
                .anySatisfy(change -> assertThat(change.after().grade())
                        .isNotEqualTo(change.before().grade()));
        assertThat(last.stream().filter(ObjectLine::misconduct))
                .as("misconduct found after publication")
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.grade()).isEqualTo(Grade.UNQUALIFIED));

        Map<String, ObjectLine> told = circulations.told(YEAR);
        assertThat(told).as("everybody has been told").hasSize(last.size()).hasSizeGreaterThan(218);
        assertThat(last)
                .allSatisfy(line -> assertThat(told.get(line.code()).grade()).isEqualTo(line.grade()));
        for (Notice notice : notices.all(YEAR)) {
            assertThat(workingDays.between(notice.postedAt().toLocalDate(), notice.endsOn()))
                    .as("each notice ran its five working days")
                    .isEqualTo(5);
        }

        Set<String> failed = last.stream()
                .filter(line -> line.grade() == Grade.UNQUALIFIED && !line.isUnit())
                .map(ObjectLine::code)
                .collect(Collectors.toSet());
        assertThat(interviews.all(YEAR).stream()
                        .map(interview -> interview.object())
                        .collect(Collectors.toSet()))
                .as("one interview for each that failed")
                .isEqualTo(failed);
        assertThat(interviews.all(YEAR)).allSatisfy(interview -> {
            assertThat(interview.state()).isEqualTo(Interview.State.MENDED);
            assertThat(interview.interviewer())
                    .isEqualTo(
                            interview.object().equals(interview.district())
                                    ? Office.LEADING_GROUP
                                    : roster.district(YEAR, interview.district())
                                            .officeCode());
        });
        assertThat(interviews.all(YEAR))
                .as("a rectification that failed its first check")
                .anySatisfy(interview -> assertThat(interview.round()).isEqualTo(2));
        assertThat(handOvers.all(YEAR).stream()
                        .filter(one -> one.state() == HandOvers.State.RECEIVED)
                        .map(HandOver::revision))
                .as("the last result was handed over and received")
                .contains(latest);
    }

    private static void gradeFollowsTheRule(ObjectLine line) {
        boolean enough = line.townships() == null || line.excellentTownships() * 5 >= line.townships() * 3;
        Grade expected = line.misconduct()
                        || !line.mustPassMet()
                        || line.score().compareTo(new BigDecimal("800")) < 0
                ? Grade.UNQUALIFIED
                : line.score().compareTo(new BigDecimal("900")) >= 0 && enough ? Grade.EXCELLENT : Grade.QUALIFIED;
        assertThat(line.grade()).as(line.name()).isEqualTo(expected);
    }

    private void everyItemIsExplained(int revision) {
        for (ObjectLine object : results.objects(YEAR, revision)) {
            List<ItemResult> items = results.items(YEAR, revision, object.code());
            assertThat(items).as(object.name()).isNotEmpty();
            assertThat(items).allSatisfy(item -> assertThat(item.explanation()).isNotBlank());
            BigDecimal points =
                    items.stream().map(item -> item.score().points()).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (object.isUnit()) {
                assertThat(points)
                        .as("points of %s add up to its review but for their rounding", object.name())
                        .isCloseTo(
                                object.reviewScore(),
                                within(new BigDecimal("0.01").multiply(BigDecimal.valueOf(items.size()))));
            } else {
                assertThat(points)
                        .as("points of %s add up to its score", object.name())
                        .isEqualByComparingTo(object.score());
            }
        }
    }

    private void drawsCanBeRepeated() {
        for (DrawRecord draw : draws.all(YEAR)) {
            byte[] seed = HexFormat.of().parseHex(String.valueOf(draw.publishedSeed()));
            assertThat(Draw.commitment(seed)).isEqualTo(draw.commitment());
            List<String> townships = roster.townships(YEAR, draw.district()).stream()
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
