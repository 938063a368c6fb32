package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 督办迟报数据: after the reports of a period are due, a word to every unit that has not reported. */
@Component
public class UrgeFiguresForm implements TaskForm {

    public static final String MISSING = "missing";
    public static final Field<String> WORD = Field.text("word", "督办意见", L, FigureReports.LONGEST_WORD);

    public static final String URGED = "urged";
    public static final Field<String> NOTE =
            Field.longText("note", "督办意见", L, FigureReports.LONGEST_WORD).help("上面没有单独写的，都用这一句。");

    private final FigureReports reports;
    private final Organization organization;

    UrgeFiguresForm(FigureReports reports, Organization organization) {
        this.reports = reports;
        this.organization = organization;
    }

    private record Late(Duty duty, boolean returned) {}

    @Override
    public String taskKey() {
        return "taskUrgeFigures";
    }

    @Override
    public void require(TaskRef task) {
        reports.requireToUrge(task.year(), ReportFiguresForm.period(task));
    }

    private Filled<Late> late(TaskRef task, Draft draft) {
        int period = ReportFiguresForm.period(task);
        Map<String, Report> latest = reports.latest(task.year(), period);
        List<Late> late = reports.missing(task.year(), period).stream()
                .map(duty -> new Late(duty, latest.containsKey(duty.key())))
                .toList();
        return Table.<Late>of(MISSING, "没有报送的单位", one -> one.duty().key())
                .hint(late.isEmpty() ? "目前没有。" : null)
                .shows("office", "单位", M, one -> one.duty().unit().name())
                .shows(
                        "owner",
                        "核实单位",
                        M,
                        one -> organization.officeName(one.duty().owner()))
                .shows("about", "指标", L, one -> one.duty().indicators().stream()
                        .map(Indicator::name)
                        .collect(Collectors.joining("、")))
                .shows("state", "情况", S, one -> one.returned() ? "退回后没有重报" : "未报送")
                .asks(WORD)
                .read(late, draft);
    }

    /** What is said to whoever nothing is said of alone. */
    private static Filled<TaskRef> toAll(TaskRef task, Filled<Late> late, Draft draft) {
        boolean wordless = late.stream().anyMatch(line -> line.text(WORD).isEmpty());
        Field<String> note = late.isEmpty()
                ? NOTE.required("已经全部补报，请写“无”。")
                : wordless ? NOTE.required("有的单位还没有写督办意见。请逐家写，或在这里写一句统一的督办意见。") : NOTE;
        return Table.<TaskRef>questions(URGED, "统一的督办意见").asks(note).read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Late> late = late(task, draft);
        return FormContent.of(
                        "%d年%s数据的报送期限已过，各单位照常报送。提交后，督办意见显示在被督办单位的报送页面上；办结只表示已经督办。"
                                .formatted(task.year(), Periods.label(ReportFiguresForm.period(task))),
                        "办法七(二)")
                .part(late)
                .part(toAll(task, late, draft))
                .fact("没有报送", late.size() + " 家");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Filled<Late> late = late(task, draft);
        String note = toAll(task, late, draft).only().text(NOTE);
        late.stream()
                .forEach(line -> reports.urge(
                        task.year(),
                        ReportFiguresForm.period(task),
                        line.item().duty().unit().code(),
                        line.find(WORD).orElse(note),
                        actor));
        return Map.of();
    }
}
