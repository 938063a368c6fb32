package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.SeatRole;
import cn.healthylishui.assessment.organization.Succession;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.RosterChanges.AddedGroup;
import cn.healthylishui.assessment.year.RosterChanges.AddedSeat;
import cn.healthylishui.assessment.year.RosterChanges.NewSeat;
import cn.healthylishui.assessment.year.RosterChanges.SeatChange;
import cn.healthylishui.assessment.year.RosterChanges.UnitChange;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroup.Seat;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 核对年度名册: the city office goes through the seats of the groups and the units of a year, and adds further special actions. */
@Component
class ConfirmRosterForm implements TaskForm {

    static final String YEAR = "year";

    /** Sections of the seats of one group: seats1, seats2, … */
    static final String SEATS = "seats";

    static final String NEW_SEATS = "newSeats";
    static final int NEW_SEAT_ROWS = 8;
    static final String GROUPS = "groups";
    static final int GROUP_ROWS = 3;
    static final String UNITS = "units";

    static final String ACT = "act";
    static final String KEEP = "KEEP";
    static final String CONFIRM = "CONFIRM";
    static final String CHANGE = "CHANGE";
    static final String WITHDRAW = "WITHDRAW";
    static final String YES = "YES";
    static final String NO = "NO";

    private final RosterChanges changes;
    private final YearGroups groups;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;

    ConfirmRosterForm(
            RosterChanges changes,
            YearGroups groups,
            AssessmentYears years,
            YearRoster roster,
            Organization organization) {
        this.changes = changes;
        this.groups = groups;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
    }

    private record SeatLine(
            YearGroup group,
            Seat seat,
            String key,
            String unit,
            String role,
            String act,
            String reason,
            List<Problem> problems) {

        boolean differs() {
            return !unit.equals(seat.unit()) || !role.equals(seat.role().name());
        }

        /** The seat as it will be; empty where it is taken away or cannot be read. */
        Optional<NewSeat> after() {
            return act.equals(WITHDRAW)
                    ? Optional.empty()
                    : act.equals(CHANGE)
                            ? rank(role).map(one -> new NewSeat(unit, one))
                            : Optional.of(new NewSeat(seat.unit(), seat.role()));
        }
    }

    private record NewSeatLine(
            String key, String group, String unit, String role, String reason, List<Problem> problems) {

        boolean empty() {
            return (group + unit + role + reason).isEmpty();
        }
    }

    private record GroupLine(
            String key,
            String name,
            String shortName,
            String duties,
            String lead,
            String deputies,
            String members,
            List<NewSeat> seats,
            List<Problem> problems) {

        boolean empty() {
            return (name + shortName + duties + lead + deputies + members).isEmpty();
        }

        List<String> dutyLines() {
            return Stream.of(duties.split("[；;\\n]+"))
                    .map(String::strip)
                    .filter(duty -> !duty.isEmpty())
                    .toList();
        }
    }

    private record UnitLine(
            YearUnit unit,
            String key,
            String name,
            String assessed,
            String reason,
            String confirmed,
            List<Problem> problems) {

        boolean differs() {
            return !name.equals(unit.name())
                    || assessed.equals(YES) != unit.assessed()
                    || !reason.equals(Objects.requireNonNullElse(unit.reason(), ""))
                    || (unit.toConfirm() && confirmed.equals("1"));
        }
    }

    private record Typed(
            List<Integer> offered,
            String yearText,
            @Nullable Integer year,
            List<YearGroup> groups,
            List<SeatLine> seats,
            List<NewSeatLine> added,
            List<GroupLine> newGroups,
            List<UnitLine> units) {}

    @Override
    public String taskKey() {
        return "taskConfirmRoster";
    }

    @Override
    public void require(TaskRef task) {
        boolean prepared = years.all().stream().anyMatch(year -> !year.isStarted());
        OutOfStep.require(prepared, "年度名册", "没有正在筹备的年度");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        List<Section> sections = new ArrayList<>();
        sections.add(yearSection(typed));
        if (typed.year() != null) {
            List<Option> units = typed.units().stream()
                    .map(line -> new Option(line.unit().code(), line.unit().name()))
                    .toList();
            typed.groups().forEach(group -> sections.add(seatSection(group, typed, units)));
            sections.add(newSeatSection(typed, units));
            sections.add(groupSection(typed, units));
            sections.add(unitSection(typed));
        }
        long doubtful = typed.seats().stream()
                        .filter(line -> line.seat().toConfirm() && line.act().equals(KEEP))
                        .count()
                + typed.units().stream()
                        .filter(line ->
                                line.unit().toConfirm() && !line.confirmed().equals("1"))
                        .count();
        return new FormContent(
                "提交后，专项组席位和市直单位名册按这里的意见更新；没有确认的仍标注待确认，启动年度考核前可以再次核对。",
                List.of("意见三(一)", "意见三(二)", "办法二(三)"),
                List.of(),
                sections,
                List.of(new Fact("专项组", typed.groups().size() + " 个"), new Fact("仍待确认", doubtful + " 处")),
                groupProblems(typed));
    }

    // ---- reading
    // ------------------------------------------------------------------------------------------------------------

    private Typed read(Draft draft) {
        List<Integer> offered = years.all().stream()
                .filter(year -> !year.isStarted())
                .map(AssessmentYear::year)
                .toList();
        String yearText = draft.value(YEAR, YEAR, YEAR, offered.isEmpty() ? "" : String.valueOf(offered.get(0)));
        Integer year = offered.stream()
                .filter(one -> String.valueOf(one).equals(yearText))
                .findFirst()
                .orElse(null);
        if (year == null) {
            return new Typed(offered, yearText, null, List.of(), List.of(), List.of(), List.of(), List.of());
        }
        List<YearGroup> yearGroups = groups.of(year);
        List<SeatLine> seats = yearGroups.stream()
                .flatMap(group -> group.seats().stream().map(seat -> seatLine(year, group, seat, draft)))
                .toList();
        List<GroupLine> newGroups = IntStream.rangeClosed(1, GROUP_ROWS)
                .mapToObj(row -> groupLine(year, String.valueOf(row), yearGroups, draft))
                .toList();
        List<NewSeatLine> added = IntStream.rangeClosed(1, NEW_SEAT_ROWS)
                .mapToObj(String::valueOf)
                .map(row -> newSeatLine(year, row, yearGroups, draft))
                .toList();
        List<UnitLine> units = roster.units(year).stream()
                .map(unit -> unitLine(year, unit, draft))
                .toList();
        checkPlaces(seats, added);
        checkNames(units);
        return new Typed(offered, yearText, year, yearGroups, seats, added, newGroups, units);
    }

    private SeatLine seatLine(int year, YearGroup group, Seat seat, Draft draft) {
        String section = SEATS + group.number();
        String key = "%d-%d-%s".formatted(year, group.number(), seat.unit());
        SeatLine line = new SeatLine(
                group,
                seat,
                key,
                draft.value(section, key, "unit", seat.unit()),
                draft.value(section, key, "role", seat.role().name()),
                draft.value(section, key, ACT, KEEP),
                draft.value(section, key, "reason", ""),
                new ArrayList<>());
        List<Problem> problems = line.problems();
        switch (line.act()) {
            case KEEP, CONFIRM -> {
                if (line.differs()) {
                    problems.add(new Problem(ACT, "单位或席位已经改动，请选“更换”并写明理由；不改的，请恢复原样。"));
                }
            }
            case CHANGE -> {
                wrongUnit(year, line.unit()).ifPresent(message -> problems.add(new Problem("unit", message)));
                if (rank(line.role()).isEmpty()) {
                    problems.add(new Problem("role", "请选择席位。"));
                }
                if (!line.differs()) {
                    problems.add(new Problem(ACT, "选了“更换”，但单位和席位都没有改。请改选，或选“确认”。"));
                }
                Forms.wrongText(line.reason(), "reason", "请写明更换的理由。", RosterChanges.LONGEST_REASON)
                        .ifPresent(problems::add);
            }
            case WITHDRAW ->
                Forms.wrongText(line.reason(), "reason", "请写明撤销的理由。", RosterChanges.LONGEST_REASON)
                        .ifPresent(problems::add);
            default -> problems.add(new Problem(ACT, "请选择怎么办。"));
        }
        return line;
    }

    private static Optional<SeatRole> rank(String typed) {
        return Arrays.stream(SeatRole.values())
                .filter(role -> role.name().equals(typed))
                .findFirst();
    }

    /** What is wrong with a unit that is to take a seat in a year; empty where nothing is. */
    private Optional<String> wrongUnit(int year, String code) {
        if (code.isEmpty()) {
            return Optional.of("请选择单位。");
        }
        if (roster.isUnit(year, code)) {
            return Optional.empty();
        }
        return Optional.of(
                organization.municipalUnit(code).map(this::gone).orElse("%d年度名册里没有这家单位，请重选。".formatted(year)));
    }

    private String gone(MunicipalUnit unit) {
        String successors = organization.successions().stream()
                .filter(succession -> succession.predecessor().equals(unit.code()))
                .map(Succession::unit)
                .map(organization::officeName)
                .collect(Collectors.joining("或"));
        return "“%s”已经撤并，不能任职%s。"
                .formatted(unit.name(), successors.isEmpty() ? "" : "，现由%s承接，请改选".formatted(successors));
    }

    private NewSeatLine newSeatLine(int year, String row, List<YearGroup> yearGroups, Draft draft) {
        NewSeatLine line = new NewSeatLine(
                row,
                draft.value(NEW_SEATS, row, "group", ""),
                draft.value(NEW_SEATS, row, "unit", ""),
                draft.value(NEW_SEATS, row, "role", ""),
                draft.value(NEW_SEATS, row, "reason", ""),
                new ArrayList<>());
        if (!line.empty()) {
            List<Problem> problems = line.problems();
            if (yearGroups.stream()
                    .noneMatch(group -> String.valueOf(group.number()).equals(line.group()))) {
                problems.add(new Problem("group", "请选择专项组。"));
            }
            wrongUnit(year, line.unit()).ifPresent(message -> problems.add(new Problem("unit", message)));
            if (rank(line.role()).isEmpty()) {
                problems.add(new Problem("role", "请选择席位。"));
            }
            Forms.wrongText(line.reason(), "reason", "请写明增加的理由。", RosterChanges.LONGEST_REASON)
                    .ifPresent(problems::add);
        }
        return line;
    }

    private GroupLine groupLine(int year, String row, List<YearGroup> yearGroups, Draft draft) {
        List<Problem> problems = new ArrayList<>();
        List<NewSeat> seats = new ArrayList<>();
        GroupLine line = new GroupLine(
                row,
                draft.value(GROUPS, row, "name", ""),
                draft.value(GROUPS, row, "shortName", ""),
                draft.value(GROUPS, row, "duties", ""),
                draft.value(GROUPS, row, "lead", ""),
                draft.value(GROUPS, row, "deputies", ""),
                draft.value(GROUPS, row, "members", ""),
                seats,
                problems);
        if (line.empty()) {
            return line;
        }
        Forms.wrongText(line.name(), "name", "请填写专项行动的名称。", RosterChanges.LONGEST_NAME)
                .ifPresent(problems::add);
        if (yearGroups.stream().anyMatch(group -> group.name().equals(line.name()))) {
            problems.add(new Problem("name", "这个名称已经有了，请换一个。"));
        }
        Forms.wrongText(line.shortName(), "shortName", "请填写简称。", RosterChanges.LONGEST_SHORT_NAME)
                .ifPresent(problems::add);
        if (line.dutyLines().isEmpty()) {
            problems.add(new Problem("duties", "请填写职责，几项之间用分号隔开。"));
        }
        line.dutyLines().stream()
                .flatMap(duty -> Forms.tooLong(duty, "duties", RosterChanges.LONGEST_DUTY).stream())
                .findFirst()
                .ifPresent(problems::add);
        if (line.lead().isEmpty()) {
            problems.add(new Problem("lead", "没有组长单位。请选择一家。"));
        } else {
            wrongUnit(year, line.lead()).ifPresent(message -> problems.add(new Problem("lead", message)));
            seats.add(new NewSeat(line.lead(), SeatRole.LEAD));
        }
        named(year, line.deputies(), "deputies", SeatRole.DEPUTY, seats, problems);
        named(year, line.members(), "members", SeatRole.MEMBER, seats, problems);
        return line;
    }

    private void named(
            int year, String typed, String column, SeatRole role, List<NewSeat> seats, List<Problem> problems) {
        Stream.of(typed.split("[、，,；;\\s]+")).filter(name -> !name.isEmpty()).forEach(name -> {
            String code = organization.unitNamed(name).orElse(name);
            Optional<String> wrong = organization.municipalUnit(code).isEmpty()
                    ? Optional.of("名册里没有“%s”。请核对单位名称，几家单位之间用顿号隔开。".formatted(name))
                    : wrongUnit(year, code);
            if (wrong.isPresent()) {
                problems.add(new Problem(column, wrong.get()));
            } else if (seats.stream().anyMatch(seat -> seat.unit().equals(code))) {
                problems.add(new Problem(column, "“%s”在这个组里重复，一家单位只能有一席。".formatted(name)));
            } else {
                seats.add(new NewSeat(code, role));
            }
        });
    }

    private UnitLine unitLine(int year, YearUnit unit, Draft draft) {
        String key = year + "-" + unit.code();
        UnitLine line = new UnitLine(
                unit,
                key,
                draft.value(UNITS, key, "name", unit.name()),
                draft.value(UNITS, key, "assessed", unit.assessed() ? YES : NO),
                draft.value(UNITS, key, "reason", unit.reason()),
                draft.value(UNITS, key, "confirmed", ""),
                new ArrayList<>());
        List<Problem> problems = line.problems();
        Forms.wrongText(line.name(), "name", "请填写单位名称。", RosterChanges.LONGEST_NAME)
                .ifPresent(problems::add);
        if (!List.of(YES, NO).contains(line.assessed())) {
            problems.add(new Problem("assessed", "请选择是否列入考核。"));
        } else if (line.assessed().equals(NO) && line.reason().isBlank()) {
            problems.add(new Problem("reason", "不列入考核的，请写明理由。"));
        } else if (line.assessed().equals(YES)
                && !unit.cityOwn()
                && (line.reason().isBlank() || sameReason(line))) {
            problems.add(new Problem("reason", "不是市直属单位，列入考核的请写明理由。"));
        }
        Forms.tooLong(line.reason(), "reason", RosterChanges.LONGEST_REASON).ifPresent(problems::add);
        return line;
    }

    /** The reason for not assessing a unit cannot be the one for assessing it. */
    private static boolean sameReason(UnitLine line) {
        return !line.unit().assessed() && line.reason().equals(line.unit().reason());
    }

    /** After all changes a unit sits once in a group. */
    private static void checkPlaces(List<SeatLine> seats, List<NewSeatLine> added) {
        Map<String, Integer> places = new HashMap<>();
        seats.forEach(line -> line.after()
                .ifPresent(seat -> places.merge(line.group().number() + "/" + seat.unit(), 1, Integer::sum)));
        added.stream()
                .filter(line -> !line.empty())
                .forEach(line -> places.merge(line.group() + "/" + line.unit(), 1, Integer::sum));
        seats.stream()
                .filter(line -> line.act().equals(CHANGE))
                .filter(line -> places.getOrDefault(line.group().number() + "/" + line.unit(), 0) > 1)
                .forEach(line -> line.problems().add(new Problem("unit", "这家单位在本组已有席位，一家单位只能有一席。")));
        added.stream()
                .filter(line -> !line.empty() && !line.unit().isEmpty())
                .filter(line -> places.getOrDefault(line.group() + "/" + line.unit(), 0) > 1)
                .forEach(line -> line.problems().add(new Problem("unit", "这家单位在本组已有席位，一家单位只能有一席。")));
    }

    private static void checkNames(List<UnitLine> units) {
        Map<String, UnitLine> names = new HashMap<>();
        units.forEach(line -> Optional.ofNullable(names.putIfAbsent(line.name(), line))
                .ifPresent(other -> line.problems().add(new Problem("name", "与另一家单位同名，请区别开。"))));
    }

    /** One lead a group, no more and no less. */
    private static List<String> groupProblems(Typed typed) {
        if (typed.year() == null) {
            return typed.offered().isEmpty() ? List.of("目前没有筹备中的考核年度，不能核对名册。") : List.of();
        }
        List<String> problems = new ArrayList<>();
        for (YearGroup group : typed.groups()) {
            List<String> leads = Stream.concat(
                            typed.seats().stream()
                                    .filter(line -> line.group().number() == group.number())
                                    .flatMap(line -> line.after().stream()),
                            typed.added().stream()
                                    .filter(line -> line.group().equals(String.valueOf(group.number())))
                                    .flatMap(line ->
                                            rank(line.role()).map(one -> new NewSeat(line.unit(), one)).stream()))
                    .filter(seat -> seat.role() == SeatRole.LEAD)
                    .map(NewSeat::unit)
                    .toList();
            if (leads.isEmpty()) {
                problems.add("%s没有组长单位。请把一家单位改为组长单位，或增加一席。".formatted(group.name()));
            }
            if (leads.size() > 1) {
                problems.add("%s有%d家组长单位，只能有一家。请更换或撤销多出的。".formatted(group.name(), leads.size()));
            }
        }
        return problems;
    }

    // ---- showing
    // ------------------------------------------------------------------------------------------------------------

    private Section yearSection(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.year() == null) {
            String message = typed.yearText().matches("\\d{4}")
                    ? changes.closed(Integer.parseInt(typed.yearText())).orElse("请选择年度。")
                    : "请选择年度。";
            problems.add(new Problem(YEAR, message));
        }
        return Forms.questions(
                YEAR,
                "年度",
                List.of(Column.choice(
                        YEAR,
                        "年度",
                        Width.M,
                        typed.offered().stream()
                                .map(year -> new Option(String.valueOf(year), year + "年度"))
                                .toList())),
                Map.of(YEAR, typed.yearText()),
                problems);
    }

    private static List<Option> roles() {
        return Arrays.stream(SeatRole.values())
                .map(role -> new Option(role.name(), role.label()))
                .toList();
    }

    private static Section seatSection(YearGroup group, Typed typed, List<Option> units) {
        return Forms.table(
                SEATS + group.number(),
                "%d．%s".formatted(group.number(), group.name()),
                "职责：" + String.join("；", group.duties()) + "。",
                List.of(
                        Column.label("source", "来源文件中的名称", Width.M),
                        Column.choice("unit", "单位", Width.M, units),
                        Column.choice("role", "席位", Width.M, roles()),
                        Column.label("state", "状态", Width.S),
                        Column.label("note", "备注", Width.L),
                        Column.choice(
                                ACT,
                                "怎么办",
                                Width.S,
                                List.of(
                                        new Option(KEEP, "不变"),
                                        new Option(CONFIRM, "确认"),
                                        new Option(CHANGE, "更换"),
                                        new Option(WITHDRAW, "撤销"))),
                        Column.input("reason", "理由", InputType.TEXT, Width.L).help("更换、撤销的填写。")),
                typed.seats().stream()
                        .filter(line -> line.group().number() == group.number())
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "source",
                                        line.seat().sourceName(),
                                        "unit",
                                        line.unit(),
                                        "role",
                                        line.role(),
                                        "state",
                                        line.seat().toConfirm() ? "待确认" : "",
                                        "note",
                                        Objects.requireNonNullElse(line.seat().note(), ""),
                                        ACT,
                                        line.act(),
                                        "reason",
                                        line.reason()),
                                Map.of(),
                                line.problems()))
                        .toList());
    }

    private static Section newSeatSection(Typed typed, List<Option> units) {
        return Forms.table(
                NEW_SEATS,
                "增加席位",
                "空着的行不算。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.choice(
                                "group",
                                "专项组",
                                Width.M,
                                typed.groups().stream()
                                        .map(group -> new Option(String.valueOf(group.number()), group.name()))
                                        .toList()),
                        Column.choice("unit", "单位", Width.M, units),
                        Column.choice("role", "席位", Width.M, roles()),
                        Column.input("reason", "理由", InputType.TEXT, Width.L)),
                typed.added().stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "no", "第%s行".formatted(line.key()),
                                        "group", line.group(),
                                        "unit", line.unit(),
                                        "role", line.role(),
                                        "reason", line.reason()),
                                Map.of(),
                                line.problems()))
                        .toList());
    }

    private static Section groupSection(Typed typed, List<Option> units) {
        return Forms.table(
                GROUPS,
                "增加专项行动",
                "“7+X”的“X”：七个专项组以外，本年度另设的专项行动。空着的行不算。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.input("name", "名称", InputType.TEXT, Width.M),
                        Column.input("shortName", "简称", InputType.TEXT, Width.S),
                        Column.input("duties", "职责", InputType.TEXT, Width.L).help("几项之间用分号隔开。"),
                        Column.choice("lead", "组长单位", Width.M, units),
                        Column.input("deputies", "副组长单位", InputType.TEXT, Width.M)
                                .help("几家之间用顿号隔开。"),
                        Column.input("members", "成员单位", InputType.TEXT, Width.L).help("几家之间用顿号隔开。")),
                typed.newGroups().stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "no", "第%s行".formatted(line.key()),
                                        "name", line.name(),
                                        "shortName", line.shortName(),
                                        "duties", line.duties(),
                                        "lead", line.lead(),
                                        "deputies", line.deputies(),
                                        "members", line.members()),
                                Map.of(),
                                line.problems()))
                        .toList());
    }

    private static Section unitSection(Typed typed) {
        return Forms.table(
                UNITS,
                "市直单位",
                "名称按本年度的叫法；不是市直属的单位可以承担任务，默认不考核。",
                List.of(
                        Column.input("name", "单位", InputType.TEXT, Width.M),
                        Column.label("own", "隶属", Width.S),
                        Column.choice("assessed", "列入考核", Width.S, List.of(new Option(YES, "是"), new Option(NO, "否"))),
                        Column.input("reason", "理由", InputType.TEXT, Width.L).help("不列入的，和不是市直属而列入的填写。"),
                        Column.label("note", "备注", Width.L),
                        Column.checks("confirmed", "待确认", Width.S, List.of(new Option("1", "已核实")))),
                typed.units().stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "name", line.name(),
                                        "own", line.unit().cityOwn() ? "市直属" : "非市直属",
                                        "assessed", line.assessed(),
                                        "reason", line.reason(),
                                        "note",
                                                Objects.requireNonNullElse(
                                                        line.unit().note(), ""),
                                        "confirmed", line.unit().toConfirm() ? line.confirmed() : ""),
                                line.unit().toConfirm() ? Map.of() : Map.of("confirmed", Input.NOTHING),
                                line.problems()))
                        .toList());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        int year = Objects.requireNonNull(typed.year());
        changes.apply(
                year,
                typed.seats().stream()
                        .filter(line -> line.act().equals(CHANGE)
                                || line.act().equals(WITHDRAW)
                                || (line.act().equals(CONFIRM) && line.seat().toConfirm()))
                        .map(line -> new SeatChange(
                                line.group().number(),
                                line.seat().unit(),
                                line.after().orElse(null),
                                line.act().equals(CONFIRM) ? null : line.reason()))
                        .toList(),
                typed.added().stream()
                        .filter(line -> !line.empty())
                        .map(line -> new AddedSeat(
                                Integer.parseInt(line.group()),
                                new NewSeat(line.unit(), rank(line.role()).orElseThrow()),
                                line.reason()))
                        .toList(),
                typed.newGroups().stream()
                        .filter(line -> !line.empty())
                        .map(line -> new AddedGroup(line.name(), line.shortName(), line.dutyLines(), line.seats()))
                        .toList(),
                typed.units().stream()
                        .filter(UnitLine::differs)
                        .map(line -> new UnitChange(
                                line.unit().code(),
                                line.name(),
                                line.assessed().equals(YES),
                                line.reason().isBlank()
                                                || (line.unit().cityOwn()
                                                        && line.assessed().equals(YES))
                                        ? null
                                        : line.reason(),
                                line.unit().toConfirm() && !line.confirmed().equals("1")))
                        .toList(),
                actor);
        return Map.of(Variables.YEAR, year);
    }
}
