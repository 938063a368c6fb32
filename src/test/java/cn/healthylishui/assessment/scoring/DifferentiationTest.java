package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferentiationTest {

    private static final BigDecimal TEN = BigDecimal.TEN;

    @Test
    void equalTotalsAreTiesHighestFirstWithTheirCodesInOrder() {
        Differentiation result = Differentiation.of(
                Map.of(
                        "331125", number("905.50"),
                        "331102", number("905.5"),
                        "331127", number("870.00"),
                        "331121", number("930.00"),
                        "331181", number("870"),
                        "331122", number("870.000")),
                TEN);

        assertThat(result.ties())
                .extracting(Differentiation.Tie::codes)
                .containsExactly(List.of("331102", "331125"), List.of("331122", "331127", "331181"));
        assertThat(result.ties().get(0).score()).isEqualByComparingTo("905.5");
        assertThat(result.ties().get(1).score()).isEqualByComparingTo("870");
        assertThat(result.spread()).isEqualByComparingTo("60");
        assertThat(result.sufficient()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"890.00, 900.00, true", "890.01, 900.00, false", "0, 1000, true"})
    void theSpreadMustReachTheMinimum(BigDecimal lowest, BigDecimal highest, boolean sufficient) {
        Differentiation result =
                Differentiation.of(Map.of("331102", lowest, "331121", highest, "331122", number("899.99")), TEN);

        assertThat(result.ties()).isEmpty();
        assertThat(result.sufficient()).isEqualTo(sufficient);
    }

    @Test
    void aHundredthOfAPointTellsTwoApart() {
        assertThat(Differentiation.of(Map.of("331102", number("900.00"), "331121", number("900.01")), TEN)
                        .ties())
                .isEmpty();
    }

    @Test
    void oneAlonePasses() {
        Differentiation result = Differentiation.of(Map.of("331102", number("640")), TEN);

        assertThat(result.sufficient()).isTrue();
        assertThat(result.ties()).isEmpty();
        assertThat(result.spread()).isEqualByComparingTo("0");
    }

    @Test
    void noneAtAllPass() {
        assertThat(Differentiation.of(Map.of(), TEN).sufficient()).isTrue();
    }

    @Test
    void twoEqualTotalsAreNotSavedByAMinimumOfZero() {
        assertThat(Differentiation.of(Map.of("331102", number("900"), "331121", number("900")), BigDecimal.ZERO)
                        .sufficient())
                .isFalse();
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }
}
