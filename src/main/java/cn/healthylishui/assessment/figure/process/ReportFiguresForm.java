package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.S;

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
import cn.healthylishui.assessment.scorecard.ItemSheet.Asked;
import cn.healthylishui.assessment.scorecard.ItemSheet.Comparing;
import cn.healthylishui.assessment.scorecard.ItemSheet.Shape;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
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
public class ReportFiguresForm implements TaskForm {

    public static final String FIGURES = "figures";

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

    /** @param before what the unit reported last of the figure in an earlier period */
    private record Item(
            Indicator figure,
            @Nullable Answer stored,
            @Nullable Answer before) implements Asked {

        /** Whether an item applies at all is settled at the year's end. */
        @Override
        public Indicator indicator() {
            return figure.alwaysApplicable();
        }

        @Override
        public Compared compared() {
            return Compared.LATER;
        }
    }

    /** @param returned the report that came back; null at the first time */
    private record Work(Optional<Duty> duty, @Nullable Report returned, Filled<Item> figures) {}

    private Work work(TaskRef task, Draft draft) {
        int period = period(task);
        Optional<Duty> duty = reports.duty(task.year(), period, task.unit(), owner(task));
        List<Report> known = reports.ofUnit(task.year(), task.unit(), owner(task));
        Report returned = known.stream()
                .filter(report -> report.month() == period)
                .reduce((earlier, later) -> later)
                .filter(report -> report.state() == State.RETURNED)
                .orElse(null);
        Map<String, Answer> before = new HashMap<>();
        known.stream().filter(report -> report.month() < period).forEach(report -> before.putAll(report.figures()));
        List<Item> items = duty.map(Duty::indicators).orElse(List.of()).stream()
                .map(indicator -> new Item(
                        indicator,
                        returned == null ? null : returned.figures().get(indicator.code()),
                        before.get(indicator.code())))
                .toList();
        return new Work(duty, returned, table(task.year(), period).read(items, draft));
    }

    private static Table<Item> table(int year, int period) {
        Table<Item> table = Table.<Item>of(
                        FIGURES,
                        "%d年%s数据（%s）".formatted(year, Periods.label(period), Periods.span(period)),
                        item -> item.figure().code())
                .inWorkbook()
                .hint("都填当年累计数。没有数据的填“无”，不要空着；还不是最后数字的，勾选“暂用”。")
                .shows("name", "指标", L, item -> ItemSheet.title(item.figure()))
                .shows("rule", "评分标准", L, item -> ItemInput.help(item.indicator()))
                .shows(
                        "before",
                        "上次报送",
                        S,
                        item -> item.before() == null ? "—" : item.before().shown(item.figure()));
        return ItemSheet.asks(
                table,
                ItemInput.VALUE.labelled("累计数"),
                ItemInput.REASON.labelled("说明"),
                new Shape(Comparing.NOTHING, true, true));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Work work = work(task, draft);
        return FormContent.of(
                        "提交后，由%s核实；发现问题的会退回重报。年终填报官方数据时，带入最近一次核实的数。"
                                .formatted(work.duty()
                                        .map(duty -> roster.objectName(task.year(), duty.owner()))
                                        .orElse("对应的市直单位")),
                        "办法七(二)",
                        "办法四(一)")
                .notices(notices(task, work))
                .part(work.figures())
                .fact("指标", work.figures().size() + " 项")
                .fact("待完善", work.figures().todo() + " 处");
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
        work.figures().stream()
                .forEach(line -> figures.put(
                        line.item().figure().code(),
                        Objects.requireNonNull(line.item().read(line.typed()).answer())));
        work.duty().ifPresent(duty -> reports.report(task.year(), period(task), duty, figures, actor));
        return Map.of();
    }
}
