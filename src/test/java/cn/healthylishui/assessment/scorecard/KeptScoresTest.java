package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.COUNTY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.database.DailyWork;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Points are worked out when figures change, and shown as they were worked out. */
@OnBothDatabases
class KeptScoresTest {

    private static final String LIANDU = "331102";

    /** In the table of the counties: of the values of all of them a mean is made. */
    private static final String COMMUNITIES = "C031";

    /** What nobody's figures come to. */
    private static final BigDecimal TAMPERED = new BigDecimal("1.23");

    private VerificationFixture fixture;
    private TransactionTemplate transaction;
    private KeptScores kept;

    @BeforeEach
    void start() {
        fixture = new VerificationFixture(ScoreBook.class, KeptScores.class);
        fixture.started();
        YearRoster roster = fixture.get(YearRoster.class);
        roster.assessedUnits(YEAR)
                .forEach(unit -> fixture.get(AssessmentYears.class).excludeUnit(YEAR, unit.code(), "没有任务", CITY));
        transaction = fixture.get(TransactionTemplate.class);
        kept = fixture.get(KeptScores.class);
        townships().forEach(township -> report(township, "1"));
        report(QINGTIAN, "1");
        standing();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> townships() {
        return fixture.get(YearRoster.class).townships(YEAR, QINGTIAN).stream()
                .map(YearTownship::code)
                .toList();
    }

    /** An item of which somebody gives the points: each number is another score. */
    private Indicator judged(String object) {
        return fixture.get(IndicatorTables.class).ofObject(YEAR, object).indicators().stream()
                .filter(item -> item.method().judged()
                        && !item.mustPass()
                        && item.points().intValue() >= 5)
                .findFirst()
                .orElseThrow();
    }

    private void report(String object, String number) {
        fixture.reported(object, judged(object).code(), value(number));
    }

    /** Of everybody, by code. */
    private Map<String, BigDecimal> standing() {
        return scores(kept.standing(YEAR, Amendments.NONE));
    }

    private Map<String, BigDecimal> scores(Scores scores) {
        Map<String, BigDecimal> all = new TreeMap<>();
        scores.districts().forEach((code, result) -> all.put(code, result.score()));
        fixture.get(YearRoster.class).districts(YEAR).forEach(district -> scores.townships(district.code())
                .forEach((code, result) -> all.put(code, result.score())));
        return all;
    }

    /** Of everybody, worked out from what was entered. */
    private Map<String, BigDecimal> afresh() {
        ScoreBook book = fixture.get(ScoreBook.class);
        return scores(book.afresh(YEAR, ScoreBook.ALL, Amendments.NONE, book.cards(YEAR)));
    }

    private void tamper(String... objects) {
        Stream.of(objects).forEach(object -> assertThat(fixture.jdbc()
                        .sql("update kept_score set score = :score where object_code = :object")
                        .param("score", TAMPERED)
                        .param("object", object)
                        .update())
                .isPositive());
    }

    @Test
    void what_was_worked_out_is_shown_until_a_figure_of_the_object_changes() {
        String first = townships().get(0);
        String second = townships().get(1);
        tamper(first, second);

        report(second, "2");

        assertThat(standing()).containsEntry(first, TAMPERED).containsEntry(second, afresh().get(second));
        report(first, "2");
        assertThat(standing()).isEqualTo(afresh());
    }

    @Test
    void what_others_are_compared_with_moves_all_of_them_and_nobody_else() {
        String township = townships().get(0);
        tamper(QINGTIAN, LIANDU, township);

        fixture.reported(LIANDU, COMMUNITIES, value("40"));

        assertThat(standing())
                .containsEntry(QINGTIAN, afresh().get(QINGTIAN))
                .containsEntry(LIANDU, afresh().get(LIANDU))
                .containsEntry(township, TAMPERED);
    }

    @Test
    void a_published_figure_works_everybody_out_anew() {
        tamper(QINGTIAN, townships().get(0));
        String item = fixture.get(References.class).published(YEAR).get(0).code();

        fixture.get(GivenReferences.class).give(YEAR, item, new Given(BigDecimal.TEN, "省统计局", "《公报》", List.of()), CITY);

        assertThat(standing()).isEqualTo(afresh());
    }

    @Test
    void other_rules_work_everybody_out_anew() {
        tamper(QINGTIAN, townships().get(0));
        fixture.jdbc()
                .sql("update year_setting set setting = '500' where name = 'FULL_MARK' and assessment_year = :year")
                .param("year", YEAR)
                .update();

        assertThat(standing()).isEqualTo(afresh()).doesNotContainValue(TAMPERED);
    }

    @Test
    void what_an_archived_year_says_otherwise_concerns_the_next() {
        tamper(QINGTIAN);
        fixture.get(Scorecards.class).amend(YEAR - 1, List.of(), CITY);

        assertThat(standing()).isEqualTo(afresh());
    }

    @Test
    void an_amendment_is_laid_over_what_is_kept_and_kept_by_nobody() {
        String first = townships().get(0);
        String second = townships().get(1);
        BigDecimal before = standing().get(first);
        tamper(second);
        Amendments amendments = Amendments.of(
                List.of(Entry.typed(first, judged(first).code(), EntrySource.DECIDED, value("4"), "city-office")),
                Set.of());

        Map<String, BigDecimal> amended = scores(kept.standing(YEAR, amendments));

        assertThat(amended.get(first)).isNotEqualTo(before);
        assertThat(amended).containsEntry(second, TAMPERED);
        assertThat(standing()).containsEntry(first, before);
    }

    @Test
    void items_are_those_of_the_figures_and_marks_those_of_the_items() {
        ObjectResult shown = kept.standing(YEAR, Amendments.NONE).districts().get(QINGTIAN);
        ObjectResult worked = fixture.get(ScoreBook.class).district(YEAR, QINGTIAN, ScoreBook.ALL);

        assertThat(shown.items()).isEqualTo(worked.items());
        assertThat(shown.marks()).isEqualTo(worked.marks()).isNotEmpty();
        assertThat(shown.mustPassUnknown()).isNotEmpty();
        assertThat(shown.mustPassMet()).isFalse();
    }

    @Test
    void every_point_can_be_read_back() {
        ObjectResult worked = fixture.get(ScoreBook.class).district(YEAR, QINGTIAN, ScoreBook.ALL);
        String items = fixture.jdbc()
                .sql("select items from kept_score where object_code = :object and reading = 'STANDING'")
                .param("object", QINGTIAN)
                .query(String.class)
                .single();

        assertThat(items.split(";")).hasSameSizeAs(worked.items());
        assertThat(items)
                .contains(worked.items().stream()
                        .map(item -> "%s:%s:%s/%s"
                                .formatted(
                                        item.indicator().code(),
                                        item.counted() == null
                                                ? ""
                                                : item.counted().id(),
                                        item.score().points(),
                                        item.score().maximum()))
                        .toList());
    }

    @Test
    void whoever_looks_while_another_has_the_turn_works_it_out_for_himself() {
        String first = townships().get(0);
        String second = townships().get(1);
        transaction.executeWithoutResult(begun -> {
            report(first, "2");
            Map<String, BigDecimal> own = standing(); // and has the turn until the end
            CompletableFuture.runAsync(() -> {
                        report(second, "3");
                        Map<String, BigDecimal> others = standing();
                        assertThat(others.get(first)).isNotEqualTo(own.get(first));
                        assertThat(others.get(second)).isNotEqualTo(own.get(second));
                        assertThat(others).isEqualTo(afresh());
                    })
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        });

        assertThat(standing()).isEqualTo(afresh());
        assertThat(kept.check(YEAR)).isEmpty();
    }

    @Test
    void what_is_taken_back_was_never_worked_out() {
        Map<String, BigDecimal> before = standing();
        transaction.executeWithoutResult(begun -> {
            report(QINGTIAN, "5");
            assertThat(standing()).isNotEqualTo(before);
            begun.setRollbackOnly();
        });

        assertThat(standing()).isEqualTo(before).isEqualTo(afresh());
    }

    @Test
    void who_may_only_read_looks_and_keeps_nothing() {
        report(QINGTIAN, "5");
        TransactionTemplate reading = new TransactionTemplate(fixture.get(PlatformTransactionManager.class));
        reading.setReadOnly(true);

        Map<String, BigDecimal> shown = reading.execute(begun -> standing());
        assertThat(shown).isEqualTo(afresh());
        assertThat(fixture.jdbc()
                        .sql("select count(*) from score_change")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void the_check_names_what_was_changed_beside_the_program_and_mends_it() {
        tamper(QINGTIAN);
        fixture.jdbc()
                .sql("update kept_score set items = 'x' where object_code = :object")
                .param("object", LIANDU)
                .update();

        assertThat(kept.differing(YEAR)).containsExactly(LIANDU, QINGTIAN);
        assertThat(kept.check(YEAR)).containsExactly(LIANDU, QINGTIAN);
        assertThat(kept.differing(YEAR)).isEmpty();
        assertThat(standing()).isEqualTo(afresh());
    }

    /** As a program of an older version does that was still at work. */
    @Test
    void the_check_finds_a_figure_that_was_entered_without_a_word() {
        report(QINGTIAN, "5");
        fixture.jdbc().sql("delete from score_change").update();

        assertThat(kept.check(YEAR)).containsExactly(QINGTIAN);
        assertThat(standing()).isEqualTo(afresh());
    }

    @Test
    void what_was_mended_stands_in_the_log() {
        ScoreCheck check =
                new ScoreCheck(kept, fixture.years(), fixture.get(OperationLog.class), mock(DailyWork.class));
        check.check();
        assertThat(fixture.logged("score", "核对得分")).isEmpty();
        tamper(QINGTIAN);

        check.check();

        assertThat(fixture.logged("score", "核对得分")).singleElement().satisfies(line -> {
            assertThat(line.to()).isEqualTo("重新计算1个考核对象");
            assertThat(line.reason()).contains(QINGTIAN);
        });
    }

    @Test
    void a_district_alone_is_worked_out_alone() {
        report(townships().get(0), "2");
        report(LIANDU, "2");

        assertThat(kept.townshipsAsReported(YEAR, QINGTIAN)).hasSize(townships().size());
        assertThat(fixture.jdbc()
                        .sql("select object_code from score_change where object_code is not null")
                        .query(String.class)
                        .list())
                .containsExactly(LIANDU);
        assertThat(kept.reported(YEAR, LIANDU).orElseThrow().score()).isEqualTo(afresh().get(LIANDU));
    }

    @Test
    void only_its_own_figures_count_as_reported() {
        BigDecimal reported = kept.reported(YEAR, QINGTIAN).orElseThrow().score();
        fixture.get(Scorecards.class)
                .record(YEAR, QINGTIAN, judged(QINGTIAN).code(), EntrySource.DECIDED, value("4"), COUNTY);

        assertThat(kept.reported(YEAR, QINGTIAN).orElseThrow().score()).isEqualTo(reported);
        assertThat(kept.standing(YEAR, QINGTIAN).orElseThrow().score()).isNotEqualTo(reported);
    }
}
