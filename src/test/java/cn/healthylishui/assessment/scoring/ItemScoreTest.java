package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemScoreTest {

    @Test
    void withoutAnyDataThereAreNoPoints() {
        ItemScore missing = ItemScore.missing(new BigDecimal("20"));

        assertThat(missing.points()).isEqualTo("0.00");
        assertThat(missing.maximum()).isEqualTo("20");
        assertThat(missing.met()).isFalse();
        assertThat(missing.arithmetic()).isEqualTo("没有任何可用数据，得 0.00");
    }

    @Test
    void withoutAnyDataAMustPassIndicatorIsNotMet() {
        ItemScore missing = ItemScore.missing(BigDecimal.ZERO);

        assertThat(missing.met()).isFalse();
        assertThat(missing.arithmetic()).isEqualTo("没有任何可用数据，不能判断是否达标");
    }

    @Test
    void pointsAlwaysHaveTwoDecimals() {
        assertThat(new ItemScore(new BigDecimal("14"), new BigDecimal("20"), false, "").points())
                .isEqualTo("14.00");
        assertThat(new ItemScore(new BigDecimal("14.000"), new BigDecimal("20"), false, "").points())
                .isEqualTo("14.00");
    }

    @ParameterizedTest
    @CsvSource({"-0.01, 20", "20.01, 20", "1.005, 20"})
    void pointsOutsideTheirRangeAreRefused(BigDecimal points, BigDecimal maximum) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ItemScore(points, maximum, false, ""))
                .withMessage("得分须在 0 到满分 20 之间，最多 2 位小数；请重新计分");
    }

    @ParameterizedTest
    @CsvSource({"-1", "33.335"})
    void anImpossibleMaximumIsRefused(BigDecimal maximum) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ItemScore(BigDecimal.ZERO, maximum, false, ""))
                .withMessage("满分不能是负数，最多 2 位小数；请修改指标的满分");
    }
}
