package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.YearInput.Found;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** 编造的一年像真的: of the seeds of the demonstration and of the rehearsal. */
class MadeYearTest extends ApplicationTest {

    private static final int YEAR = 2021;
    private static final BigDecimal EXCELLENT = new BigDecimal("900");

    @Autowired
    private RehearsedYear rehearsedYear;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private IndicatorTables tables;

    @BeforeEach
    void prepare() {
        years.prepare(YEAR, RehearsalSets.ACTOR);
    }

    private List<Indicator> indicators(String district) {
        return tables.ofDistrict(YEAR, district).indicators().stream()
                .filter(indicator -> indicator.method().typed())
                .toList();
    }

    /** Those that can be scored before there is a year to compare them with. */
    private List<Indicator> scored(String district) {
        return indicators(district).stream()
                .filter(indicator -> !indicator.method().needsReference())
                .toList();
    }

    /** Brought to the full mark, as if they were all there is. */
    private BigDecimal outOfThousand(String district, Function<Indicator, BigDecimal> points) {
        BigDecimal earned = scored(district).stream().map(points).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal maximum = scored(district).stream().map(Indicator::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        return earned.multiply(new BigDecimal("1000")).divide(maximum, 2, RoundingMode.HALF_UP);
    }

    private List<Indicator> key(String district) {
        return indicators(district).stream().filter(Indicator::key).toList();
    }

    private static BigDecimal points(Indicator indicator, String value, String reference) {
        Answer answer = ItemInput.read(indicator, new ItemInput.Typed(value, reference, "理由", List.of(), ""), false)
                .answer();
        return answer == null || answer.state() != EntryState.VALUE || indicator.mustPass()
                ? BigDecimal.ZERO
                : new BigDecimal(ItemSheet.points(indicator, answer));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void no_districts_own_score_is_the_one_that_the_official_figures_make(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);

        assertThat(roster.districts(YEAR)).hasSize(10).allSatisfy(district -> {
            Map<Boolean, Long> alike = indicators(district.code()).stream()
                    .filter(Indicator::officiallyScored)
                    .collect(Collectors.groupingBy(
                            indicator -> made.reported(district.code(), indicator.code())
                                    .value()
                                    .equals(made.official(district.code(), indicator.code())
                                            .value()),
                            Collectors.counting()));
            assertThat(alike.get(false)).as("of %s otherwise", district.name()).isGreaterThanOrEqualTo(5);
            assertThat(alike.get(true)).as("of %s the same", district.name()).isGreaterThanOrEqualTo(5);
            assertThat(total(district, made, true))
                    .as(district.name())
                    .isNotEqualByComparingTo(total(district, made, false));
        });
    }

    private BigDecimal total(YearDistrict district, YearInput made, boolean own) {
        return outOfThousand(district.code(), indicator -> {
            Figure figure = own || !indicator.officiallyScored()
                    ? made.reported(district.code(), indicator.code())
                    : made.official(district.code(), indicator.code());
            return points(indicator, figure.value(), figure.reference());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void on_site_a_district_is_found_otherwise_than_it_reported_wherever_the_official_figure_is_another(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);
        for (YearDistrict district : roster.districts(YEAR)) {
            Map<String, Found> found = made.findings(district.code(), district.code(), key(district.code()));

            assertThat(found).as(district.name()).isNotEmpty();
            found.forEach((indicator, finding) -> assertThat(finding.value())
                    .as(indicator)
                    .isNotEqualTo(made.reported(district.code(), indicator).value()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void in_three_districts_something_is_found_worse_than_what_somebody_above_the_parties_published(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);
        Map<String, List<Indicator>> contradicted = new HashMap<>();
        for (YearDistrict district : roster.districts(YEAR)) {
            Map<String, Found> found = made.findings(district.code(), district.code(), key(district.code()));
            List<Indicator> worse = key(district.code()).stream()
                    .filter(indicator -> found.containsKey(indicator.code()))
                    .filter(indicator -> {
                        Figure official = made.official(district.code(), indicator.code());
                        return points(
                                                indicator,
                                                Objects.requireNonNull(found.get(indicator.code()))
                                                        .value(),
                                                official.reference())
                                        .compareTo(points(indicator, official.value(), official.reference()))
                                < 0;
                    })
                    .toList();
            if (!worse.isEmpty()) {
                contradicted.put(district.code(), worse);
            }
        }

        assertThat(contradicted).hasSize(3);
        assertThat(contradicted.values()).allSatisfy(worse -> assertThat(worse)
                .anyMatch(indicator -> indicator.sourceKind() == SourceKind.THIRD_PARTY_SURVEY));
        contradicted.forEach((district, worse) -> worse.forEach(indicator ->
                assertThat(made.dispute(district, indicator.code()).objection()).isNotEmpty()));
    }

    /** However the city office decides: a county that the year needs as an excellent one stays above the bound. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void an_excellent_county_stays_so_even_where_every_finding_counts(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);
        List<BigDecimal> totals = roster.districts(YEAR).stream()
                .filter(district -> total(district, made, false).compareTo(EXCELLENT) >= 0)
                .map(district -> {
                    Map<String, Found> found = made.findings(district.code(), district.code(), key(district.code()));
                    return outOfThousand(district.code(), indicator -> {
                        Figure figure = indicator.officiallyScored()
                                ? made.official(district.code(), indicator.code())
                                : made.reported(district.code(), indicator.code());
                        Found other = found.get(indicator.code());
                        return points(indicator, other == null ? figure.value() : other.value(), figure.reference());
                    });
                })
                .toList();

        assertThat(totals).hasSizeGreaterThanOrEqualTo(4).allMatch(total -> total.compareTo(EXCELLENT) >= 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void of_the_drawn_townships_some_are_found_otherwise_and_some_as_they_reported(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);
        Map<Boolean, Long> otherwise = roster.districts(YEAR).stream()
                .flatMap(district -> roster.townships(YEAR, district.code()).stream()
                        .map(township -> made.findings(
                                district.code(),
                                township.code(),
                                tables.ofTownshipsIn(YEAR, district.code()).indicators())))
                .collect(Collectors.groupingBy(Map::isEmpty, Collectors.counting()));

        assertThat(otherwise.get(false)).isGreaterThan(30);
        assertThat(otherwise.get(true)).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void what_reviewers_see_otherwise_is_decided_now_for_the_unit_and_now_against_it(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);
        Map<Boolean, Long> decided = roster.units(YEAR).stream()
                .collect(Collectors.groupingBy(
                        unit -> made.decided(unit.code(), "K6-04-1", "90")
                                .percent()
                                .equals("90"),
                        Collectors.counting()));

        assertThat(decided.get(true)).isGreaterThan(5);
        assertThat(decided.get(false)).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7})
    void what_a_district_says_of_itself_can_be_typed_into_its_form(long seed) {
        YearInput made = rehearsedYear.made(YEAR, seed);
        for (YearDistrict district : roster.districts(YEAR)) {
            for (Indicator indicator : indicators(district.code())) {
                Figure own = made.reported(district.code(), indicator.code());
                assertThat(ItemInput.read(
                                        indicator,
                                        new ItemInput.Typed(
                                                own.value(), own.reference(), own.reason(), List.of("file"), ""),
                                        true,
                                        own.reference().isEmpty()
                                                ? new Compared(Compared.Way.KNOWN, BigDecimal.TEN, "全省通报")
                                                : Compared.TYPED)
                                .faults())
                        .as("%s %s %s", district.name(), indicator.code(), own)
                        .isEmpty();
            }
        }
    }
}
