package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        ">=, false, true, true",
        "<=, true, true, false",
        ">, false, false, true",
        "<, true, false, false",
        "=, false, true, false"
    })
    void aBoundBelongsToTheSidesThatTheSymbolNames(String symbol, boolean below, boolean at, boolean above) {
        Comparison comparison = Comparison.of(symbol);

        assertThat(comparison.holds(new BigDecimal("94.9999"), new BigDecimal("95")))
                .isEqualTo(below);
        assertThat(comparison.holds(new BigDecimal("95.0000"), new BigDecimal("95")))
                .isEqualTo(at);
        assertThat(comparison.holds(new BigDecimal("95.0001"), new BigDecimal("95")))
                .isEqualTo(above);
    }

    @ParameterizedTest
    @EnumSource
    void theStoredSymbolLeadsBackToTheComparison(Comparison comparison) {
        assertThat(Comparison.of(comparison.symbol())).isEqualTo(comparison);
    }

    @ParameterizedTest
    @CsvSource({">=, ≥, 达到", "<=, ≤, 不高于", ">, >, 高于", "<, <, 低于", "=, =, 等于"})
    void everyComparisonCanBePrintedAndReadAloud(String symbol, String sign, String words) {
        assertThat(Comparison.of(symbol).sign()).isEqualTo(sign);
        assertThat(Comparison.of(symbol).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=>", "", "≥", "大于"})
    void anUnknownSymbolIsRefusedWithTheKnownOnes(String symbol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(symbol))
                .withMessage("不认识比较符号“" + symbol + "”；请改用 >= <= > < = 之一");
    }

    @Test
    void referencesAndDirectionsHaveWords() {
        assertThat(ReferenceKind.values())
                .extracting(ReferenceKind::words)
                .containsExactly("本地上年值", "全市平均值", "本县平均值", "全省平均值", "下达任务数");
        assertThat(Better.values()).extracting(Better::words).containsExactly("越高越好", "越低越好");
    }
}
