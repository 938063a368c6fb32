package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Period;
import cn.healthylishui.assessment.figure.FigureRhythms;
import cn.healthylishui.assessment.figure.FigureRhythms.Line;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.figure.Rhythm;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 确定报送频次: which figures are reported how often in a year; whatever period is not asked for yet is asked for from then on. */
@Component
public class SetRhythmForm implements TaskForm {

    public static final String REQUEST = "request";
    public static final Field<String> YEAR =
            Field.choice("year", "考核年度", M, List.of()).required("请选择考核年度；结果已经审定的年度不再报送数据。");
    public static final Field<String> REASON =
            Field.text("reason", "调整理由", L, FigureRhythms.LONGEST_REASON).help("改动了报送频次的才填。");

    public static final Field<Rhythm> RHYTHM =
            Field.choice("rhythm", "报送频次", S, Rhythm.values(), Rhythm::label).required("请选择报送频次。");

    static final String PERIODS = "periods";

    private final AssessmentYears years;
    private final FigureRhythms rhythms;
    private final FigureReports reports;
    private final Organization organization;
    private final Clock clock;

    SetRhythmForm(
            AssessmentYears years,
            FigureRhythms rhythms,
            FigureReports reports,
            Organization organization,
            Clock clock) {
        this.years = years;
        this.rhythms = rhythms;
        this.reports = reports;
        this.organization = organization;
        this.clock = clock;
    }

    /**
     * The form as it is filled in.
     *
     * @param year null where none of those that are open is chosen
     * @param rhythms of the indicators of each table; none where the year is still to be made
     */
    private record Request(
            Filled<List<Integer>> question, @Nullable Integer year, List<Filled<Line>> rhythms) {

        Stream<Table.Line<Line>> lines() {
            return rhythms.stream().flatMap(Filled::stream);
        }

        long count(Rhythm rhythm) {
            return lines().filter(line -> line.is(RHYTHM, rhythm)).count();
        }

        List<Rhythm> inUse() {
            return lines().flatMap(line -> line.find(RHYTHM).stream())
                    .distinct()
                    .toList();
        }

        Stream<Table.Line<Line>> changes() {
            return lines().filter(line -> differs(line.item(), line.typed()));
        }
    }

    private static boolean differs(Line line, Typed typed) {
        return typed.find(RHYTHM).filter(rhythm -> rhythm != line.rhythm()).isPresent();
    }

    @Override
    public String taskKey() {
        return "taskSetRhythm";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.REQUEST);
    }

    /** Those on record whose result is still to come, and the present one, which is made where it is not. */
    private List<Integer> openYears() {
        int present = LocalDate.now(clock).getYear();
        return Stream.concat(
                        years.find(present).isPresent() ? Stream.empty() : Stream.of(present),
                        years.all().stream().filter(year -> !year.isApproved()).map(AssessmentYear::year))
                .toList();
    }

    private boolean isNew(int year) {
        return years.find(year).isEmpty();
    }

    private Request read(Draft draft) {
        List<Integer> open = openYears();
        Integer year = question(open, REASON)
                .read(open, draft)
                .only()
                .find(YEAR)
                .map(Integer::valueOf)
                .orElse(null);
        List<Filled<Line>> parts = year == null || isNew(year) ? List.of() : rhythms(year, draft);
        long changes = parts.stream()
                .flatMap(Filled::stream)
                .filter(line -> differs(line.item(), line.typed()))
                .count();
        Field<String> reason = changes == 0 ? REASON : REASON.required("调整了%d项指标的报送频次，请写明理由。".formatted(changes));
        return new Request(question(open, reason).read(open, draft), year, parts);
    }

    private static Table<List<Integer>> question(List<Integer> openYears, Field<String> reason) {
        return Table.<List<Integer>>questions(REQUEST, "数据报送")
                .asks(
                        YEAR.offering(openYears.stream()
                                .map(year -> new Option(String.valueOf(year), year + "年度"))
                                .toList()),
                        open -> open.isEmpty() ? "" : String.valueOf(open.get(0)))
                .showsOnlyOffered(YEAR)
                .asks(reason);
    }

    private List<Filled<Line>> rhythms(int year, Draft draft) {
        List<Line> lines = rhythms.of(year);
        return Stream.of(TableKind.COUNTY, TableKind.ZONE)
                .map(kind -> table(kind)
                        .read(lines.stream().filter(line -> line.kind() == kind).toList(), draft))
                .toList();
    }

    private Table<Line> table(TableKind kind) {
        return Table.<Line>of(kind.name(), kind.label() + "的指标", line -> line.indicator()
                        .code())
                .hint("默认：市直单位有记录的和当地自报的数值类指标每季度报送，其余年终一次填报。")
                .lockedWhere(line -> line.obstacle() != null)
                .shows("name", "指标", L, line -> ItemSheet.title(line.indicator()))
                .shows(
                        "owner",
                        "核实单位",
                        M,
                        line -> organization.officeName(line.indicator().owner()))
                .shows("source", "数据来源", M, line -> line.indicator()
                        .sourceKind()
                        .label())
                .asks(RHYTHM, line -> RHYTHM.written(line.rhythm()))
                .shows("note", "说明", M, SetRhythmForm::note);
    }

    private static String note(Line line, Typed typed) {
        return Stream.of(differs(line, typed) ? "原为" + line.rhythm().label() : "", line.remark())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("；"));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Request request = read(draft);
        Integer year = request.year();
        FormContent content = FormContent.of(
                        "提交后，按这里的频次要求报送：县（市、区）和开发区的成员单位报给对应的市直单位核实，没有对口成员单位的由当地健康办报。数据都是当年累计数，年终填报官方数据时自动带入最近一次核实的数。",
                        "办法七(二)",
                        "办法七(一)")
                .part(request.question())
                .fact("每月报送", request.count(Rhythm.MONTHLY) + " 项")
                .fact("每季度报送", request.count(Rhythm.QUARTERLY) + " 项")
                .fact("这次调整", request.changes().count() + " 项");
        if (year == null) {
            return content;
        }
        return isNew(year)
                ? content.inform("%d年度还没有建立。提交后建立这个年度，并按默认频次要求报送；要调整的，办结后再发起一次。".formatted(year))
                : content.part(periods(year, request.inUse()))
                        .parts(request.rhythms().stream().map(Filled::section).toList());
    }

    /** @param state how it is reported */
    private record Asked(Period period, String state) {}

    private Filled<Asked> periods(int year, List<Rhythm> inUse) {
        LocalDate today = LocalDate.now(clock);
        List<Period> toAsk = reports.toAsk(year, inUse);
        return Table.<Asked>of(
                        PERIODS, "报送期次", one -> String.valueOf(one.period().month()))
                .hint(toAsk.isEmpty() ? "没有要新增的期次。" : "已经结束的期次只报最近的一期，更早的不再补报：数据是当年累计数，最近一期已经包含。")
                .shows("name", "期次", S, one -> Periods.label(one.period().month()))
                .shows("span", "数据", M, one -> Periods.span(one.period().month()))
                .shows(
                        "due",
                        "报送期限",
                        M,
                        one -> WorkingDays.dateText(one.period().dueOn()))
                .shows("state", "怎样报", M, Asked::state)
                .read(
                        Stream.concat(
                                        reports.periods(year).stream().map(period -> new Asked(period, "已经要求报送")),
                                        toAsk.stream()
                                                .map(period -> new Asked(
                                                        period,
                                                        Periods.lastDay(year, period.month())
                                                                        .isBefore(today)
                                                                ? "提交后马上报送"
                                                                : "到期后报送")))
                                .toList(),
                        Draft.EMPTY);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Request request = read(draft);
        int year = Objects.requireNonNull(request.year());
        if (isNew(year)) {
            years.prepare(year, actor);
        }
        String reason = request.question().only().text(REASON);
        request.changes().forEach(line -> rhythms.set(year, line.item(), line.get(RHYTHM), reason, actor));
        return Map.of(Variables.YEAR, year, Variables.REQUEST, reports.ask(year, actor));
    }
}
