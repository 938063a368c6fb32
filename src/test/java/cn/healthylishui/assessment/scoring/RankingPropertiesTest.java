package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RankingPropertiesTest {

    @Property
    void aRankIsOneMoreThanTheNumberOfHigherTotals(@ForAll("totals") Map<String, BigDecimal> totals) {
        Map<String, Integer> ranks = Ranking.of(totals);

        assertThat(ranks.keySet()).isEqualTo(totals.keySet());
        assertThat(List.copyOf(ranks.values())).isSorted();
        totals.forEach((code, total) -> assertThat(ranks.get(code))
                .isEqualTo(1
                        + (int) totals.values().stream()
                                .filter(other -> other.compareTo(total) > 0)
                                .count()));
    }

    @Property
    void tiesAreExactlyTheTotalsThatShareARank(@ForAll("totals") Map<String, BigDecimal> totals) {
        Map<String, Integer> ranks = Ranking.of(totals);
        Differentiation differentiation = Differentiation.of(totals, BigDecimal.TEN);

        assertThat(differentiation.ties().stream().flatMap(tie -> tie.codes().stream()))
                .containsExactlyInAnyOrderElementsOf(totals.keySet().stream()
                        .filter(code -> Collections.frequency(ranks.values(), ranks.get(code)) > 1)
                        .toList());
        assertThat(differentiation.spread())
                .isEqualByComparingTo(Collections.max(totals.values()).subtract(Collections.min(totals.values())));
    }

    /** Few different totals, so that ties are common; some are written with another scale. */
    @Provide
    Arbitrary<Map<String, BigDecimal>> totals() {
        Arbitrary<BigDecimal> totals = Combinators.combine(
                        Arbitraries.integers().between(880, 900),
                        Arbitraries.integers().between(0, 2))
                .as((whole, scale) -> BigDecimal.valueOf(whole).setScale(scale));
        return Arbitraries.maps(
                        Arbitraries.of(IntStream.range(331100, 331130)
                                .mapToObj(Integer::toString)
                                .toList()),
                        totals)
                .ofMinSize(1)
                .ofMaxSize(20);
    }
}
