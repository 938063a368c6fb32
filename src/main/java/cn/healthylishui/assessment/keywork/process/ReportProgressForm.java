package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.UnitKeyTask;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 填报任务进展: what a unit has done of each of its tasks by the end of a quarter. */
@Component
class ReportProgressForm implements TaskForm {

    static final String TASKS = "tasks";

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

    private Map<UnitKeyTask, ProgressSheet.Reading> read(TaskRef task, Draft draft) {
        Map<String, Report> before = progress.latest(task.year(), task.unit(), ProgressSheet.quarter(task));
        Map<UnitKeyTask, ProgressSheet.Reading> read = new LinkedHashMap<>();
        for (UnitKeyTask one : tasks.held(task.year(), task.unit())) {
            Optional<ProgressSheet.Before> last = Optional.ofNullable(
                            before.get(one.task().code()))
                    .map(report -> new ProgressSheet.Before(
                            report.state(), report.figure(), report.note(), report.evidence()));
            read.put(
                    one,
                    ProgressSheet.read(
                            TASKS,
                            one.task().code(),
                            one.task().asksFigureOf(task.unit())
                                    ? one.task().measured().orElse(null)
                                    : null,
                            last,
                            draft));
        }
        return read;
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Map<UnitKeyTask, ProgressSheet.Reading> read = read(task, draft);
        long behind = read.values().stream()
                .filter(one -> one.state() != null && one.state().behind())
                .count();
        List<Row> rows = new ArrayList<>();
        read.forEach((one, reading) -> rows.add(ProgressSheet.row(
                one.task().code(),
                Map.of(
                        "name", one.task().code(),
                        "body", one.task().body(),
                        "role", one.seat().lead() ? "牵头" : "负责",
                        "targets", one.task().targetsInWords(),
                        "milestone", one.seat().milestones().getOrDefault(ProgressSheet.quarter(task), "")),
                reading)));
        return new FormContent(
                "提交后，专项组组长单位和市健康丽水办即可看到本单位%s的进展；滞后的会被督办。".formatted(Quarters.label(ProgressSheet.quarter(task))),
                List.of("办法二(三)", "办法七(二)"),
                notices(task),
                List.of(ProgressSheet.section(
                        TASKS,
                        task,
                        read.isEmpty() ? "本单位目前没有任务，直接提交即可。" : "已带入上一季度填报的内容，请逐项更新。",
                        List.of(
                                Column.label("name", "编号", Width.S),
                                Column.label("body", "任务", Width.L),
                                Column.label("role", "责任", Width.S),
                                Column.label("targets", "量化目标", Width.M),
                                Column.label("milestone", "本季度节点", Width.L)),
                        rows)),
                List.of(
                        new Fact("任务", read.size() + " 项"),
                        ProgressSheet.done(read.values()),
                        new Fact("滞后或未启动", behind + " 项")),
                List.of());
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
        read(task, draft)
                .forEach((one, reading) -> progress.record(
                        task.year(),
                        one.task().code(),
                        task.unit(),
                        ProgressSheet.quarter(task),
                        Objects.requireNonNull(reading.state()),
                        reading.figure(),
                        reading.note(),
                        reading.files(),
                        actor));
        return Map.of();
    }
}
