package cn.healthylishui.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.taskform.Field.Reading;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "85, 85", "92.5, 92.5", "' 85 ', 85", "８５, 85", "100.0, 100", "85.50, 85.5", "+3, 3"
    })
    void whatIsAPercentage(String typed, BigDecimal read) {
        Reading<BigDecimal> reading = Percent.read(typed);

        assertThat(reading.fault()).isNull();
        assertThat(reading.value()).isEqualByComparingTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "'',        还没有填得分率",
        "'  ',      还没有填得分率",
        "−1,        不能是负数",
        "-1,        不能是负数",
        "-0.1,      不能是负数",
        "101,       不能超过100，现在填的是101",
        "100.1,     不能超过100，现在填的是100.1",
        "999999999, 不能超过100",
        "85.25,     最多带一位小数，现在填的是85.25",
        "85%,       请去掉百分号",
        "８５％,     请去掉百分号",
        "八十五,     ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "'85,5',    ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "1e2,       ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "无,        ”不是得分率，请填0至100的数，例如 85 或 92.5。",
        "99999999999999999999, ”不是得分率，请填0至100的数，例如 85 或 92.5。"
    })
    void whatIsNone(String typed, String fault) {
        Reading<BigDecimal> reading = Percent.read(typed);

        assertThat(reading.value()).isNull();
        assertThat(reading.fault()).contains(fault);
    }

    @Test
    void onlyAHundredIsFull() {
        assertThat(Percent.isFull(new BigDecimal("100.0000"))).isTrue();
        assertThat(Percent.isFull(new BigDecimal("99.9"))).isFalse();
    }

    @Test
    void aPercentageIsShownWithoutIdleZeros() {
        assertThat(Percent.shown(new BigDecimal("85.0000"))).isEqualTo("85%");
        assertThat(Percent.shown(new BigDecimal("92.5000"))).isEqualTo("92.5%");
        assertThat(Percent.shown(new BigDecimal("100.0000"))).isEqualTo("100%");
        assertThat(Percent.shown(null)).isEqualTo("—");
        assertThat(Percent.typed(new BigDecimal("85.0000"))).isEqualTo("85");
        assertThat(Percent.typed(null)).isEmpty();
    }
}
