package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureReports.State;
import cn.healthylishui.assessment.figure.FigureRhythms;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 核实报送数据: the municipal unit sees what its units in all districts reported side by side, and sends back what is wrong. */
@Component
class ConfirmReportForm implements TaskForm {

    static final String CONFIRM = "CONFIRM";
    static final String RETURN = "RETURN";
    static final String VERDICT = "verdict";
    static final String REASON = "reason";
    static final String CHECKED = "checked";

    private final FigureReports reports;
    private final FigureRhythms rhythms;

    ConfirmReportForm(FigureReports reports, FigureRhythms rhythms) {
        this.reports = reports;
        this.rhythms = rhythms;
    }

    /** @param report null where the unit has not reported */
    private record Line(Duty duty, @Nullable Report report, String verdict, String reason) {

        boolean open() {
            return report != null && report.state() == State.REPORTED;
        }

        boolean sendsBack() {
            return open() && verdict.equals(RETURN);
        }

        List<Problem> problems() {
            if (!open()) {
                return List.of();
            }
            if (!verdict.equals(CONFIRM) && !verdict.equals(RETURN)) {
                return List.of(new Problem(VERDICT, "请选择核实无误还是退回。"));
            }
            if (sendsBack()) {
                return Forms.wrongText(reason, REASON, "退回的，请写明哪个数有什么问题，对方会看到。", FigureReports.LONGEST_REASON).stream()
                        .toList();
            }
            return reason.isEmpty() ? List.of() : List.of(new Problem(REASON, "写了退回理由，核实意见却不是退回。请改选“退回”，或者删去理由。"));
        }
    }

    @Override
    public String taskKey() {
        return "taskConfirmReport";
    }

    @Override
    public void require(TaskRef task) {
        reports.requireToConfirm(task.year(), ReportFiguresForm.period(task), owner(task));
    }

    private static String owner(TaskRef task) {
        return (String) task.required(Variables.OWNER);
    }

    private List<Line> lines(TaskRef task, Draft draft) {
        int period = ReportFiguresForm.period(task);
        Map<String, Report> latest = reports.latest(task.year(), period);
        return rhythms.duties(task.year(), period).stream()
                .filter(duty -> duty.owner().equals(owner(task)))
                .map(duty -> {
                    String section = section(duty);
                    String row = duty.unit().code();
                    return new Line(
                            duty,
                            latest.get(duty.key()),
                            draft.value(section, row, VERDICT, CONFIRM),
                            draft.value(section, row, REASON, ""));
                })
                .toList();
    }

    private static String section(Duty duty) {
        return TableKind.of(duty.district().kind()).name();
    }

    private static boolean checked(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, CHECKED, "").equals("1");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Line> lines = lines(task, draft);
        int period = ReportFiguresForm.period(task);
        List<Section> sections = new ArrayList<>();
        Stream.of(DistrictKind.COUNTY, DistrictKind.ZONE).forEach(kind -> {
            List<Line> ofKind = lines.stream()
                    .filter(line -> line.duty().district().kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                sections.add(section(task.year(), period, kind, ofKind));
            }
        });
        sections.add(Forms.questions(
                Forms.DECISION,
                "核实",
                List.of(Column.checks(CHECKED, "核对", Width.L, List.of(new Option("1", "已逐家核对数据和材料，按上表办理")))),
                Map.of(CHECKED, checked(draft) ? "1" : ""),
                checked(draft) ? List.of() : List.of(new Problem(CHECKED, "请逐家核对以后勾选。"))));
        return new FormContent(
                "核实无误的，作为年终填报官方数据的依据；退回的，只由退回的单位重报，再送本单位核实。",
                List.of("办法七(二)", "办法七(一)"),
                List.of(),
                sections,
                List.of(
                        new Fact("待核实", lines.stream().filter(Line::open).count() + " 家"),
                        new Fact(
                                "迟报",
                                lines.stream()
                                                .flatMap(line -> Stream.ofNullable(line.report()))
                                                .filter(Report::late)
                                                .count()
                                        + " 家"),
                        new Fact("退回", lines.stream().filter(Line::sendsBack).count() + " 家")),
                List.of());
    }

    private static Section section(int year, int period, DistrictKind kind, List<Line> lines) {
        List<Indicator> indicators = lines.stream()
                .flatMap(line -> line.duty().indicators().stream())
                .distinct()
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", "地区", Width.S));
        // Beside the name, since the figures may need more room than a screen has.
        columns.add(Column.choice(
                VERDICT, "核实意见", Width.S, List.of(new Option(CONFIRM, "核实无误"), new Option(RETURN, "退回"))));
        columns.add(Column.input(REASON, "退回理由", InputType.TEXT, Width.M));
        indicators.forEach(indicator -> columns.add(
                Column.label(indicator.code(), indicator.name(), Width.S).unit(indicator.unitOfMeasure())));
        columns.add(Column.label("note", "单位说明", Width.M));
        columns.add(Column.input("files", "佐证材料", InputType.FILE_LIST, Width.M));
        columns.add(Column.label("state", "报送情况", Width.S));
        return Forms.table(
                TableKind.of(kind).name(),
                "%s：%d年%s数据（%s）"
                        .formatted(TableKind.of(kind).label(), year, Periods.label(period), Periods.span(period)),
                null,
                columns,
                lines.stream().map(line -> row(line, indicators)).toList());
    }

    private static Row row(Line line, List<Indicator> indicators) {
        Map<String, String> values = new HashMap<>();
        values.put("name", line.duty().district().name());
        Report report = line.report();
        Map<String, Answer> figures = report == null ? Map.of() : report.figures();
        indicators.forEach(indicator -> {
            Answer answer = figures.get(indicator.code());
            values.put(indicator.code(), answer == null ? "—" : shown(indicator, answer));
        });
        values.put(
                "note",
                indicators.stream()
                        .flatMap(indicator -> note(indicator, figures.get(indicator.code())))
                        .collect(Collectors.joining("；")));
        values.put(
                "files",
                figures.values().stream()
                        .flatMap(answer -> answer.evidence().stream())
                        .distinct()
                        .collect(Collectors.joining(",")));
        values.put("state", state(report));
        values.put(VERDICT, line.open() ? line.verdict() : "");
        values.put(REASON, line.open() ? line.reason() : "");
        return new Row(line.duty().unit().code(), !line.open(), values, Map.of(), line.problems());
    }

    private static Stream<String> note(Indicator indicator, @Nullable Answer answer) {
        return answer == null || answer.reason() == null
                ? Stream.empty()
                : Stream.of(indicator.name() + "：" + answer.reason());
    }

    private static String state(@Nullable Report report) {
        if (report == null) {
            return "未报送";
        }
        String day = WorkingDays.dateText(report.reportedAt().toLocalDate());
        return switch (report.state()) {
            case REPORTED -> day + "报送" + (report.late() ? "，迟报" : "");
            case CONFIRMED -> "已核实";
            case RETURNED -> "已退回，未重报";
        };
    }

    /** Without the unit of measure, which stands in the head. */
    static String shown(Indicator indicator, Answer answer) {
        return answer.state() == EntryState.VALUE && !indicator.yesNo() && !indicator.checklist()
                ? Answer.plain(Objects.requireNonNull(answer.value()))
                        + (answer.provisional() ? Answer.PROVISIONAL : "")
                : answer.shown(indicator);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        boolean accepted = true;
        for (Line line : lines(task, draft)) {
            Report report = line.report();
            if (report == null || !line.open()) {
                continue;
            }
            if (line.sendsBack()) {
                reports.sendBack(task.year(), report, line.reason(), actor);
                accepted = false;
            } else {
                reports.confirm(task.year(), report, actor);
            }
        }
        return Map.of(Variables.ACCEPTED, accepted);
    }
}
