package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.healthylishui.assessment.scoring.Mean.Part;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Parts;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Target;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanTest {

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final Parts NAMED = new Parts("签约人数", "常住人口");

    private static Part part(String place, String value, @Nullable Share share) {
        return new Part(place, new BigDecimal(value), share);
    }

    private static Share share(String numerator, String denominator) {
        return new Share(new BigDecimal(numerator), new BigDecimal(denominator));
    }

    @Test
    void withoutAnyPlaceThereIsNone() {
        assertThat(Mean.of(List.of(), PERCENT, NAMED)).isEmpty();
    }

    @Test
    void whereTheTableNamesNoPartsItIsThePlainMeanRoundedOnce() {
        Mean mean = Mean.of(
                        List.of(part("莲都区", "1", null), part("龙泉市", "1", null), part("青田县", "0", null)), PERCENT, null)
                .orElseThrow();

        assertThat(mean.value()).isEqualTo("0.6667");
        assertThat(mean.arithmetic()).isEqualTo("各地算术平均：各地的数之和 2 ÷ 3");
        assertThat(mean.places()).containsExactly("莲都区", "龙泉市", "青田县");
    }

    @Test
    void whereAllReportedBothWhatAllHaveTogetherIsDividedByWhatAllHaveTogether() {
        List<Part> parts = List.of(part("莲都区", "50", share("10", "20")), part("龙泉市", "10", share("10", "100")));

        Mean percent = Mean.of(parts, PERCENT, NAMED).orElseThrow();
        assertThat(percent.value()).as("not 30, the mean of 50 and 10").isEqualTo("16.6667");
        assertThat(percent.arithmetic()).isEqualTo("合计相除：签约人数合计 20 ÷ 常住人口合计 120 × 100");

        Mean times = Mean.of(parts, BigDecimal.ONE, NAMED).orElseThrow();
        assertThat(times.value()).isEqualTo("0.1667");
        assertThat(times.arithmetic()).isEqualTo("合计相除：签约人数合计 20 ÷ 常住人口合计 120");
    }

    @Test
    void whereOnePlaceReportedTheValueAloneItIsThePlainMeanAndSaysWhy() {
        Mean mean = Mean.of(List.of(part("莲都区", "50", share("10", "20")), part("龙泉市", "10", null)), PERCENT, NAMED)
                .orElseThrow();

        assertThat(mean.value()).isEqualByComparingTo("30");
        assertThat(mean.arithmetic()).isEqualTo("各地算术平均（龙泉市没有报分子和分母，不能合计相除）：各地的数之和 60 ÷ 2");
    }

    @Test
    void itSaysWhoWasInAndWhoWasNot() {
        Mean mean = Mean.of(List.of(part("莲都区", "50", null)), PERCENT, null).orElseThrow();

        assertThat(mean.words(List.of())).isEqualTo("各地算术平均：各地的数之和 50 ÷ 1，取4位小数；参加计算的：莲都区");
        assertThat(mean.words(List.of("龙泉市", "青田县"))).endsWith("；参加计算的：莲都区；没有数、不参加的：龙泉市、青田县");
    }

    @Test
    void aShareIsReadAsItWasTyped() {
        assertThat(share("120.50", "300.0")).hasToString("120.5/300");
        assertThat(share("0", "1").value(PERCENT)).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "1,                0,                分母须大于 0，不能是 0",
        "1,                -2,               分母须大于 0，不能是 −2",
        "-1,               2,                分子不能是负数",
        "1.00001,          2,                分子有 5 位小数",
        "1,                2.00001,          分母有 5 位小数",
        "1000000000000000, 2,                分子过大",
        "1,                1000000000000000, 分母过大"
    })
    void partsThatMakeNoShareAreRefused(String numerator, String denominator, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> share(numerator, denominator))
                .withMessageContaining(why);
    }

    @Test
    void aPlaceHasOneTargetWhichIsANumberThatCanBeTyped() {
        Target liandu = new Target("331102", "莲都区", BigDecimal.TEN);
        Target longquan = new Target("331181", "龙泉市", BigDecimal.ONE);
        ReferenceBasis basis = new ReferenceBasis(false, false, null, List.of(liandu, longquan));

        assertThat(basis.target("331181")).contains(BigDecimal.ONE);
        assertThat(basis.target("331121")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceBasis(false, false, null, List.of(liandu, liandu)))
                .withMessage("“莲都区”有两个目标；请只留一个");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target("331102", "莲都区", new BigDecimal("0.00001")))
                .withMessageContaining("莲都区的目标有 5 位小数");
    }

    @ParameterizedTest
    @CsvSource({"'', 常住人口", "签约人数, ' '"})
    void bothPartsHaveAName(String numerator, String denominator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parts(numerator, denominator))
                .withMessage("分子和分母都要写明");
    }

    @Test
    void whatAReferenceOfZeroMeansIsSaidBySide() {
        assertThat(Reference.zeroRule(Better.LOWER)).isEqualTo("数值是0得满分，大于0不得分");
        assertThat(Reference.zeroRule(Better.HIGHER)).isEqualTo("数值大于0得满分，数值也是0的由评分单位评判并写明理由");
    }

    @Test
    void whatIsDecidedOfAMustPassItemCarriesNoPoints() {
        assertThat(ItemScore.decided(true)).isEqualTo(new ItemScore(BigDecimal.ZERO, BigDecimal.ZERO, true, "审定为达标"));
        assertThat(ItemScore.decided(false))
                .isEqualTo(new ItemScore(BigDecimal.ZERO, BigDecimal.ZERO, false, "审定为不达标"));
    }
}
