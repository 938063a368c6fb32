package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodParametersTest {

    static Stream<Arguments> impossibleParameters() {
        return Stream.of(
                refused(
                        () -> new ReachTarget(Comparison.AT_LEAST, number("0.00001")),
                        "目标值有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> new MustPass(Comparison.AT_LEAST, number("0.00001")), "必备要求有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> new Proportional(number("20.0"), number("20")), "目标值和起评值都是 20，中间没有可按比例得分的区间；请修改其中一个"),
                refused(() -> new Proportional(number("1e14"), number("20")), "目标值过大，整数部分最多 14 位；请核对单位和小数点"),
                refused(() -> new Proportional(number("20"), number("1e14")), "起评值过大，整数部分最多 14 位；请核对单位和小数点"),
                refused(() -> new Tiers(Comparison.AT_LEAST, List.of()), "分档得分至少要有一档；请补充界线和得分比例"),
                refused(
                        () -> new Tiers(Comparison.AT_LEAST, List.of(tier("90", "1"), tier("95", "0.8"))),
                        "各档界线须由高到低，90 之后不能是 95；请调整各档的顺序"),
                refused(
                        () -> new Tiers(Comparison.AT_LEAST, List.of(tier("90", "1"), tier("90.0", "0.8"))),
                        "各档界线须由高到低，90 之后不能是 90；请调整各档的顺序"),
                refused(
                        () -> new Tiers(Comparison.AT_MOST, List.of(tier("15", "1"), tier("10", "0.6"))),
                        "各档界线须由低到高，15 之后不能是 10；请调整各档的顺序"),
                refused(
                        () -> new Tiers(Comparison.AT_MOST, List.of(tier("10", "1"), tier("10", "0.6"))),
                        "各档界线须由低到高，10 之后不能是 10；请调整各档的顺序"),
                refused(
                        () -> new Tiers(
                                Comparison.AT_LEAST, List.of(tier("95", "1"), tier("90", "0.6"), tier("80", "0.8"))),
                        "各档得分比例须逐档降低，0.6 之后不能是 0.8；请修改得分比例"),
                refused(
                        () -> new Tiers(Comparison.AT_LEAST, List.of(tier("95", "0.8"), tier("90", "0.80"))),
                        "各档得分比例须逐档降低，0.8 之后不能是 0.8；请修改得分比例"),
                refused(() -> tier("95", "1.2"), "得分比例 1.2 不在 0 到 1 之间；请改正，例如八成写作 0.8"),
                refused(() -> tier("95", "-0.1"), "得分比例 −0.1 不在 0 到 1 之间；请改正，例如八成写作 0.8"),
                refused(() -> tier("95.00001", "1"), "各档界线有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> tier("95", "0.33333"), "得分比例有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> new Deduction(number("0")), "每次扣分须大于 0，不能是 0；请修改每次扣分"),
                refused(() -> new Deduction(number("-2")), "每次扣分须大于 0，不能是 −2；请修改每次扣分"),
                refused(() -> new Deduction(number("0.00001")), "每次扣分有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> new Checklist(List.of()), "清单至少要有一项；请补充要核对的内容"),
                refused(() -> new Checklist(List.of("有方案", " ")), "清单里有空白的一项；请填写内容或删去这一项"),
                refused(() -> new Checklist(List.of("有方案", "有方案")), "清单里有重复的内容；请删去多余的一项"),
                refused(() -> reference("-10", "-10.0"), "满分线 −10% 须高于零分线 −10%；请修改其中一个"),
                refused(() -> reference("-10", "0"), "满分线 −10% 须高于零分线 0%；请修改其中一个"),
                refused(() -> reference("0.00001", "0"), "满分线有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> reference("0", "-0.00001"), "零分线有 5 位小数，最多 4 位；请四舍五入到 4 位小数"),
                refused(() -> new Judged(" "), "评判说明是空的；请写明什么情况给多少分"),
                refused(() -> new TakenOver("", number("100")), "没有写明采用哪项考核的结果；请填写考核名称，例如平安丽水"),
                refused(() -> new TakenOver("平安丽水", number("0")), "原考核满分须大于 0，不能是 0；请修改原考核满分"),
                refused(() -> new TakenOver("平安丽水", number("0.00001")), "原考核满分有 5 位小数，最多 4 位；请四舍五入到 4 位小数"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("impossibleParameters")
    void anImpossibleParameterIsRefusedWithWhatToDo(ThrowingCallable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessage(message);
    }

    @ParameterizedTest
    @EnumSource(
            value = Comparison.class,
            names = {"ABOVE", "BELOW", "EQUAL"})
    void tiersAreComparedWithTheirBoundIncluded(Comparison comparison) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tiers(comparison, List.of(tier("95", "1"))))
                .withMessage("分档得分不能用 " + comparison.symbol() + " 比较；请改用 >= 或 <=");
    }

    @Test
    void theLastTierMayBeWorthNothing() {
        assertThat(new Tiers(Comparison.AT_LEAST, List.of(tier("95", "1"), tier("90", "0"))).tiers())
                .hasSize(2);
    }

    @Test
    void aListChangedAfterwardsDoesNotChangeTheMethod() {
        List<String> items = new ArrayList<>(List.of("有方案", "有专人"));
        List<Tiers.Tier> tiers = new ArrayList<>(List.of(tier("95", "1")));
        Checklist checklist = new Checklist(items);
        Tiers method = new Tiers(Comparison.AT_LEAST, tiers);

        items.clear();
        tiers.clear();

        assertThat(checklist.items()).containsExactly("有方案", "有专人");
        assertThat(method.tiers()).containsExactly(tier("95", "1"));
    }

    @Test
    void onlyAComparisonNeedsAReferenceAndOnlyJudgementIsJudged() {
        List<Method> methods = List.of(
                new ReachTarget(Comparison.AT_LEAST, number("100")),
                new Proportional(number("39"), number("20")),
                new Tiers(Comparison.AT_LEAST, List.of(tier("95", "1"))),
                new Deduction(number("2")),
                new Checklist(List.of("有方案")),
                reference("0", "-10"),
                new Judged("方案健全的给满分"),
                new MustPass(Comparison.AT_LEAST, number("95")),
                new TakenOver("平安丽水", number("100")));

        assertThat(methods).filteredOn(Method::needsReference).hasOnlyElementsOfType(Reference.class);
        assertThat(methods).filteredOn(Method::needsReference).hasSize(1);
        assertThat(methods).filteredOn(Method::judged).hasOnlyElementsOfType(Judged.class);
        assertThat(methods).filteredOn(Method::judged).hasSize(1);
    }

    private static Arguments refused(ThrowingCallable construction, String message) {
        return arguments(construction, message);
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }

    private static Tiers.Tier tier(String bound, String share) {
        return new Tiers.Tier(number(bound), number(share));
    }

    private static Reference reference(String fullAt, String zeroAt) {
        return new Reference(ReferenceKind.PROVINCE_MEAN, Better.HIGHER, number(fullAt), number(zeroAt));
    }
}
