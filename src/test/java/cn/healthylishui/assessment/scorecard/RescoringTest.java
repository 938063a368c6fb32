package cn.healthylishui.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableState;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scoring.Better;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.TakenOver;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which figures of a year say something about another table's indicators. */
class RescoringTest {

    private static final Method PROPORTIONAL = new Proportional(new BigDecimal("39"), new BigDecimal("20"));
    private static final Method REACHED = new ReachTarget(Comparison.of(">="), new BigDecimal("39"));
    private static final Method JUDGED = new Judged("按成效给分");
    private static final Method MUST = new MustPass(Comparison.of(">="), BigDecimal.ONE);
    private static final Method TWO = new Checklist(List.of("一", "二"));
    private static final Method OTHER_TWO = new Checklist(List.of("一", "改了的二"));
    private static final Method THREE = new Checklist(List.of("一", "二", "三"));
    private static final Method LAST_YEAR =
            new Reference(ReferenceKind.OWN_LAST_YEAR, Better.HIGHER, BigDecimal.ZERO, BigDecimal.TEN.negate());
    private static final Method CITY_MEAN =
            new Reference(ReferenceKind.CITY_MEAN, Better.HIGHER, BigDecimal.ZERO, BigDecimal.TEN.negate());
    private static final Method SAFE = new TakenOver("平安丽水", new BigDecimal("100"));
    private static final Method SAFE_1000 = new TakenOver("平安丽水", new BigDecimal("1000"));

    private static Indicator indicator(String code, Method method, String points, String unit, String direction) {
        return new Indicator(
                code,
                1,
                "指标" + code,
                "领域",
                null,
                Set.of(DistrictKind.COUNTY),
                method instanceof MustPass,
                new BigDecimal(points),
                unit,
                direction,
                method,
                SourceKind.UNIT_RECORD,
                "shi-wjw",
                false,
                false,
                null,
                "标准",
                null,
                false,
                null,
                "found");
    }

    private static Indicator indicator(Method method) {
        return indicator("C001", method, method instanceof MustPass ? "0" : "20", "%", "HIGHER");
    }

    private static IndicatorTable table(Indicator... indicators) {
        return new IndicatorTable(
                1, 2021, TableKind.COUNTY, 1, TableState.PUBLISHED, "表", false, false, List.of(indicators));
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of(PROPORTIONAL, REACHED, true),
                Arguments.of(REACHED, PROPORTIONAL, true),
                Arguments.of(PROPORTIONAL, JUDGED, false),
                Arguments.of(JUDGED, PROPORTIONAL, false),
                Arguments.of(JUDGED, JUDGED, true),
                Arguments.of(PROPORTIONAL, MUST, false),
                Arguments.of(MUST, REACHED, false),
                Arguments.of(TWO, OTHER_TWO, true),
                Arguments.of(TWO, THREE, false),
                Arguments.of(LAST_YEAR, LAST_YEAR, true),
                Arguments.of(LAST_YEAR, CITY_MEAN, false),
                Arguments.of(SAFE, SAFE, true),
                Arguments.of(SAFE, SAFE_1000, false),
                Arguments.of(new Deduction(BigDecimal.ONE), new Deduction(BigDecimal.TEN), true));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("methods")
    void a_figure_is_carried_over_where_it_means_the_same(Method gathered, Method wanted, boolean carried) {
        assertThat(Rescoring.gaps(table(indicator(gathered)), table(indicator(wanted)))
                        .isEmpty())
                .isEqualTo(carried);
    }

    @Test
    void what_nobody_asked_for_and_what_was_measured_otherwise_is_named_with_its_reason() {
        IndicatorTable gathered = table(
                indicator("C001", PROPORTIONAL, "20", "%", "HIGHER"),
                indicator("C002", PROPORTIONAL, "20", "%", "HIGHER"),
                indicator("C003", REACHED, "20", "项", "HIGHER"));
        IndicatorTable wanted = table(
                indicator("C001", PROPORTIONAL, "30", "%", "HIGHER"),
                indicator("C002", PROPORTIONAL, "20", "人", "HIGHER"),
                indicator("C003", REACHED, "20", "项", "YES_NO"),
                indicator("C004", PROPORTIONAL, "20", "%", "HIGHER"));

        assertThat(Rescoring.gaps(gathered, wanted))
                .extracting(gap -> gap.indicator().code() + gap.reason())
                .containsExactly("C002计量单位由“%”改为“人”", "C003填报方式改变", "C004新增的指标");
    }

    @Test
    void points_that_a_person_gave_keep_their_share_of_the_full_mark() {
        IndicatorTable gathered = table(
                indicator("C001", JUDGED, "20", "分", "HIGHER"), indicator("C002", PROPORTIONAL, "20", "%", "HIGHER"));
        IndicatorTable wanted = table(
                indicator("C001", JUDGED, "30", "分", "HIGHER"), indicator("C002", PROPORTIONAL, "30", "%", "HIGHER"));
        Scorecard card = new Scorecard(Map.of(
                "C001", Map.of(EntrySource.OFFICIAL, entry("C001", "17.33")),
                "C002", Map.of(EntrySource.REPORTED, entry("C002", "33"))));

        Scorecard carried = Rescoring.carried(card, gathered, wanted);

        assertThat(value(carried, "C001", EntrySource.OFFICIAL)).isEqualByComparingTo("26.00");
        assertThat(value(carried, "C002", EntrySource.REPORTED))
                .as("what was measured stays what it is")
                .isEqualByComparingTo("33");
    }

    private static Entry entry(String indicator, String value) {
        return new Entry(
                1,
                "331121",
                indicator,
                EntrySource.OFFICIAL,
                new Answer(EntryState.VALUE, new BigDecimal(value), null, null, false, "理由", List.of()),
                "shi-wjw",
                "zhang",
                LocalDateTime.of(2022, 1, 20, 9, 0));
    }

    private static BigDecimal value(Scorecard card, String indicator, EntrySource source) {
        return Objects.requireNonNull(
                Objects.requireNonNull(card.of(indicator, source)).answer().value());
    }
}
