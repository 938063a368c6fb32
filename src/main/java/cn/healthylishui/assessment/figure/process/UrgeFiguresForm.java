package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 督办迟报数据: after the reports of a period are due, a word to every unit that has not reported. */
@Component
class UrgeFiguresForm implements TaskForm {

    static final String MISSING = "missing";
    static final String WORD = "word";
    static final String URGED = "urged";
    static final String NOTE = "note";

    private final FigureReports reports;
    private final Organization organization;

    UrgeFiguresForm(FigureReports reports, Organization organization) {
        this.reports = reports;
        this.organization = organization;
    }

    private record Late(Duty duty, boolean returned, String word) {}

    @Override
    public String taskKey() {
        return "taskUrgeFigures";
    }

    @Override
    public void require(TaskRef task) {
        reports.requireToUrge(task.year(), ReportFiguresForm.period(task));
    }

    private static String note(Draft draft) {
        return draft.value(URGED, URGED, NOTE, "");
    }

    private List<Late> late(TaskRef task, Draft draft) {
        int period = ReportFiguresForm.period(task);
        Map<String, Report> latest = reports.latest(task.year(), period);
        return reports.missing(task.year(), period).stream()
                .map(duty -> new Late(duty, latest.containsKey(duty.key()), draft.value(MISSING, duty.key(), WORD, "")))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Late> late = late(task, draft);
        String note = note(draft);
        boolean wordless = late.stream().anyMatch(one -> one.word().isEmpty());
        List<Problem> problems = new ArrayList<>();
        if (note.isEmpty() && (wordless || late.isEmpty())) {
            problems.add(new Problem(NOTE, wordless ? "有的单位还没有写督办意见。请逐家写，或在这里写一句统一的督办意见。" : "已经全部补报，请写“无”。"));
        }
        Forms.tooLong(note, NOTE, FigureReports.LONGEST_WORD).ifPresent(problems::add);
        return new FormContent(
                "%d年%s数据的报送期限已过，各单位照常报送。提交后，督办意见显示在被督办单位的报送页面上；办结只表示已经督办。"
                        .formatted(task.year(), Periods.label(ReportFiguresForm.period(task))),
                List.of("办法七(二)"),
                List.of(),
                List.of(
                        Forms.table(
                                MISSING,
                                "没有报送的单位",
                                late.isEmpty() ? "目前没有。" : null,
                                List.of(
                                        Column.label("office", "单位", Width.M),
                                        Column.label("owner", "核实单位", Width.M),
                                        Column.label("about", "指标", Width.L),
                                        Column.label("state", "情况", Width.S),
                                        Column.input(WORD, "督办意见", InputType.TEXT, Width.L)),
                                late.stream().map(this::row).toList()),
                        Forms.questions(
                                URGED,
                                "统一的督办意见",
                                List.of(Column.input(NOTE, "督办意见", InputType.LONG_TEXT, Width.L)
                                        .help("上面没有单独写的，都用这一句。")),
                                Map.of(NOTE, note),
                                problems)),
                List.of(new Fact("没有报送", late.size() + " 家")),
                List.of());
    }

    private Row row(Late late) {
        return new Row(
                late.duty().key(),
                false,
                Map.of(
                        "office",
                        late.duty().unit().name(),
                        "owner",
                        organization.officeName(late.duty().owner()),
                        "about",
                        late.duty().indicators().stream().map(Indicator::name).collect(Collectors.joining("、")),
                        "state",
                        late.returned() ? "退回后没有重报" : "未报送",
                        WORD,
                        late.word()),
                Map.of(),
                Forms.tooLong(late.word(), WORD, FigureReports.LONGEST_WORD).stream()
                        .toList());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        late(task, draft)
                .forEach(one -> reports.urge(
                        task.year(),
                        ReportFiguresForm.period(task),
                        one.duty().unit().code(),
                        one.word().isEmpty() ? note(draft) : one.word(),
                        actor));
        return Map.of();
    }
}
