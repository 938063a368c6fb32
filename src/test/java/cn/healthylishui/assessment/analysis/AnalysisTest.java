package cn.healthylishui.assessment.analysis;

import static cn.healthylishui.assessment.analysis.AnalysisFixture.indicator;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.indicators;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.item;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.met;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.missing;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.mustPass;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.notApplicable;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.subject;
import static cn.healthylishui.assessment.analysis.AnalysisFixture.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.healthylishui.assessment.analysis.ItemAnalysis.Correlated;
import cn.healthylishui.assessment.indicator.Indicator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures are those that a person gets with pencil and paper. */
class AnalysisTest {

    private static final double EXACT = 1e-9;

    private static Analysis analysis(List<Indicator> indicators, List<Subject> subjects, String fullMark) {
        return Analysis.of(2021, 1, Scope.COUNTIES, "标准", indicators, subjects, new BigDecimal(fullMark));
    }

    private static ItemAnalysis first(List<Indicator> indicators, List<Subject> subjects, String fullMark) {
        return analysis(indicators, subjects, fullMark).items().get(0);
    }

    /**
     * Ranks of 1 2 2 4 are 1 2.5 2.5 4, those of 2 1 3 4 are 2 1 3 4: Σ of the products of the differences from 2.5 is 3, the squares
     * are 4.5 and 5, so 3 ÷ √22.5. Of the figures themselves it is 3.5 ÷ √(4.75 · 5).
     */
    @Test
    void equal_figures_share_the_mean_of_their_ranks() {
        Correlation correlation = Correlation.of(new double[] {1, 2, 2, 4}, new double[] {2, 1, 3, 4});

        assertThat(correlation.spearman()).isCloseTo(3 / Math.sqrt(22.5), within(EXACT));
        assertThat(correlation.pearson()).isCloseTo(3.5 / Math.sqrt(23.75), within(EXACT));
    }

    /** From the printed tables of critical values, two-sided, 5 %. */
    @ParameterizedTest
    @CsvSource({"3, 0.997", "9, 0.666", "10, 0.632", "30, 0.361", "173, 0.149"})
    void the_bound_of_chance_is_that_of_the_tables(int objects, double bound) {
        assertThat(Correlation.bound(objects)).isCloseTo(bound, within(0.0006));
    }

    /** Squares of the differences from 5 add up to 32; of eight figures, so 32 ÷ 7. */
    @Test
    void the_deviation_is_that_of_a_sample() {
        Spread spread = Spread.of(List.of("2", "4", "4", "4", "5", "5", "7", "9").stream()
                .map(BigDecimal::new)
                .toList());

        assertThat(spread.mean()).isCloseTo(5, within(EXACT));
        assertThat(Objects.requireNonNull(spread.deviation())).isCloseTo(Math.sqrt(32 / 7.0), within(EXACT));
        assertThat(spread.range()).isEqualByComparingTo("7");
        assertThat(Spread.of(List.of(BigDecimal.TEN)).deviation()).isNull();
    }

    /**
     * Totals 16 15 14 13. Without the first item 6 7 8 9 of 20 are left, which is 9 10.5 12 13.5 of 30: every one of the six pairs
     * turns round, and the item runs straight against the rest.
     */
    @Test
    void an_item_is_held_against_the_total_without_it() {
        Analysis analysis = analysis(
                indicators(3),
                subjects(List.of(List.of(10, 1, 5), List.of(8, 2, 5), List.of(6, 3, 5), List.of(4, 4, 5))),
                "30");
        ItemAnalysis first = analysis.items().get(0);

        assertThat(first.points())
                .extracting(point -> point.rest().toPlainString())
                .containsExactly("9.00", "10.50", "12.00", "13.50");
        assertThat(first.pearson()).isCloseTo(-1, within(EXACT));
        assertThat(first.spearman()).isCloseTo(-1, within(EXACT));
        assertThat(first.pairs()).isEqualTo(new PairChanges(6, 6, 0, 0));
        assertThat(first.findings()).contains("与其余得分呈负相关（皮尔逊−1.00，斯皮尔曼−1.00），请核对评分方向", "去掉它，6对县中有6对的先后会变");
        assertThat(analysis.items().get(1).pairs().changed()).isZero();
        assertThat(analysis.items().get(1).findings()).contains("去掉它，先后不变");
        assertThat(analysis.summary())
                .anyMatch(words -> words.contains("总分最高16，最低13，相差3，平均14.50，标准差1.29"))
                .anyMatch(words -> words.contains("3项计分指标：1项所有对象得分相同，没有区分度，2项与其余得分呈负相关"))
                .anyMatch(words -> words.contains("对先后影响最大的是“C1 指标C1”：去掉它，6对中有6对（100.0%）的先后会变"));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 全部满分，没有区分度",
        "0, 全部零分，没有区分度",
        "5, 得分全部相同（5分），没有区分度",
    })
    void equal_points_tell_nobody_apart_and_have_no_correlation(int points, String finding) {
        ItemAnalysis item = first(
                indicators(2), subjects(List.of(List.of(points, 1), List.of(points, 2), List.of(points, 3))), "20");

        assertThat(item.correlated()).isEqualTo(Correlated.CONSTANT);
        assertThat(item.pearson()).isNull();
        assertThat(item.spearman()).isNull();
        assertThat(item.findings()).containsExactly(finding);
    }

    @Test
    void where_the_rest_is_equal_there_is_no_correlation_either() {
        ItemAnalysis item = first(indicators(2), subjects(List.of(List.of(1, 5), List.of(2, 5), List.of(3, 5))), "20");

        assertThat(item.correlated()).isEqualTo(Correlated.REST_CONSTANT);
        assertThat(item.findings()).contains("其余得分全部相同，算不出相关系数", "去掉它，3对县中有3对的先后会变（其中3对变成同分）");
    }

    @Test
    void an_only_item_leaves_nothing_to_be_held_against() {
        ItemAnalysis item = first(indicators(1), subjects(List.of(List.of(1), List.of(2), List.of(3))), "10");

        assertThat(item.correlated()).isEqualTo(Correlated.REST_CONSTANT);
        assertThat(item.pairs()).isEqualTo(new PairChanges(3, 0, 3, 0));
    }

    @Test
    void of_two_objects_nothing_is_worked_out_and_the_page_says_so() {
        Analysis analysis = analysis(indicators(2), subjects(List.of(List.of(1, 5), List.of(2, 4))), "20");

        assertThat(analysis.items())
                .allMatch(item -> item.correlated() == Correlated.TOO_FEW && item.pearson() == null);
        assertThat(analysis.items().get(0).findings()).contains("只有2个县（市、区），不足以分析");
        assertThat(analysis.warnings()).contains("只有2个县（市、区），不足以计算相关系数。");
    }

    @Test
    void without_any_object_it_says_that_there_is_none() {
        Analysis analysis = analysis(indicators(2), List.of(), "20");

        assertThat(analysis.totals()).isNull();
        assertThat(analysis.summary()).containsExactly("没有可以分析的县（市、区）。");
        assertThat(analysis.items().get(0).findings()).containsExactly("没有适用的对象");
    }

    /** One object is excused from the first item, of 40 points: 30 of 60 are 50 of 100. The other has 40 + 12 = 52, and 20 without it. */
    @Test
    void whoever_is_excused_is_not_among_the_figures_but_keeps_its_place_among_the_pairs() {
        List<Indicator> indicators = List.of(indicator("C1", "40"), indicator("C2", "60"));
        List<Subject> subjects = List.of(
                subject("1", "50.00", Map.of("C1", notApplicable(), "C2", item("30", "60"))),
                subject("2", "52.00", Map.of("C1", item("40", "40"), "C2", item("12", "60"))));
        ItemAnalysis item = first(indicators, subjects, "100");

        assertThat(item.objects()).isEqualTo(1);
        assertThat(item.notApplicable()).isEqualTo(1);
        assertThat(item.points()).singleElement().satisfies(point -> {
            assertThat(point.code()).isEqualTo("2");
            assertThat(point.rest()).isEqualByComparingTo("20");
        });
        assertThat(item.pairs()).isEqualTo(new PairChanges(1, 1, 0, 0));
        assertThat(item.findings()).contains("1个不适用，没有算进去");
    }

    @Test
    void what_nobody_gave_counts_as_nothing_and_is_said() {
        List<Subject> subjects = List.of(
                subject("1", "5", Map.of("C1", missing("10"), "C2", item("5", "10"))),
                subject("2", "9", Map.of("C1", item("5", "10"), "C2", item("4", "10"))),
                subject("3", "9", Map.of("C1", item("6", "10"), "C2", item("3", "10"))));
        ItemAnalysis item = first(indicators(2), subjects, "20");

        assertThat(item.missing()).isEqualTo(1);
        assertThat(item.zero()).isEqualTo(1);
        assertThat(item.findings()).contains("1个没有数据，按0分计");
        assertThat(item.pairs()).isEqualTo(new PairChanges(3, 2, 0, 1));
    }

    @Test
    void of_a_must_pass_item_there_is_only_how_many_meet_it() {
        List<Subject> subjects = List.of(
                subject("1", "5", Map.of("C1", met(true), "C2", item("5", "10"))),
                subject("2", "4", Map.of("C1", met(false), "C2", item("4", "10"))),
                subject("3", "3", Map.of("C1", missing("0"), "C2", item("3", "10"))),
                subject("4", "2", Map.of("C2", item("2", "10"))));
        Analysis analysis = analysis(List.of(mustPass("C1"), indicator("C2", "10")), subjects, "10");
        ItemAnalysis item = analysis.items().get(0);

        assertThat(item.correlated()).isEqualTo(Correlated.MUST_PASS);
        assertThat(item.spread()).isNull();
        assertThat(List.of(item.objects(), item.full(), item.zero(), item.between(), item.absent()))
                .containsExactly(3, 1, 1, 1, 1);
        assertThat(item.findings()).containsExactly("3个县（市、区）中1个达标、1个不达标", "1个没有数据，是否达标不明", "1个的指标表没有这一项，没有算进去");
        assertThat(analysis.mustPass()).hasSize(1);
        assertThat(analysis.summary()).contains("必备指标有不达标或不明的：“指标C1”2个。");
    }

    @Test
    void townships_are_set_against_those_of_their_own_district_alone() {
        List<Subject> subjects = List.of(
                subject("1", "a", "9", Map.of("C1", item("9", "10"), "C2", item("0", "10"))),
                subject("2", "a", "8", Map.of("C1", item("0", "10"), "C2", item("8", "10"))),
                subject("3", "b", "5", Map.of("C1", item("2", "10"), "C2", item("3", "10"))),
                subject("4", "b", "4", Map.of("C1", item("2", "10"), "C2", item("2", "10"))),
                subject("5", "c", "7", Map.of("C1", item("1", "10"), "C2", item("6", "10"))));
        Analysis analysis = Analysis.of(2021, 1, Scope.TOWNSHIPS, "标准", indicators(2), subjects, new BigDecimal("20"));

        assertThat(analysis.items().get(0).pairs()).isEqualTo(new PairChanges(2, 1, 0, 0));
        assertThat(analysis.warnings()).anyMatch(words -> words.contains("宽严可能不同") && words.contains("同一县（市、区）内"));
    }

    @Test
    void most_at_full_points_or_many_at_none_is_worth_a_look() {
        assertThat(first(
                                indicators(2),
                                subjects(List.of(
                                        List.of(10, 1), List.of(10, 4), List.of(10, 3), List.of(10, 2), List.of(9, 5))),
                                "20")
                        .findings())
                .contains("5个中有4个满分，区分度小");
        assertThat(first(indicators(2), subjects(List.of(List.of(0, 1), List.of(0, 4), List.of(9, 3))), "20")
                        .findings())
                .contains("3个中有2个零分，请核对数据和目标值");
    }

    /** −0.5 of five objects: chance reaches 0.88. */
    @Test
    void a_negative_correlation_within_chance_is_named_as_such() {
        ItemAnalysis item = first(
                indicators(2),
                subjects(List.of(List.of(1, 4), List.of(2, 5), List.of(3, 3), List.of(4, 1), List.of(5, 2))),
                "20");

        assertThat(item.pearson()).isCloseTo(-0.8, within(EXACT));
        assertThat(item.againstTheRest()).isFalse();
        assertThat(item.findings()).anyMatch(words -> words.startsWith("与其余得分略呈负相关") && words.contains("可能只是偶然"));
    }

    /**
     * One object far off turns the figures, not the ranks. By rank the differences are 4 2 0 2 4 0, so 1 − 6 · 40 ÷ 210; of the figures
     * it is 25 ÷ √(50.83 · 40).
     */
    @Test
    void where_the_two_coefficients_contradict_each_other_no_direction_is_claimed() {
        ItemAnalysis item = first(
                indicators(2),
                subjects(List.of(
                        List.of(1, 6), List.of(2, 5), List.of(3, 4), List.of(4, 3), List.of(5, 2), List.of(10, 10))),
                "20");

        assertThat(item.spearman()).isCloseTo(1 - 240 / 210.0, within(EXACT));
        assertThat(item.pearson()).isCloseTo(25 / Math.sqrt(305 / 6.0 * 40), within(EXACT));
        assertThat(item.againstTheRest()).isFalse();
        assertThat(item.findings()).contains("两种相关系数方向相反（皮尔逊0.55，斯皮尔曼−0.14），多半由个别对象造成，看不出方向");
    }

    @Test
    void the_warning_tells_how_little_nine_districts_prove() {
        List<List<Integer>> rows = List.of(
                List.of(1, 9),
                List.of(2, 8),
                List.of(3, 7),
                List.of(4, 6),
                List.of(5, 5),
                List.of(6, 4),
                List.of(7, 3),
                List.of(8, 2),
                List.of(9, 10));

        assertThat(analysis(indicators(2), subjects(rows), "20").warnings())
                .anyMatch(words -> words.contains("只有9个县（市、区）") && words.contains("高于0.67或低于−0.67"))
                .anyMatch(words -> words.contains("同时看2项") && words.contains("0.1项凭偶然"))
                .anyMatch(words -> words.contains("相关不是因果"))
                .anyMatch(words -> words.contains("丽水开发区用单独的指标表"));
    }
}
