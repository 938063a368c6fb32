package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.organization.RaterGroup;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 合并显示: which rater groups' votes are shown together, so that no figure belongs to a few people.
 *
 * <p>Where one group is too small, all are shown as one. To merge it with just another would not do: the third would then be shown by
 * itself, and from its mean and the score, whose weights are known, the mean of the small one could be worked out.
 */
final class ShownGroups {

    private ShownGroups() {}

    /**
     * The groups that are shown together; nothing at all where the ballots of everybody are too few.
     *
     * @param ballots how many voted in each group; groups in which nobody did have nothing to show
     * @param smallest with fewer ballots nothing is shown by itself
     */
    static List<Set<RaterGroup>> of(Map<RaterGroup, Integer> ballots, int smallest) {
        Set<RaterGroup> voted = EnumSet.noneOf(RaterGroup.class);
        ballots.forEach((group, count) -> {
            if (count > 0) {
                voted.add(group);
            }
        });
        int all =
                voted.stream().mapToInt(group -> ballots.getOrDefault(group, 0)).sum();
        if (voted.isEmpty() || all < smallest) {
            return List.of();
        }
        return voted.stream().allMatch(group -> ballots.getOrDefault(group, 0) >= smallest)
                ? voted.stream()
                        .map(group -> (Set<RaterGroup>) EnumSet.of(group))
                        .toList()
                : List.of(voted);
    }
}
