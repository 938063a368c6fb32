package cn.healthylishui.assessment.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    static List<SpecialGroup> read(JdbcClient jdbc) {
        return jdbc.sql("select * from special_group order by number")
                .query((rs, i) -> new SpecialGroup(
                        rs.getInt("number"),
                        rs.getString("name"),
                        rs.getString("short_name"),
                        seats(jdbc, rs.getInt("number")),
                        duties(jdbc, rs.getInt("number"))))
                .list();
    }

    /** Higher seats first. */
    private static List<Seat> seats(JdbcClient jdbc, int group) {
        return jdbc.sql("select * from special_group_seat where group_number = :group order by id")
                .param("group", group)
                .query((rs, i) -> new Seat(
                        rs.getString("unit"),
                        SeatRole.valueOf(rs.getString("role")),
                        rs.getInt("seq"),
                        rs.getString("source_name"),
                        rs.getBoolean("to_confirm"),
                        rs.getString("note")))
                .list();
    }

    private static List<String> duties(JdbcClient jdbc, int group) {
        return jdbc.sql("select duty from special_group_duty where group_number = :group order by seq")
                .param("group", group)
                .query(String.class)
                .list();
    }
}
