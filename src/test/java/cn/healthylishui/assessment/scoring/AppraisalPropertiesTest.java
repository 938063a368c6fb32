package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.scoring.Appraisal.Group;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AppraisalPropertiesTest {

    private static final List<Integer> WORTH = List.of(100, 80, 60, 40);
    private static final BigDecimal FULL_MARK = BigDecimal.valueOf(1000);

    private static Optional<BigDecimal> score(List<Group> groups) {
        return Appraisal.score(groups, WORTH, FULL_MARK);
    }

    @Property
    void theScoreLiesBetweenTheWorstMarkAndTheBest(@ForAll("groups") List<Group> groups) {
        boolean rated = groups.stream().anyMatch(group -> group.tally().rated() > 0);

        assertThat(score(groups).isPresent()).isEqualTo(rated);
        score(groups).ifPresent(score -> {
            assertThat(score).isBetween(new BigDecimal("400"), FULL_MARK);
            assertThat(score.scale()).isEqualTo(2);
        });
    }

    @Property
    void theOrderOfTheGroupsDoesNotMatter(@ForAll("groups") List<Group> groups, @ForAll Random random) {
        List<Group> shuffled = new ArrayList<>(groups);
        Collections.shuffle(shuffled, random);

        assertThat(score(shuffled)).isEqualTo(score(groups));
    }

    @Property
    void onlyHowTheWeightsStandToEachOtherMatters(
            @ForAll("groups") List<Group> groups, @ForAll @IntRange(min = 1, max = 50) int times) {
        assertThat(score(groups.stream()
                        .map(group -> new Group(group.weight() * times, group.tally()))
                        .toList()))
                .isEqualTo(score(groups));
    }

    @Property
    void aGroupThatDoesNotKnowTheUnitIsAsIfItWereNotThere(
            @ForAll("groups") List<Group> groups,
            @ForAll @IntRange(min = 1, max = 100) int weight,
            @ForAll @IntRange(max = 20) int unknown) {
        List<Group> more = new ArrayList<>(groups);
        more.add(new Group(weight, new Tally(Map.of(AppraisalMark.UNKNOWN, unknown))));

        assertThat(score(more)).isEqualTo(score(groups));
    }

    @Property
    void aBetterMarkNeverLowersTheScore(@ForAll("groups") List<Group> groups) {
        List<Group> better = groups.stream()
                .map(group -> new Group(group.weight(), onePoorMadeExcellent(group.tally())))
                .toList();

        score(groups).ifPresent(score -> assertThat(score(better).orElseThrow()).isGreaterThanOrEqualTo(score));
    }

    private static Tally onePoorMadeExcellent(Tally tally) {
        return tally.count(AppraisalMark.POOR) == 0
                ? tally
                : new Tally(Map.of(
                        AppraisalMark.EXCELLENT, tally.count(AppraisalMark.EXCELLENT) + 1,
                        AppraisalMark.GOOD, tally.count(AppraisalMark.GOOD),
                        AppraisalMark.FAIR, tally.count(AppraisalMark.FAIR),
                        AppraisalMark.POOR, tally.count(AppraisalMark.POOR) - 1,
                        AppraisalMark.UNKNOWN, tally.count(AppraisalMark.UNKNOWN)));
    }

    @Provide
    Arbitrary<List<Group>> groups() {
        Arbitrary<Tally> tallies = Arbitraries.maps(
                        Arbitraries.of(AppraisalMark.class),
                        Arbitraries.integers().between(0, 12))
                .map(Tally::new);
        return Combinators.combine(Arbitraries.integers().between(1, 100), tallies)
                .as(Group::new)
                .list()
                .ofMaxSize(3);
    }
}
