package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

class AssessmentYearsTest {

    private static final Actor COLLEAGUE = new Actor("li", "city-office");
    private static final String QINGTIAN = "331121";
    private static final String ZONE = "LSKFQ";

    private CycleFixture fixture;
    private AssessmentYears years;
    private YearRoster roster;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T09:05");
        years = fixture.years();
        roster = fixture.roster();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_prepared_year_has_default_settings_deadlines_and_the_whole_roster() {
        AssessmentYear year = years.prepare(2021, CITY);

        assertThat(year.state()).isEqualTo(YearState.PREPARING);
        assertThat(years.settings(2021)).isEqualTo(YearSettings.DEFAULTS);
        assertThat(fixture.get(Deadlines.class).all(2021))
                .hasSize(DeadlineKind.values().length)
                .containsEntry(DeadlineKind.SELF_CHECK, LocalDate.of(2022, 1, 15));
        assertThat(roster.districts(2021))
                .hasSize(10)
                .extracting(YearDistrict::code)
                .isSorted();
        assertThat(roster.districts(2021))
                .filteredOn(district -> district.kind() == DistrictKind.COUNTY)
                .hasSize(9)
                .allMatch(district -> district.sampleSize() == 2);
        assertThat(roster.district(2021, ZONE).sampleSize()).isEqualTo(1);
        assertThat(roster.districts(2021).stream()
                        .mapToInt(district ->
                                roster.townships(2021, district.code()).size())
                        .sum())
                .isEqualTo(173);
        assertThat(roster.memberUnits(2021, QINGTIAN)).isNotEmpty();
        assertThat(fixture.events()).containsExactly(new YearPrepared(2021));
    }

    @Test
    void a_year_is_prepared_once() {
        years.prepare(2021, CITY);

        assertThatThrownBy(() -> years.prepare(2021, COLLEAGUE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2021年度已经建立");
        assertThat(fixture.events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2017, 2023})
    void a_year_before_the_measures_or_still_to_come_is_not_prepared(int year) {
        assertThatThrownBy(() -> years.prepare(year, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2018年至2022年");
    }

    @Test
    void what_a_listener_refuses_leaves_no_half_made_year() {
        fixture.refuseYears();

        assertThatThrownBy(() -> years.prepare(2021, CITY)).isInstanceOf(Refused.class);

        assertThat(years.find(2021)).isEmpty();
        assertThat(roster.districts(2021)).isEmpty();
        assertThat(fixture.log().on(2021, "2021")).isEmpty();
    }

    @Test
    void a_stored_setting_counts_and_one_that_is_missing_has_its_default() {
        years.prepare(2021, CITY);
        fixture.jdbc()
                .sql("update year_setting set setting = '7,3' where name = 'REMINDER_WORKING_DAYS'")
                .update();
        fixture.jdbc()
                .sql("update year_setting set setting = '920.5' where name = 'EXCELLENT_BOUND'")
                .update();
        fixture.jdbc()
                .sql("delete from year_setting where name = 'COUNTY_SAMPLE'")
                .update();

        YearSettings settings = years.settings(2021);

        assertThat(settings.reminderWorkingDays()).containsExactly(7, 3);
        assertThat(settings.excellentBound()).isEqualByComparingTo("920.5");
        assertThat(settings.countySample()).isEqualTo(2);
    }

    @Test
    void changed_deadlines_are_logged_from_old_to_new_and_unchanged_ones_are_not() {
        years.prepare(2021, CITY);

        years.setDeadlines(
                2021,
                Map.of(
                        DeadlineKind.SELF_CHECK, LocalDate.of(2022, 1, 17),
                        DeadlineKind.CITY_ASSESSMENT, LocalDate.of(2022, 1, 31)),
                COLLEAGUE);

        assertThat(fixture.get(Deadlines.class).due(2021, DeadlineKind.SELF_CHECK))
                .isEqualTo("2022-01-17");
        List<OperationLog.Line> lines = fixture.log().on(2021, "SELF_CHECK");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).userId()).isEqualTo("li");
        assertThat(lines.get(0).action()).isEqualTo("设定期限：自查上报");
        assertThat(lines.get(0).from()).isEqualTo("2022年1月15日（星期六）");
        assertThat(lines.get(0).to()).isEqualTo("2022年1月17日（星期一）");
        assertThat(fixture.log().on(2021, "CITY_ASSESSMENT")).isEmpty();
    }

    @Test
    void once_started_neither_deadlines_nor_sample_sizes_change() {
        fixture.started(2021);

        assertThatThrownBy(() ->
                        years.setDeadlines(2021, Map.of(DeadlineKind.SELF_CHECK, LocalDate.of(2022, 1, 17)), CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("2021年度考核已由zhang于2022年1月4日（星期二）09:05启动，");
        assertThatThrownBy(() -> years.setSample(2021, QINGTIAN, 3, "面广量大", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("2021年度考核已由zhang于2022年1月4日（星期二）09:05启动，");
        assertThat(fixture.get(Deadlines.class).due(2021, DeadlineKind.SELF_CHECK))
                .isEqualTo("2022-01-15");
        assertThat(roster.district(2021, QINGTIAN).sampleSize()).isEqualTo(2);
    }

    @Test
    void another_sample_size_needs_a_reason_and_lives_through_the_start() {
        years.prepare(2021, CITY);

        assertThatThrownBy(() -> years.setSample(2021, QINGTIAN, 3, " ", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("理由");
        years.setSample(2021, QINGTIAN, 3, "乡镇较多", CITY);
        years.start(2021, CITY);

        assertThat(roster.district(2021, QINGTIAN).sampleSize()).isEqualTo(3);
        assertThat(roster.district(2021, QINGTIAN).sampleReason()).isEqualTo("乡镇较多");
        assertThat(fixture.log().on(2021, QINGTIAN)).singleElement().satisfies(line -> assertThat(
                        List.of(line.from(), line.to(), line.reason()))
                .containsExactly("2", "3", "乡镇较多"));
    }

    @Test
    void a_sample_size_set_back_to_the_usual_one_needs_no_reason() {
        years.prepare(2021, CITY);
        years.setSample(2021, QINGTIAN, 3, "乡镇较多", CITY);

        years.setSample(2021, QINGTIAN, 2, null, CITY);

        assertThat(roster.district(2021, QINGTIAN).sampleSize()).isEqualTo(2);
        assertThat(roster.district(2021, QINGTIAN).sampleReason()).isNull();
    }

    @Test
    void a_usual_sample_size_stays_though_the_districts_own_is_another() {
        AssessmentYears changed = yearsWhereQingtianIs("青田县", 3);
        changed.prepare(2021, CITY);
        assertThat(roster.district(2021, QINGTIAN).sampleSize()).isEqualTo(3);

        changed.setSample(2021, QINGTIAN, 2, null, CITY);
        changed.start(2021, CITY);

        assertThat(roster.district(2021, QINGTIAN).sampleSize()).isEqualTo(2);
    }

    @Test
    void no_more_townships_are_drawn_than_there_are_and_at_least_one() {
        years.prepare(2021, CITY);
        int all = roster.townships(2021, QINGTIAN).size();

        assertThatThrownBy(() -> years.setSample(2021, QINGTIAN, all + 1, "全部", CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("1至" + all);
        assertThatThrownBy(() -> years.setSample(2021, QINGTIAN, 0, "不抽", CITY)).isInstanceOf(Refused.class);
        years.setSample(2021, QINGTIAN, all, "全部", CITY);
    }

    @Test
    void a_second_start_is_refused_and_told_who_started_when() {
        years.prepare(2021, CITY);
        years.start(2021, CITY);
        fixture.setNow("2022-01-05T14:30");

        assertThatThrownBy(() -> years.start(2021, COLLEAGUE))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度考核已由zhang于2022年1月4日（星期二）09:05启动，不能重复启动。");
        assertThat(years.get(2021).startedBy()).isEqualTo("zhang");
        assertThat(years.get(2021).startedAt()).isEqualTo(LocalDateTime.of(2022, 1, 4, 9, 5));
    }

    @Test
    void a_year_that_was_never_prepared_does_not_start() {
        assertThatThrownBy(() -> years.start(2020, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("还没有建立");
    }

    @ParameterizedTest
    @ValueSource(ints = {2018, 2019, 2020, 2021})
    @OnBothDatabases
    void of_two_who_start_at_once_exactly_one_passes(int year) throws Exception {
        years.prepare(year, CITY);

        List<String> outcomes = atOnce(() -> years.start(year, CITY), () -> years.start(year, COLLEAGUE));

        assertThat(outcomes).filteredOn("passed"::equals).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome.contains("不能重复启动")).hasSize(1);
        assertThat(fixture.log().on(year, String.valueOf(year)))
                .filteredOn(line -> line.action().equals("启动年度考核"))
                .hasSize(1);
        assertThat(roster.districts(year)).hasSize(10);
    }

    @Test
    @OnBothDatabases
    void of_two_who_prepare_at_once_exactly_one_passes() throws Exception {
        List<String> outcomes = atOnce(() -> years.prepare(2021, CITY), () -> years.prepare(2021, COLLEAGUE));

        assertThat(outcomes).filteredOn("passed"::equals).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome.contains("已经建立")).hasSize(1);
    }

    @Test
    void the_roster_of_a_started_year_keeps_its_names() {
        fixture.started(2021);

        assertThat(new YearRoster(fixture.jdbc(), organizationWhereQingtianIs("新名", 2)).objectName(2021, QINGTIAN))
                .isEqualTo("青田县");
    }

    @Test
    void the_start_takes_over_names_that_changed_since_the_year_was_prepared() {
        years.prepare(2021, CITY);

        yearsWhereQingtianIs("新名", 2).start(2021, CITY);

        assertThat(roster.objectName(2021, QINGTIAN)).isEqualTo("新名");
        assertThat(roster.districts(2021)).hasSize(10);
    }

    @Test
    void objects_of_every_kind_have_a_name() {
        fixture.started(2021);
        YearTownship township = roster.townships(2021, QINGTIAN).get(0);
        YearMemberUnit unit = roster.memberUnits(2021, QINGTIAN).get(0);

        assertThat(roster.objectName(2021, township.code())).isEqualTo(township.name());
        assertThat(roster.township(2021, township.code())).isEqualTo(township);
        assertThat(roster.objectName(2021, unit.code())).isEqualTo(unit.name());
        assertThat(roster.memberUnit(2021, unit.code())).contains(unit);
        assertThat(roster.objectName(2021, "shi-wjw")).startsWith("市卫生健康");
    }

    @Test
    void freezing_a_started_year_is_announced_and_an_unstarted_one_is_not_frozen() {
        years.prepare(2021, CITY);
        assertThatThrownBy(() -> years.freeze(2021)).isInstanceOf(OutOfStep.class);

        years.start(2021, CITY);
        years.freeze(2021);

        assertThat(fixture.events()).containsExactly(new YearPrepared(2021), new YearFrozen(2021));
    }

    @Test
    void figures_are_settled_once_and_results_approved_after_the_start_only() {
        years.prepare(2021, CITY);
        assertThatThrownBy(() -> years.markApproved(2021)).isInstanceOf(OutOfStep.class);
        years.start(2021, CITY);
        assertThat(years.figuresSettledLocking(2021)).isFalse();

        years.markFiguresSettled(2021);
        fixture.setNow("2022-02-01T10:00");
        years.markFiguresSettled(2021);
        years.recordGradeTable(2021, 3);
        years.markApproved(2021);

        assertThat(years.figuresSettledLocking(2021)).isTrue();
        assertThat(years.get(2021))
                .isEqualTo(new AssessmentYear(
                        2021,
                        YearState.APPROVED,
                        3,
                        LocalDateTime.of(2022, 1, 4, 9, 5),
                        "zhang",
                        LocalDateTime.of(2022, 1, 4, 9, 5),
                        LocalDateTime.of(2022, 2, 1, 10, 0),
                        null,
                        Precedence.OF_DISTRICTS,
                        Precedence.OF_TOWNSHIPS,
                        true));
    }

    @Test
    void only_an_approved_year_is_archived() {
        years.prepare(2021, CITY);
        years.start(2021, CITY);
        fixture.setNow("2022-03-31T10:00");
        assertThatThrownBy(() -> years.archive(2021, CITY))
                .hasMessageContaining("2021年度")
                .hasMessageContaining("不能归档");
        years.markApproved(2021);
        years.archive(2021, CITY);

        assertThat(years.get(2021).state()).isEqualTo(YearState.ARCHIVED);
        assertThat(years.get(2021).archivedAt()).isEqualTo(LocalDateTime.of(2022, 3, 31, 10, 0));
        assertThat(years.get(2021).isApproved()).as("its result stays").isTrue();
    }

    @Test
    @OnBothDatabases
    void whoever_settles_the_figures_waits_for_the_one_who_asked() throws Exception {
        fixture.started(2021);
        TransactionTemplate transaction = fixture.get(TransactionTemplate.class);
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            List<String> order = new ArrayList<>();
            Future<?>[] settling = new Future<?>[1];
            transaction.executeWithoutResult(status -> {
                assertThat(years.figuresSettledLocking(2021)).isFalse();
                settling[0] = executor.submit(() -> {
                    asked.countDown();
                    years.markFiguresSettled(2021);
                    order.add("settled");
                });
                await(asked);
                // Long enough that an update which does not wait would have gone through.
                assertThatThrownBy(() -> settling[0].get(300, TimeUnit.MILLISECONDS))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class);
                assertThat(years.figuresSettledLocking(2021)).isFalse();
                order.add("asked");
            });
            settling[0].get(10, TimeUnit.SECONDS);
            assertThat(order).containsExactly("asked", "settled");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void years_are_listed_newest_first() {
        years.prepare(2019, CITY);
        years.prepare(2021, CITY);
        years.prepare(2020, CITY);

        assertThat(years.all()).extracting(AssessmentYear::year).containsExactly(2021, 2020, 2019);
    }

    /** The same years after the organization has changed in one district. */
    private AssessmentYears yearsWhereQingtianIs(String name, int sampleSize) {
        return new AssessmentYears(
                fixture.jdbc(),
                fixture.log(),
                organizationWhereQingtianIs(name, sampleSize),
                event -> {},
                fixture.clock());
    }

    private Organization organizationWhereQingtianIs(String name, int sampleSize) {
        Organization real = fixture.get(Organization.class);
        Organization changed = mock(Organization.class);
        when(changed.townships()).thenReturn(real.townships());
        when(changed.memberUnits()).thenReturn(real.memberUnits());
        List<District> districts = real.districts().stream()
                .map(district -> district.code().equals(QINGTIAN)
                        ? new District(
                                district.code(),
                                district.slug(),
                                name,
                                district.shortName(),
                                district.kind(),
                                sampleSize,
                                district.officeCode(),
                                district.officeName())
                        : district)
                .toList();
        when(changed.districts()).thenReturn(districts);
        return changed;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs both side by side and says what became of each: passed, or the refusal. */
    private static List<String> atOnce(Runnable one, Runnable other) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> futures = new ArrayList<>();
            for (Runnable act : List.of(one, other)) {
                Callable<String> call = () -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    try {
                        act.run();
                        return "passed";
                    } catch (Refused e) {
                        return e.getMessage();
                    }
                };
                futures.add(executor.submit(call));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> future : futures) {
                outcomes.add(future.get(30, TimeUnit.SECONDS));
            }
            return outcomes;
        } finally {
            executor.shutdownNow();
        }
    }
}
