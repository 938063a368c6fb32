package cn.healthylishui.assessment.figure;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.FigureRhythms.Line;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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
import org.springframework.jdbc.support.GeneratedKeyHolder;
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

    private final JdbcClient jdbc;
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
        this.jdbc = jdbc;
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
        return jdbc.sql("select * from figure_period where assessment_year = :year order by month_number")
                .param("year", year)
                .query((rs, i) -> period(rs))
                .list();
    }

    public Period period(int year, int month) {
        return jdbc.sql("select * from figure_period where assessment_year = :year and month_number = :month")
                .param("year", year)
                .param("month", month)
                .query((rs, i) -> period(rs))
                .single();
    }

    private static Period period(ResultSet rs) throws SQLException {
        return new Period(
                rs.getInt("assessment_year"),
                rs.getInt("month_number"),
                rs.getDate("due_on").toLocalDate());
    }

    /** The months that a request was the first to ask for. */
    public List<Integer> months(long request) {
        return jdbc.sql("select month_number from figure_period where request = :request order by month_number")
                .param("request", request)
                .query(Integer.class)
                .list();
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
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into figure_request (assessment_year, requested_by, requested_at) values (:year, :by, :at)
                """)
                .param("year", year)
                .param("by", actor.userId())
                .param("at", now())
                .update(key, "id");
        long request = Objects.requireNonNull(key.getKey()).longValue();
        List<Period> asked = toAsk(year, inUse(year));
        asked.forEach(period -> jdbc.sql("""
                        insert into figure_period (assessment_year, month_number, request, due_on, district_offices)
                        values (:year, :month, :request, :due, true)
                        """)
                .param("year", year)
                .param("month", period.month())
                .param("request", request)
                .param("due", Date.valueOf(period.dueOn()))
                .update());
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
        long told = jdbc.sql("select count(*) from figure_urge where assessment_year = :year and month_number = :month")
                .param("year", year)
                .param("month", month)
                .query(Long.class)
                .single();
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
        return read("r.month_number = :month", year, Map.of("month", month)).stream()
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
        return read("r.unit = :unit", year, Map.of("unit", unit)).stream()
                .filter(report -> !office || report.owner().equals(owner))
                .toList();
    }

    /** Every report of a year, oldest first. */
    public List<Report> all(int year) {
        return read("1 = 1", year, Map.of());
    }

    /** What a municipal unit was told of each figure last, in reports of one state. */
    public Map<FigureKey, Report> latestFigures(int year, String owner, State state) {
        Map<FigureKey, Report> latest = new HashMap<>();
        read("r.owner = :owner", year, Map.of("owner", owner)).stream()
                .filter(report -> report.state() == state)
                .sorted(Comparator.comparingInt(Report::month).thenComparingLong(Report::id))
                .forEach(report -> report.figures()
                        .keySet()
                        .forEach(indicator -> latest.put(new FigureKey(report.district(), indicator), report)));
        return latest;
    }

    private List<Report> read(String condition, int year, Map<String, ?> parameters) {
        record Cell(long report, String indicator) {}
        Map<Cell, List<String>> files = EvidenceLists.by(
                (rs, i) -> new Cell(rs.getLong("report"), rs.getString("indicator")),
                jdbc.sql("""
                select f.report, f.indicator, f.evidence_id from reported_figure_evidence f
                join figure_report r on r.id = f.report join evidence e on e.id = f.evidence_id
                where r.assessment_year = :year and %s order by e.uploaded_at, e.id
                """.formatted(condition)).param("year", year).params(parameters));
        Map<Long, Map<String, Answer>> figures = new HashMap<>();
        jdbc.sql("""
                select f.* from reported_figure f join figure_report r on r.id = f.report
                where r.assessment_year = :year and %s order by f.report, f.indicator
                """.formatted(condition))
                .param("year", year)
                .params(parameters)
                .query(rs -> {
                    figures.computeIfAbsent(rs.getLong("report"), report -> new LinkedHashMap<>())
                            .put(
                                    rs.getString("indicator"),
                                    new Answer(
                                            EntryState.valueOf(rs.getString("state")),
                                            rs.getBigDecimal("entered_value"),
                                            null,
                                            rs.getString("ticks"),
                                            rs.getBoolean("provisional"),
                                            rs.getString("reason"),
                                            files.getOrDefault(
                                                    new Cell(rs.getLong("report"), rs.getString("indicator")),
                                                    List.of())));
                });
        return jdbc.sql("select r.* from figure_report r where r.assessment_year = :year and %s order by r.id"
                        .formatted(condition))
                .param("year", year)
                .params(parameters)
                .query((rs, i) -> report(rs, figures.getOrDefault(rs.getLong("id"), Map.of())))
                .list();
    }

    private static Report report(ResultSet rs, Map<String, Answer> figures) throws SQLException {
        Timestamp decided = rs.getTimestamp("decided_at");
        return new Report(
                rs.getLong("id"),
                rs.getInt("month_number"),
                rs.getString("district"),
                rs.getString("unit"),
                rs.getString("owner"),
                rs.getBoolean("late"),
                rs.getString("reported_by"),
                rs.getTimestamp("reported_at").toLocalDateTime(),
                State.valueOf(rs.getString("state")),
                rs.getString("reason"),
                decided == null ? null : decided.toLocalDateTime(),
                figures);
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
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into figure_report (assessment_year, month_number, district, unit, owner, late, reported_by, reported_at, state)
                values (:year, :month, :district, :unit, :owner, :late, :by, :at, :state)
                """)
                .param("year", year)
                .param("month", month)
                .param("district", duty.district().code())
                .param("unit", duty.unit().code())
                .param("owner", duty.owner())
                .param("late", late)
                .param("by", actor.userId())
                .param("at", now())
                .param("state", State.REPORTED.name())
                .update(key, "id");
        long report = Objects.requireNonNull(key.getKey()).longValue();
        figures.forEach((indicator, figure) -> insert(report, indicator, figure));
        log.record(
                actor,
                Operation.of("报送数据：" + Periods.label(month), year, duty.unit().code())
                        .to("%d项%s".formatted(figures.size(), late ? "，迟报" : "")));
    }

    private void insert(long report, String indicator, Answer figure) {
        jdbc.sql("""
                insert into reported_figure (report, indicator, state, entered_value, ticks, provisional, reason)
                values (:report, :indicator, :state, :value, :ticks, :provisional, :reason)
                """)
                .param("report", report)
                .param("indicator", indicator)
                .param("state", figure.state().name())
                .param("value", figure.value())
                .param("ticks", figure.ticks())
                .param("provisional", figure.provisional())
                .param("reason", figure.reason())
                .update();
        figure.evidence().forEach(file -> jdbc.sql("""
                        insert into reported_figure_evidence (report, indicator, evidence_id) values (:report, :indicator, :file)
                        """)
                .param("report", report)
                .param("indicator", indicator)
                .param("file", file)
                .update());
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
        int decided = jdbc.sql("""
                        update figure_report set state = :state, reason = :reason, decided_by = :by, decided_at = :at
                        where id = :id and state = :reported
                        """)
                .param("state", state.name())
                .param("reason", reason)
                .param("by", actor.userId())
                .param("at", now())
                .param("id", report.id())
                .param("reported", State.REPORTED.name())
                .update();
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
        jdbc.sql("""
                insert into figure_urge (assessment_year, month_number, office, message, urged_by, urged_at)
                values (:year, :month, :office, :message, :by, :at)
                """)
                .param("year", year)
                .param("month", month)
                .param("office", office)
                .param("message", message)
                .param("by", actor.userId())
                .param("at", now())
                .update();
        log.record(
                actor,
                Operation.of("督办数据报送：" + Periods.label(month), year, office).to(message));
    }

    /** What an office was told of a period, the latest first. */
    public List<Urge> urges(int year, int month, String office) {
        return jdbc.sql("""
                        select * from figure_urge
                        where assessment_year = :year and month_number = :month and office = :office order by id desc
                        """)
                .param("year", year)
                .param("month", month)
                .param("office", office)
                .query((rs, i) -> new Urge(
                        month,
                        office,
                        rs.getString("message"),
                        rs.getTimestamp("urged_at").toLocalDateTime()))
                .list();
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

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }
}
