package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 任务进展: how far each unit says it has come with each of its tasks, quarter by quarter and at the year's end; only ever added to. */
@Component("taskProgress")
public class Progress {

    public static final int LONGEST_NOTE = 2000;
    public static final int LONGEST_WORD = 1000;

    private record ReportRow(
            long id,
            int year,
            String task,
            String unit,
            int quarter,
            ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            String reportedBy,
            LocalDateTime reportedAt) {

        Report report(List<String> evidence) {
            return new Report(task, unit, quarter, state, figure, note, evidence, reportedBy, reportedAt);
        }
    }

    private record ReportFile(long progress, String evidenceId) {}

    private record FileOfReport(String unit, String task, ReportFile file) {}

    private static final Whole<ReportRow> REPORTS = new Whole<>(
            ReportRow.class,
            "select p.* from task_progress p where p.assessment_year = :year %s order by p.quarter, p.id");

    private static final Whole<FileOfReport> FILES = new Whole<>(FileOfReport.class, """
            select p.unit, p.task, f.progress, f.evidence_id from task_progress_evidence f
            join task_progress p on p.id = f.progress join evidence e on e.id = f.evidence_id
            where p.assessment_year = :year %s order by e.uploaded_at, e.id
            """);

    private record UrgeOfYear(int year, Urge urge) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final OperationLog log;
    private final Clock clock;

    Progress(JdbcClient jdbc, AssessmentYears years, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param quarter 1 to 4, or {@link Quarters#YEAR_END}
     * @param figure what was reached of the quantified target; null where there is none
     */
    public record Report(
            String task,
            String unit,
            int quarter,
            ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            List<String> evidence,
            String reportedBy,
            LocalDateTime reportedAt) {}

    /** 督办: a word of the city office to an office; the task is null where the office had not reported at all. */
    public record Urge(
            int quarter, String office, @Nullable String task, String message, String urgedBy, LocalDateTime urgedAt) {}

    /** The last report of a unit on a task. */
    public Optional<Report> latest(int year, String task, String unit) {
        return reports(year, unit).stream()
                .filter(report -> report.task().equals(task))
                .reduce((first, second) -> second);
    }

    /** Task to the last report of the unit on it, up to and with a quarter. */
    public Map<String, Report> latest(int year, String unit, int quarter) {
        Map<String, Report> latest = new LinkedHashMap<>();
        reports(year, unit).stream()
                .filter(report -> report.quarter() <= quarter)
                .forEach(report -> latest.put(report.task(), report));
        return latest;
    }

    /** Everything a unit has reported in a year, by quarter; of two in one quarter the later is last. */
    public List<Report> reports(int year, String unit) {
        return reports(
                rows.part(REPORTS, "and p.unit = :unit", row -> row.unit().equals(unit), year, unit),
                rows.part(FILES, "and p.unit = :unit", row -> row.unit().equals(unit), year, unit));
    }

    /** What all units reported on a task, by quarter. */
    public List<Report> ofTask(int year, String task) {
        return reports(
                rows.part(REPORTS, "and p.task = :task", row -> row.task().equals(task), year, task),
                rows.part(FILES, "and p.task = :task", row -> row.task().equals(task), year, task));
    }

    /** Task and unit to the last report, of the whole year. */
    public Map<String, Map<String, Report>> latestOfAll(int year) {
        Map<String, Map<String, Report>> latest = new LinkedHashMap<>();
        reports(rows.list(REPORTS, year), rows.list(FILES, year))
                .forEach(report -> latest.computeIfAbsent(report.task(), task -> new LinkedHashMap<>())
                        .put(report.unit(), report));
        return latest;
    }

    /** For whoever goes on to ask for those of many units or tasks in the same transaction. */
    public void readAll(int year) {
        rows.list(REPORTS, year);
        rows.list(FILES, year);
    }

    /** @throws OutOfStep where no batch asks for the progress of this quarter */
    public void requireAsked(int year, int quarter) {
        long asked = count("work_plan_quarter", year, quarter);
        OutOfStep.require(asked > 0, quarterName(year, quarter), "没有要求填报");
    }

    /** @throws OutOfStep where this quarter is not asked for, or those behind have been told */
    public void requireToUrge(int year, int quarter) {
        requireAsked(year, quarter);
        OutOfStep.require(count("progress_urge", year, quarter) == 0, quarterName(year, quarter), "已督办");
    }

    private long count(String table, int year, int quarter) {
        return rows.get(
                Long.class,
                "select count(*) from " + table + " where assessment_year = :year and quarter = :quarter",
                year,
                quarter);
    }

    private static String quarterName(int year, int quarter) {
        return "%d年第%d季度进展".formatted(year, quarter);
    }

    /** Whether the unit reported in this quarter. */
    public boolean reported(int year, String unit, int quarter) {
        return reports(year, unit).stream().anyMatch(report -> report.quarter() == quarter);
    }

    private static List<Report> reports(List<ReportRow> rows, List<FileOfReport> files) {
        Map<Long, List<String>> ofReport = EvidenceLists.by(
                files, file -> file.file().progress(), file -> file.file().evidenceId());
        return rows.stream()
                .map(row -> row.report(ofReport.getOrDefault(row.id(), List.of())))
                .toList();
    }

    @Transactional
    public void record(
            int year,
            String task,
            String unit,
            int quarter,
            ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            List<String> evidence,
            Actor actor) {
        years.requireOpen(year);
        long id = rows.insertForId(
                "task_progress",
                new ReportRow(
                        0, year, task, unit, quarter, state, figure, note, actor.userId(), LocalDateTime.now(clock)));
        rows.insertAll(
                "task_progress_evidence",
                evidence.stream().map(file -> new ReportFile(id, file)).toList());
        log.record(
                actor,
                Operation.of("填报任务进展：" + Quarters.label(quarter), year, unit + "/" + task)
                        .to(state.inWords(figure))
                        .because(note.isEmpty() ? null : note));
    }

    /** Keeps what an office was told; it sees it when it reports. */
    @Transactional
    public void urge(int year, int quarter, String office, @Nullable String task, String message, Actor actor) {
        rows.insert(
                "progress_urge",
                new UrgeOfYear(
                        year, new Urge(quarter, office, task, message, actor.userId(), LocalDateTime.now(clock))));
        log.record(
                actor,
                Operation.of("督办" + Quarters.label(quarter) + "进展", year, office + (task == null ? "" : "/" + task))
                        .to(message));
    }

    /** What an office was told in a year, the latest first. */
    public List<Urge> urges(int year, String office) {
        return rows.list(
                Urge.class,
                "select * from progress_urge where assessment_year = :year and office = :office order by id desc",
                year,
                office);
    }
}
