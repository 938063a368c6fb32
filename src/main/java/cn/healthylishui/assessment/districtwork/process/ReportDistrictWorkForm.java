package cn.healthylishui.assessment.districtwork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Report;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.keywork.ProgressSheet.Before;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 填报当地重点工作进展: how far a district has come with the key work and key indicators it set itself. */
@Component
public class ReportDistrictWorkForm implements TaskForm {

    public static final String WORKS = "works";

    private final DistrictWork districtWork;
    private final Progress progress;
    private final YearRoster roster;

    ReportDistrictWorkForm(DistrictWork districtWork, Progress progress, YearRoster roster) {
        this.districtWork = districtWork;
        this.progress = progress;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskReportDistrictWork";
    }

    @Override
    public void require(TaskRef task) {
        int quarter = ProgressSheet.quarter(task);
        progress.requireAsked(task.year(), quarter);
        boolean reported = districtWork.reports(task.year(), task.district()).stream()
                .anyMatch(report -> report.quarter() == quarter);
        OutOfStep.require(!reported, "当地重点工作第%d季度进展".formatted(quarter), "已填报");
    }

    private Filled<Work> read(TaskRef task, Draft draft) {
        Map<Long, Report> before = districtWork.latest(task.year(), task.district(), ProgressSheet.quarter(task));
        return ProgressSheet.asking(
                        Table.<Work>of(WORKS, ProgressSheet.title(task), work -> String.valueOf(work.id()))
                                .hint("已带入上一季度填报的内容，请逐项更新。")
                                .shows("name", "重点工作和指标", L, Work::title)
                                .shows("kind", "类别", S, work -> work.kind().label())
                                .shows("unit", "负责单位", M, work -> roster.objectName(task.year(), work.unit()))
                                .shows(
                                        "target",
                                        "目标",
                                        M,
                                        work -> work.target() + Objects.requireNonNullElse(work.unitOfMeasure(), "")),
                        ReportDistrictWorkForm::measured,
                        work -> Optional.ofNullable(before.get(work.id()))
                                .map(report ->
                                        new Before(report.state(), report.figure(), report.note(), report.evidence())))
                .read(districtWork.of(task.year(), task.district()), draft);
    }

    /** A key indicator asks for its figure. Which way it is better the district's target does not say, so any figure is taken. */
    private static Optional<Target> measured(Work work) {
        return work.kind() == Kind.INDICATOR && work.unitOfMeasure() != null
                ? Optional.of(Target.plain(1, work.title(), "", work.target(), work.unitOfMeasure()))
                : Optional.empty();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Work> read = read(task, draft);
        return FormContent.of(
                        "提交即确认%s的进展；报“已完成”并对应考核指标的，带入年度自查打分。".formatted(Quarters.label(ProgressSheet.quarter(task))),
                        "意见四(四)",
                        "办法七(二)")
                .notices(progress.urges(task.year(), task.office()).stream()
                        .limit(5)
                        .map(urge -> new Notice(
                                Level.WARNING,
                                "市健康丽水办督办%s：%s".formatted(Quarters.label(urge.quarter()), urge.message())))
                        .toList())
                .part(read)
                .fact("工作和指标", read.size() + " 项")
                .fact("已完成", ProgressSheet.count(read, ProgressState.DONE::equals) + " 项");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        read(task, draft).stream()
                .forEach(line -> districtWork.record(
                        task.year(),
                        task.district(),
                        line.item().id(),
                        ProgressSheet.quarter(task),
                        line.get(ProgressSheet.STATE),
                        line.find(ProgressSheet.FIGURE).orElse(null),
                        line.text(ProgressSheet.NOTE),
                        line.get(ProgressSheet.FILES),
                        actor));
        return Map.of();
    }
}
