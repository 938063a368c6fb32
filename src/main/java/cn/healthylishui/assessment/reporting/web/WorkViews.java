package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Mechanism;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 年度重点工作 in the words of a page: each task with what its units have reported by quarter. */
@Component
class WorkViews {

    /** How a unit stands with a task in a quarter; what needs somebody's attention comes first. */
    enum State {
        MISSING("未报"),
        NOT_STARTED("未启动"),
        LAGGING("滞后"),
        AWAITED("待报"),
        ON_SCHEDULE("按序时推进"),
        DONE("已完成"),
        /** Not asked for, or the quarter is not over. */
        NONE("");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static State of(ProgressState state) {
            return switch (state) {
                case NOT_STARTED -> NOT_STARTED;
                case LAGGING -> LAGGING;
                case ON_SCHEDULE -> ON_SCHEDULE;
                case DONE -> DONE;
            };
        }
    }

    /** @param text 滞后, and of several units how many of them */
    record Chip(State state, String text) {}

    record Cell(String quarter, List<Chip> chips) {}

    /**
     * A task in a list.
     *
     * @param part 牵头 or 承担 where it is listed for one unit; else empty
     * @param groups the numbers of its special action groups in words
     * @param cells the four quarters and the year's end
     * @param behind whether a unit lags, or has not reported in time
     */
    record TaskLine(
            String code,
            String body,
            String responsible,
            String targets,
            String part,
            String groups,
            int units,
            List<Cell> cells,
            boolean behind,
            boolean done) {}

    /** Tasks under one heading. */
    record Section(String id, String title, String hint, List<TaskLine> tasks) {

        public long behind() {
            return tasks.stream().filter(TaskLine::behind).count();
        }

        public long done() {
            return tasks.stream().filter(TaskLine::done).count();
        }

        Section onlyBehind() {
            return new Section(
                    id, title, hint, tasks.stream().filter(TaskLine::behind).toList());
        }
    }

    /** @param milestone what is to be reached in the quarter; empty where nothing was set */
    record QuarterLine(
            String quarter,
            String milestone,
            State state,
            String figure,
            String note,
            String reportedAt,
            List<FileLink> files) {}

    /** A unit and what it reported on a task. */
    record SeatLine(
            String unit,
            String name,
            boolean lead,
            boolean toConfirm,
            @Nullable String note,
            String sourceName,
            String acceptance,
            List<QuarterLine> quarters,
            boolean behind) {}

    /**
     * A wording of a task, as a batch adopted it.
     *
     * @param body null where the wording did not change
     * @param responsible null where the units did not change
     */
    record Wording(
            String change,
            String batch,
            String decidedAt,
            @Nullable String reason,
            @Nullable String body,
            @Nullable String responsible) {}

    /** 当地重点工作 of a district. */
    record DistrictSection(
            String code, String name, @Nullable Mechanism mechanism, List<FileLink> files, List<WorkLine> works) {

        public long behind() {
            return works.stream().filter(WorkLine::behind).count();
        }

        /** How far its setting is. */
        public String state() {
            if (mechanism == null) {
                return "还没有确定";
            }
            return mechanism.approvedAt() == null ? "已确定，待审定" : "已审定";
        }
    }

    record WorkLine(Work work, String unitName, List<Cell> cells, String figure, String note, boolean behind) {}

    private static final int WHOLE_YEAR = Quarters.YEAR_END;

    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;
    private final WorkingDays workingDays;
    private final KeyTasks keyTasks;
    private final WorkPlans plans;
    private final Progress progress;
    private final DistrictWork districtWork;
    private final ReadableFiles files;
    private final Clock clock;

    WorkViews(
            AssessmentYears years,
            YearRoster roster,
            Organization organization,
            WorkingDays workingDays,
            KeyTasks keyTasks,
            WorkPlans plans,
            Progress progress,
            DistrictWork districtWork,
            ReadableFiles files,
            Clock clock) {
        this.years = years;
        this.roster = roster;
        this.organization = organization;
        this.workingDays = workingDays;
        this.keyTasks = keyTasks;
        this.plans = plans;
        this.progress = progress;
        this.districtWork = districtWork;
        this.files = files;
        this.clock = clock;
    }

    /** What is asked for in a year and what has been reported; read once for a page. */
    final class Sheet {

        private final int year;
        private final LocalDate today = LocalDate.now(clock);
        private final Map<String, String> names;
        private final Map<Long, WorkPlan> batches;
        /** Quarter to the last day on which it can be reported in time. */
        private final Map<Integer, LocalDate> due = new TreeMap<>();
        /** Unit to task to quarter to the last report. */
        private final Map<String, Map<String, Map<Integer, Report>>> reports = new HashMap<>();

        private Sheet(int year) {
            this.year = year;
            this.names = roster.units(year).stream().collect(Collectors.toMap(YearUnit::code, YearUnit::name));
            this.batches = plans.of(year).stream().collect(Collectors.toMap(WorkPlan::id, plan -> plan));
            int days = years.settings(year).progressWorkingDays();
            batches.values().stream()
                    .filter(plan -> plan.state() == WorkPlan.State.ADOPTED)
                    .forEach(plan -> plans.quarters(plan.id()).forEach(quarter -> {
                        LocalDate asked = Quarters.lastDay(year, quarter);
                        LocalDateTime adopted = plan.decidedAt();
                        if (adopted != null && adopted.toLocalDate().isAfter(asked)) {
                            asked = adopted.toLocalDate();
                        }
                        due.put(quarter, workingDays.plus(asked, days));
                    }));
        }

        String name(String unit) {
            return names.getOrDefault(unit, organization.officeName(unit));
        }

        private Map<Integer, Report> reports(String unit, String task) {
            return reports.computeIfAbsent(unit, any -> {
                        Map<String, Map<Integer, Report>> byTask = new HashMap<>();
                        progress.reports(year, unit)
                                .forEach(report -> byTask.computeIfAbsent(report.task(), key -> new TreeMap<>())
                                        .put(report.quarter(), report));
                        return byTask;
                    })
                    .getOrDefault(task, Map.of());
        }

        private State state(KeyTask task, String unit, int quarter) {
            Report report = reports(unit, task.code()).get(quarter);
            return report == null ? state(quarter, since(task)) : State.of(report.state());
        }

        /** Of a quarter without a report. */
        private State state(int quarter, @Nullable LocalDate since) {
            LocalDate until = due.get(quarter);
            if (until == null) {
                return State.NONE;
            }
            LocalDate lastDay = Quarters.lastDay(year, quarter);
            boolean laterThan = since != null && since.isAfter(lastDay) && quarter < 4;
            if (laterThan || !today.isAfter(lastDay)) {
                return State.NONE;
            }
            return today.isAfter(until) ? State.MISSING : State.AWAITED;
        }

        /** Since when the task is the units' to do; what was only worded anew was theirs before. */
        private @Nullable LocalDate since(KeyTask task) {
            LocalDateTime decided = task.change() == Change.ADDED
                    ? task.decidedAt()
                    : keyTasks.history(year, task.code()).stream()
                            .map(KeyTask::decidedAt)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            return decided == null ? null : decided.toLocalDate();
        }

        private boolean behind(KeyTask task, String unit) {
            Map<Integer, Report> own = reports(unit, task.code());
            int last = own.keySet().stream().mapToInt(quarter -> quarter).max().orElse(0);
            boolean lags =
                    last > 0 && Objects.requireNonNull(own.get(last)).state().behind();
            return lags
                    || IntStream.rangeClosed(last + 1, 4)
                            .anyMatch(quarter -> state(task, unit, quarter) == State.MISSING);
        }

        private boolean done(KeyTask task, String unit) {
            return reports(unit, task.code()).values().stream()
                    .reduce((first, second) -> second)
                    .filter(report -> report.state() == ProgressState.DONE)
                    .isPresent();
        }

        TaskLine line(KeyTask task) {
            return line(task, task.seats(), "");
        }

        /** The task as one of its units has it. */
        TaskLine line(KeyTask task, Seat seat) {
            return line(task, List.of(seat), seat.lead() ? "牵头" : "承担");
        }

        private TaskLine line(KeyTask task, List<Seat> seats, String part) {
            List<Cell> cells = IntStream.rangeClosed(1, WHOLE_YEAR)
                    .mapToObj(quarter -> new Cell(
                            Quarters.label(quarter),
                            chips(seats.stream()
                                    .map(seat -> state(task, seat.unit(), quarter))
                                    .toList())))
                    .toList();
            return new TaskLine(
                    task.code(),
                    task.body(),
                    task.responsible(),
                    task.targetsInWords(),
                    part,
                    task.groupNumbers().stream().map(String::valueOf).collect(Collectors.joining("、")),
                    seats.size(),
                    cells,
                    seats.stream().anyMatch(seat -> behind(task, seat.unit())),
                    !seats.isEmpty() && seats.stream().allMatch(seat -> done(task, seat.unit())));
        }

        /** A unit with all it reported on a task, and what it was to reach. */
        SeatLine seat(KeyTask task, Seat seat, User reader) {
            Map<Integer, Report> own = reports(seat.unit(), task.code());
            List<QuarterLine> quarters = new ArrayList<>();
            for (int quarter = 1; quarter <= WHOLE_YEAR; quarter++) {
                Report report = own.get(quarter);
                String milestone = seat.milestones().getOrDefault(quarter, "");
                State state = state(task, seat.unit(), quarter);
                if (report == null && milestone.isEmpty() && state == State.NONE) {
                    continue;
                }
                quarters.add(new QuarterLine(
                        Quarters.label(quarter),
                        milestone,
                        state,
                        report == null ? "" : figure(task, report.figure()),
                        report == null ? "" : report.note(),
                        report == null ? "" : Times.minute(report.reportedAt()),
                        report == null ? List.of() : files.of(report.evidence(), reader)));
            }
            return new SeatLine(
                    seat.unit(),
                    name(seat.unit()),
                    seat.lead(),
                    seat.toConfirm(),
                    seat.note(),
                    seat.sourceName(),
                    seat.acceptance(),
                    quarters,
                    behind(task, seat.unit()));
        }

        /** The wordings of a task from the first to the one that holds. */
        List<Wording> history(List<KeyTask> wordings) {
            List<Wording> lines = new ArrayList<>();
            KeyTask before = null;
            for (KeyTask wording : wordings) {
                WorkPlan batch = batches.get(wording.plan());
                LocalDateTime decided = wording.decidedAt();
                lines.add(new Wording(
                        wording.change().label(),
                        batch == null ? "" : batch.shownTitle(),
                        decided == null ? "" : Times.minute(decided),
                        wording.reason(),
                        before != null && before.body().equals(wording.body()) ? null : wording.body(),
                        before != null && before.responsible().equals(wording.responsible())
                                ? null
                                : wording.responsible()));
                before = wording;
            }
            return lines;
        }

        List<DistrictSection> districts(List<YearDistrict> districts, User reader) {
            if (districts.size() > 1) {
                districtWork.readAll(year);
            }
            return districts.stream()
                    .map(district -> district(district, reader))
                    .toList();
        }

        DistrictSection district(YearDistrict district, User reader) {
            Mechanism mechanism = districtWork.mechanism(year, district.code()).orElse(null);
            Map<Long, Map<Integer, DistrictWork.Report>> byWork = new HashMap<>();
            districtWork.reports(year, district.code()).forEach(report -> byWork.computeIfAbsent(
                            report.work(), work -> new TreeMap<>())
                    .put(report.quarter(), report));
            LocalDateTime approved = mechanism == null ? null : mechanism.approvedAt();
            return new DistrictSection(
                    district.code(),
                    district.name(),
                    mechanism,
                    mechanism == null ? List.of() : files.of(mechanism.evidence(), reader),
                    districtWork.of(year, district.code()).stream()
                            .map(work -> line(
                                    work,
                                    byWork.getOrDefault(work.id(), Map.of()),
                                    approved == null ? null : approved.toLocalDate()))
                            .toList());
        }

        /** @param approved since when it is to be reported on; null: not yet */
        private WorkLine line(Work work, Map<Integer, DistrictWork.Report> own, @Nullable LocalDate approved) {
            Map<Integer, State> states = new TreeMap<>();
            for (int quarter = 1; quarter <= 4; quarter++) {
                DistrictWork.Report report = own.get(quarter);
                states.put(
                        quarter,
                        report != null
                                ? State.of(report.state())
                                : approved == null ? State.NONE : state(quarter, approved));
            }
            Optional<DistrictWork.Report> last = own.values().stream().reduce((first, second) -> second);
            int reported = last.map(DistrictWork.Report::quarter).orElse(0);
            String measure = work.unitOfMeasure();
            return new WorkLine(
                    work,
                    roster.objectName(year, work.unit()),
                    states.entrySet().stream()
                            .map(entry -> new Cell(Quarters.label(entry.getKey()), chips(List.of(entry.getValue()))))
                            .toList(),
                    last.map(DistrictWork.Report::figure)
                            .map(figure -> Answer.plain(figure) + (measure == null ? "" : measure))
                            .orElse(""),
                    last.map(DistrictWork.Report::note).orElse(""),
                    last.filter(report -> report.state().behind()).isPresent()
                            || states.entrySet().stream()
                                    .anyMatch(entry -> entry.getKey() > reported && entry.getValue() == State.MISSING));
        }
    }

    Sheet sheet(int year) {
        return new Sheet(year);
    }

    private static String figure(KeyTask task, @Nullable BigDecimal figure) {
        return figure == null
                ? ""
                : Answer.plain(figure)
                        + task.measured().map(KeyTask.Target::unitOfMeasure).orElse("");
    }

    /** How many units stand how; one unit's state goes without a number. */
    private static List<Chip> chips(Collection<State> states) {
        Map<State, Long> counts = states.stream()
                .filter(state -> state != State.NONE)
                .collect(
                        Collectors.groupingBy(state -> state, () -> new EnumMap<>(State.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> new Chip(
                        entry.getKey(), entry.getKey().label() + (states.size() > 1 ? " " + entry.getValue() : "")))
                .toList();
    }

    /** Tasks under their chapters, in the order of the key work. */
    static List<Section> byChapter(List<KeyTask> tasks, Sheet sheet) {
        List<String> chapters = tasks.stream().map(KeyTask::chapter).distinct().toList();
        return IntStream.range(0, chapters.size())
                .mapToObj(i -> new Section(
                        "chapter-" + (i + 1),
                        chapters.get(i),
                        "",
                        lines(tasks, task -> task.chapter().equals(chapters.get(i)), sheet)))
                .toList();
    }

    static List<TaskLine> lines(List<KeyTask> tasks, Predicate<KeyTask> wanted, Sheet sheet) {
        return tasks.stream().filter(wanted).map(sheet::line).toList();
    }

    /** The files of visits and the like, those alone that the reader may open. */
    List<FileLink> files(List<String> ids, User reader) {
        return files.of(ids, reader);
    }

    /** Whether a wording of a task is or was a unit's. */
    static boolean held(List<KeyTask> wordings, String unit) {
        return wordings.stream().anyMatch(wording -> wording.seat(unit).isPresent());
    }
}
