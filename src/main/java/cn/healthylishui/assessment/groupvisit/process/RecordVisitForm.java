package cn.healthylishui.assessment.groupvisit.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Kind;
import cn.healthylishui.assessment.groupvisit.GroupVisits.NewFinding;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
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
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 记录指导检查: the lead of a group writes down where it was and what is to be mended by when (意见三(一)). */
@Component
class RecordVisitForm implements TaskForm {

    static final String VISIT = "visit";
    static final String FINDINGS = "findings";
    static final int ROWS = 12;

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

    private record Line(
            String key,
            String text,
            String dueText,
            @Nullable LocalDate due) {

        boolean empty() {
            return (text + dueText).isEmpty();
        }
    }

    private record Typed(
            List<Integer> offered,
            @Nullable Integer year,
            List<YearGroup> led,
            @Nullable YearGroup group,
            @Nullable Kind kind,
            String visited,
            String dayText,
            @Nullable LocalDate day,
            String content,
            List<Line> findings) {

        List<Line> filled() {
            return findings.stream().filter(line -> !line.empty()).toList();
        }
    }

    @Override
    public String taskKey() {
        return "taskRecordVisit";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.VISIT);
    }

    private Typed read(TaskRef task, Draft draft) {
        List<Integer> offered = years.all().stream()
                .filter(year -> year.state() != YearState.ARCHIVED)
                .map(AssessmentYear::year)
                .filter(year -> !led(year, task.office()).isEmpty())
                .toList();
        String only = offered.isEmpty() ? "" : String.valueOf(offered.get(0));
        String yearText = draft.value(VISIT, VISIT, "year", only);
        Integer year = offered.stream()
                .filter(one -> String.valueOf(one).equals(yearText))
                .findFirst()
                .orElse(null);
        List<YearGroup> led = year == null ? List.of() : led(year, task.office());
        String groupText = draft.value(
                VISIT,
                VISIT,
                "group",
                led.size() == 1 ? String.valueOf(led.get(0).number()) : "");
        String kind = draft.value(VISIT, VISIT, "kind", "");
        String day = draft.value(VISIT, VISIT, "day", String.valueOf(LocalDate.now(clock)));
        return new Typed(
                offered,
                year,
                led,
                led.stream()
                        .filter(group -> String.valueOf(group.number()).equals(groupText))
                        .findFirst()
                        .orElse(null),
                Arrays.stream(Kind.values())
                        .filter(one -> one.name().equals(kind))
                        .findFirst()
                        .orElse(null),
                draft.value(VISIT, VISIT, "visited", ""),
                day,
                TypedDate.read(day).orElse(null),
                draft.value(VISIT, VISIT, "content", ""),
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(String::valueOf)
                        .map(row -> {
                            String due = draft.value(FINDINGS, row, "due", "");
                            return new Line(
                                    row,
                                    draft.value(FINDINGS, row, "text", ""),
                                    due,
                                    TypedDate.read(due).orElse(null));
                        })
                        .toList());
    }

    private List<YearGroup> led(int year, String office) {
        return groups.of(year).stream()
                .filter(group -> group.lead().filter(office::equals).isPresent())
                .toList();
    }

    private List<Option> places(Typed typed, String office) {
        Integer year = typed.year();
        if (year == null) {
            return List.of();
        }
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

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<String> problems = typed.offered().isEmpty() ? List.of("本单位目前不是任何专项组的组长单位，不能记录指导检查。") : List.of();
        return new FormContent(
                "提交后，有问题要整改的，被指导、检查的单位收到整改任务；没有问题的，记录存档。",
                List.of("意见三(一)"),
                List.of(),
                List.of(visit(typed, places(typed, task.office())), findings(typed)),
                List.of(new Fact("要整改的问题", typed.filled().size() + " 个")),
                problems);
    }

    private Section visit(Typed typed, List<Option> places) {
        List<Problem> problems = new ArrayList<>();
        if (typed.year() == null) {
            problems.add(new Problem("year", "请选择年度。"));
        }
        if (typed.group() == null) {
            problems.add(new Problem("group", "请选择以哪个专项组的名义。"));
        }
        if (typed.kind() == null) {
            problems.add(new Problem("kind", "请选择指导或检查。"));
        }
        if (places.stream().noneMatch(place -> place.value().equals(typed.visited()))) {
            problems.add(new Problem("visited", "请选择被指导、检查的县（市、区）、开发区或市直单位。"));
        }
        wrongDay(typed).ifPresent(message -> problems.add(new Problem("day", message)));
        Forms.wrongText(typed.content(), "content", "请写明指导、检查的内容和情况。", GroupVisits.LONGEST_CONTENT)
                .ifPresent(problems::add);
        return Forms.questions(
                VISIT,
                "指导检查",
                List.of(
                        Column.choice(
                                "year",
                                "年度",
                                Width.M,
                                typed.offered().stream()
                                        .map(year -> new Option(String.valueOf(year), year + "年度"))
                                        .toList()),
                        Column.choice(
                                "group",
                                "专项组",
                                Width.M,
                                typed.led().stream()
                                        .map(group -> new Option(String.valueOf(group.number()), group.name()))
                                        .toList()),
                        Column.choice(
                                "kind",
                                "方式",
                                Width.S,
                                Arrays.stream(Kind.values())
                                        .map(kind -> new Option(kind.name(), kind.label()))
                                        .toList()),
                        Column.choice("visited", "被指导、检查的单位", Width.M, places),
                        Column.input("day", "日期", InputType.DATE, Width.M),
                        Column.input("content", "内容和情况", InputType.LONG_TEXT, Width.L)),
                Map.of(
                        "year", typed.year() == null ? "" : String.valueOf(typed.year()),
                        "group",
                                typed.group() == null
                                        ? ""
                                        : String.valueOf(typed.group().number()),
                        "kind", typed.kind() == null ? "" : typed.kind().name(),
                        "visited", typed.visited(),
                        "day", typed.day() == null ? typed.dayText() : String.valueOf(typed.day()),
                        "content", typed.content()),
                problems);
    }

    private Optional<String> wrongDay(Typed typed) {
        LocalDate day = typed.day();
        LocalDate today = LocalDate.now(clock);
        if (day == null) {
            return Optional.of(TypedDate.problem(typed.dayText()));
        }
        if (day.isAfter(today)) {
            return Optional.of("日期不能晚于今天（%s）。".formatted(WorkingDays.dateText(today)));
        }
        return typed.year() != null && day.getYear() < typed.year()
                ? Optional.of("日期不能早于%d年1月1日，请核对年份。".formatted(typed.year()))
                : Optional.empty();
    }

    private Section findings(Typed typed) {
        LocalDate today = LocalDate.now(clock);
        return Forms.table(
                FINDINGS,
                "发现的问题",
                "没有问题的不用填；一行一个，写明整改期限。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.input("text", "问题", InputType.TEXT, Width.L),
                        Column.input("due", "整改期限", InputType.DATE, Width.M)),
                typed.findings().stream()
                        .map(line -> {
                            List<Problem> problems = new ArrayList<>();
                            if (!line.empty()) {
                                Forms.wrongText(line.text(), "text", "请写明问题。", GroupVisits.LONGEST_FINDING)
                                        .ifPresent(problems::add);
                                wrongDue(line.dueText(), line.due(), today)
                                        .ifPresent(message -> problems.add(new Problem("due", message)));
                            }
                            return new Row(
                                    line.key(),
                                    false,
                                    Map.of(
                                            "no", "第%s行".formatted(line.key()),
                                            "text", line.text(),
                                            "due", line.due() == null ? line.dueText() : String.valueOf(line.due())),
                                    Map.of(),
                                    problems);
                        })
                        .toList());
    }

    /** A day to mend something by: to come, and not out of sight. */
    static Optional<String> wrongDue(String typed, @Nullable LocalDate due, LocalDate today) {
        if (due == null) {
            return Optional.of(TypedDate.problem(typed));
        }
        if (!due.isAfter(today)) {
            return Optional.of("整改期限应在今天（%s）之后。".formatted(WorkingDays.dateText(today)));
        }
        return due.isAfter(today.plusYears(1)) ? Optional.of("整改期限不能在一年以后，请核对年份。") : Optional.empty();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        int year = Objects.requireNonNull(typed.year());
        long visit = visits.record(
                year,
                Objects.requireNonNull(typed.group()).number(),
                Objects.requireNonNull(typed.kind()),
                typed.visited(),
                Objects.requireNonNull(typed.day()),
                typed.content(),
                typed.filled().stream()
                        .map(line -> new NewFinding(line.text(), Objects.requireNonNull(line.due())))
                        .toList(),
                actor);
        return Map.of(
                Variables.YEAR,
                year,
                Variables.VISIT,
                visit,
                Variables.TO_MEND,
                !typed.filled().isEmpty());
    }
}
