package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.Option;
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
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 核实报送数据: the municipal unit sees what its units in all districts reported side by side, and sends back what is wrong. */
@Component
public class ConfirmReportForm implements TaskForm {

    public static final Option CONFIRM = new Option("CONFIRM", "核实无误");
    public static final Option RETURN = new Option("RETURN", "退回");
    public static final Field<Option> VERDICT =
            Field.choice("verdict", "核实意见", S, CONFIRM, RETURN).required("请选择核实无误还是退回。");
    public static final Field<String> REASON =
            Field.text("reason", "退回理由", M, FigureReports.LONGEST_REASON).required("退回的，请写明哪个数有什么问题，对方会看到。");
    public static final Field<Boolean> CHECKED =
            Field.declaration("checked", "核对", L, "已逐家核对数据和材料，按上表办理", "请逐家核对以后勾选。");

    private static final Table<TaskRef> CHECK =
            Table.<TaskRef>questions(Forms.DECISION, "核实").asks(CHECKED);

    private final FigureReports reports;
    private final FigureRhythms rhythms;

    ConfirmReportForm(FigureReports reports, FigureRhythms rhythms) {
        this.reports = reports;
        this.rhythms = rhythms;
    }

    /** @param report null where the unit has not reported */
    private record Item(Duty duty, @Nullable Report report) {

        boolean open() {
            return report != null && report.state() == State.REPORTED;
        }

        @Nullable
        Answer figure(Indicator indicator) {
            return report == null ? null : report.figures().get(indicator.code());
        }

        List<String> files() {
            return report == null
                    ? List.of()
                    : report.figures().values().stream()
                            .flatMap(answer -> answer.evidence().stream())
                            .distinct()
                            .toList();
        }
    }

    private static boolean sendsBack(Line<Item> line) {
        return line.item().open() && line.is(VERDICT, RETURN);
    }

    private static Optional<Problem> reasonForNothing(Item item, Typed typed) {
        return typed.is(VERDICT, CONFIRM) && !typed.isEmpty(REASON)
                ? Optional.of(REASON.problem("写了退回理由，核实意见却不是退回。请改选“退回”，或者删去理由。"))
                : Optional.empty();
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

    private List<Item> items(TaskRef task) {
        int period = ReportFiguresForm.period(task);
        Map<String, Report> latest = reports.latest(task.year(), period);
        return rhythms.duties(task.year(), period).stream()
                .filter(duty -> duty.owner().equals(owner(task)))
                .map(duty -> new Item(duty, latest.get(duty.key())))
                .toList();
    }

    /** The counties, and the zone, which has other figures. */
    private List<Filled<Item>> parts(TaskRef task, Draft draft) {
        List<Item> items = items(task);
        return Stream.of(DistrictKind.COUNTY, DistrictKind.ZONE)
                .map(kind -> part(
                        task,
                        TableKind.of(kind),
                        items.stream()
                                .filter(item -> item.duty().district().kind() == kind)
                                .toList(),
                        draft))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Filled<Item> part(TaskRef task, TableKind kind, List<Item> items, Draft draft) {
        int period = ReportFiguresForm.period(task);
        List<Indicator> indicators = items.stream()
                .flatMap(item -> item.duty().indicators().stream())
                .distinct()
                .toList();
        Table<Item> table = Table.<Item>of(
                        kind.name(),
                        "%s：%d年%s数据（%s）"
                                .formatted(kind.label(), task.year(), Periods.label(period), Periods.span(period)),
                        item -> item.duty().unit().code())
                .lockedWhere(item -> !item.open())
                .shows("name", "地区", S, item -> item.duty().district().name())
                // Beside the name, since the figures may need more room than a screen has.
                .asks(VERDICT, item -> item.open() ? CONFIRM.value() : "")
                .asks(REASON)
                .askedWhere(REASON, (item, typed) -> typed.is(VERDICT, RETURN))
                .rule(ConfirmReportForm::reasonForNothing);
        indicators.forEach(indicator -> table.shows(
                Column.label(indicator.code(), indicator.name(), S).unit(indicator.unitOfMeasure()),
                (item, typed) -> shown(indicator, item.figure(indicator))));
        return table.shows("note", "单位说明", M, item -> indicators.stream()
                        .flatMap(indicator -> note(indicator, item.figure(indicator)))
                        .collect(Collectors.joining("；")))
                .showsFiles("files", "佐证材料", M, Item::files)
                .shows("state", "报送情况", S, item -> state(item.report()))
                .read(items, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Filled<Item>> parts = parts(task, draft);
        List<Line<Item>> lines = parts.stream().flatMap(Filled::stream).toList();
        return FormContent.of("核实无误的，作为年终填报官方数据的依据；退回的，只由退回的单位重报，再送本单位核实。", "办法七(二)", "办法七(一)")
                .parts(parts.stream().map(Filled::section).toList())
                .part(CHECK.read(task, draft))
                .fact("待核实", lines.stream().filter(line -> line.item().open()).count() + " 家")
                .fact(
                        "迟报",
                        lines.stream()
                                        .flatMap(line ->
                                                Stream.ofNullable(line.item().report()))
                                        .filter(Report::late)
                                        .count()
                                + " 家")
                .fact("退回", lines.stream().filter(ConfirmReportForm::sendsBack).count() + " 家");
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
    static String shown(Indicator indicator, @Nullable Answer answer) {
        if (answer == null) {
            return "—";
        }
        return answer.state() == EntryState.VALUE && !indicator.yesNo() && !indicator.checklist()
                ? Answer.plain(Objects.requireNonNull(answer.value()))
                        + (answer.provisional() ? Answer.PROVISIONAL : "")
                : answer.shown(indicator);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        List<Line<Item>> lines =
                parts(task, draft).stream().flatMap(Filled::stream).toList();
        lines.stream().filter(line -> line.item().open()).forEach(line -> {
            Report report = Objects.requireNonNull(line.item().report());
            if (sendsBack(line)) {
                reports.sendBack(task.year(), report, line.get(REASON), actor);
            } else {
                reports.confirm(task.year(), report, actor);
            }
        });
        return Map.of(Variables.ACCEPTED, lines.stream().noneMatch(ConfirmReportForm::sendsBack));
    }
}
