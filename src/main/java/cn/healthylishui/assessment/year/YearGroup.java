package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.SeatRole;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 专项组 in a year: seven from the opinion, further special actions (“X”) from number 8 on (意见三(一)、(二)).
 *
 * @param seats the lead first, then deputies and members in their order
 * @param duties 职责, in order
 */
public record YearGroup(int number, String name, String shortName, List<Seat> seats, List<String> duties) {

    /**
     * @param sourceName what the sources call the unit
     * @param toConfirm the sources do not settle that this unit sits here
     */
    public record Seat(
            String unit,
            SeatRole role,
            int seq,
            String sourceName,
            boolean toConfirm,
            @Nullable String note) {

        static final Comparator<Seat> BY_RANK = Comparator.comparing(Seat::role).thenComparing(Seat::seq);
    }

    public YearGroup {
        seats = seats.stream().sorted(Seat.BY_RANK).toList();
    }

    /** 组长单位; none only while the roster is being changed. */
    public Optional<String> lead() {
        return first(SeatRole.LEAD);
    }

    public Optional<String> firstDeputy() {
        return first(SeatRole.DEPUTY);
    }

    public boolean holds(String unit) {
        return seats.stream().anyMatch(seat -> seat.unit().equals(unit));
    }

    /** The numbers of the groups that hold a unit. */
    public static List<Integer> numbersHolding(List<YearGroup> groups, String unit) {
        return groups.stream()
                .filter(group -> group.holds(unit))
                .map(YearGroup::number)
                .toList();
    }

    /** Who reviews a unit for this group: its lead, but nobody reviews itself, so for the lead its first deputy. */
    public Optional<String> reviewerOf(String unit) {
        return lead().filter(lead -> !lead.equals(unit))
                .or(this::firstDeputy)
                .filter(reviewer -> !reviewer.equals(unit));
    }

    private Optional<String> first(SeatRole role) {
        return seats.stream()
                .filter(seat -> seat.role() == role)
                .map(Seat::unit)
                .findFirst();
    }
}
