package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.healthylishui.assessment.scoring.Appraisal.Group;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppraisalTest {

    private static final List<Integer> WORTH = List.of(100, 80, 60, 40);
    private static final BigDecimal FULL_MARK = BigDecimal.valueOf(1000);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // 优秀/良好/一般/较差/不了解 of leaders (40), districts (40), delegates (20); score
                "9/0/0/0/0,  10/0/0/0/0, 6/0/0/0/0, 1000.00",
                "0/0/0/9/0,  0/0/0/10/0, 0/0/0/6/0, 400.00",
                "1/0/0/0/0,  0/1/0/0/0,  0/0/1/0/0, 840.00", // 0.4·100 + 0.4·80 + 0.2·60
                "2/1/0/0/0,  0/1/0/0/0,  0/1/0/0/0, 853.33", // (200+80)/3 = 93.33…, not rounded before it is weighed
                "1/2/0/0/0,  1/2/0/0/0,  1/2/0/0/0, 866.67",
                "1/0/0/0/8,  0/1/0/0/9,  0/0/1/0/5, 840.00", // 不了解 does not count, however many say so
                "9/0/0/0/0,  0/10/0/0/0, 0/0/0/0/6, 900.00", // delegates know nothing: 40 and 40 count alike
                "9/0/0/0/0,  0/10/0/0/0, 0/0/0/0/0, 900.00", // nor did they vote
                "9/0/0/0/0,  0/0/0/0/10, 0/0/6/0/0, 866.67", // 40 and 20: (2·100 + 60) ÷ 3
                "0/0/0/0/9,  0/0/0/0/0,  0/0/0/1/5, 400.00",
                "0/0/0/0/9,  0/0/0/0/10, 0/0/0/0/6, -",
                "0/0/0/0/0,  0/0/0/0/0,  0/0/0/0/0, -"
            })
    void theMeanOfEachGroupIsWeighedAndWhoDoesNotKnowTheUnitDoesNotCount(
            String leaders, String districts, String delegates, String score) {
        assertThat(Appraisal.score(
                        List.of(group(40, leaders), group(40, districts), group(20, delegates)), WORTH, FULL_MARK))
                .map(BigDecimal::toPlainString)
                .isEqualTo(Optional.ofNullable(score));
    }

    @ParameterizedTest
    @CsvSource({
        // weights 1 and 199 of two groups with means 100 and 80: 80.1; and halves of a hundredth
        "1,   199, 1000, 801.00",
        "1,   1,   0.01, 0.01", // 0.009
        "1,   3,   0.06, 0.05", // 85 % of 0.06 = 0.051
        "3,   1,   0.1,  0.10", // 95 % of 0.1 = 0.095: half up
        "1,   3,   0.1,  0.09" // 85 % of 0.1 = 0.085: half up, half even would give 0.08
    })
    void theScoreIsRoundedOnceHalfUp(int first, int second, String fullMark, String score) {
        assertThat(Appraisal.score(
                        List.of(group(first, "1/0/0/0/0"), group(second, "0/1/0/0/0")),
                        WORTH,
                        new BigDecimal(fullMark)))
                .contains(new BigDecimal(score));
    }

    @Test
    void theMeanOfAGroupIsForPeopleToRead() {
        assertThat(Appraisal.mean(tally("2/1/0/0/6"), WORTH)).contains(new BigDecimal("93.33"));
        assertThat(Appraisal.mean(tally("0/0/0/0/6"), WORTH)).isEmpty();
    }

    @Test
    void talliesAddUp() {
        Tally sum = tally("1/2/3/4/5").plus(tally("10/0/0/0/1"));

        assertThat(sum).isEqualTo(tally("11/2/3/4/6"));
        assertThat(sum.ballots()).isEqualTo(26);
        assertThat(sum.rated()).isEqualTo(20);
        assertThat(tally("0/0/0/0/0")).isEqualTo(Tally.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100,80,60", "100,80,60,40,20", "100,80,60,-1", "101,80,60,40", "60,80,60,40"})
    void marksAreFourNumbersFromHighToLow(String worth) {
        List<Integer> marks =
                Arrays.stream(worth.split(",", -1)).map(Integer::valueOf).toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Appraisal.score(List.of(group(1, "1/0/0/0/0")), marks, FULL_MARK))
                .withMessageContaining("优秀、良好、一般、较差的分值须是 0 至 100 的四个数，从高到低，不能是");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Appraisal.mean(tally("1/0/0/0/0"), marks))
                .withMessageContaining("优秀、良好、一般、较差的分值须是 0 至 100 的四个数，从高到低，不能是");
    }

    @Test
    void aMarkMayBeWorthAllOrNothing() {
        assertThat(Appraisal.mean(tally("1/0/0/1/0"), List.of(100, 80, 60, 0))).contains(new BigDecimal("50.00"));
    }

    @Test
    void whatCannotBeWeighedOrCountedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group(0, "1/0/0/0/0"))
                .withMessage("测评人员的权重须大于 0，不能是 0；请修改权重");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tally("-1/0/0/0/0"))
                .withMessage("“优秀”的票数不能是负数 -1；请重新统计测评票");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Appraisal.score(List.of(), WORTH, BigDecimal.ZERO))
                .withMessage("总分须大于 0，不能是 0；请修改总分");
    }

    private static Group group(int weight, String counts) {
        return new Group(weight, tally(counts));
    }

    private static Tally tally(String counts) {
        String[] each = counts.split("/", -1);
        Map<AppraisalMark, Integer> tally = new EnumMap<>(AppraisalMark.class);
        for (AppraisalMark mark : AppraisalMark.values()) {
            tally.put(mark, Integer.valueOf(each[mark.ordinal()]));
        }
        return new Tally(tally);
    }
}
