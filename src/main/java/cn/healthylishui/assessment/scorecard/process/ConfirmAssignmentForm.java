package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** 确认成员单位分工: the county office says which of its member units assesses which township indicator (办法五(一)). */
@Component
class ConfirmAssignmentForm implements TaskForm {

    private static final String SECTION = "assignment";

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

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofTownshipsIn(task.year(), task.district());
        List<YearMemberUnit> units = roster.memberUnits(task.year(), task.district());
        List<Option> options =
                units.stream().map(unit -> new Option(unit.code(), unit.name())).toList();
        Map<String, String> chosen = chosen(task, draft);
        List<Row> rows = table.indicators().stream()
                .map(indicator -> {
                    String unit = chosen.getOrDefault(indicator.code(), "");
                    List<Problem> problems = new ArrayList<>();
                    if (options.stream().noneMatch(option -> option.value().equals(unit))) {
                        problems.add(new Problem("unit", "请选择负责考核本项的成员单位。"));
                    }
                    return new Row(
                            indicator.code(),
                            false,
                            Map.of(
                                    "name",
                                    ItemSheet.title(indicator),
                                    "field",
                                    indicator.field(),
                                    "rule",
                                    ItemInput.help(indicator),
                                    "unit",
                                    unit),
                            Map.of(),
                            problems);
                })
                .toList();
        long unitCount = chosen.values().stream()
                .filter(unit -> !unit.isEmpty())
                .distinct()
                .count();
        return new FormContent(
                "提交后，各成员单位立即收到本单位负责指标的填报任务；分工在本年度内不再变动。",
                List.of("办法五(一)", "办法三"),
                List.of(),
                List.of(Forms.table(
                        SECTION,
                        table.shownTitle(),
                        "已按职责预先填好，核对后直接提交；需要调整的改选单位。",
                        List.of(
                                Column.label("name", "指标", Width.L),
                                Column.label("field", "领域", Width.S),
                                Column.label("rule", "评分标准", Width.L),
                                Column.choice("unit", "负责单位", Width.L, options)),
                        rows)),
                List.of(
                        new Fact(
                                "乡镇（街道）",
                                roster.townships(task.year(), task.district()).size() + " 个"),
                        new Fact("指标", table.indicators().size() + " 项"),
                        new Fact("参与单位", unitCount + " 个")),
                List.of());
    }

    /** Prefilled by the type of unit that the table names as owner. */
    private Map<String, String> chosen(TaskRef task, Draft draft) {
        Map<String, String> byType = new TreeMap<>();
        roster.memberUnits(task.year(), task.district()).forEach(unit -> byType.put(unit.unitType(), unit.code()));
        Map<String, String> chosen = new TreeMap<>();
        for (Indicator indicator :
                tables.ofTownshipsIn(task.year(), task.district()).indicators()) {
            chosen.put(indicator.code(), draft.value(SECTION, indicator.code(), "unit", byType.get(indicator.owner())));
        }
        return chosen;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        assignments.confirm(task.year(), task.district(), chosen(task, draft), actor);
        return Map.of();
    }
}
