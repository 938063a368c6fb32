package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodFaultTest {

    private static final BigDecimal TWENTY = BigDecimal.valueOf(20);

    private static final Method REACH_TARGET = new ReachTarget(Comparison.AT_LEAST, number("100"));
    private static final Method PROPORTIONAL = new Proportional(number("39"), number("20"));
    private static final Method TIERS =
            new Tiers(Comparison.AT_LEAST, List.of(new Tiers.Tier(number("95"), number("1"))));
    private static final Method DEDUCTION = new Deduction(number("2"));
    private static final Method CHECKLIST = new Checklist(List.of("有方案", "有专人", "有经费"));
    private static final Method REFERENCE =
            new Reference(ReferenceKind.PROVINCE_MEAN, Better.HIGHER, number("0"), number("-10"));
    private static final Method JUDGED = new Judged("方案健全的给满分");
    private static final Method MUST_PASS = new MustPass(Comparison.AT_LEAST, number("95"));
    private static final Method TAKEN_OVER = new TakenOver("平安丽水", number("100"));

    static Stream<Method> everyMethod() {
        return Stream.of(
                REACH_TARGET, PROPORTIONAL, TIERS, DEDUCTION, CHECKLIST, REFERENCE, JUDGED, MUST_PASS, TAKEN_OVER);
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void noMethodTakesMoreThanFourDecimals(Method method) {
        assertThat(method.fault(TWENTY, new Observation(number("1.00001"), number("1"))))
                .hasValue("数值有 5 位小数，最多 4 位；请四舍五入到 4 位小数");
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void zerosAtTheEndAreNotDecimals(Method method) {
        assertThat(method.fault(TWENTY, new Observation(number("1.0000000"), number("1.0000000"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void anAbsurdlyLongNumberIsRefusedBeforeItIsWrittenOut(Method method) {
        assertThat(method.fault(TWENTY, new Observation(number("1e2147483647"), number("1"))))
                .hasValue("数值过大，整数部分最多 14 位；请核对单位和小数点");
        assertThat(method.fault(TWENTY, new Observation(number("-1e2147483647"), number("1"))))
                .hasValue("数值过大，整数部分最多 14 位；请核对单位和小数点");
    }

    @ParameterizedTest
    @CsvSource({"99999999999999.9999, true", "100000000000000, false", "0.0001, true"})
    void fourteenDigitsBeforeThePointAndFourAfterItFit(String value, boolean fits) {
        assertThat(REACH_TARGET.fault(TWENTY, Observation.of(number(value))).isEmpty())
                .isEqualTo(fits);
    }

    static Stream<Arguments> impossibleValues() {
        return Stream.of(
                arguments(DEDUCTION, "-1", "发生次数不能是负数；没有发生请填 0"),
                arguments(DEDUCTION, "2.5", "发生次数 2.5 不是整数；请填写实际发生了几次"),
                arguments(CHECKLIST, "-1", "符合的项数不能是负数；都不符合请填 0"),
                arguments(CHECKLIST, "1.5", "符合的项数 1.5 不是整数；请逐项核对后重新勾选"),
                arguments(CHECKLIST, "4", "符合的项数 4 多于清单的 3 项；请逐项核对后重新勾选"),
                arguments(JUDGED, "-0.5", "评判得分不能是负数；请给出 0 到 20 之间的得分"),
                arguments(JUDGED, "20.01", "评判得分 20.01 高于满分 20；请给出 0 到 20 之间的得分"),
                arguments(JUDGED, "12.345", "评判得分 12.345 超过 2 位小数；请改为最多 2 位小数"),
                arguments(TAKEN_OVER, "-1", "平安丽水得分不能是负数；请核对原考核结果"),
                arguments(TAKEN_OVER, "100.5", "平安丽水得分 100.5 高于它的满分 100；请核对原考核结果，满分有误的请市健康丽水办修改指标表"),
                arguments(REFERENCE, "80", "缺少全省平均值；请补填后再提交"));
    }

    @ParameterizedTest
    @MethodSource("impossibleValues")
    void anImpossibleValueIsNamedWithItsCure(Method method, String value, String message) {
        assertThat(method.fault(TWENTY, Observation.of(number(value)))).hasValue(message);
    }

    @ParameterizedTest
    @MethodSource("impossibleValues")
    void anImpossibleValueIsNeverScored(Method method, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.score(TWENTY, Observation.of(number(value))))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1.00001, 全省平均值有 5 位小数，最多 4 位；请四舍五入到 4 位小数", "1e20,    全省平均值过大，整数部分最多 14 位；请核对单位和小数点"})
    void anUnusableReferenceIsNamedWithItsCure(String reference, String message) {
        assertThat(REFERENCE.fault(TWENTY, new Observation(number("80"), number(reference))))
                .hasValue(message);
    }

    @Test
    void zeroBesideAReferenceOfZeroIsNotScoredBeforeSomebodyJudgedIt() {
        assertThat(REFERENCE.fault(TWENTY, new Observation(number("0"), number("0.0000"))))
                .hasValue("全省平均值和数值都是 0，比不出高低，由评分单位给分；请填写评判得分（0 到 20）和理由");
        assertThat(REFERENCE.fault(TWENTY, new Observation(number("0.00"), number("0"), number("20.01"))))
                .hasValue("评判得分 20.01 高于满分 20；请给出 0 到 20 之间的得分");
        assertThat(REFERENCE.fault(TWENTY, new Observation(number("0"), number("0"), number("12.345"))))
                .hasValue("评判得分 12.345 超过 2 位小数；请改为最多 2 位小数");
        assertThat(REFERENCE.fault(TWENTY, new Observation(number("0"), number("0"), number("12.5"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HIGHER, 1, 0", "HIGHER, -1, 0", "HIGHER, 0, 5", "LOWER, 0, 0", "LOWER, 3, 0", "LOWER, 3, 5"})
    void nobodyJudgesWhereTheRuleSaysWhatItIsWorth(Better better, String value, String reference) {
        Method method = new Reference(ReferenceKind.PROVINCE_MEAN, better, number("0"), number("-10"));

        assertThat(method.fault(TWENTY, new Observation(number(value), number(reference), number("12"))))
                .hasValue("只有全省平均值和数值都是 0 的越高越好的指标才由人评判；请去掉评判得分");
    }

    static Stream<Arguments> possibleValues() {
        return Stream.of(
                arguments(REACH_TARGET, "-3.5"),
                arguments(PROPORTIONAL, "-3.5"),
                arguments(TIERS, "-3.5"),
                arguments(MUST_PASS, "-3.5"),
                arguments(DEDUCTION, "0"),
                arguments(DEDUCTION, "100"),
                arguments(CHECKLIST, "0"),
                arguments(CHECKLIST, "3.0"),
                arguments(JUDGED, "0"),
                arguments(JUDGED, "20.00"),
                arguments(TAKEN_OVER, "0"),
                arguments(TAKEN_OVER, "100.0"));
    }

    @ParameterizedTest
    @MethodSource("possibleValues")
    void aPossibleValueHasNoFault(Method method, String value) {
        assertThat(method.fault(TWENTY, Observation.of(number(value)))).isEmpty();
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }
}
