package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
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
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 确定报送频次: which figures are reported how often in a year; whatever period is not asked for yet is asked for from then on. */
@Component
class SetRhythmForm implements TaskForm {

    static final String REQUEST = "request";
    static final String YEAR = "year";
    static final String REASON = "reason";
    static final String RHYTHM = "rhythm";
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

    /** @param chosen null where what was typed is no rhythm */
    private record Choice(Line line, String typed, @Nullable Rhythm chosen) {

        boolean changes() {
            return chosen != null && chosen != line.rhythm();
        }
    }

    private record Typed(@Nullable Integer year, String reason, List<Choice> choices) {

        List<Choice> changes() {
            return choices.stream().filter(Choice::changes).toList();
        }

        List<Rhythm> inUse() {
            return choices.stream()
                    .flatMap(choice -> Stream.ofNullable(choice.chosen()))
                    .distinct()
                    .toList();
        }
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

    private Typed read(Draft draft) {
        List<Integer> open = openYears();
        String text = draft.value(REQUEST, REQUEST, YEAR, open.isEmpty() ? "" : String.valueOf(open.get(0)));
        Integer year = open.stream()
                .filter(one -> String.valueOf(one).equals(text))
                .findFirst()
                .orElse(null);
        return new Typed(
                year,
                draft.value(REQUEST, REQUEST, REASON, ""),
                year == null || isNew(year)
                        ? List.of()
                        : rhythms.of(year).stream()
                                .map(line -> choice(line, draft))
                                .toList());
    }

    private static Choice choice(Line line, Draft draft) {
        String usual = line.rhythm().name();
        String typed = line.obstacle() == null
                ? draft.value(line.kind().name(), line.indicator().code(), RHYTHM, usual)
                : usual;
        return new Choice(
                line,
                typed,
                Arrays.stream(Rhythm.values())
                        .filter(rhythm -> rhythm.name().equals(typed))
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        List<Section> sections = new ArrayList<>();
        sections.add(question(typed));
        if (typed.year() != null && !isNew(typed.year())) {
            sections.add(periods(typed.year(), typed));
            Stream.of(TableKind.COUNTY, TableKind.ZONE).forEach(kind -> sections.add(indicators(kind, typed)));
        }
        return new FormContent(
                "提交后，按这里的频次要求报送：县（市、区）和开发区的成员单位报给对应的市直单位核实，没有对口成员单位的由当地健康办报。数据都是当年累计数，年终填报官方数据时自动带入最近一次核实的数。",
                List.of("办法七(二)", "办法七(一)"),
                typed.year() != null && isNew(typed.year())
                        ? List.of(new Notice(
                                Level.INFO, "%d年度还没有建立。提交后建立这个年度，并按默认频次要求报送；要调整的，办结后再发起一次。".formatted(typed.year())))
                        : List.of(),
                sections,
                List.of(
                        new Fact("每月报送", count(typed, Rhythm.MONTHLY) + " 项"),
                        new Fact("每季度报送", count(typed, Rhythm.QUARTERLY) + " 项"),
                        new Fact("这次调整", typed.changes().size() + " 项")),
                List.of());
    }

    private static long count(Typed typed, Rhythm rhythm) {
        return typed.choices().stream()
                .filter(choice -> choice.chosen() == rhythm)
                .count();
    }

    private Section question(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.year() == null) {
            problems.add(new Problem(YEAR, "请选择考核年度；结果已经审定的年度不再报送数据。"));
        }
        if (typed.changes().isEmpty()) {
            Forms.tooLong(typed.reason(), REASON, FigureRhythms.LONGEST_REASON).ifPresent(problems::add);
        } else {
            Forms.wrongText(
                            typed.reason(),
                            REASON,
                            "调整了%d项指标的报送频次，请写明理由。".formatted(typed.changes().size()),
                            FigureRhythms.LONGEST_REASON)
                    .ifPresent(problems::add);
        }
        return Forms.questions(
                REQUEST,
                "数据报送",
                List.of(
                        Column.choice(
                                YEAR,
                                "考核年度",
                                Width.M,
                                openYears().stream()
                                        .map(year -> new Option(String.valueOf(year), year + "年度"))
                                        .toList()),
                        Column.input(REASON, "调整理由", InputType.TEXT, Width.L).help("改动了报送频次的才填。")),
                Map.of(YEAR, typed.year() == null ? "" : String.valueOf(typed.year()), REASON, typed.reason()),
                problems);
    }

    private Section periods(int year, Typed typed) {
        LocalDate today = LocalDate.now(clock);
        List<Period> known = reports.periods(year);
        List<Row> rows = new ArrayList<>();
        known.forEach(period -> rows.add(row(period, "已经要求报送")));
        List<Period> toAsk = reports.toAsk(year, typed.inUse());
        toAsk.forEach(period ->
                rows.add(row(period, Periods.lastDay(year, period.month()).isBefore(today) ? "提交后马上报送" : "到期后报送")));
        return Forms.table(
                PERIODS,
                "报送期次",
                toAsk.isEmpty() ? "没有要新增的期次。" : "已经结束的期次只报最近的一期，更早的不再补报：数据是当年累计数，最近一期已经包含。",
                List.of(
                        Column.label("name", "期次", Width.S),
                        Column.label("span", "数据", Width.M),
                        Column.label("due", "报送期限", Width.M),
                        Column.label("state", "怎样报", Width.M)),
                rows);
    }

    private static Row row(Period period, String state) {
        return Forms.readOnly(
                String.valueOf(period.month()),
                Map.of(
                        "name", Periods.label(period.month()),
                        "span", Periods.span(period.month()),
                        "due", WorkingDays.dateText(period.dueOn()),
                        "state", state));
    }

    private Section indicators(TableKind kind, Typed typed) {
        return Forms.table(
                kind.name(),
                kind.label() + "的指标",
                "默认：市直单位有记录的和当地自报的数值类指标每季度报送，其余年终一次填报。",
                List.of(
                        Column.label("name", "指标", Width.L),
                        Column.label("owner", "核实单位", Width.M),
                        Column.label("source", "数据来源", Width.M),
                        Column.choice(
                                RHYTHM,
                                "报送频次",
                                Width.S,
                                Arrays.stream(Rhythm.values())
                                        .map(rhythm -> new Option(rhythm.name(), rhythm.label()))
                                        .toList()),
                        Column.label("note", "说明", Width.M)),
                typed.choices().stream()
                        .filter(choice -> choice.line().kind() == kind)
                        .map(this::row)
                        .toList());
    }

    private Row row(Choice choice) {
        Line line = choice.line();
        String note = Stream.of(choice.changes() ? "原为" + line.rhythm().label() : "", line.remark())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("；"));
        return new Row(
                line.indicator().code(),
                line.obstacle() != null,
                Map.of(
                        "name",
                        ItemSheet.title(line.indicator()),
                        "owner",
                        organization.officeName(line.indicator().owner()),
                        "source",
                        line.indicator().sourceKind().label(),
                        RHYTHM,
                        choice.typed(),
                        "note",
                        note),
                Map.of(),
                choice.chosen() == null ? List.of(new Problem(RHYTHM, "请选择报送频次。")) : List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        if (typed.year() == null) {
            throw new IllegalStateException("A request without a year passed the check");
        }
        int year = typed.year();
        if (isNew(year)) {
            years.prepare(year, actor);
        }
        for (Choice choice : typed.changes()) {
            if (choice.chosen() != null) {
                rhythms.set(year, choice.line(), choice.chosen(), typed.reason(), actor);
            }
        }
        return Map.of(Variables.YEAR, year, Variables.REQUEST, reports.ask(year, actor));
    }
}
