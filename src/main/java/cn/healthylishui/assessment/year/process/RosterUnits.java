package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.RosterChanges.UnitChange;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** 市直单位名册: what the municipal units are called in a year, and which of them it assesses. */
final class RosterUnits {

    static final String UNITS = "units";

    private static final Option YES = new Option("YES", "是");
    private static final Option NO = new Option("NO", "否");

    private static final Field<String> NAME =
            Field.text("name", "单位", M, RosterChanges.LONGEST_NAME).required("请填写单位名称。");
    private static final Field<Option> ASSESSED =
            Field.choice("assessed", "列入考核", S, YES, NO).required("请选择是否列入考核。");
    private static final Field<String> REASON =
            Field.text("reason", "理由", L, RosterChanges.LONGEST_REASON).help("不列入的，和不是市直属而列入的填写。");
    private static final Field<Boolean> CONFIRMED = Field.tick("confirmed", "待确认", S, "已核实");

    private RosterUnits() {}

    static Filled<YearUnit> read(int year, List<YearUnit> units, Draft draft) {
        Filled<YearUnit> filled = Table.<YearUnit>of(UNITS, "市直单位", unit -> year + "-" + unit.code())
                .hint("名称按本年度的叫法；不是市直属的单位可以承担任务，默认不考核。")
                .asks(NAME, YearUnit::name)
                .shows("own", "隶属", S, unit -> unit.cityOwn() ? "市直属" : "非市直属")
                .asks(ASSESSED, unit -> ASSESSED.written(unit.assessed() ? YES : NO))
                .asks(REASON, unit -> Objects.requireNonNullElse(unit.reason(), ""))
                .shows("note", "备注", L, unit -> Objects.requireNonNullElse(unit.note(), ""))
                .asks(CONFIRMED)
                .takesWhere(CONFIRMED, (unit, typed) -> unit.toConfirm())
                .requiredWhere(REASON, (unit, typed) -> typed.is(ASSESSED, NO), "不列入考核的，请写明理由。")
                .rule(RosterUnits::takenInWithoutReason)
                .read(units, draft);
        return filled.rule(line -> filled.stream()
                .filter(other -> other.text(NAME).equals(line.text(NAME)))
                .findFirst()
                .filter(other -> !other.item().equals(line.item()))
                .map(other -> NAME.problem("与另一家单位同名，请区别开。")));
    }

    /** The reason for not assessing a unit cannot be the one for assessing it. */
    private static Optional<Problem> takenInWithoutReason(YearUnit unit, Typed typed) {
        boolean same = !unit.assessed() && typed.text(REASON).equals(unit.reason());
        return typed.is(ASSESSED, YES) && !unit.cityOwn() && (typed.isEmpty(REASON) || same)
                ? Optional.of(REASON.problem("不是市直属单位，列入考核的请写明理由。"))
                : Optional.empty();
    }

    /** How many units stay doubtful. */
    static long doubtful(Filled<YearUnit> filled) {
        return filled.stream()
                .filter(line -> line.item().toConfirm() && !line.get(CONFIRMED))
                .count();
    }

    static List<UnitChange> changes(Filled<YearUnit> filled) {
        return filled.stream()
                .filter(RosterUnits::differs)
                .map(RosterUnits::change)
                .toList();
    }

    private static boolean differs(Line<YearUnit> line) {
        YearUnit unit = line.item();
        return !line.get(NAME).equals(unit.name())
                || line.is(ASSESSED, YES) != unit.assessed()
                || !line.text(REASON).equals(Objects.requireNonNullElse(unit.reason(), ""))
                || line.get(CONFIRMED);
    }

    private static UnitChange change(Line<YearUnit> line) {
        YearUnit unit = line.item();
        boolean assessed = line.is(ASSESSED, YES);
        return new UnitChange(
                unit.code(),
                line.get(NAME),
                assessed,
                unit.cityOwn() && assessed ? null : line.find(REASON).orElse(null),
                unit.toConfirm() && !line.get(CONFIRMED));
    }
}
