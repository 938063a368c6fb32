package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.process.BatchTasks;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.SetData.Cell;
import cn.healthylishui.rehearsal.SetData.Review;
import cn.healthylishui.rehearsal.SetSheets.Line;
import cn.healthylishui.rehearsal.SetSheets.Page;
import cn.healthylishui.rehearsal.YearInput.Rater;
import cn.healthylishui.rehearsal.YearInput.Ruling;
import cn.healthylishui.rehearsal.YearInput.Seat;
import cn.healthylishui.rehearsal.YearInput.Share;
import cn.healthylishui.rehearsal.YearInput.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 数据集的单位数据: own units, tasks and reviews of municipal units, and the ballots. */
final class UnitChecks {

    private static final int NEW_TASKS_A_BATCH = BatchTasks.NEW_ROWS;

    private final SetSheets sheets;
    private final SetRoster roster;
    private final Set<String> packagedTasks;
    private final SetData data;
    private final SetLines setLines;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, List<Seat>> seats = new HashMap<>();
    private final Map<Cell, Line> unitTasks = new LinkedHashMap<>();
    /** Whose groups could not be read: nobody can say who reviews them. */
    private final Set<String> groupsUnknown = new HashSet<>();

    UnitChecks(SetSheets sheets, SetRoster roster, Set<String> packagedTasks, SetData data, SetLines setLines) {
        this.sheets = sheets;
        this.roster = roster;
        this.packagedTasks = packagedTasks;
        this.data = data;
        this.setLines = setLines;
    }

    void check() {
        ownUnits();
        tasks();
        unitTasks();
        reviews();
        raters();
        ballots();
    }

    /** The tasks that the units hold, each with its line. */
    Map<Cell, Line> held() {
        return unitTasks;
    }

    private void ownUnits() {
        setLines.byDistrict(sheets.page(SetFile.OWN_UNITS, SetLayouts.OWN_UNITS.key()))
                .forEach((district, line) -> {
                    line.require("assess", "请选“考核”或“不考核”。");
                    line.limit("reason", OwnUnits.LONGEST_REASON);
                    if (line.is("assess", SetLayouts.NO) && line.require("reason", "不考核的，请写明理由。")) {
                        data.leftOut.put(district, line.text("reason"));
                    }
                });
        Page page = sheets.page(SetFile.OWN_UNITS, SetLayouts.OWN_UNIT_SCORES.key());
        Map<String, MemberUnit> known =
                roster.memberUnits().stream().collect(Collectors.toMap(MemberUnit::code, Function.identity()));
        Map<String, Line> lines = page.by(
                line -> {
                    if (!known.containsKey(line.text("unit"))) {
                        line.fault("unit", "没有编码为“%s”的直属单位，请核对编码。".formatted(line.text("unit")));
                        return Optional.empty();
                    }
                    return Optional.of(line.text("unit"));
                },
                "unit");
        page.requireAll(
                lines,
                roster.memberUnits().stream().map(MemberUnit::code).toList(),
                missing -> List.of("直属单位%s的行".formatted(String.join("、", missing))));
        lines.forEach(
                (unit, line) -> line.whole("percent", 0, 100).ifPresent(percent -> data.ownUnits.put(unit, percent)));
    }

    private void tasks() {
        Page page = sheets.page(SetFile.UNIT_TASKS, SetLayouts.TASKS.key());
        Map<String, Line> lines = page.by(
                line -> {
                    String code = line.text("task");
                    if (!packagedTasks.contains(code) && !code.matches("B[1-9]\\d?-\\d{2}")) {
                        line.fault(
                                "task",
                                code.isEmpty()
                                        ? "还没有填任务编码。"
                                        : "没有编码为“%s”的任务。2021年工作要点的任务用K开头的编码，新增的依次编为 B2-01、B2-02……".formatted(code));
                        return Optional.empty();
                    }
                    return Optional.of(code);
                },
                "task");
        if (lines.keySet().stream().noneMatch(packagedTasks::contains)) {
            page.fault("一项2021年工作要点的任务（编码K开头）也没有。请至少保留一项。");
        }
        numbering(lines);
        lines.forEach((code, line) -> {
            if (code.startsWith("B")) {
                line.require("chapter", "新增任务请填所属的章，例如“普及健康生活，提高全民身体素质”。");
                line.require("section", "新增任务请填所属的节，例如“加强全民健康教育”。");
                line.require("body", "新增任务请填任务内容。");
                line.limit("chapter", WorkPlans.LONGEST_HEADING);
                line.limit("section", WorkPlans.LONGEST_HEADING);
                line.limit("body", WorkPlans.LONGEST_BODY);
            }
            Task task = new Task(
                    code,
                    line.text("chapter"),
                    line.text("section"),
                    line.text("body"),
                    groups(line),
                    seats.computeIfAbsent(code, key -> new ArrayList<>()));
            tasks.put(code, task);
            data.tasks.add(task);
        });
    }

    /** New tasks get their codes from the system: so many a batch, one after the other. */
    private static void numbering(Map<String, Line> lines) {
        List<String> fresh = lines.keySet().stream()
                .filter(code -> code.startsWith("B"))
                .sorted(UnitChecks::byBatch)
                .toList();
        for (int i = 0; i < fresh.size(); i++) {
            String due = "B%d-%02d".formatted(2 + i / NEW_TASKS_A_BATCH, 1 + i % NEW_TASKS_A_BATCH);
            String code = fresh.get(i);
            if (!code.equals(due)) {
                Objects.requireNonNull(lines.get(code))
                        .fault("task", "新增任务的编码要依次编，这一项应为%s。请改正，“单位任务”和“评审”表里的也一起改。".formatted(due));
            }
        }
    }

    private static int byBatch(String one, String other) {
        int batches = Integer.compare(batch(one), batch(other));
        return batches != 0 ? batches : one.compareTo(other);
    }

    private static int batch(String code) {
        return Integer.parseInt(code.substring(1, code.indexOf('-')));
    }

    private List<Integer> groups(Line line) {
        Set<Integer> groups = new TreeSet<>();
        for (String part : line.text("groups").split("[、,，;；\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.matches("\\d{1,2}") && roster.groupNumbers().contains(Integer.valueOf(part))) {
                groups.add(Integer.valueOf(part));
            } else {
                groupsUnknown.add(line.text("task"));
                line.fault("groups", "没有编号为“%s”的专项组，请填1至7等现有的编号，几个的用顿号隔开。".formatted(part));
            }
        }
        return List.copyOf(groups);
    }

    private boolean knownTask(Line line) {
        if (tasks.containsKey(line.text("task"))) {
            return true;
        }
        line.fault(
                "task",
                line.isBlank("task") ? "还没有填任务编码。" : "“重点任务”表里没有编码为“%s”的任务，请核对编码。".formatted(line.text("task")));
        return false;
    }

    private Optional<Cell> unitTask(Line line) {
        // Both, so that both are told.
        boolean unit = setLines.knownUnit(line);
        boolean task = knownTask(line);
        return unit && task ? Optional.of(new Cell(line.text("unit"), line.text("task"))) : Optional.empty();
    }

    private void unitTasks() {
        Page page = sheets.page(SetFile.UNIT_TASKS, SetLayouts.UNIT_TASKS.key());
        unitTasks.putAll(page.by(this::unitTask, "task"));
        Map<String, String> leads = new HashMap<>();
        unitTasks.forEach((cell, line) -> {
            boolean lead = line.is("lead", SetLayouts.YES);
            String other = lead ? leads.putIfAbsent(cell.item(), cell.object()) : null;
            if (other != null) {
                line.fault("lead", "任务%s已由%s牵头，一项任务只能有一个牵头单位。".formatted(cell.item(), setLines.named(other)));
            }
            YearUnit unit = roster.unit(cell.object()).orElseThrow();
            Objects.requireNonNull(seats.get(cell.item())).add(new Seat(unit.code(), unit.name(), lead));
            line.limit("reason", UnitReviews.LONGEST_REASON);
            line.limit("decidedReason", UnitReviews.LONGEST_REASON);
            if (unit.assessed()) {
                SetLines.percent(line, "percent")
                        .ifPresent(percent ->
                                data.shares.put(cell, new Share(percent, line.text("reason", SetLines.BY_THE_SET))));
            } else if (!line.isBlank("percent")) {
                line.fault("percent", "%s不列入考核，不用自评。请清空。".formatted(unit.name()));
            }
        });
        page.requireAll(
                seats.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                tasks.keySet(),
                missing -> missing.stream()
                        .map(task -> "任务%s的单位，一项任务至少一个单位；不要这项任务的，在“重点任务”表里也删去".formatted(task))
                        .toList());
    }

    private void reviews() {
        Page page = sheets.page(SetFile.UNIT_TASKS, SetLayouts.REVIEWS.key());
        Map<Review, Line> lines = page.by(this::review, "reviewer");
        List<Review> needed = new ArrayList<>();
        unitTasks.keySet().stream()
                .filter(cell -> !groupsUnknown.contains(cell.item())
                        && roster.unit(cell.object()).filter(YearUnit::assessed).isPresent())
                .forEach(cell -> roster.reviewers(cell.object(), Objects.requireNonNull(tasks.get(cell.item())))
                        .forEach(reviewer -> needed.add(new Review(cell.object(), cell.item(), reviewer))));
        page.requireAll(lines, needed, missing -> missing.stream()
                .map(one -> "%s评审%s任务%s的行"
                        .formatted(roster.officeName(one.reviewer()), setLines.named(one.unit()), one.task()))
                .toList());
        lines.forEach((review, line) -> {
            line.limit("reason", UnitReviews.LONGEST_REASON);
            SetLines.percent(line, "percent")
                    .ifPresent(percent ->
                            data.reviews.put(review, new Share(percent, line.text("reason", SetLines.BY_THE_SET))));
        });
        decisions();
    }

    private Optional<Review> review(Line line) {
        Optional<Cell> cell = unitTask(line);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        Cell known = cell.get();
        String reviewer = line.text("reviewer");
        if (!unitTasks.containsKey(known)) {
            line.fault(
                    "task", "“单位任务”表里%s没有任务%s。请删去这一行，或在那里补上。".formatted(setLines.named(known.object()), known.item()));
        } else if (roster.unit(known.object()).filter(YearUnit::assessed).isEmpty()) {
            line.fault("unit", "%s不列入考核，不用评审。请删去这一行。".formatted(setLines.named(known.object())));
        } else {
            Set<String> reviewers = roster.reviewers(known.object(), Objects.requireNonNull(tasks.get(known.item())));
            if (reviewers.contains(reviewer) || groupsUnknown.contains(known.item())) {
                return Optional.of(new Review(known.object(), known.item(), reviewer));
            }
            line.fault(
                    "reviewer",
                    "“%s”不评审%s的任务%s，评审单位是%s。请删去这一行或改正编码。"
                            .formatted(
                                    reviewer,
                                    setLines.named(known.object()),
                                    known.item(),
                                    reviewers.stream()
                                            .map(one -> one + roster.officeName(one))
                                            .collect(Collectors.joining("、"))));
        }
        return Optional.empty();
    }

    /** Where reviewers differ, the city office has to have decided. */
    private void decisions() {
        unitTasks.forEach((cell, line) -> {
            Set<BigDecimal> given = data.reviews.entrySet().stream()
                    .filter(entry -> entry.getKey().unit().equals(cell.object())
                            && entry.getKey().task().equals(cell.item()))
                    .map(entry -> new BigDecimal(entry.getValue().percent()).stripTrailingZeros())
                    .collect(Collectors.toSet());
            if (given.size() < 2) {
                return;
            }
            if (line.isBlank("decided")) {
                line.fault("decided", "各家评审的得分率不同，请填市健康丽水办裁定的得分率。");
            } else {
                SetLines.percent(line, "decided")
                        .ifPresent(percent -> data.decided.put(
                                cell, new Share(percent, line.text("decidedReason", SetLines.BY_THE_SET))));
            }
        });
    }

    private void raters() {
        Page page = sheets.page(SetFile.BALLOTS, SetLayouts.RATERS.key());
        Map<String, Line> lines = page.by(this::seat, "seat");
        List<String> all = roster.seats().stream().map(RaterSeat::code).toList();
        page.requireAll(lines, all, missing -> missing.stream()
                .map(seat -> "测评席位%s%s的行".formatted(seat, roster.officeName(seat)))
                .toList());
        Map<String, String> persons = new HashMap<>();
        lines.forEach((seat, line) -> {
            line.require("attends", "请选“参加”或“不参加”。");
            line.limit("person", Appraisals.LONGEST_PERSON);
            boolean attends = line.is("attends", SetLayouts.YES);
            String person = line.text("person", roster.officeName(seat));
            data.raters.put(seat, new Rater(attends, attends ? person : ""));
            String other = attends ? persons.putIfAbsent(person.replaceAll("[\\s\\p{Z}]", ""), seat) : null;
            if (other != null) {
                line.fault("person", "“%s”已经坐在席位%s上，一人只能投一票。同名的，在姓名后注明单位。".formatted(person, other));
            }
        });
        Stream.of(RaterGroup.LEADER, RaterGroup.DISTRICT)
                .filter(group -> !lines.isEmpty()
                        && roster.seats().stream()
                                .filter(seat -> seat.group() == group)
                                .noneMatch(seat -> attends(seat.code())))
                .forEach(group -> page.fault("%s没有一个人参加。请至少选一人参加。".formatted(group.label())));
    }

    private boolean attends(String seat) {
        Rater rater = data.raters.get(seat);
        return rater != null && rater.attends();
    }

    private Optional<String> seat(Line line) {
        String seat = line.text("seat");
        if (roster.seats().stream().anyMatch(one -> one.code().equals(seat))) {
            return Optional.of(seat);
        }
        line.fault("seat", seat.isEmpty() ? "还没有填席位编码。" : "没有编码为“%s”的测评席位，请核对编码。".formatted(seat));
        return Optional.empty();
    }

    private void ballots() {
        Page page = sheets.page(SetFile.BALLOTS, SetLayouts.BALLOTS.key());
        Set<String> assessed =
                roster.assessed(data.tasks).stream().map(YearUnit::code).collect(Collectors.toSet());
        Map<Cell, Line> lines = page.by(line -> ballot(line, assessed), "unit");
        List<Cell> needed = roster.seats().stream()
                .filter(seat -> attends(seat.code()))
                .flatMap(seat -> assessed.stream().sorted().map(unit -> new Cell(seat.code(), unit)))
                .toList();
        page.requireAll(lines, needed, this::missingMarks);
        lines.forEach((cell, line) -> {
            if (attends(cell.object()) && line.require("mark", "还没有填评价；不了解的选“不了解”。")) {
                data.marks.put(cell, line.text("mark"));
            }
        });
        Map<String, Line> rulings = sheets.page(SetFile.BALLOTS, SetLayouts.UNRATED.key())
                .by(line -> setLines.knownUnit(line) ? Optional.of(line.text("unit")) : Optional.empty(), "unit");
        for (String unit : new TreeSet<>(assessed)) {
            boolean rated = data.marks.entrySet().stream()
                    .anyMatch(entry -> entry.getKey().item().equals(unit)
                            && !entry.getValue().equals(AppraisalMark.UNKNOWN.name()));
            Line ruling = rulings.get(unit);
            if (rated
                    || data.marks.keySet().stream()
                            .noneMatch(cell -> cell.item().equals(unit))) {
                continue;
            }
            if (ruling == null) {
                sheets.page(SetFile.BALLOTS, SetLayouts.UNRATED.key())
                        .fault("%s没有一张票了解，请在这里加一行，选定怎样处理。".formatted(setLines.named(unit)));
            } else if (ruling.require("outcome", "请选怎样处理。")) {
                ruling.limit("reason", AppraisalOutcomes.LONGEST_DECISION_REASON);
                data.unrated.put(unit, new Ruling(ruling.text("outcome"), ruling.text("reason", SetLines.BY_THE_SET)));
            }
        }
    }

    private List<String> missingMarks(List<Cell> missing) {
        return missing.stream()
                .collect(Collectors.groupingBy(
                        Cell::object, LinkedHashMap::new, Collectors.mapping(Cell::item, Collectors.joining("、"))))
                .entrySet()
                .stream()
                .map(entry -> "席位%s对%s的评价".formatted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Optional<Cell> ballot(Line line, Set<String> assessed) {
        Optional<String> seat = seat(line);
        String unit = line.text("unit");
        if (!assessed.contains(unit)) {
            if (setLines.knownUnit(line)) {
                line.fault("unit", "%s本年度不列入考核或没有任务，没有测评票。请删去这一行。".formatted(setLines.named(unit)));
            }
            return Optional.empty();
        }
        return seat.map(code -> new Cell(code, unit));
    }
}
