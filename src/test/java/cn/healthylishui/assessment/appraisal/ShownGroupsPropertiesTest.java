package cn.healthylishui.assessment.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.organization.RaterGroup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShownGroupsPropertiesTest {

    private static final int SMALLEST = 5;

    private static Map<RaterGroup, Integer> ballots(int leaders, int districts, int delegates) {
        Map<RaterGroup, Integer> ballots = new EnumMap<>(RaterGroup.class);
        ballots.put(RaterGroup.LEADER, leaders);
        ballots.put(RaterGroup.DISTRICT, districts);
        ballots.put(RaterGroup.DELEGATE, delegates);
        return ballots;
    }

    private static List<Set<RaterGroup>> shown(int leaders, int districts, int delegates) {
        return ShownGroups.of(ballots(leaders, districts, delegates), SMALLEST);
    }

    private static int sum(Set<RaterGroup> groups, Map<RaterGroup, Integer> ballots) {
        return groups.stream().mapToInt(group -> ballots.getOrDefault(group, 0)).sum();
    }

    @Example
    void enoughInEachGroupAreShownGroupByGroup() {
        assertThat(shown(9, 10, 6))
                .containsExactly(Set.of(RaterGroup.LEADER), Set.of(RaterGroup.DISTRICT), Set.of(RaterGroup.DELEGATE));
        assertThat(shown(5, 5, 5)).hasSize(3);
        assertThat(shown(9, 10, 0)).containsExactly(Set.of(RaterGroup.LEADER), Set.of(RaterGroup.DISTRICT));
    }

    @Example
    void oneThatIsTooSmallIsShownWithTheOthers() {
        assertThat(shown(9, 10, 4))
                .containsExactly(Set.of(RaterGroup.LEADER, RaterGroup.DISTRICT, RaterGroup.DELEGATE));
        assertThat(shown(9, 4, 0)).containsExactly(Set.of(RaterGroup.LEADER, RaterGroup.DISTRICT));
        assertThat(shown(2, 2, 1)).containsExactly(Set.of(RaterGroup.values()));
    }

    @Example
    void whereAllAreTooFewNothingIsShown() {
        assertThat(shown(2, 1, 1)).isEmpty();
        assertThat(shown(4, 0, 0)).isEmpty();
        assertThat(shown(0, 0, 0)).isEmpty();
    }

    /** Whatever can be had by adding and taking away what is shown, all ballots together included, belongs to enough people. */
    @Property
    void noFigureThatIsShownOrFollowsFromThoseShownBelongsToFewerThanFive(
            @ForAll @IntRange(max = 12) int leaders,
            @ForAll @IntRange(max = 12) int districts,
            @ForAll @IntRange(max = 12) int delegates) {
        Map<RaterGroup, Integer> ballots = ballots(leaders, districts, delegates);
        List<Set<RaterGroup>> shown = shown(leaders, districts, delegates);

        Set<Set<RaterGroup>> known = closure(shown);

        assertThat(known).allSatisfy(groups -> assertThat(sum(groups, ballots)).isGreaterThanOrEqualTo(SMALLEST));
    }

    @Property
    void eitherEveryBallotIsShownOnceOrThereAreTooFewAltogether(
            @ForAll @IntRange(max = 12) int leaders,
            @ForAll @IntRange(max = 12) int districts,
            @ForAll @IntRange(max = 12) int delegates) {
        Map<RaterGroup, Integer> ballots = ballots(leaders, districts, delegates);
        List<Set<RaterGroup>> shown = shown(leaders, districts, delegates);
        int all = leaders + districts + delegates;

        assertThat(shown.stream().mapToInt(groups -> sum(groups, ballots)).sum())
                .isEqualTo(all < SMALLEST ? 0 : all);
        assertThat(shown.stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    }

    /** From the mean of one group, the score and the sum of the others the mean of a small group could be worked out. */
    @Property
    void besideAGroupThatIsTooSmallNoneIsShownByItself(
            @ForAll @IntRange(max = 12) int leaders,
            @ForAll @IntRange(max = 12) int districts,
            @ForAll @IntRange(max = 12) int delegates) {
        boolean small = ballots(leaders, districts, delegates).values().stream()
                .anyMatch(count -> count > 0 && count < SMALLEST);

        assertThat(shown(leaders, districts, delegates)).hasSizeLessThanOrEqualTo(small ? 1 : 3);
    }

    /** Every set of groups whose sum can be worked out: the shown ones, all together, and their differences over and over. */
    private static Set<Set<RaterGroup>> closure(List<Set<RaterGroup>> shown) {
        Set<Set<RaterGroup>> known = new HashSet<>(shown);
        if (!shown.isEmpty()) {
            known.add(shown.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new)));
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Set<RaterGroup> one : new ArrayList<>(known)) {
                for (Set<RaterGroup> other : new ArrayList<>(known)) {
                    Set<RaterGroup> rest = new TreeSet<>(one);
                    rest.removeAll(other);
                    if (one.containsAll(other) && !rest.isEmpty()) {
                        grown |= known.add(rest);
                    }
                }
            }
        }
        return known;
    }
}
