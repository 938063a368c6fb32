package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.organization.SeatRole;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.RosterChanges.AddedGroup;
import cn.healthylishui.assessment.year.RosterChanges.NewSeat;
import cn.healthylishui.assessment.year.YearGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** 增加专项行动: what a year has beside the seven groups (“X”). */
final class RosterGroups {

    static final String GROUPS = "groups";

    private static final Field<String> NAME =
            Field.text("name", "名称", M, RosterChanges.LONGEST_NAME).required("请填写专项行动的名称。");
    private static final Field<String> SHORT_NAME =
            Field.text("shortName", "简称", S, RosterChanges.LONGEST_SHORT_NAME).required("请填写简称。");
    private static final Field<String> DUTIES =
            Field.text("duties", "职责", L, RosterGroups::wrongDuties).help("几项之间用分号隔开。");
    private static final Field<String> LEAD = Field.choice("lead", "组长单位", M, List.of());
    private static final Field<String> DEPUTIES = names("deputies", "副组长单位", M);
    private static final Field<String> MEMBERS = names("members", "成员单位", L);

    private static final int ROWS = 3;

    private final SeatUnits units;

    RosterGroups(SeatUnits units) {
        this.units = units;
    }

    private static Field<String> names(String key, String label, Width width) {
        return Field.text(key, label, width, typed -> Optional.empty()).help("几家之间用顿号隔开。");
    }

    private static List<String> duties(String typed) {
        return Stream.of(typed.split("[；;\\n]+"))
                .map(String::strip)
                .filter(duty -> !duty.isEmpty())
                .toList();
    }

    private static Optional<String> wrongDuties(String typed) {
        return duties(typed).isEmpty()
                ? Optional.of("请填写职责，几项之间用分号隔开。")
                : duties(typed).stream()
                        .flatMap(duty -> Forms.tooLong(duty, RosterChanges.LONGEST_DUTY).stream())
                        .findFirst();
    }

    Filled<Integer> read(List<YearGroup> groups, Draft draft) {
        return Table.list(GROUPS, "增加专项行动")
                .hint("“7+X”的“X”：七个专项组以外，本年度另设的专项行动。空着的行不算。")
                .asks(NAME.checked(name -> groups.stream()
                        .map(YearGroup::name)
                        .filter(name::equals)
                        .findFirst()
                        .map(taken -> "这个名称已经有了，请换一个。")))
                .asks(SHORT_NAME)
                .asks(DUTIES)
                .asks(LEAD.offering(units.options()))
                .reads(LEAD, (no, code) -> units.read(code, "没有组长单位。请选择一家。"))
                .asks(DEPUTIES)
                .asks(MEMBERS)
                .rules((no, typed) -> seats(typed).problems())
                .read(Table.upTo(ROWS), draft);
    }

    List<AddedGroup> additions(Filled<Integer> filled) {
        return filled.given().stream()
                .map(line -> new AddedGroup(
                        line.get(NAME),
                        line.get(SHORT_NAME),
                        duties(line.get(DUTIES)),
                        seats(line.typed()).seats()))
                .toList();
    }

    private record Seats(List<NewSeat> seats, List<Problem> problems) {}

    private Seats seats(Typed typed) {
        Seats seats = new Seats(new ArrayList<>(), new ArrayList<>());
        if (!typed.isEmpty(LEAD)) {
            seats.seats().add(new NewSeat(typed.text(LEAD), SeatRole.LEAD));
        }
        take(typed, DEPUTIES, SeatRole.DEPUTY, seats);
        take(typed, MEMBERS, SeatRole.MEMBER, seats);
        return seats;
    }

    private void take(Typed typed, Field<String> field, SeatRole role, Seats seats) {
        Stream.of(typed.text(field).split("[、，,；;\\s]+"))
                .filter(name -> !name.isEmpty())
                .forEach(name -> {
                    Reading<String> unit = units.named(name);
                    if (unit.value() == null) {
                        seats.problems().add(field.problem(Objects.requireNonNull(unit.fault())));
                    } else if (seats.seats().stream()
                            .anyMatch(seat -> seat.unit().equals(unit.value()))) {
                        seats.problems().add(field.problem("“%s”在这个组里重复，一家单位只能有一席。".formatted(name)));
                    } else {
                        seats.seats().add(new NewSeat(unit.value(), role));
                    }
                });
    }
}
