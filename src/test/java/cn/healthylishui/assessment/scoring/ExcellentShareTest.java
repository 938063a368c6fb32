package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcellentShareTest {

    @ParameterizedTest
    @CsvSource({
        "3,          5,          60, true",
        "2,          5,          60, false",
        "9,          15,         60, true",
        "19,         32,         60, false", // 59.375 %
        "20,         32,         60, true",
        "11,         18,         60, true", // 61.1 %
        "10,         17,         60, false", // 58.8 %
        "0,          5,          60, false",
        "0,          5,          0,  true",
        "0,          0,          60, false",
        "0,          0,          0,  false",
        "1,          1,          100, true",
        "2147483647, 2147483647, 60, true" // no overflow
    })
    void sixtyPercentMeansAtLeastThreeOfFive(int excellent, int all, int percent, boolean meets) {
        assertThat(new ExcellentShare(excellent, all).meets(percent)).isEqualTo(meets);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 12, 7/12（58.33%）",
        "2, 3,  2/3（66.67%）",
        "3, 5,  3/5（60.00%）",
        "1, 32, 1/32（3.13%）", // 3.125: half up
        "0, 5,  0/5（0.00%）",
        "0, 0,  没有乡镇（街道）"
    })
    void theShareIsWrittenWithItsPercentage(int excellent, int all, String text) {
        assertThat(new ExcellentShare(excellent, all).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"6, 5", "-1, 5"})
    void moreExcellentTownshipsThanThereAreIsRefused(int excellent, int all) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExcellentShare(excellent, all))
                .withMessage("优秀乡镇（街道）数 " + excellent + " 不在 0 到乡镇（街道）总数 " + all + " 之间；请核对乡镇（街道）名册和等级");
    }
}
