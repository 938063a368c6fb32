package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureReports.State;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 报送指标数据: a member unit gives its figures of the year so far, each with its evidence. A gap is declared; what the figure is
 * compared with is left to the municipal unit, which alone knows it.
 */
@Component
class ReportFiguresForm implements TaskForm {

    static final String FIGURES = "figures";

    private final FigureReports reports;
    private final YearRoster roster;

    ReportFiguresForm(FigureReports reports, YearRoster roster) {
        this.reports = reports;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskReportFigures";
    }

    @Override
    public void require(TaskRef task) {
        reports.requireToReport(task.year(), period(task), task.unit(), owner(task));
    }

    /** To whom it is reported; a member unit has but one. */
    private static @Nullable String owner(TaskRef task) {
        return (String) task.variables().get(Variables.OWNER);
    }

    static int period(TaskRef task) {
        return (Integer) task.required(Variables.PERIOD);
    }

    /** @param answer null while something is wrong */
    private record Line(
            Row row, Indicator indicator, @Nullable Answer answer) {}

    /** @param returned the report that came back; null at the first time */
    private record Work(Optional<Duty> duty, @Nullable Report returned, List<Line> lines) {}

    private Work work(TaskRef task, Draft draft) {
        int period = period(task);
        Optional<Duty> duty = reports.duty(task.year(), period, task.unit(), owner(task));
        List<Report> known = reports.ofUnit(task.year(), task.unit(), owner(task));
        Report returned = known.stream()
                .filter(report -> report.month() == period)
                .reduce((earlier, later) -> later)
                .filter(report -> report.state() == State.RETURNED)
                .orElse(null);
        // What the unit reported last of each figure in an earlier period.
        Map<String, Answer> before = new HashMap<>();
        known.stream().filter(report -> report.month() < period).forEach(report -> before.putAll(report.figures()));
        return new Work(
                duty,
                returned,
                duty.map(Duty::indicators).orElse(List.of()).stream()
                        .map(indicator -> line(
                                indicator,
                                returned == null ? null : returned.figures().get(indicator.code()),
                                before.get(indicator.code()),
                                draft))
                        .toList());
    }

    private static Line line(Indicator indicator, @Nullable Answer stored, @Nullable Answer before, Draft draft) {
        String key = indicator.code();
        // Whether an item applies at all is settled at the year's end.
        Indicator asked = indicator.alwaysApplicable();
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(FIGURES, key, "value", ItemInput.value(stored)),
                "",
                draft.value(FIGURES, key, "reason", stored == null ? "" : stored.reason()),
                Draft.ids(
                        draft.value(FIGURES, key, "files", stored == null ? "" : String.join(",", stored.evidence()))),
                draft.value(FIGURES, key, "provisional", stored != null && stored.provisional() ? "1" : ""));
        ItemInput.Reading reading = ItemInput.read(asked, typed, true, Compared.LATER);
        Map<String, String> values = new HashMap<>();
        values.put("name", ItemSheet.title(indicator));
        values.put("rule", ItemInput.help(asked));
        values.put("before", before == null ? "—" : before.shown(indicator));
        values.put("value", typed.value());
        values.put("reason", typed.reason());
        values.put("provisional", typed.provisional());
        values.put("files", String.join(",", typed.files()));
        return new Line(
                new Row(
                        key,
                        false,
                        values,
                        Map.of("value", ItemInput.input(asked)),
                        reading.problems().stream()
                                .map(fault -> new Problem(fault.cell(), fault.message()))
                                .toList()),
                indicator,
                reading.answer());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Work work = work(task, draft);
        int period = period(task);
        long todo = work.lines().stream()
                .mapToLong(line -> line.row().problems().size())
                .sum();
        return new FormContent(
                "提交后，由%s核实；发现问题的会退回重报。年终填报官方数据时，带入最近一次核实的数。"
                        .formatted(work.duty()
                                .map(duty -> roster.objectName(task.year(), duty.owner()))
                                .orElse("对应的市直单位")),
                List.of("办法七(二)", "办法四(一)"),
                notices(task, work),
                List.of(Forms.table(
                        FIGURES,
                        "%d年%s数据（%s）".formatted(task.year(), Periods.label(period), Periods.span(period)),
                        "都填当年累计数。没有数据的填“无”，不要空着；还不是最后数字的，勾选“暂用”。",
                        List.of(
                                Column.label("name", "指标", Width.L),
                                Column.label("rule", "评分标准", Width.L),
                                Column.label("before", "上次报送", Width.S),
                                Column.input("value", "累计数", InputType.NUMBER, Width.M),
                                Column.input("reason", "说明", InputType.TEXT, Width.L),
                                Column.checks("provisional", "暂用数据", Width.S, List.of(new Option("1", "暂用"))),
                                Column.input("files", "佐证材料", InputType.FILES, Width.M)),
                        work.lines().stream().map(Line::row).toList())),
                List.of(new Fact("指标", work.lines().size() + " 项"), new Fact("待完善", todo + " 处")),
                List.of());
    }

    private List<Notice> notices(TaskRef task, Work work) {
        List<Notice> notices = new ArrayList<>();
        if (work.duty().isEmpty()) {
            notices.add(new Notice(Level.INFO, "报送频次已经调整，本期不再要求本单位报送，直接提交即可。"));
        }
        if (work.returned() != null) {
            notices.add(new Notice(
                    Level.WARNING,
                    "%s退回：%s"
                            .formatted(
                                    roster.objectName(
                                            task.year(), work.returned().owner()),
                                    Objects.requireNonNullElse(work.returned().reason(), ""))));
        }
        reports.urges(task.year(), period(task), task.unit())
                .forEach(urge -> notices.add(new Notice(Level.WARNING, "市健康丽水办督办：" + urge.message())));
        return notices;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Work work = work(task, draft);
        Map<String, Answer> figures = new LinkedHashMap<>();
        work.lines().forEach(line -> figures.put(line.indicator().code(), Objects.requireNonNull(line.answer())));
        work.duty().ifPresent(duty -> reports.report(task.year(), period(task), duty, figures, actor));
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return true;
    }
}
