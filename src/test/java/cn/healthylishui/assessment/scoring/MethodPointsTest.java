package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row was worked out by hand. */
class MethodPointsTest {

    @ParameterizedTest
    @CsvSource({
        // value, comparison, target, maximum, points, arithmetic
        "100,    >=, 100, 20,   20.00, '100 达到目标 ≥100，得满分 20'",
        "100.01, >=, 100, 20,   20.00, '100.01 达到目标 ≥100，得满分 20'",
        "99.99,  >=, 100, 20,   0.00,  '99.99 未达到目标 ≥100，得 0.00'",
        "5,      <=, 5,   12.5, 12.50, '5 达到目标 ≤5，得满分 12.5'",
        "5.0001, <=, 5,   12.5, 0.00,  '5.0001 未达到目标 ≤5，得 0.00'",
        "0,      >,  0,   10,   0.00,  '0 未达到目标 >0，得 0.00'",
        "0.0001, >,  0,   10,   10.00, '0.0001 达到目标 >0，得满分 10'",
        "-0.5,   <,  0,   10,   10.00, '−0.5 达到目标 <0，得满分 10'",
        "1.0,    =,  1,   30,   30.00, '1 达到目标 =1，得满分 30'",
        "0,      =,  1,   30,   0.00,  '0 未达到目标 =1，得 0.00'"
    })
    void aReachedTargetEarnsEverythingAndAMissedOneNothing(
            String value, String comparison, String target, String maximum, String points, String arithmetic) {
        Method method = new ReachTarget(Comparison.of(comparison), number(target));

        assertThatScore(method, maximum, value).earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        // value, target, floor, maximum, points, arithmetic
        "35.2,    39,  20, 30, 24.00, '(35.2 − 20) ÷ (39 − 20) × 30 = 24.00'",
        "30,      39,  20, 30, 15.79, '(30 − 20) ÷ (39 − 20) × 30 = 15.79'",
        "39,      39,  20, 30, 30.00, '39 达到目标 ≥39，得满分 30'",
        "45.5,    39,  20, 30, 30.00, '45.5 达到目标 ≥39，得满分 30'",
        "20,      39,  20, 30, 0.00,  '20 不高于起评值 20，得 0.00'",
        "-3,      39,  20, 30, 0.00,  '−3 不高于起评值 20，得 0.00'",
        "7,       5,   10, 20, 12.00, '(10 − 7) ÷ (10 − 5) × 20 = 12.00'",
        "5,       5,   10, 20, 20.00, '5 达到目标 ≤5，得满分 20'",
        "3,       5,   10, 20, 20.00, '3 达到目标 ≤5，得满分 20'",
        "10,      5,   10, 20, 0.00,  '10 不低于起评值 10，得 0.00'",
        "12,      5,   10, 20, 0.00,  '12 不低于起评值 10，得 0.00'",
        "2,       6,   -2, 10, 5.00,  '(2 + 2) ÷ (6 + 2) × 10 = 5.00'",
        "0.8,     1,   0,  30, 24.00, '(0.8 − 0) ÷ (1 − 0) × 30 = 24.00'",
        "50.05,   100, 0,  10, 5.01,  '(50.05 − 0) ÷ (100 − 0) × 10 = 5.01'",
        "50.0499, 100, 0,  10, 5.00,  '(50.0499 − 0) ÷ (100 − 0) × 10 = 5.00'",
        "50.15,   100, 0,  10, 5.02,  '(50.15 − 0) ÷ (100 − 0) × 10 = 5.02'"
    })
    void pointsGrowInProportionBetweenFloorAndTargetAndAreRoundedHalfUp(
            String value, String target, String floor, String maximum, String points, String arithmetic) {
        Method method = new Proportional(number(target), number(floor));

        assertThatScore(method, maximum, value).earns(points).saying(arithmetic);
    }

    @Test
    void onlyTheResultIsRoundedNeverTheProportion() {
        // A third rounded first to 0.3333 would give 333.30.
        assertThatScore(new Proportional(number("3"), number("0")), "1000", "1").earns("333.33");
    }

    @ParameterizedTest
    @CsvSource({
        "100,     20.00, '100 达到 ≥95 这一档，20 × 1 = 20.00'",
        "95,      20.00, '95 达到 ≥95 这一档，20 × 1 = 20.00'",
        "94.9999, 16.00, '94.9999 达到 ≥90 这一档，20 × 0.8 = 16.00'",
        "90,      16.00, '90 达到 ≥90 这一档，20 × 0.8 = 16.00'",
        "89.9999, 7.00,  '89.9999 达到 ≥80 这一档，20 × 0.35 = 7.00'",
        "80,      7.00,  '80 达到 ≥80 这一档，20 × 0.35 = 7.00'",
        "79.9999, 0.00,  '79.9999 未达到最低一档 ≥80，得 0.00'"
    })
    void theFirstTierThatIsReachedCounts(String value, String points, String arithmetic) {
        Method method = new Tiers(Comparison.AT_LEAST, List.of(tier("95", "1"), tier("90", "0.8"), tier("80", "0.35")));

        assertThatScore(method, "20", value).earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        "9,       20.00, '9 达到 ≤10 这一档，20 × 1 = 20.00'",
        "10,      20.00, '10 达到 ≤10 这一档，20 × 1 = 20.00'",
        "10.0001, 12.00, '10.0001 达到 ≤15 这一档，20 × 0.6 = 12.00'",
        "15,      12.00, '15 达到 ≤15 这一档，20 × 0.6 = 12.00'",
        "15.0001, 0.00,  '15.0001 未达到最低一档 ≤15，得 0.00'"
    })
    void tiersAlsoRunDownwards(String value, String points, String arithmetic) {
        Method method = new Tiers(Comparison.AT_MOST, List.of(tier("10", "1"), tier("15", "0.6")));

        assertThatScore(method, "20", value).earns(points).saying(arithmetic);
    }

    @Test
    void aTiersShareIsRoundedHalfUp() {
        // 7.15 × 0.7 = 5.005
        Method method = new Tiers(Comparison.AT_LEAST, List.of(tier("90", "0.7")));

        assertThatScore(method, "7.15", "90").earns("5.01").saying("90 达到 ≥90 这一档，7.15 × 0.7 = 5.01");
    }

    @ParameterizedTest
    @CsvSource({
        // occurrences, per occurrence, maximum, points, arithmetic
        "3,   2,     20, 14.00, '扣 3 次 × 2 分，20 − 6 = 14.00'",
        "0,   2,     20, 20.00, '扣 0 次 × 2 分，20 − 0 = 20.00'",
        "10,  2,     20, 0.00,  '扣 10 次 × 2 分，20 − 20 = 0.00'",
        "11,  2,     20, 0.00,  '扣 11 次 × 2 分，20 − 22 小于 0，得 0.00'",
        "1.0, 2.5,   20, 17.50, '扣 1 次 × 2.5 分，20 − 2.5 = 17.50'",
        "1,   0.005, 20, 20.00, '扣 1 次 × 0.005 分，20 − 0.005 = 20.00'",
        "3,   0.005, 20, 19.99, '扣 3 次 × 0.005 分，20 − 0.015 = 19.99'"
    })
    void everyOccurrenceTakesPointsUntilNoneAreLeft(
            String occurrences, String perOccurrence, String maximum, String points, String arithmetic) {
        Method method = new Deduction(number(perOccurrence));

        assertThatScore(method, maximum, occurrences).earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10,    0.00,  '3 项中符合 0 项，0 ÷ 3 × 10 = 0.00'",
        "1, 10,    3.33,  '3 项中符合 1 项，1 ÷ 3 × 10 = 3.33'",
        "2, 10,    6.67,  '3 项中符合 2 项，2 ÷ 3 × 10 = 6.67'",
        "3, 10,    10.00, '3 项中符合 3 项，3 ÷ 3 × 10 = 10.00'"
    })
    void everyItemOfAChecklistIsWorthTheSame(String met, String maximum, String points, String arithmetic) {
        Method method = new Checklist(List.of("有方案", "有专人", "有经费"));

        assertThatScore(method, maximum, met).earns(points).saying(arithmetic);
    }

    @Test
    void aChecklistsShareIsRoundedHalfUp() {
        // 20.02 ÷ 4 = 5.005
        assertThatScore(new Checklist(List.of("一", "二", "三", "四")), "20.02", "1")
                .earns("5.01");
    }

    @ParameterizedTest
    @CsvSource({
        // value, reference, points, arithmetic; full at 0 %, nothing at −10 %, maximum 20
        "88,      80, 20.00, '与全省平均值 80 比较，(88 − 80) ÷ 80 × 100 = 10%，达到满分线 0%，得满分 20'",
        "80,      80, 20.00, '与全省平均值 80 比较，(80 − 80) ÷ 80 × 100 = 0%，达到满分线 0%，得满分 20'",
        "78,      80, 15.00, '与全省平均值 80 比较，((78 − 80) ÷ 80 × 100 + 10) ÷ (0 + 10) × 20 = 15.00'",
        "34,      35, 14.29, '与全省平均值 35 比较，((34 − 35) ÷ 35 × 100 + 10) ÷ (0 + 10) × 20 = 14.29'",
        "72,      80, 0.00,  '与全省平均值 80 比较，(72 − 80) ÷ 80 × 100 = −10%，不高于零分线 −10%，得 0.00'",
        "71,      80, 0.00,  '与全省平均值 80 比较，(71 − 80) ÷ 80 × 100 = −11.25%，不高于零分线 −10%，得 0.00'",
        "36,      35, 20.00, '与全省平均值 35 比较，(36 − 35) ÷ 35 × 100 ≈ 2.8571%，达到满分线 0%，得满分 20'",
        "-2.1,    -2, 10.00, '与全省平均值 −2 比较，((−2.1 + 2) ÷ 2 × 100 + 10) ÷ (0 + 10) × 20 = 10.00'",
        "-1.9,    -2, 20.00, '与全省平均值 −2 比较，(−1.9 + 2) ÷ 2 × 100 = 5%，达到满分线 0%，得满分 20'"
    })
    void aValueIsMeasuredByHowFarItFallsShortOfTheReference(
            String value, String reference, String points, String arithmetic) {
        Method method = new Reference(ReferenceKind.PROVINCE_MEAN, Better.HIGHER, number("0"), number("-10"));

        assertThatScore(method, "20", value, reference).earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        "9,    10, 20.00, '与本地上年值 10 比较，(10 − 9) ÷ 10 × 100 = 10%，达到满分线 0%，得满分 20'",
        "10,   10, 20.00, '与本地上年值 10 比较，(10 − 10) ÷ 10 × 100 = 0%，达到满分线 0%，得满分 20'",
        "10.5, 10, 10.00, '与本地上年值 10 比较，((10 − 10.5) ÷ 10 × 100 + 10) ÷ (0 + 10) × 20 = 10.00'",
        "11,   10, 0.00,  '与本地上年值 10 比较，(10 − 11) ÷ 10 × 100 = −10%，不高于零分线 −10%，得 0.00'"
    })
    void whereLowerIsBetterAValueAboveTheReferenceFallsShort(
            String value, String reference, String points, String arithmetic) {
        Method method = new Reference(ReferenceKind.OWN_LAST_YEAR, Better.LOWER, number("0"), number("-10"));

        assertThatScore(method, "20", value, reference).earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        "52,   6.00,  '与全市平均值 50 比较，((52 − 50) ÷ 50 × 100 − 1) ÷ (6 − 1) × 10 = 6.00'",
        "53,   10.00, '与全市平均值 50 比较，(53 − 50) ÷ 50 × 100 = 6%，达到满分线 6%，得满分 10'",
        "50.5, 0.00,  '与全市平均值 50 比较，(50.5 − 50) ÷ 50 × 100 = 1%，不高于零分线 1%，得 0.00'"
    })
    void fullPointsMayAskForALead(String value, String points, String arithmetic) {
        Method method = new Reference(ReferenceKind.CITY_MEAN, Better.HIGHER, number("6"), number("1"));

        assertThatScore(method, "10", value, "50").earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        "LOWER,  0,    20.00, '全市平均值是 0，越低越好，数值 0，得满分 20'",
        "LOWER,  -0.5, 20.00, '全市平均值是 0，越低越好，数值 −0.5，得满分 20'",
        "LOWER,  0.01, 0.00,  '全市平均值是 0，越低越好，数值 0.01，得 0.00'",
        "HIGHER, 0.01, 20.00, '全市平均值是 0，越高越好，数值 0.01，得满分 20'",
        "HIGHER, -2,   0.00,  '全市平均值是 0，越高越好，数值 −2，得 0.00'"
    })
    void besideAReferenceOfZeroOnlyTheSideCounts(Better better, String value, String points, String arithmetic) {
        Method method = new Reference(ReferenceKind.CITY_MEAN, better, number("0"), number("-10"));

        assertThatScore(method, "20", value, "0.0000").earns(points).saying(arithmetic);
    }

    @Test
    void zeroBesideAReferenceOfZeroEarnsWhatAPersonGave() {
        Method method = new Reference(ReferenceKind.CITY_MEAN, Better.HIGHER, number("0"), number("-10"));

        ItemScore score = method.score(number("20"), new Observation(number("0"), number("0"), number("12.5")));

        assertThat(score.points()).isEqualTo("12.50");
        assertThat(score.met()).isFalse();
        assertThat(score.arithmetic()).isEqualTo("全市平均值是 0，越高越好，数值 0，由评分单位评判，评判得 12.50（满分 20）");
    }

    @Test
    void pointsMayBeginAtTheReferenceItself() {
        Method method = new Reference(ReferenceKind.CITY_MEAN, Better.HIGHER, number("10"), number("0"));

        assertThatScore(method, "10", "52", "50")
                .earns("4.00")
                .saying("与全市平均值 50 比较，((52 − 50) ÷ 50 × 100 − 0) ÷ (10 − 0) × 10 = 4.00");
    }

    @Test
    void pointsAgainstAReferenceAreRoundedHalfUp() {
        // (−4.995 + 10) ÷ 10 × 10 = 5.005
        Method method = new Reference(ReferenceKind.PROVINCE_MEAN, Better.HIGHER, number("0"), number("-10"));

        assertThatScore(method, "10", "95.005", "100").earns("5.01");
    }

    @ParameterizedTest
    @CsvSource({
        "0,     0.00,  '评判得 0.00（满分 20）'",
        "15.5,  15.50, '评判得 15.50（满分 20）'",
        "19.99, 19.99, '评判得 19.99（满分 20）'",
        "20,    20.00, '评判得 20.00（满分 20）'"
    })
    void judgedPointsAreTakenAsTheyAre(String given, String points, String arithmetic) {
        assertThatScore(new Judged("方案健全、落实到位的给满分"), "20", given).earns(points).saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        // mark, full mark, maximum, points, arithmetic
        "92.5, 100,  20, 18.50, '采用平安丽水结果，92.5 ÷ 100 × 20 = 18.50'",
        "100,  100,  20, 20.00, '采用平安丽水结果，100 ÷ 100 × 20 = 20.00'",
        "0,    100,  20, 0.00,  '采用平安丽水结果，0 ÷ 100 × 20 = 0.00'",
        "933,  1000, 15, 14.00, '采用平安丽水结果，933 ÷ 1000 × 15 = 14.00'",
        "932,  1000, 15, 13.98, '采用平安丽水结果，932 ÷ 1000 × 15 = 13.98'"
    })
    void theResultOfAnotherAssessmentIsBroughtToTheseMarks(
            String mark, String fullMark, String maximum, String points, String arithmetic) {
        assertThatScore(new TakenOver("平安丽水", number(fullMark)), maximum, mark)
                .earns(points)
                .saying(arithmetic);
    }

    @ParameterizedTest
    @CsvSource({
        "95,    >=, 95, true,  '95 符合必备要求 ≥95，达标'",
        "94.99, >=, 95, false, '94.99 不符合必备要求 ≥95，不达标'",
        "0,     <=, 0,  true,  '0 符合必备要求 ≤0，达标'",
        "1,     <=, 0,  false, '1 不符合必备要求 ≤0，不达标'",
        "1,     =,  1,  true,  '1 符合必备要求 =1，达标'",
        "0,     =,  1,  false, '0 不符合必备要求 =1，不达标'"
    })
    void aMustPassIndicatorIsMetOrNotAndCarriesNoPoints(
            String value, String comparison, String target, boolean met, String arithmetic) {
        ItemScore score = new MustPass(Comparison.of(comparison), number(target))
                .score(BigDecimal.ZERO, Observation.of(number(value)));

        assertThat(score.points()).isEqualTo("0.00");
        assertThat(score.maximum()).isZero();
        assertThat(score.met()).isEqualTo(met);
        assertThat(score.arithmetic()).isEqualTo(arithmetic);
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }

    private static Tiers.Tier tier(String bound, String share) {
        return new Tiers.Tier(number(bound), number(share));
    }

    private static Scored assertThatScore(Method method, String maximum, String value) {
        return new Scored(method.score(number(maximum), Observation.of(number(value))), number(maximum));
    }

    private static Scored assertThatScore(Method method, String maximum, String value, String reference) {
        return new Scored(
                method.score(number(maximum), new Observation(number(value), number(reference))), number(maximum));
    }

    private record Scored(ItemScore score, BigDecimal maximum) {

        /** Two decimals exactly; and an indicator with points is met when it has them all. */
        Scored earns(String points) {
            assertThat(score.points()).isEqualTo(points);
            assertThat(score.maximum()).isEqualTo(maximum);
            assertThat(score.met()).isEqualTo(number(points).compareTo(maximum) == 0);
            return this;
        }

        void saying(String arithmetic) {
            assertThat(score.arithmetic()).isEqualTo(arithmetic);
        }
    }
}
