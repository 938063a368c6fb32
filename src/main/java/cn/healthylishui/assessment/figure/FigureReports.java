package cn.healthylishui.assessment.figure;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.FigureRhythms.Line;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 数据报送: what was asked for, reported, confirmed and sent back through the year. Reports are only added; the latest of a unit counts. */
@Component("figureReportRecords") // the models call the process's own bean figureReports
public class FigureReports {

    public static final int LONGEST_WORD = 1000;
    public static final int LONGEST_REASON = 2000;

    public enum State {
        REPORTED("待核实"),
        CONFIRMED("已核实"),
        RETURNED("已退回");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @param dueOn until when it is reported */
    public record Period(int year, int month, LocalDate dueOn) {}

    /**
     * @param owner the matching municipal unit
     * @param late whether it came after the period was due
     * @param reason why it was sent back
     * @param figures indicator to what was reported
     */
    public record Report(
            long id,
            int month,
            String district,
            String unit,
            String owner,
            boolean late,
            String reportedBy,
            LocalDateTime reportedAt,
            State state,
            @Nullable String reason,
            @Nullable LocalDateTime decidedAt,
            Map<String, Answer> figures) {}

    /** One indicator's figure of one district. */
    public record FigureKey(String district, String indicator) {}

    /** 督办: what the city office told an office that was late. */
    public record Urge(int month, String office, String message, LocalDateTime urgedAt) {}

    /** How often a district's units reported late, and how often something was sent back. */
    public record Lapses(int late, int returned) {}

    private record Request(long id, int year, String requestedBy, LocalDateTime requestedAt) {}

    private record PeriodRow(int year, int monthNumber, long request, LocalDate dueOn, boolean districtOffices) {

        Period period() {
            return new Period(year, monthNumber, dueOn);
        }
    }

    private record ReportRow(
            long id,
            int year,
            int monthNumber,
            String district,
            String unit,
            String owner,
            boolean late,
            String reportedBy,
            LocalDateTime reportedAt,
            State state,
            @Nullable String reason,
            @Nullable String decidedBy,
            @Nullable LocalDateTime decidedAt) {

        Report report(Map<String, Answer> figures) {
            return new Report(
                    id,
                    monthNumber,
                    district,
                    unit,
                    owner,
                    late,
                    reportedBy,
                    reportedAt,
                    state,
                    reason,
                    decidedAt,
                    figures);
        }
    }

    private record Cell(long report, String indicator) {}

    private record FigureRow(
            Cell cell,
            EntryState state,
            @Nullable BigDecimal enteredValue,
            @Nullable String ticks,
            boolean provisional,
            @Nullable String reason) {

        static FigureRow of(Cell cell, Answer figure) {
            return new FigureRow(
                    cell, figure.state(), figure.value(), figure.ticks(), figure.provisional(), figure.reason());
        }

        Answer answer(List<String> evidence) {
            return new Answer(state, enteredValue, null, ticks, provisional, reason, evidence);
        }
    }

    private record FigureFile(Cell cell, String evidenceId) {}

    private record UrgeRow(
            long id, int year, int monthNumber, String office, String message, String urgedBy, LocalDateTime urgedAt) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final FigureRhythms rhythms;
    private final WorkingDays workingDays;
    private final OperationLog log;
    private final Clock clock;

    FigureReports(
            JdbcClient jdbc,
            AssessmentYears years,
            YearRoster roster,
            FigureRhythms rhythms,
            WorkingDays workingDays,
            OperationLog log,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.rhythms = rhythms;
        this.workingDays = workingDays;
        this.log = log;
        this.clock = clock;
    }

    // ---- what is asked for

    /** The periods asked for in a year, the first first. */
    public List<Period> periods(int year) {
        return rows
                .list(
                        PeriodRow.class,
                        "select * from figure_period where assessment_year = :year order by month_number",
                        year)
                .stream()
                .map(PeriodRow::period)
                .toList();
    }

    public Period period(int year, int month) {
        return rows.get(
                        PeriodRow.class,
                        "select * from figure_period where assessment_year = :year and month_number = :month",
                        year,
                        month)
                .period();
    }

    /** The months that a request was the first to ask for. */
    public List<Integer> months(long request) {
        return rows.list(
                Integer.class,
                "select month_number from figure_period where request = :request order by month_number",
                request);
    }

    /** What a request made now would ask for, with these rhythms in use; nothing that was asked for before. */
    public List<Period> toAsk(int year, List<Rhythm> inUse) {
        List<Integer> known = periods(year).stream().map(Period::month).toList();
        LocalDate today = LocalDate.now(clock);
        return Periods.toAsk(year, today, inUse).stream()
                .filter(month -> !known.contains(month))
                .map(month -> new Period(year, month, dueOn(year, month, today)))
                .toList();
    }

    /** Some working days after the period, or after today where it is asked for late. */
    private LocalDate dueOn(int year, int month, LocalDate today) {
        int days = years.settings(year).figureWorkingDays();
        LocalDate usual = workingDays.plus(Periods.lastDay(year, month), days);
        return usual.isBefore(today) ? workingDays.plus(today, days) : usual;
    }

    /** Until when a report is due that is asked for now: what was sent back gets days of its own. */
    public LocalDate dueNow(int year, int month) {
        LocalDate due = period(year, month).dueOn();
        LocalDate today = LocalDate.now(clock);
        return due.isBefore(today)
                ? workingDays.plus(today, years.settings(year).figureWorkingDays())
                : due;
    }

    /** @return the request's id */
    @Transactional
    public long ask(int year, Actor actor) {
        years.requireOpen(year);
        years.lock(year);
        long request =
                rows.insertForId("figure_request", new Request(0, year, actor.userId(), LocalDateTime.now(clock)));
        List<Period> asked = toAsk(year, inUse(year));
        rows.insertAll(
                "figure_period",
                asked.stream()
                        .map(period -> new PeriodRow(year, period.month(), request, period.dueOn(), true))
                        .toList());
        log.record(
                actor,
                Operation.of("要求报送数据", year, String.valueOf(year))
                        .to(asked.stream()
                                .map(period -> Periods.label(period.month()))
                                .collect(Collectors.joining("、"))));
        return request;
    }

    private List<Rhythm> inUse(int year) {
        return rhythms.of(year).stream().map(Line::rhythm).distinct().toList();
    }

    // ---- who has to report, and who is late

    /** The municipal units to which something is reported in a period. */
    public List<String> owners(int year, int month) {
        return rhythms.duties(year, month).stream().map(Duty::owner).distinct().toList();
    }

    /** The member units that a municipal unit waits for: all at first, afterwards those whose report it sent back. */
    public List<String> unitsToReport(int year, int month, String owner) {
        List<Duty> duties = rhythms.duties(year, month).stream()
                .filter(duty -> duty.owner().equals(owner))
                .toList();
        Map<String, Report> latest = latest(year, month);
        boolean first = duties.stream().map(Duty::key).noneMatch(latest::containsKey);
        return duties.stream()
                .filter(duty -> first
                        || latest.containsKey(duty.key())
                                && latest.get(duty.key()).state() == State.RETURNED)
                .map(duty -> duty.unit().code())
                .toList();
    }

    /** @throws OutOfStep where nobody asked for this period */
    public void requireAsked(int year, int month) {
        boolean asked = periods(year).stream().anyMatch(period -> period.month() == month);
        OutOfStep.require(asked, year + "年" + Periods.label(month) + "数据报送", "没有要求报送");
    }

    /** @throws OutOfStep where a unit has reported and nothing was sent back */
    public void requireToReport(int year, int month, String unit, @Nullable String owner) {
        requireAsked(year, month);
        Report last = ofUnit(year, unit, owner).stream()
                .filter(report -> report.month() == month)
                .reduce((earlier, later) -> later)
                .orElse(null);
        OutOfStep.require(
                last == null || last.state() == State.RETURNED,
                roster.objectName(year, unit) + Periods.label(month) + "数据报送",
                last == null ? "" : last.state().label());
    }

    /** @throws OutOfStep where a municipal unit has no report to confirm, or one it sent back has not come again */
    public void requireToConfirm(int year, int month, String owner) {
        requireAsked(year, month);
        List<State> states = latest(year, month).values().stream()
                .filter(report -> report.owner().equals(owner))
                .map(Report::state)
                .toList();
        OutOfStep.require(
                states.contains(State.REPORTED) && !states.contains(State.RETURNED),
                "报给%s的数据".formatted(roster.objectName(year, owner)),
                states.contains(State.RETURNED) ? "退回后还没有重报" : "没有待核实的");
    }

    /** @throws OutOfStep where this period was not asked for, or those who were late have been told */
    public void requireToUrge(int year, int month) {
        requireAsked(year, month);
        long told = rows.get(
                Long.class,
                "select count(*) from figure_urge where assessment_year = :year and month_number = :month",
                year,
                month);
        OutOfStep.require(told == 0, Periods.label(month) + "数据督办", "已督办");
    }

    public Optional<Duty> duty(int year, int month, String unit, @Nullable String owner) {
        return rhythms.duty(year, month, unit, owner);
    }

    /** Whoever has not reported, or has not reported again what was sent back. */
    public List<Duty> missing(int year, int month) {
        Map<String, Report> latest = latest(year, month);
        return rhythms.duties(year, month).stream()
                .filter(duty -> {
                    Report report = latest.get(duty.key());
                    return report == null || report.state() == State.RETURNED;
                })
                .toList();
    }

    // ---- reports

    /** Duty, by its key, to the latest report of a period on it. */
    public Map<String, Report> latest(int year, int month) {
        Map<String, YearDistrict> districts =
                roster.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, Function.identity()));
        return read("r.month_number = :month", year, month).stream()
                .collect(Collectors.toMap(
                        report -> Duty.key(
                                Objects.requireNonNull(districts.get(report.district())),
                                report.unit(),
                                report.owner()),
                        Function.identity(),
                        (earlier, later) -> later,
                        LinkedHashMap::new));
    }

    /** Every report of a member unit in a year, of a district's own office those to one municipal unit; oldest first. */
    public List<Report> ofUnit(int year, String unit, @Nullable String owner) {
        boolean office = roster.districts(year).stream().anyMatch(district -> Duty.isOffice(district, unit));
        return read("r.unit = :unit", year, unit).stream()
                .filter(report -> !office || report.owner().equals(owner))
                .toList();
    }

    /** Every report of a year, oldest first. */
    public List<Report> all(int year) {
        return read("1 = 1", year);
    }

    /** What a municipal unit was told of each figure last, in reports of one state. */
    public Map<FigureKey, Report> latestFigures(int year, String owner, State state) {
        Map<FigureKey, Report> latest = new HashMap<>();
        read("r.owner = :owner", year, owner).stream()
                .filter(report -> report.state() == state)
                .sorted(Comparator.comparingInt(Report::month).thenComparingLong(Report::id))
                .forEach(report -> report.figures()
                        .keySet()
                        .forEach(indicator -> latest.put(new FigureKey(report.district(), indicator), report)));
        return latest;
    }

    /** @param condition with the values of its parameters, the year before them */
    private List<Report> read(String condition, Object... values) {
        Map<Cell, List<String>> files = EvidenceLists.by(
                rows.list(FigureFile.class, """
                        select f.* from reported_figure_evidence f
                        join figure_report r on r.id = f.report join evidence e on e.id = f.evidence_id
                        where r.assessment_year = :year and %s order by e.uploaded_at, e.id
                        """.formatted(condition), values),
                FigureFile::cell,
                FigureFile::evidenceId);
        Map<Long, Map<String, Answer>> figures = new HashMap<>();
        rows.list(FigureRow.class, """
                select f.* from reported_figure f join figure_report r on r.id = f.report
                where r.assessment_year = :year and %s order by f.report, f.indicator
                """.formatted(condition), values)
                .forEach(row -> figures.computeIfAbsent(row.cell().report(), report -> new LinkedHashMap<>())
                        .put(row.cell().indicator(), row.answer(files.getOrDefault(row.cell(), List.of()))));
        return rows
                .list(
                        ReportRow.class,
                        "select r.* from figure_report r where r.assessment_year = :year and %s order by r.id"
                                .formatted(condition),
                        values)
                .stream()
                .map(row -> row.report(figures.getOrDefault(row.id(), Map.of())))
                .toList();
    }

    /** @param figures indicator to figure; references are the municipal unit's matter and are not kept */
    @Transactional
    public void report(int year, int month, Duty duty, Map<String, Answer> figures, Actor actor) {
        years.requireOpen(year);
        // A report that mends another one is not late for having been sent back.
        Report before = ofUnit(year, duty.unit().code(), duty.owner()).stream()
                .filter(report -> report.month() == month)
                .reduce((earlier, later) -> later)
                .orElse(null);
        boolean late = before == null ? period(year, month).dueOn().isBefore(LocalDate.now(clock)) : before.late();
        long report = rows.insertForId(
                "figure_report",
                new ReportRow(
                        0,
                        year,
                        month,
                        duty.district().code(),
                        duty.unit().code(),
                        duty.owner(),
                        late,
                        actor.userId(),
                        LocalDateTime.now(clock),
                        State.REPORTED,
                        null,
                        null,
                        null));
        rows.insertAll(
                "reported_figure",
                figures.entrySet().stream()
                        .map(figure -> FigureRow.of(new Cell(report, figure.getKey()), figure.getValue()))
                        .toList());
        rows.insertAll(
                "reported_figure_evidence",
                figures.entrySet().stream()
                        .flatMap(figure -> figure.getValue().evidence().stream()
                                .map(file -> new FigureFile(new Cell(report, figure.getKey()), file)))
                        .toList());
        log.record(
                actor,
                Operation.of("报送数据：" + Periods.label(month), year, duty.unit().code())
                        .to("%d项%s".formatted(figures.size(), late ? "，迟报" : "")));
    }

    @Transactional
    public void confirm(int year, Report report, Actor actor) {
        decide(year, report, State.CONFIRMED, null, actor);
    }

    @Transactional
    public void sendBack(int year, Report report, String reason, Actor actor) {
        decide(year, report, State.RETURNED, reason, actor);
    }

    private void decide(int year, Report report, State state, @Nullable String reason, Actor actor) {
        years.requireOpen(year);
        int decided =
                rows.update("""
                        update figure_report set state = :state, reason = :reason, decided_by = :by, decided_at = :at
                        where id = :id and state = :reported
                        """, state, reason, actor.userId(), LocalDateTime.now(clock), report.id(), State.REPORTED);
        if (decided == 0) {
            throw new IllegalStateException("Report " + report.id() + " has been decided before");
        }
        log.record(
                actor,
                Operation.of(state == State.CONFIRMED ? "核实报送数据" : "退回报送数据", year, report.unit())
                        .from(Periods.label(report.month()))
                        .to(state.label())
                        .because(reason));
    }

    // ---- lateness

    /** Keeps what an office was told; it sees it when it reports. */
    @Transactional
    public void urge(int year, int month, String office, String message, Actor actor) {
        rows.insert(
                "figure_urge", new UrgeRow(0, year, month, office, message, actor.userId(), LocalDateTime.now(clock)));
        log.record(
                actor,
                Operation.of("督办数据报送：" + Periods.label(month), year, office).to(message));
    }

    /** What an office was told of a period, the latest first. */
    public List<Urge> urges(int year, int month, String office) {
        return rows.list(UrgeRow.class, """
                select * from figure_urge
                where assessment_year = :year and month_number = :month and office = :office order by id desc
                """, year, month, office).stream()
                .map(row -> new Urge(row.monthNumber(), row.office(), row.message(), row.urgedAt()))
                .toList();
    }

    /** District to what went amiss with its reports; of a report and those that mend it the lateness counts once. */
    public Map<String, Lapses> lapses(int year) {
        return all(year).stream()
                .collect(Collectors.groupingBy(
                        Report::district,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), FigureReports::lapses)));
    }

    private static Lapses lapses(List<Report> reports) {
        return new Lapses(
                (int) reports.stream()
                        .filter(Report::late)
                        .map(report -> List.of(report.month(), report.unit(), report.owner()))
                        .distinct()
                        .count(),
                (int) reports.stream()
                        .filter(report -> report.state() == State.RETURNED)
                        .count());
    }
}
