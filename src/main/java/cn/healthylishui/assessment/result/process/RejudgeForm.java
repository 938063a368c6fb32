package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.result.process.ReturnedFigures.Item;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 重新评判: whoever scored an item looks at it again, with a reason; there is no other way to change a score (办法七(一)). */
@Component
class RejudgeForm implements TaskForm {

    private final YearRoster roster;
    private final Scorecards scorecards;
    private final Returns returns;
    private final Contradictions contradictions;
    private final ReturnedFigures figures;

    RejudgeForm(
            YearRoster roster,
            Scorecards scorecards,
            Returns returns,
            Contradictions contradictions,
            ReturnedFigures figures) {
        this.contradictions = contradictions;
        this.roster = roster;
        this.scorecards = scorecards;
        this.returns = returns;
        this.figures = figures;
    }

    @Override
    public String taskKey() {
        return "taskRejudge";
    }

    @Override
    public void require(TaskRef task) {
        boolean returned =
                !returns.open(task.year(), Returns.Stage.REJUDGE, task.unit()).isEmpty();
        OutOfStep.require(returned, roster.objectName(task.year(), task.unit()), "没有退回重评的项目");
    }

    private Filled<Item> items(TaskRef task, Draft draft) {
        return figures.read(
                "退回重评的项目",
                "重新评判",
                figures.items(
                        task.year(),
                        returns.open(task.year(), Returns.Stage.REJUDGE, task.unit()),
                        item -> source(task.year(), item)),
                true,
                draft);
    }

    private EntrySource source(int year, ReturnedItem returned) {
        return scorecards.latest(year, returned.object()).of(returned.item(), EntrySource.DECIDED) != null
                        || contradictions.undecided(year, returned.object()).stream()
                                .anyMatch(one -> one.indicator().code().equals(returned.item()))
                ? EntrySource.DECIDED
                : EntrySource.OFFICIAL;
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Item> items = items(task, draft);
        return FormContent.of("提交后按新的评判重新算分，市健康丽水办再行汇总；原值、新值和理由都会留存，被考核单位会看到。", "办法七(一)", "办法五(二)")
                .part(items)
                .fact("退回重评", items.size() + " 项");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        figures.record(task.year(), items(task, draft), actor);
        return Map.of();
    }
}
