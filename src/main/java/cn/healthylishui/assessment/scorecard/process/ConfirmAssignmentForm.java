package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** 确认成员单位分工: the county office says which of its member units assesses which township indicator (办法五(一)). */
@Component
public class ConfirmAssignmentForm implements TaskForm {

    public static final String SECTION = "assignment";
    public static final Field<String> UNIT =
            Field.choice("unit", "负责单位", L, List.of()).required("请选择负责考核本项的成员单位。");

    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Assignments assignments;

    ConfirmAssignmentForm(YearRoster roster, IndicatorTables tables, Assignments assignments) {
        this.roster = roster;
        this.tables = tables;
        this.assignments = assignments;
    }

    @Override
    public String taskKey() {
        return "taskConfirmAssignment";
    }

    /** Prefilled by the type of unit that the table names as owner. */
    private Filled<Indicator> read(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofTownshipsIn(task.year(), task.district());
        List<YearMemberUnit> units = roster.memberUnits(task.year(), task.district());
        Map<String, String> byType = new TreeMap<>();
        units.forEach(unit -> byType.put(unit.unitType(), unit.code()));
        return Table.<Indicator>of(SECTION, table.shownTitle(), Indicator::code)
                .hint("已按职责预先填好，核对后直接提交；需要调整的改选单位。")
                .shows("name", "指标", L, ItemSheet::title)
                .shows("field", "领域", S, Indicator::field)
                .shows("rule", "评分标准", L, ItemInput::help)
                .asks(
                        UNIT.offering(units.stream()
                                .map(unit -> new Option(unit.code(), unit.name()))
                                .toList()),
                        indicator -> byType.getOrDefault(indicator.owner(), ""))
                .read(table.indicators(), draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Indicator> assignment = read(task, draft);
        long units = assignment.stream()
                .flatMap(line -> line.find(UNIT).stream())
                .distinct()
                .count();
        return FormContent.of("提交后，各成员单位立即收到本单位负责指标的填报任务；分工在本年度内不再变动。", "办法五(一)", "办法三")
                .part(assignment)
                .fact("乡镇（街道）", roster.townships(task.year(), task.district()).size() + " 个")
                .fact("指标", assignment.size() + " 项")
                .fact("参与单位", units + " 个");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Map<String, String> units = new TreeMap<>();
        read(task, draft).stream().forEach(line -> units.put(line.item().code(), line.get(UNIT)));
        assignments.confirm(task.year(), task.district(), units, actor);
        return Map.of();
    }
}
