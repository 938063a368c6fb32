package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.persistence.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 专项组 as the sources have it, one of seven (意见三(一)); its seats are those of the units that exist today. */
public record SpecialGroup(int number, String name, String shortName, List<Seat> seats, List<String> duties) {

    /**
     * @param sourceName what the sources call the unit
     * @param toConfirm the sources do not settle who succeeded
     */
    public record Seat(
            String unit,
            SeatRole role,
            int seq,
            String sourceName,
            boolean toConfirm,
            @Nullable String note) {}

    private record GroupRow(int number, String name, String shortName) {}

    /** Higher seats first. */
    static List<SpecialGroup> read(Rows rows) {
        return rows.list(GroupRow.class, "select * from special_group order by number").stream()
                .map(row -> new SpecialGroup(
                        row.number(),
                        row.name(),
                        row.shortName(),
                        rows.list(
                                Seat.class,
                                "select * from special_group_seat where group_number = :group order by id",
                                row.number()),
                        rows.list(
                                String.class,
                                "select duty from special_group_duty where group_number = :group order by seq",
                                row.number())))
                .toList();
    }
}
