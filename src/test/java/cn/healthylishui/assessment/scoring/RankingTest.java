package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void equalTotalsShareTheRankAndTheNextIsSkipped() {
        Map<String, Integer> ranks = Ranking.of(Map.of(
                "331122", new BigDecimal("870.00"),
                "331121", new BigDecimal("930.5"),
                "331102", new BigDecimal("930.50"),
                "331125", new BigDecimal("1000"),
                "331181", new BigDecimal("99.99")));

        assertThat(ranks)
                .containsExactly(
                        entry("331125", 1),
                        entry("331102", 2),
                        entry("331121", 2),
                        entry("331122", 4),
                        entry("331181", 5));
    }

    @Test
    void twoAtTheTopLeaveNoSecond() {
        Map<String, Integer> ranks = Ranking.of(Map.of("A", BigDecimal.TEN, "B", BigDecimal.TEN, "C", BigDecimal.ONE));

        assertThat(ranks).containsExactly(entry("A", 1), entry("B", 1), entry("C", 3));
    }

    @Test
    void noTotalsMeanNoRanks() {
        assertThat(Ranking.of(Map.of())).isEmpty();
    }

    @Test
    void aRankingCannotBeChanged() {
        Map<String, Integer> ranks = Ranking.of(Map.of("A", BigDecimal.TEN));

        assertThatThrownBy(() -> ranks.put("A", 2)).isInstanceOf(UnsupportedOperationException.class);
    }
}
