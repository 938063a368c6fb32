package cn.healthylishui.assessment.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.healthylishui.assessment.analysis.Subject.Item;
import cn.healthylishui.assessment.analysis.Subject.State;
import cn.healthylishui.assessment.indicator.Indicator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of whatever figures there are. */
class AnalysisPropertiesTest {

    private static final int ITEMS = 4;

    private static Analysis analysis(List<Indicator> indicators, List<Subject> subjects) {
        return Analysis.of(2021, 1, Scope.COUNTIES, "标准", indicators, subjects, new BigDecimal("40"));
    }

    /** Up to twelve objects with few different figures, so that ties and equal columns are common. */
    @Provide
    Arbitrary<List<List<Integer>>> rows() {
        return Arbitraries.integers()
                .between(0, 10)
                .list()
                .ofSize(ITEMS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property
    void coefficients_lie_between_minus_one_and_one_and_only_where_they_mean_something(
            @ForAll("rows") List<List<Integer>> rows) {
        for (ItemAnalysis item : analysis(AnalysisFixture.indicators(ITEMS), AnalysisFixture.subjects(rows))
                .items()) {
            if (item.correlated() == ItemAnalysis.Correlated.YES) {
                assertThat(item.pearson()).isBetween(-1.0, 1.0);
                assertThat(item.spearman()).isBetween(-1.0, 1.0);
            } else {
                assertThat(item.pearson()).isNull();
                assertThat(item.spearman()).isNull();
            }
        }
    }

    @Property
    void every_object_is_at_full_at_zero_or_between_and_no_more_pairs_change_than_there_are(
            @ForAll("rows") List<List<Integer>> rows) {
        int objects = rows.size();
        for (ItemAnalysis item : analysis(AnalysisFixture.indicators(ITEMS), AnalysisFixture.subjects(rows))
                .items()) {
            assertThat(item.full() + item.zero() + item.between()).isEqualTo(objects);
            assertThat(item.between()).isNotNegative();
            assertThat(item.pairs().pairs()).isEqualTo(objects * (objects - 1) / 2);
            assertThat(item.pairs().changed()).isBetween(0, item.pairs().pairs());
            assertThat(item.findings()).doesNotHaveDuplicates();
        }
    }

    /** The same item worth more points, everything else as it is. */
    @Property
    void an_item_worth_more_points_correlates_with_the_rest_just_the_same(
            @ForAll("rows") List<List<Integer>> rows, @ForAll @IntRange(min = 2, max = 50) int factor) {
        List<Subject> subjects = AnalysisFixture.subjects(rows);
        ItemAnalysis before =
                analysis(AnalysisFixture.indicators(ITEMS), subjects).items().get(0);
        List<Indicator> indicators = new ArrayList<>(AnalysisFixture.indicators(ITEMS));
        indicators.set(0, AnalysisFixture.indicator("C1", String.valueOf(10 * factor)));
        ItemAnalysis after = analysis(
                        indicators,
                        subjects.stream()
                                .map(subject -> scaled(subject, factor))
                                .toList())
                .items()
                .get(0);

        assertThat(after.correlated()).isEqualTo(before.correlated());
        if (before.pearson() != null && before.spearman() != null) {
            assertThat(after.pearson()).isCloseTo(before.pearson(), within(1e-9));
            assertThat(after.spearman()).isCloseTo(before.spearman(), within(1e-9));
        }
        assertThat(after.full()).isEqualTo(before.full());
        assertThat(after.zero()).isEqualTo(before.zero());
    }

    private static Subject scaled(Subject subject, int factor) {
        Map<String, Item> items = new HashMap<>(subject.items());
        items.computeIfPresent(
                "C1",
                (code, item) -> new Item(
                        item.points().multiply(BigDecimal.valueOf(factor)),
                        item.maximum().multiply(BigDecimal.valueOf(factor)),
                        false,
                        State.GIVEN,
                        false));
        return new Subject(subject.code(), subject.name(), subject.group(), subject.score(), items);
    }

    @Property
    void the_order_in_which_objects_are_listed_says_nothing(@ForAll("rows") List<List<Integer>> rows) {
        List<Subject> subjects = AnalysisFixture.subjects(rows);
        List<Subject> turned = new ArrayList<>(subjects);
        Collections.reverse(turned);
        List<ItemAnalysis> before =
                analysis(AnalysisFixture.indicators(ITEMS), subjects).items();
        List<ItemAnalysis> after =
                analysis(AnalysisFixture.indicators(ITEMS), turned).items();

        for (int number = 0; number < ITEMS; number++) {
            assertThat(after.get(number).findings())
                    .isEqualTo(before.get(number).findings());
            assertThat(after.get(number).pairs()).isEqualTo(before.get(number).pairs());
        }
    }
}
