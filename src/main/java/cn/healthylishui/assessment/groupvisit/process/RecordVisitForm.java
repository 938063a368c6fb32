package cn.healthylishui.assessment.groupvisit.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Kind;
import cn.healthylishui.assessment.groupvisit.GroupVisits.NewFinding;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 记录指导检查: the lead of a group writes down where it was and what is to be mended by when (意见三(一)). */
@Component
public class RecordVisitForm implements TaskForm {

    public static final String VISIT = "visit";
    public static final String FINDINGS = "findings";

    public static final Field<Integer> YEAR = YearChoice.YEAR.labelled("年度").required("请选择年度。");
    public static final Field<Integer> GROUP = Field.numbered("group", "专项组", M).required("请选择以哪个专项组的名义。");
    public static final Field<Kind> KIND =
            Field.choice("kind", "方式", S, Kind.values(), Kind::label).required("请选择指导或检查。");
    public static final Field<String> VISITED =
            Field.choice("visited", "被指导、检查的单位", M, List.of()).required("请选择被指导、检查的县（市、区）、开发区或市直单位。");
    public static final Field<LocalDate> DAY = Field.date("day", "日期", M).required(TypedDate.problem(""));
    public static final Field<String> CONTENT =
            Field.longText("content", "内容和情况", L, GroupVisits.LONGEST_CONTENT).required("请写明指导、检查的内容和情况。");

    public static final Field<String> TEXT =
            Field.text("text", "问题", L, GroupVisits.LONGEST_FINDING).required("请写明问题。");
    public static final Field<LocalDate> DUE = VisitRows.DUE;

    private static final int ROWS = 12;

    private final GroupVisits visits;
    private final YearGroups groups;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;
    private final Clock clock;

    RecordVisitForm(
            GroupVisits visits,
            YearGroups groups,
            AssessmentYears years,
            YearRoster roster,
            Organization organization,
            Clock clock) {
        this.visits = visits;
        this.groups = groups;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "taskRecordVisit";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.VISIT);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        YearChoice choice = choice(task.office());
        Filled<Integer> findings = findings(draft);
        return FormContent.of("提交后，有问题要整改的，被指导、检查的单位收到整改任务；没有问题的，记录存档。", "意见三(一)")
                .part(visit(task, draft))
                .part(findings)
                .fact("要整改的问题", findings.given().size() + " 个")
                .problems(choice.years().isEmpty() ? List.of("本单位目前不是任何专项组的组长单位，不能记录指导检查。") : List.of());
    }

    private Filled<TaskRef> visit(TaskRef task, Draft draft) {
        YearChoice choice = choice(task.office());
        Optional<Integer> year = choice.chosen(VISIT, draft);
        List<YearGroup> led = year.map(one -> led(one, task.office())).orElse(List.of());
        return Table.<TaskRef>questions(VISIT, "指导检查")
                .asks(YEAR.offering(choice.options()), one -> choice.stored())
                .showsOnlyOffered(YEAR)
                .asks(
                        GROUP.offering(led.stream()
                                .map(group -> new Option(String.valueOf(group.number()), group.name()))
                                .toList()),
                        one -> led.size() == 1 ? GROUP.written(led.get(0).number()) : "")
                .showsOnlyOffered(GROUP)
                .asks(KIND)
                .asks(VISITED.offering(
                        year.map(one -> places(one, task.office())).orElse(List.of())))
                .asks(DAY.checked(day -> wrongDay(day, year)), one -> DAY.written(LocalDate.now(clock)))
                .asks(CONTENT)
                .read(task, draft);
    }

    private YearChoice choice(String office) {
        List<Integer> offered = years.all().stream()
                .filter(year -> year.state() != YearState.ARCHIVED)
                .map(AssessmentYear::year)
                .filter(year -> !led(year, office).isEmpty())
                .toList();
        return YearChoice.first(offered);
    }

    private List<YearGroup> led(int year, String office) {
        return groups.of(year).stream()
                .filter(group -> group.lead().filter(office::equals).isPresent())
                .toList();
    }

    private List<Option> places(int year, String office) {
        return Stream.concat(
                        roster.districts(year).stream().map(district -> new Option(district.code(), district.name())),
                        roster.units(year).stream()
                                .filter(unit -> !unit.code().equals(office))
                                .filter(unit -> organization
                                        .municipalUnit(unit.code())
                                        .filter(MunicipalUnit::exists)
                                        .isPresent())
                                .map(unit -> new Option(unit.code(), unit.name())))
                .toList();
    }

    private Optional<String> wrongDay(LocalDate day, Optional<Integer> year) {
        LocalDate today = LocalDate.now(clock);
        if (day.isAfter(today)) {
            return Optional.of("日期不能晚于今天（%s）。".formatted(WorkingDays.dateText(today)));
        }
        return year.filter(one -> day.getYear() < one).map("日期不能早于%d年1月1日，请核对年份。"::formatted);
    }

    private Filled<Integer> findings(Draft draft) {
        return Table.list(FINDINGS, "发现的问题")
                .hint("没有问题的不用填；一行一个，写明整改期限。")
                .asks(TEXT)
                .asks(VisitRows.dueAfter(LocalDate.now(clock)))
                .read(Table.upTo(ROWS), draft);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> typed = visit(task, draft).only();
        List<NewFinding> findings = findings(draft).given().stream()
                .map(line -> new NewFinding(line.get(TEXT), line.get(DUE)))
                .toList();
        int year = typed.get(YEAR);
        long visit = visits.record(
                year,
                typed.get(GROUP),
                typed.get(KIND),
                typed.get(VISITED),
                typed.get(DAY),
                typed.get(CONTENT),
                findings,
                actor);
        return Map.of(Variables.YEAR, year, Variables.VISIT, visit, Variables.TO_MEND, !findings.isEmpty());
    }
}
