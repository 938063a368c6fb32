package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class MethodPropertiesTest {

    @Property
    void pointsLieBetweenZeroAndTheMaximumAndImpossibleValuesAreNeverScored(
            @ForAll("methods") Method method,
            @ForAll("maxima") BigDecimal maximum,
            @ForAll("numbers") BigDecimal value,
            @ForAll("numbers") BigDecimal reference) {
        Observation observation = new Observation(value, reference);
        Optional<String> fault = method.fault(maximum, observation);
        if (fault.isPresent()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> method.score(maximum, observation))
                    .withMessage(fault.get());
            return;
        }

        ItemScore score = method.score(maximum, observation);

        assertThat(score.points()).isBetween(BigDecimal.ZERO, maximum);
        assertThat(score.points().scale()).isEqualTo(2);
        assertThat(score.arithmetic()).isNotBlank().doesNotContain("E", "-");
    }

    @Property
    void aBetterValueNeverEarnsLess(
            @ForAll("methodsWhereMoreIsBetter") Method method,
            @ForAll("maxima") BigDecimal maximum,
            @ForAll("numbers") BigDecimal one,
            @ForAll("numbers") BigDecimal other,
            @ForAll("references") BigDecimal reference) {
        assertThat(points(method, maximum, one.max(other), reference))
                .isGreaterThanOrEqualTo(points(method, maximum, one.min(other), reference));
    }

    @Property
    void whereLessIsBetterASmallerValueNeverEarnsLess(
            @ForAll("methodsWhereLessIsBetter") Method method,
            @ForAll("maxima") BigDecimal maximum,
            @ForAll("numbers") BigDecimal one,
            @ForAll("numbers") BigDecimal other,
            @ForAll("references") BigDecimal reference) {
        assertThat(points(method, maximum, one.min(other), reference))
                .isGreaterThanOrEqualTo(points(method, maximum, one.max(other), reference));
    }

    @Property
    void zeroAsAReferenceKeepsTheOrderOfTheValues(
            @ForAll Better better,
            @ForAll("maxima") BigDecimal maximum,
            @ForAll("numbers") BigDecimal one,
            @ForAll("numbers") BigDecimal other) {
        Method method = new Reference(ReferenceKind.CITY_MEAN, better, BigDecimal.ZERO, BigDecimal.TEN.negate());
        BigDecimal good = better == Better.HIGHER ? one.max(other) : one.min(other);
        BigDecimal bad = better == Better.HIGHER ? one.min(other) : one.max(other);
        Assume.that(better == Better.LOWER || one.signum() != 0 && other.signum() != 0);

        assertThat(points(method, maximum, good, BigDecimal.ZERO))
                .isGreaterThanOrEqualTo(points(method, maximum, bad, BigDecimal.ZERO))
                .isIn(BigDecimal.ZERO.setScale(2), maximum.setScale(2));
    }

    @Property
    void countedMethodsNeverTurnBack(
            @ForAll("checklistOrMark") Tuple2<Method, Integer> methodAndMost, @ForAll("maxima") BigDecimal maximum) {
        Method method = methodAndMost.get1();
        List<BigDecimal> points = IntStream.rangeClosed(0, methodAndMost.get2())
                .mapToObj(count -> method.score(maximum, Observation.of(BigDecimal.valueOf(count)))
                        .points())
                .toList();

        assertThat(points).isSorted();
        assertThat(points.get(0)).isZero();
        assertThat(points.get(points.size() - 1)).isEqualByComparingTo(maximum);
    }

    @Property
    void oneMoreOccurrenceNeverEarnsMore(
            @ForAll("positives") BigDecimal perOccurrence, @ForAll("maxima") BigDecimal maximum) {
        Method method = new Deduction(perOccurrence);
        List<BigDecimal> points = IntStream.rangeClosed(0, 30)
                .mapToObj(count -> method.score(maximum, Observation.of(BigDecimal.valueOf(30L - count)))
                        .points())
                .toList();

        assertThat(points).isSorted();
        assertThat(points.get(30)).isEqualByComparingTo(maximum);
    }

    /** Points differ from the exact fraction by half a hundredth at most: nothing was rounded before the end. */
    @Property
    void proportionalPointsAreTheExactFractionRoundedOnce(
            @ForAll("numbers") BigDecimal floor,
            @ForAll("numbers") BigDecimal value,
            @ForAll("numbers") BigDecimal target,
            @ForAll("maxima") BigDecimal maximum) {
        List<BigDecimal> ordered = List.copyOf(new TreeSet<>(List.of(floor, value, target)));
        if (ordered.size() < 3) {
            return;
        }
        BigDecimal way = ordered.get(2).subtract(ordered.get(0));
        BigDecimal made = ordered.get(1).subtract(ordered.get(0));

        BigDecimal points =
                points(new Proportional(ordered.get(2), ordered.get(0)), maximum, ordered.get(1), BigDecimal.ONE);

        assertThat(points.multiply(way).subtract(maximum.multiply(made)).abs())
                .isLessThanOrEqualTo(way.multiply(new BigDecimal("0.005")));
    }

    private static BigDecimal points(Method method, BigDecimal maximum, BigDecimal value, BigDecimal reference) {
        return method.score(maximum, new Observation(value, reference)).points();
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                .ofScale(4);
    }

    @Provide
    Arbitrary<BigDecimal> positives() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.0001"), new BigDecimal("100"))
                .ofScale(4);
    }

    @Provide
    Arbitrary<BigDecimal> maxima() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.01"), new BigDecimal("1000"))
                .ofScale(2);
    }

    @Provide
    Arbitrary<BigDecimal> references() {
        return numbers().filter(number -> number.signum() != 0);
    }

    @Provide
    Arbitrary<Method> methods() {
        return Arbitraries.oneOf(
                methodsWhereMoreIsBetter(),
                methodsWhereLessIsBetter(),
                numbers().map(target -> new ReachTarget(Comparison.EQUAL, target)),
                numbers().map(target -> new MustPass(Comparison.EQUAL, target)),
                positives().map(Deduction::new),
                Arbitraries.just(new Judged("按落实情况给分")),
                Arbitraries.just(new ReviewedList()),
                checklistOrMark().map(Tuple2::get1));
    }

    @Provide
    Arbitrary<Method> methodsWhereMoreIsBetter() {
        return Arbitraries.oneOf(
                numbers().map(target -> new ReachTarget(Comparison.AT_LEAST, target)),
                numbers().map(target -> new ReachTarget(Comparison.ABOVE, target)),
                lowerAndHigher().map(pair -> new Proportional(pair.get2(), pair.get1())),
                lowerAndHigher()
                        .map(pair -> new Tiers(
                                Comparison.AT_LEAST, List.of(tier(pair.get2(), "1"), tier(pair.get1(), "0.6")))),
                referenceMethods(Better.HIGHER));
    }

    @Provide
    Arbitrary<Method> methodsWhereLessIsBetter() {
        return Arbitraries.oneOf(
                numbers().map(target -> new ReachTarget(Comparison.AT_MOST, target)),
                numbers().map(target -> new ReachTarget(Comparison.BELOW, target)),
                lowerAndHigher().map(pair -> new Proportional(pair.get1(), pair.get2())),
                lowerAndHigher()
                        .map(pair -> new Tiers(
                                Comparison.AT_MOST, List.of(tier(pair.get1(), "1"), tier(pair.get2(), "0.6")))),
                referenceMethods(Better.LOWER));
    }

    private Arbitrary<Method> referenceMethods(Better better) {
        return Combinators.combine(Arbitraries.of(ReferenceKind.class), lowerAndHigher())
                .as((kind, pair) -> new Reference(kind, better, pair.get2(), pair.get1()));
    }

    /** Methods that count up from 0, with the highest possible value. */
    @Provide
    Arbitrary<Tuple2<Method, Integer>> checklistOrMark() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 20);
        return Arbitraries.oneOf(
                sizes.map(size -> Tuple.of(
                        new Checklist(IntStream.range(0, size)
                                .mapToObj(Integer::toString)
                                .toList()),
                        size)),
                sizes.map(size -> Tuple.of(new TakenOver("美丽丽水", BigDecimal.valueOf(size)), size)),
                Arbitraries.just(Tuple.of(new ReviewedList(), 100)));
    }

    private Arbitrary<Tuple2<BigDecimal, BigDecimal>> lowerAndHigher() {
        return Combinators.combine(numbers(), numbers())
                .filter((one, other) -> one.compareTo(other) != 0)
                .as((one, other) -> Tuple.of(one.min(other), one.max(other)));
    }

    private static Tiers.Tier tier(BigDecimal bound, String share) {
        return new Tiers.Tier(bound, new BigDecimal(share));
    }
}
