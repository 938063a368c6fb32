package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalTest {

    private static final BigDecimal FULL_MARK = BigDecimal.valueOf(1000);

    @Test
    void whenEverythingAppliesTheScoreIsWhatWasEarned() {
        Total total = Total.of(
                List.of(item("512.34", "600"), item("287.66", "300"), item("100", "100"), mustPass(true)), FULL_MARK);

        assertThat(total.earned()).isEqualTo("900.00");
        assertThat(total.applicable()).isEqualByComparingTo("1000");
        assertThat(total.score()).isEqualTo("900.00");
    }

    @ParameterizedTest
    @CsvSource({
        // earned, applicable, score
        "855,    950,  900.00", // exactly the bound of 优秀
        "854.99, 950,  899.99", // 899.98947…
        "760,    950,  800.00",
        "700,    900,  777.78",
        "0,      900,  0.00",
        "900,    900,  1000.00",
        "1.00,   800,  1.25",
        "0.01,   800,  0.01", // 0.0125
        "0.50,   800,  0.63", // 0.625: half up
        "0.66,   800,  0.83", // 0.825: half up, half even would give 0.82
        "510,    1020, 500.00"
    })
    void whatDoesNotApplyIsLeftOutAndTheRestBroughtToTheFullMark(String earned, String applicable, String score) {
        Total total = Total.of(List.of(item(earned, applicable)), FULL_MARK);

        assertThat(total.score()).isEqualTo(score);
        assertThat(total.applicable()).isEqualByComparingTo(applicable);
    }

    @Test
    void theScoreIsRoundedOnceAndNotItemByItem() {
        // Three times 100 ÷ 300 × 1000 = 333.333…; rounded one by one the sum would be 999.99.
        Total total = Total.of(List.of(item("100", "100"), item("100", "100"), item("100", "100")), FULL_MARK);

        assertThat(total.score()).isEqualTo("1000.00");
    }

    @Test
    void aMissingItemStillCountsAmongThePointsThatApply() {
        Total total = Total.of(List.of(item("400", "500"), ItemScore.missing(new BigDecimal("500"))), FULL_MARK);

        assertThat(total.score()).isEqualTo("400.00");
    }

    @Test
    void whereNothingAppliesTheScoreIsZero() {
        assertThat(Total.of(List.of(), FULL_MARK)).isEqualTo(new Total(zero(), zero(), zero()));
        assertThat(Total.of(List.of(mustPass(true)), FULL_MARK).score()).isEqualTo("0.00");
    }

    @Test
    void aFullMarkOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Total.of(List.of(), BigDecimal.ZERO))
                .withMessage("总分须大于 0，不能是 0；请修改总分");
    }

    private static BigDecimal zero() {
        return new BigDecimal("0.00");
    }

    private static ItemScore item(String points, String maximum) {
        return new ItemScore(new BigDecimal(points), new BigDecimal(maximum), false, "");
    }

    private static ItemScore mustPass(boolean met) {
        return new ItemScore(BigDecimal.ZERO, BigDecimal.ZERO, met, "");
    }
}
