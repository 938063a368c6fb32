package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.keywork.ProgressSheet.Before;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.UnitKeyTask;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 填报任务进展: what a unit has done of each of its tasks by the end of a quarter. */
@Component
public class ReportProgressForm implements TaskForm {

    public static final String TASKS = "tasks";

    private final KeyTasks tasks;
    private final Progress progress;

    ReportProgressForm(KeyTasks tasks, Progress progress) {
        this.tasks = tasks;
        this.progress = progress;
    }

    @Override
    public String taskKey() {
        return "taskReportProgress";
    }

    @Override
    public void require(TaskRef task) {
        int quarter = ProgressSheet.quarter(task);
        progress.requireAsked(task.year(), quarter);
        OutOfStep.require(
                !progress.reported(task.year(), task.unit(), quarter), "本单位第%d季度进展".formatted(quarter), "已填报");
    }

    private Table<UnitKeyTask> table(TaskRef task, boolean none) {
        int quarter = ProgressSheet.quarter(task);
        Map<String, Report> before = progress.latest(task.year(), task.unit(), quarter);
        return ProgressSheet.asking(
                Table.<UnitKeyTask>of(TASKS, ProgressSheet.title(task), one -> one.task()
                                .code())
                        .hint(none ? "本单位目前没有任务，直接提交即可。" : "已带入上一季度填报的内容，请逐项更新。")
                        .shows("name", "编号", S, one -> one.task().code())
                        .shows("body", "任务", L, one -> one.task().body())
                        .shows("role", "责任", S, one -> one.seat().lead() ? "牵头" : "负责")
                        .shows("targets", "量化目标", M, one -> one.task().targetsInWords())
                        .shows("milestone", "本季度节点", L, one -> one.seat()
                                .milestones()
                                .getOrDefault(quarter, "")),
                one -> one.task().asksFigureOf(task.unit()) ? one.task().measured() : Optional.empty(),
                one -> Optional.ofNullable(before.get(one.task().code()))
                        .map(report -> new Before(report.state(), report.figure(), report.note(), report.evidence())));
    }

    private Filled<UnitKeyTask> read(TaskRef task, Draft draft) {
        List<UnitKeyTask> held = tasks.held(task.year(), task.unit());
        return table(task, held.isEmpty()).read(held, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<UnitKeyTask> read = read(task, draft);
        return FormContent.of(
                        "提交后，专项组组长单位和市健康丽水办即可看到本单位%s的进展；滞后的会被督办。"
                                .formatted(Quarters.label(ProgressSheet.quarter(task))),
                        "办法二(三)",
                        "办法七(二)")
                .notices(notices(task))
                .part(read)
                .fact("任务", read.size() + " 项")
                .fact("已完成", ProgressSheet.count(read, ProgressState.DONE::equals) + " 项")
                .fact("滞后或未启动", ProgressSheet.count(read, ProgressState::behind) + " 项");
    }

    private List<Notice> notices(TaskRef task) {
        return progress.urges(task.year(), task.unit()).stream()
                .limit(5)
                .map(urge -> new Notice(
                        Level.WARNING,
                        "市健康丽水办督办%s%s：%s"
                                .formatted(
                                        Quarters.label(urge.quarter()),
                                        urge.task() == null ? "填报" : "任务" + urge.task(),
                                        urge.message())))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        read(task, draft).stream()
                .forEach(line -> progress.record(
                        task.year(),
                        line.item().task().code(),
                        task.unit(),
                        ProgressSheet.quarter(task),
                        line.get(ProgressSheet.STATE),
                        line.find(ProgressSheet.FIGURE).orElse(null),
                        line.text(ProgressSheet.NOTE),
                        line.get(ProgressSheet.FILES),
                        actor));
        return Map.of();
    }
}
