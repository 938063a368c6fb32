package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.result.process.ReturnedFigures.Item;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 重新核实数据: the owner of a figure that the review of a district sent back looks at it again, with a reason (办法七(一)). */
@Component
class ReverifyForm implements TaskForm {

    private final YearRoster roster;
    private final Returns returns;
    private final ReturnedFigures figures;

    ReverifyForm(YearRoster roster, Returns returns, ReturnedFigures figures) {
        this.roster = roster;
        this.returns = returns;
        this.figures = figures;
    }

    @Override
    public String taskKey() {
        return "taskReverify";
    }

    @Override
    public void require(TaskRef task) {
        OutOfStep.require(
                !returned(task).isEmpty(),
                "%s由%s重新核实的数据"
                        .formatted(
                                roster.objectName(task.year(), task.district()),
                                roster.objectName(task.year(), task.unit())),
                "已经办过");
    }

    private List<ReturnedItem> returned(TaskRef task) {
        return returns.open(task.year(), Returns.Stage.REVERIFY, task.unit(), task.district());
    }

    private Filled<Item> items(TaskRef task, Draft draft) {
        return figures.read(
                "退回重新核实的数据",
                "核实后的数值",
                figures.items(task.year(), returned(task), item -> EntrySource.OFFICIAL),
                false,
                draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Item> items = items(task, draft);
        return FormContent.of("提交后回到市健康丽水办继续逐项审核；原值、新值和理由都会留存，结果审定后被考核单位会看到。", "办法四(一)", "办法七(一)")
                .part(items)
                .fact("退回重新核实", items.size() + " 项");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        figures.record(task.year(), items(task, draft), actor);
        return Map.of();
    }
}
