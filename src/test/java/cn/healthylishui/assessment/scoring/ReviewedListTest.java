package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.healthylishui.assessment.scoring.ReviewedList.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewedListTest {

    private static final BigDecimal THIRTY = BigDecimal.valueOf(30);

    @ParameterizedTest
    @CsvSource({
        // weight:percent of each entry, percent of the list, points of 30
        "1:100 1:100 1:100,        100,     30.00",
        "1:100 1:100 1:0,          66.6667, 20.00", // one not reviewed
        "1:80 1:90,                85,      25.50",
        "2:80 1:50,                70,      21.00", // the first counts twice
        "1:0,                      0,       0.00",
        "1:33.3 1:33.3 1:33.4,     33.3333, 10.00",
        "0.5:80 0.5:90.5,          85.25,   25.58" // 25.575: half up
    })
    void entriesCountByTheirWeightAndThePointsAreRoundedOnce(String entries, BigDecimal percent, String points) {
        BigDecimal value = ReviewedList.percent(parts(entries));

        assertThat(value).isEqualByComparingTo(percent);
        assertThat(new ReviewedList().score(THIRTY, Observation.of(value)).points())
                .isEqualTo(points);
    }

    @Test
    void theSentenceLetsAnybodyWorkItOutAgain() {
        assertThat(new ReviewedList()
                        .score(THIRTY, Observation.of(new BigDecimal("66.6667")))
                        .arithmetic())
                .isEqualTo("本地清单加权完成率 66.6667%，66.6667 ÷ 100 × 30 = 20.00");
    }

    @Test
    void whoeverHasNoListGetsNothing() {
        assertThat(ReviewedList.percent(List.of())).isZero();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(new ReviewedList().fault(THIRTY, Observation.of(new BigDecimal("100.1"))))
                .contains("完成率须在 0 至 100 之间，不能是 100.1；请核对后重填");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts("1:-1"))
                .withMessage("完成率须在 0 至 100 之间，不能是 −1；请核对后重填");
        assertThatIllegalArgumentException().isThrownBy(() -> parts("0:50")).withMessage("本地清单的权重须大于 0，不能是 0；请修改权重");
    }

    @Property
    void aListStaysBetweenItsWorstAndItsBestEntryInWhateverOrder(
            @ForAll("lists") List<Part> parts, @ForAll Random random) {
        BigDecimal percent = ReviewedList.percent(parts);
        List<Part> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);
        List<BigDecimal> percents = parts.stream().map(Part::percent).sorted().toList();

        assertThat(ReviewedList.percent(shuffled)).isEqualTo(percent);
        assertThat(percent).isBetween(percents.get(0), percents.get(percents.size() - 1));
    }

    @Property
    void aBetterEntryNeverMakesTheListWorse(@ForAll("lists") List<Part> parts, @ForAll("percents") BigDecimal other) {
        List<Part> better = new ArrayList<>(parts);
        Part first = parts.get(0);
        better.set(0, new Part(first.weight(), first.percent().max(other)));

        assertThat(ReviewedList.percent(better)).isGreaterThanOrEqualTo(ReviewedList.percent(parts));
    }

    @Provide
    Arbitrary<List<Part>> lists() {
        return Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("0.01"), BigDecimal.TEN)
                                .ofScale(2),
                        percents())
                .as(Part::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<BigDecimal> percents() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                .ofScale(1);
    }

    private static List<Part> parts(String entries) {
        return Arrays.stream(entries.split(" "))
                .map(entry -> entry.split(":"))
                .map(entry -> new Part(new BigDecimal(entry[0]), new BigDecimal(entry[1])))
                .toList();
    }
}
