package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TotalPropertiesTest {

    private static final BigDecimal FULL_MARK = BigDecimal.valueOf(1000);

    @Property
    void theOrderOfTheItemsDoesNotMatter(@ForAll("items") List<ItemScore> items, @ForAll Random random) {
        List<ItemScore> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);

        assertThat(Total.of(shuffled, FULL_MARK)).isEqualTo(Total.of(items, FULL_MARK));
    }

    @Property
    void theScoreLiesBetweenZeroAndTheFullMark(@ForAll("items") List<ItemScore> items) {
        BigDecimal score = Total.of(items, FULL_MARK).score();

        assertThat(score).isBetween(BigDecimal.ZERO, FULL_MARK);
        assertThat(score.scale()).isEqualTo(2);
    }

    @Property
    void anItemOfTheRemainingPointsMakesTheScoreThePlainSum(@ForAll("items") List<ItemScore> items) {
        BigDecimal applicable = Total.of(items, FULL_MARK).applicable();
        if (applicable.compareTo(FULL_MARK) > 0) {
            return;
        }
        List<ItemScore> completed = new ArrayList<>(items);
        completed.add(ItemScore.missing(FULL_MARK.subtract(applicable)));

        Total total = Total.of(completed, FULL_MARK);

        assertThat(total.score()).isEqualTo(total.earned());
    }

    @Provide
    Arbitrary<List<ItemScore>> items() {
        return Combinators.combine(cents(20_000), cents(20_000))
                .as((one, other) -> new ItemScore(one.min(other), one.max(other), false, ""))
                .list()
                .ofMaxSize(30);
    }

    private static Arbitrary<BigDecimal> cents(long most) {
        return Arbitraries.longs().between(0, most).map(cents -> BigDecimal.valueOf(cents, 2));
    }
}
