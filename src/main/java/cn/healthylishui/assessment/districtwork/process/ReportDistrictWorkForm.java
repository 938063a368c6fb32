package cn.healthylishui.assessment.districtwork.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Report;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.keywork.Quarters;
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
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 填报当地重点工作进展: how far a district has come with the key work and key indicators it set itself. */
@Component
class ReportDistrictWorkForm implements TaskForm {

    static final String WORKS = "works";

    private final DistrictWork districtWork;
    private final Progress progress;
    private final AssessmentYears years;

    ReportDistrictWorkForm(DistrictWork districtWork, Progress progress, AssessmentYears years) {
        this.districtWork = districtWork;
        this.progress = progress;
        this.years = years;
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

    private static String key(Work work) {
        return String.valueOf(work.id());
    }

    private Map<Work, ProgressSheet.Reading> read(TaskRef task, Draft draft) {
        Map<Long, Report> before = districtWork.latest(task.year(), task.district(), ProgressSheet.quarter(task));
        Map<Work, ProgressSheet.Reading> read = new LinkedHashMap<>();
        for (Work work : districtWork.of(task.year(), task.district())) {
            Optional<ProgressSheet.Before> last = Optional.ofNullable(before.get(work.id()))
                    .map(report -> new ProgressSheet.Before(
                            report.state(), report.figure(), report.note(), report.evidence()));
            read.put(work, ProgressSheet.read(WORKS, key(work), measured(work), last, draft));
        }
        return read;
    }

    /** A key indicator asks for its figure. Which way it is better the district's target does not say, so any figure is taken. */
    private static @Nullable Target measured(Work work) {
        return work.kind() == Kind.INDICATOR && work.unitOfMeasure() != null
                ? Target.plain(1, work.title(), "", work.target(), work.unitOfMeasure())
                : null;
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Map<Work, ProgressSheet.Reading> read = read(task, draft);
        List<Row> rows = new ArrayList<>();
        read.forEach((work, reading) -> rows.add(ProgressSheet.row(
                key(work),
                Map.of(
                        "name", work.title(),
                        "kind", work.kind().label(),
                        "unit", years.objectName(task.year(), work.unit()),
                        "target", work.target() + Objects.requireNonNullElse(work.unitOfMeasure(), "")),
                reading)));
        return new FormContent(
                "提交即确认%s的进展；报“已完成”并对应考核指标的，带入年度自查打分。".formatted(Quarters.label(ProgressSheet.quarter(task))),
                List.of("意见四(四)", "办法七(二)"),
                progress.urges(task.year(), task.office()).stream()
                        .limit(5)
                        .map(urge -> new Notice(
                                Level.WARNING,
                                "市健康丽水办督办%s：%s".formatted(Quarters.label(urge.quarter()), urge.message())))
                        .toList(),
                List.of(ProgressSheet.section(
                        WORKS,
                        task,
                        "已带入上一季度填报的内容，请逐项更新。",
                        List.of(
                                Column.label("name", "重点工作和指标", Width.L),
                                Column.label("kind", "类别", Width.S),
                                Column.label("unit", "负责单位", Width.M),
                                Column.label("target", "目标", Width.M)),
                        rows)),
                List.of(new Fact("工作和指标", read.size() + " 项"), ProgressSheet.done(read.values())),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        read(task, draft)
                .forEach((work, reading) -> districtWork.record(
                        task.year(),
                        task.district(),
                        work.id(),
                        ProgressSheet.quarter(task),
                        Objects.requireNonNull(reading.state()),
                        reading.figure(),
                        reading.note(),
                        reading.files(),
                        actor));
        return Map.of();
    }
}
