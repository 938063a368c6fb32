package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.SeatRole;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.YearGroup.Seat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 核对名册: what the city office confirms and changes in the groups and units of a year, until its assessment begins. */
@Component
public class RosterChanges {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_SHORT_NAME = 50;
    public static final int LONGEST_DUTY = 1000;
    public static final int LONGEST_REASON = 500;

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final YearGroups groups;
    private final OperationLog log;

    RosterChanges(JdbcClient jdbc, AssessmentYears years, YearRoster roster, YearGroups groups, OperationLog log) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.groups = groups;
        this.log = log;
    }

    /**
     * A seat that is confirmed, given to another unit or in another rank, or taken away.
     *
     * @param unit who has it
     * @param after what it is from now on; null where it is taken away
     * @param reason why; null where it is only confirmed
     */
    public record SeatChange(
            int group,
            String unit,
            @Nullable NewSeat after,
            @Nullable String reason) {}

    public record NewSeat(String unit, SeatRole role) {}

    /** A seat that is added to a group that is there. */
    public record AddedSeat(int group, NewSeat seat, String reason) {}

    /** 新的专项行动 (“X”). */
    public record AddedGroup(String name, String shortName, List<String> duties, List<NewSeat> seats) {}

    /**
     * @param name what the unit is called in this year
     * @param reason why it is not assessed, or is although it is not the city's own; null where neither
     * @param toConfirm false once it was confirmed
     */
    public record UnitChange(
            String code,
            String name,
            boolean assessed,
            @Nullable String reason,
            boolean toConfirm) {}

    /** Why the roster of a year cannot be changed any more; empty while it can. */
    public Optional<String> closed(int year) {
        return years.find(year).filter(AssessmentYear::isStarted).map(started -> "%d年度考核已经启动，名册随之冻结，不能再改。"
                .formatted(year));
    }

    /** @throws Refused where the year is frozen, or a group would be left without a lead or with two */
    @Transactional
    public void apply(
            int year,
            List<SeatChange> seats,
            List<AddedSeat> addedSeats,
            List<AddedGroup> addedGroups,
            List<UnitChange> units,
            Actor actor) {
        years.lock(year);
        Refused.because(closed(year));
        List<Seated> before = seats.stream().map(change -> seated(year, change)).toList();
        // All that moves is taken away first, so that two units can change places.
        before.forEach(seated -> remove(year, seated.change()));
        before.stream().filter(seated -> seated.change().after() != null).forEach(seated -> put(year, seated, actor));
        before.stream().filter(seated -> seated.change().after() == null).forEach(seated -> {
            SeatChange change = seated.change();
            log.record(
                    actor,
                    Operation.of("撤销专项组席位", year, object(change.group()))
                            .from(words(year, seated.seat()))
                            .because(change.reason()));
        });
        addedSeats.forEach(added -> {
            insert(year, added.group(), added.seat(), null, false, added.reason());
            log.record(
                    actor,
                    Operation.of("增加专项组席位", year, object(added.group()))
                            .to(words(year, added.seat()))
                            .because(added.reason()));
        });
        addedGroups.forEach(group -> add(year, group, actor));
        units.forEach(unit -> change(year, unit, actor));
        groups.of(year).forEach(group -> {
            long leads = group.seats().stream()
                    .filter(seat -> seat.role() == SeatRole.LEAD)
                    .count();
            if (leads != 1) {
                throw new Refused("%s有%d家组长单位，应当只有一家。".formatted(group.name(), leads));
            }
        });
    }

    private record Seated(SeatChange change, Seat seat) {}

    private Seated seated(int year, SeatChange change) {
        return new Seated(
                change,
                groups.find(year, change.group()).stream()
                        .flatMap(group -> group.seats().stream())
                        .filter(seat -> seat.unit().equals(change.unit()))
                        .findFirst()
                        .orElseThrow(() -> new Refused("名册刚刚被同事改过。请刷新页面，核对后再办。")));
    }

    private void remove(int year, SeatChange change) {
        rows.update("""
                delete from year_group_seat where assessment_year = :year and group_number = :group and unit = :unit
                """, year, change.group(), change.unit());
    }

    private void put(int year, Seated seated, Actor actor) {
        SeatChange change = seated.change();
        NewSeat after = Objects.requireNonNull(change.after());
        Seat seat = seated.seat();
        boolean same = after.unit().equals(seat.unit()) && after.role() == seat.role();
        insert(year, change.group(), after, seat, false, change.reason() == null ? seat.note() : change.reason());
        log.record(
                actor,
                Operation.of(same ? "确认专项组席位" : "更换专项组席位", year, object(change.group()))
                        .from(words(year, seat))
                        .to(words(year, after))
                        .because(change.reason()));
    }

    /** @param before the seat whose place it takes; null for a new one, which goes to the end of its rank */
    private void insert(
            int year, int group, NewSeat seat, @Nullable Seat before, boolean toConfirm, @Nullable String note) {
        int seq = before != null && before.role() == seat.role()
                ? before.seq()
                : rows.get(Integer.class, """
                        select coalesce(max(seq), 0) + 1 from year_group_seat
                        where assessment_year = :year and group_number = :group and role = :role
                        """, year, group, seat.role());
        String sourceName = before == null ? roster.objectName(year, seat.unit()) : before.sourceName();
        rows.insert(
                "year_group_seat",
                new GroupRow.Seat(year, group, new Seat(seat.unit(), seat.role(), seq, sourceName, toConfirm, note)));
    }

    private void add(int year, AddedGroup group, Actor actor) {
        int number = groups.of(year).stream().mapToInt(YearGroup::number).max().orElse(0) + 1;
        rows.insert("year_group", new GroupRow(year, number, group.name(), group.shortName()));
        rows.insertAll("year_group_duty", GroupRow.duties(year, number, group.duties()));
        group.seats().forEach(seat -> insert(year, number, seat, null, false, null));
        log.record(actor, Operation.of("增加专项行动", year, object(number)).to(group.name()));
    }

    private void change(int year, UnitChange change, Actor actor) {
        YearUnit before = roster.unit(year, change.code())
                .orElseThrow(() ->
                        new IllegalArgumentException("The roster of %d has no %s".formatted(year, change.code())));
        rows.update("""
                update year_unit set name = :name, assessed = :assessed, reason = :reason, to_confirm = :toConfirm
                where assessment_year = :year and code = :code
                """, change.name(), change.assessed(), change.reason(), change.toConfirm(), year, change.code());
        log.record(
                actor,
                Operation.of("核对市直单位", year, change.code())
                        .from(words(before.name(), before.assessed(), before.toConfirm()))
                        .to(words(change.name(), change.assessed(), change.toConfirm()))
                        .because(change.reason()));
    }

    private static String words(String name, boolean assessed, boolean toConfirm) {
        return "%s，%s%s".formatted(name, assessed ? "列入考核" : "不列入考核", toConfirm ? "，待确认" : "");
    }

    private String words(int year, Seat seat) {
        return words(year, new NewSeat(seat.unit(), seat.role())) + (seat.toConfirm() ? "（待确认）" : "");
    }

    private String words(int year, NewSeat seat) {
        return seat.role().label() + roster.objectName(year, seat.unit());
    }

    private static String object(int group) {
        return "group/" + group;
    }
}
