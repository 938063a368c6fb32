package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.SeatRole;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.RosterChanges.AddedSeat;
import cn.healthylishui.assessment.year.RosterChanges.NewSeat;
import cn.healthylishui.assessment.year.RosterChanges.SeatChange;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroup.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** 专项组席位: who sits in the groups that a year has, and who is to sit there besides. */
final class RosterSeats {

    /** Sections of the seats of one group: seats1, seats2, … */
    static final String SEATS = "seats";

    static final String NEW_SEATS = "newSeats";

    private static final Option KEEP = new Option("KEEP", "不变");
    private static final Option CONFIRM = new Option("CONFIRM", "确认");
    private static final Option CHANGE = new Option("CHANGE", "更换");
    private static final Option WITHDRAW = new Option("WITHDRAW", "撤销");

    private static final Field<Integer> GROUP =
            Field.numbered("group", "专项组", M).required("请选择专项组。");
    private static final Field<String> UNIT = Field.choice("unit", "单位", M, List.of());
    private static final Field<SeatRole> ROLE =
            Field.choice("role", "席位", M, SeatRole.values(), SeatRole::label).required("请选择席位。");
    private static final Field<Option> ACT =
            Field.choice("act", "怎么办", S, KEEP, CONFIRM, CHANGE, WITHDRAW).required("请选择怎么办。");
    private static final Field<String> REASON = Field.text("reason", "理由", L, RosterChanges.LONGEST_REASON);

    private static final int NEW_ROWS = 8;

    private final int year;
    private final SeatUnits units;

    RosterSeats(int year, SeatUnits units) {
        this.year = year;
        this.units = units;
    }

    private record GroupSeats(YearGroup group, Filled<Seat> lines) {

        /** Who sits there after the changes. */
        Stream<NewSeat> after() {
            return lines.stream().flatMap(line -> RosterSeats.after(line).stream());
        }
    }

    /** What is typed, each held against the others. */
    record Seats(List<GroupSeats> groups, Filled<Integer> added) {

        List<Section> sections() {
            return Stream.concat(groups.stream().map(GroupSeats::lines), Stream.of(added))
                    .map(Filled::section)
                    .toList();
        }

        /** How many seats stay doubtful. */
        long doubtful() {
            return groups.stream()
                    .flatMap(group -> group.lines().stream())
                    .filter(line -> line.item().toConfirm() && line.is(ACT, KEEP))
                    .count();
        }

        private long leads(GroupSeats one) {
            Stream<SeatRole> added = this.added.stream()
                    .filter(line -> line.is(GROUP, one.group().number()))
                    .flatMap(line -> line.find(ROLE).stream());
            return Stream.concat(one.after().map(NewSeat::role), added)
                    .filter(SeatRole.LEAD::equals)
                    .count();
        }

        /** One lead a group, no more and no less. */
        List<String> problems() {
            List<String> problems = new ArrayList<>();
            for (GroupSeats one : groups) {
                long leads = leads(one);
                if (leads == 0) {
                    problems.add(
                            "%s没有组长单位。请把一家单位改为组长单位，或增加一席。".formatted(one.group().name()));
                }
                if (leads > 1) {
                    problems.add(
                            "%s有%d家组长单位，只能有一家。请更换或撤销多出的。".formatted(one.group().name(), leads));
                }
            }
            return problems;
        }

        List<SeatChange> changes() {
            return groups.stream()
                    .flatMap(one -> one.lines().stream()
                            .filter(line -> isRevised(line.typed())
                                    || line.is(ACT, CONFIRM) && line.item().toConfirm())
                            .map(line -> new SeatChange(
                                    one.group().number(),
                                    line.item().unit(),
                                    after(line).orElse(null),
                                    line.is(ACT, CONFIRM) ? null : line.get(REASON))))
                    .toList();
        }

        List<AddedSeat> additions() {
            return added.given().stream()
                    .map(line -> new AddedSeat(
                            line.get(GROUP), new NewSeat(line.get(UNIT), line.get(ROLE)), line.get(REASON)))
                    .toList();
        }
    }

    Seats read(List<YearGroup> groups, Draft draft) {
        List<GroupSeats> seats = groups.stream()
                .map(group -> new GroupSeats(group, table(group).read(group.seats(), draft)))
                .toList();
        Filled<Integer> added = added(groups).read(Table.upTo(NEW_ROWS), draft);
        Map<String, Integer> places = new HashMap<>();
        seats.forEach(one -> one.after()
                .forEach(seat ->
                        places.merge(place(String.valueOf(one.group().number()), seat.unit()), 1, Integer::sum)));
        added.given().forEach(line -> places.merge(place(line.text(GROUP), line.text(UNIT)), 1, Integer::sum));
        return new Seats(
                seats.stream()
                        .map(one -> new GroupSeats(
                                one.group(),
                                one.lines()
                                        .rule(line -> line.is(ACT, CHANGE)
                                                ? sitsTwice(
                                                        String.valueOf(
                                                                one.group().number()),
                                                        line,
                                                        places)
                                                : Optional.empty())))
                        .toList(),
                added.rule(line -> sitsTwice(line.text(GROUP), line, places)));
    }

    private Table<Seat> table(YearGroup group) {
        return Table.<Seat>of(
                        SEATS + group.number(), "%d．%s".formatted(group.number(), group.name()), seat -> "%d-%d-%s"
                                .formatted(year, group.number(), seat.unit()))
                .hint("职责：" + String.join("；", group.duties()) + "。")
                .shows("source", "来源文件中的名称", M, Seat::sourceName)
                .asks(UNIT.offering(units.options()), Seat::unit)
                .reads(UNIT, (seat, code) -> units.read(code, "请选择单位。"))
                .askedWhere(UNIT, (seat, typed) -> typed.is(ACT, CHANGE))
                .asks(ROLE, seat -> ROLE.written(seat.role()))
                .askedWhere(ROLE, (seat, typed) -> typed.is(ACT, CHANGE))
                .shows("state", "状态", S, seat -> seat.toConfirm() ? "待确认" : "")
                .shows("note", "备注", L, seat -> Objects.requireNonNullElse(seat.note(), ""))
                .asks(ACT, seat -> ACT.written(KEEP))
                .asks(REASON.help("更换、撤销的填写。"))
                .askedWhere(REASON, (seat, typed) -> isRevised(typed))
                .requiredWhere(REASON, (seat, typed) -> typed.is(ACT, CHANGE), "请写明更换的理由。")
                .requiredWhere(REASON, (seat, typed) -> typed.is(ACT, WITHDRAW), "请写明撤销的理由。")
                .rule(RosterSeats::notAsItSays);
    }

    private Table<Integer> added(List<YearGroup> groups) {
        return Table.list(NEW_SEATS, "增加席位")
                .hint("空着的行不算。")
                .asks(GROUP.offering(groups.stream()
                        .map(group -> new Option(String.valueOf(group.number()), group.name()))
                        .toList()))
                .asks(UNIT.offering(units.options()))
                .reads(UNIT, (no, code) -> units.read(code, "请选择单位。"))
                .asks(ROLE)
                .asks(REASON.required("请写明增加的理由。"));
    }

    private static boolean isRevised(Typed typed) {
        return typed.is(ACT, CHANGE) || typed.is(ACT, WITHDRAW);
    }

    private static Optional<Problem> notAsItSays(Seat seat, Typed typed) {
        boolean differs =
                !typed.text(UNIT).equals(seat.unit()) || !typed.text(ROLE).equals(ROLE.written(seat.role()));
        if (differs && (typed.is(ACT, KEEP) || typed.is(ACT, CONFIRM))) {
            return Optional.of(ACT.problem("单位或席位已经改动，请选“更换”并写明理由；不改的，请恢复原样。"));
        }
        return typed.is(ACT, CHANGE) && !differs
                ? Optional.of(ACT.problem("选了“更换”，但单位和席位都没有改。请改选，或选“确认”。"))
                : Optional.empty();
    }

    /** The seat as it will be; empty where it is taken away or cannot be read. */
    private static Optional<NewSeat> after(Line<Seat> line) {
        if (line.is(ACT, WITHDRAW)) {
            return Optional.empty();
        }
        return line.is(ACT, CHANGE)
                ? line.find(ROLE).map(role -> new NewSeat(line.text(UNIT), role))
                : Optional.of(new NewSeat(line.item().unit(), line.item().role()));
    }

    private static String place(String group, String unit) {
        return group + "/" + unit;
    }

    /** After all changes a unit sits once in a group. */
    private static Optional<Problem> sitsTwice(String group, Line<?> line, Map<String, Integer> places) {
        return !line.text(UNIT).isEmpty() && places.getOrDefault(place(group, line.text(UNIT)), 0) > 1
                ? Optional.of(UNIT.problem("这家单位在本组已有席位，一家单位只能有一席。"))
                : Optional.empty();
    }
}
