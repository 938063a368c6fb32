package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Compared.Way;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.YearDistrict;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the values of a year are compared with. */
class ReferencesTest {

    private static final Actor OWNER = new Actor("li", "shi-wjw");
    private static final String COMMUNITIES = "C031";
    private static final String LIANDU = "331102";
    private static final List<String> COUNTIES =
            List.of("331102", "331181", QINGTIAN, "331125", "331126", "331122", "331123", "331124", "331127");

    private VerificationFixture fixture;

    @BeforeEach
    void start() {
        fixture = new VerificationFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private References references() {
        return fixture.get(References.class);
    }

    private Indicator item(String object, String code) {
        return fixture.get(IndicatorTables.class).ofObject(YEAR, object).indicator(code);
    }

    private Compared of(String object, String code) {
        return references().of(YEAR, object).of(object, item(object, code));
    }

    private void official(String district, String code, String value) {
        official(YEAR, district, code, VerificationFixture.value(value));
    }

    private void official(int year, String district, String code, Answer answer) {
        fixture.get(Scorecards.class).record(year, district, code, EntrySource.OFFICIAL, answer, OWNER);
    }

    /** 10, 11, … 18 in the order of the counties, so that the mean is 14. */
    private void everyCounty(String code) {
        for (int i = 0; i < COUNTIES.size(); i++) {
            official(COUNTIES.get(i), code, String.valueOf(10 + i));
        }
    }

    private void parameters(String code, String parameters) {
        fixture.jdbc()
                .sql("update indicator set parameters = :parameters, method = 'REFERENCE' where code = :code")
                .param("parameters", parameters)
                .param("code", code)
                .update();
    }

    @Test
    void the_mean_of_the_city_is_one_for_all_and_says_who_was_in() {
        fixture.started();
        everyCounty(COMMUNITIES);

        Compared mean = of(LIANDU, COMMUNITIES);

        assertThat(mean.way()).isEqualTo(Way.KNOWN);
        assertThat(mean.value()).isEqualByComparingTo("14");
        assertThat(mean.words()).isEqualTo("各地算术平均：各地的数之和 126 ÷ 9，取4位小数；参加计算的：莲都区、青田县、缙云县、遂昌县、松阳县、云和县、庆元县、景宁畲族自治县、龙泉市");
        assertThat(COUNTIES)
                .allSatisfy(county -> assertThat(of(county, COMMUNITIES)).isEqualTo(mean));
    }

    @Test
    void it_is_rounded_once_half_up_and_names_who_has_no_value() {
        fixture.started();
        official(LIANDU, COMMUNITIES, "10");
        official(QINGTIAN, COMMUNITIES, "10.0001");

        Compared mean = of(LIANDU, COMMUNITIES);

        assertThat(mean.value()).isEqualTo("10.0001");
        assertThat(mean.words()).contains("20.0001 ÷ 2").contains("参加计算的：莲都区、青田县；没有数、不参加的：缙云县、");
    }

    @Test
    void it_is_made_of_the_values_that_count() {
        fixture.started();
        everyCounty(COMMUNITIES);
        fixture.reported(LIANDU, COMMUNITIES, VerificationFixture.value("99"));
        fixture.get(Scorecards.class)
                .record(YEAR, QINGTIAN, COMMUNITIES, EntrySource.DECIDED, VerificationFixture.value("30"), CITY);

        assertThat(of(LIANDU, COMMUNITIES).value()).isEqualByComparingTo("16");
    }

    @Test
    void without_any_value_it_is_not_known_and_nobody_may_type_one() {
        fixture.started();

        assertThat(of(LIANDU, COMMUNITIES)).isEqualTo(new Compared(Way.PENDING, null, "还没有一地有数，全市平均值算不出"));
    }

    @Test
    void where_every_place_reported_what_its_share_is_made_of_all_are_summed_up() {
        parameters(
                COMMUNITIES,
                "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\",\"numerator\":\"健康村数\",\"denominator\":\"村总数\"}");
        fixture.started();
        share(LIANDU, "100/200", "50");
        share(QINGTIAN, "1/100", "1");

        Compared mean = of(LIANDU, COMMUNITIES);

        assertThat(mean.value()).isEqualTo("33.6667");
        assertThat(mean.words()).startsWith("合计相除：健康村数合计 101 ÷ 村总数合计 300 × 100，取4位小数；参加计算的：莲都区、青田县");

        official("331181", COMMUNITIES, "9");

        assertThat(of(LIANDU, COMMUNITIES).value()).isEqualTo("20.0000");
        assertThat(of(LIANDU, COMMUNITIES).words()).startsWith("各地算术平均（龙泉市没有报分子和分母，不能合计相除）：各地的数之和 60 ÷ 3");
    }

    private void share(String district, String share, String value) {
        official(
                YEAR,
                district,
                COMMUNITIES,
                new Answer(EntryState.VALUE, new BigDecimal(value), null, share, false, null, List.of()));
    }

    @Test
    void the_zone_is_in_where_its_table_measures_the_same_unless_the_table_leaves_it_out() {
        String mean = "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\"%s}";
        parameters("C038", mean.formatted(""));
        fixture.started();
        official(LIANDU, "C038", "10");
        official(ZONE, "Z029", "20");

        assertThat(of(LIANDU, "C038").value()).isEqualByComparingTo("15");
        assertThat(of(LIANDU, "C038").words()).contains("参加计算的：莲都区、丽水开发区");
    }

    @Test
    void a_table_may_leave_the_zone_out() {
        parameters(
                "C038",
                "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\",\"countiesOnly\":true}");
        fixture.started();
        official(LIANDU, "C038", "10");
        official(ZONE, "Z029", "20");

        assertThat(of(LIANDU, "C038").value()).isEqualByComparingTo("10");
        assertThat(of(LIANDU, "C038").words()).doesNotContain("丽水开发区");
    }

    @ParameterizedTest
    @CsvSource({
        "331102, C022, true", // the province's mean
        "LSKFQ, Z034, true",
        "LSKFQ, Z021, true", // an official figure, says the table
        "331102, C031, false",
        "331102, C015, false",
        "331102, C016, false"
    })
    void what_others_publish_is_given_once(String object, String code, boolean given) {
        fixture.started();

        assertThat(references().isGiven(YEAR, item(object, code))).isEqualTo(given);
    }

    @Test
    void a_mean_of_one_place_alone_would_compare_it_with_itself() {
        parameters("Z021", "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-50\"}");
        fixture.started();
        official(ZONE, "Z021", "20");

        assertThat(references().isGiven(YEAR, item(ZONE, "Z021"))).isTrue();
        assertThat(of(ZONE, "Z021").words()).isEqualTo("全市平均值还没有填报，由市卫生健康委填报");
    }

    @Test
    void what_was_given_holds_for_every_district_with_its_source() {
        fixture.started();

        assertThat(of(LIANDU, "C022")).isEqualTo(new Compared(Way.PENDING, null, "全省平均值还没有填报，由市教育局填报"));

        give("C022", "50");
        give("C022", "51.5");

        assertThat(of(LIANDU, "C022").value()).isEqualByComparingTo("51.5");
        assertThat(of(QINGTIAN, "C022"))
                .isEqualTo(Compared.known(new BigDecimal("51.5000"), "官方数，出处：浙江省教育厅，2021年监测通报"));
        assertThat(fixture.logged("C022", "填报参照值"))
                .extracting(line -> line.from() + "→" + line.to())
                .containsExactly("50→51.5", "null→50");
    }

    private void give(String code, String value) {
        fixture.get(GivenReferences.class)
                .give(YEAR, code, new Given(new BigDecimal(value), "浙江省教育厅", "2021年监测通报", List.of()), OWNER);
    }

    @Test
    void nothing_is_given_any_more_once_the_result_is_approved() {
        fixture.started();
        fixture.years().markApproved(YEAR);

        assertThatThrownBy(() -> give("C022", "50")).isInstanceOf(Refused.class).hasMessageContaining("已经审定，不能再改参照值");
    }

    @Test
    void last_years_value_is_the_one_that_counted_in_the_archived_year() {
        lastYear();
        official(YEAR - 1, LIANDU, "C015", VerificationFixture.value("51.739"));
        fixture.get(Scorecards.class)
                .record(
                        YEAR - 1,
                        LIANDU,
                        "C015",
                        EntrySource.REPORTED,
                        VerificationFixture.value("99"),
                        new Actor("x", "liandu-jkb"));
        fixture.started();

        assertThat(of(LIANDU, "C015")).isEqualTo(new Compared(Way.OWN, null, "2020年度还没有归档，不能取它的数"));

        archiveLastYear();

        assertThat(of(LIANDU, "C015").value()).isEqualByComparingTo("51.739");
        assertThat(of(LIANDU, "C015").words()).isEqualTo("归档的2020年度计入的数");
        assertThat(of(QINGTIAN, "C015")).isEqualTo(new Compared(Way.OWN, null, "归档的2020年度这一项没有数"));
    }

    @Test
    void without_a_year_before_another_value_is_asked_for() {
        fixture.started();

        assertThat(of(LIANDU, "C015")).isEqualTo(new Compared(Way.OWN, null, "系统里没有2020年度"));
    }

    @Test
    void last_years_indicator_has_to_mean_the_same() {
        fixture.years().prepare(YEAR - 1, CITY);
        fixture.jdbc().sql("""
                        update indicator set unit_of_measure = '‰' where code = 'C015' and table_id in
                          (select id from indicator_table where assessment_year = 2020)
                        """).update();
        fixture.years().start(YEAR - 1, CITY);
        fixture.years().freeze(YEAR - 1);
        official(YEAR - 1, LIANDU, "C015", VerificationFixture.value("51.739"));
        archiveLastYear();
        fixture.started();

        assertThat(of(LIANDU, "C015")).isEqualTo(new Compared(Way.OWN, null, "2020年度没有编码是C015、口径相同的指标"));
    }

    private void lastYear() {
        fixture.years().prepare(YEAR - 1, CITY);
        fixture.years().start(YEAR - 1, CITY);
        fixture.years().freeze(YEAR - 1);
    }

    private void archiveLastYear() {
        fixture.years().markApproved(YEAR - 1);
        fixture.years().archive(YEAR - 1, CITY);
    }

    @Test
    void a_township_is_compared_with_the_mean_of_its_county() {
        parameters("T019", "{\"reference\":\"COUNTY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-20\"}");
        fixture.started();
        List<String> townships = fixture.roster().townships(YEAR, QINGTIAN).stream()
                .map(township -> township.code())
                .toList();
        fixture.reported(townships.get(0), "T019", VerificationFixture.value("10"));
        fixture.reported(townships.get(1), "T019", VerificationFixture.value("20"));

        Compared mean = of(townships.get(5), "T019");

        assertThat(mean.value()).isEqualByComparingTo("15");
        assertThat(mean.words()).startsWith("各地算术平均：各地的数之和 30 ÷ 2");
        String elsewhere = fixture.roster().townships(YEAR, LIANDU).get(0).code();
        assertThat(of(elsewhere, "T019").words()).isEqualTo("还没有一地有数，本县平均值算不出");
    }

    @Test
    void each_district_has_the_target_that_stands_in_the_table() {
        parameters(
                COMMUNITIES,
                "{\"reference\":\"OWN_TARGET\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\",\"targets\":[{\"place\":\"331102\",\"name\":\"莲都区\",\"value\":\"12\"},{\"place\":\"331121\",\"name\":\"青田县\",\"value\":\"9\"}]}");
        fixture.started();

        assertThat(of(LIANDU, COMMUNITIES)).isEqualTo(Compared.known(new BigDecimal("12"), "指标表里写明的下达任务"));
        assertThat(of(QINGTIAN, COMMUNITIES).value()).isEqualTo("9");
        assertThat(of("331181", COMMUNITIES).words()).isEqualTo("指标表里没有写这个地方的下达任务");
    }

    @Test
    void a_year_started_before_keeps_what_was_typed_beside_each_value() {
        fixture.started();
        fixture.jdbc().sql("update assessment_year set own_references = false").update();

        assertThat(of(LIANDU, COMMUNITIES)).isEqualTo(Compared.TYPED);
        assertThat(references().isGiven(YEAR, item(LIANDU, "C022"))).isFalse();
    }

    @Test
    void it_is_fixed_when_the_last_review_ends_and_only_a_correction_works_it_out_anew() {
        fixture.started();
        everyCounty(COMMUNITIES);
        List<String> districts = fixture.roster().districts(YEAR).stream()
                .map(YearDistrict::code)
                .toList();

        references().reviewed(YEAR, districts.get(0));
        official("331181", COMMUNITIES, "20");

        assertThat(of(LIANDU, COMMUNITIES).value()).isEqualByComparingTo("15");

        reviewedAll(districts);
        official("331181", COMMUNITIES, "29");

        assertThat(of(LIANDU, COMMUNITIES).value()).isEqualByComparingTo("15");

        references().corrected(YEAR, Set.of("C022"));

        assertThat(of(LIANDU, COMMUNITIES).value()).isEqualByComparingTo("15");

        references().corrected(YEAR, Set.of(COMMUNITIES));

        assertThat(of(LIANDU, COMMUNITIES).value()).isEqualByComparingTo("16");
        assertThat(of(LIANDU, COMMUNITIES).words()).contains("144 ÷ 9");
    }

    private void reviewedAll(List<String> districts) {
        districts.stream()
                .skip(1)
                .forEach(district ->
                        fixture.jdbc().sql("""
                                merge into procedure_stage (assessment_year, procedure_kind, record, stage, changed_at)
                                key (assessment_year, procedure_kind, record) values (2021, 'DISTRICT', :district, 'REVIEWED', now())
                                """).param("district", district).update());
        references().reviewed(YEAR, districts.get(0));
    }

    @Test
    void what_an_amendment_touches_is_worked_out_under_it_and_nothing_else() {
        fixture.started();
        everyCounty(COMMUNITIES);
        reviewedAll(fixture.roster().districts(YEAR).stream()
                .map(YearDistrict::code)
                .toList());
        official("331181", COMMUNITIES, "29"); // not yet corrected, so it does not move what is fixed

        Amendments elsewhere = amendment("C015", "1");
        Amendments here = amendment(COMMUNITIES, "30");

        assertThat(references()
                        .ofDistricts(YEAR, elsewhere)
                        .of(LIANDU, item(LIANDU, COMMUNITIES))
                        .value())
                .isEqualByComparingTo("14");
        assertThat(references()
                        .ofDistricts(YEAR, here)
                        .of(LIANDU, item(LIANDU, COMMUNITIES))
                        .value())
                .isEqualByComparingTo("18");
    }

    private static Amendments amendment(String code, String value) {
        return Amendments.of(
                List.of(new Entry(
                        0,
                        QINGTIAN,
                        code,
                        EntrySource.OFFICIAL,
                        VerificationFixture.value(value),
                        "shi-wjw",
                        "li",
                        LocalDateTime.MIN)),
                Set.of());
    }
}
