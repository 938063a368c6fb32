package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 任务进展: how far each unit says it has come with each of its tasks, quarter by quarter and at the year's end; only ever added to. */
@Component("taskProgress")
public class Progress {

    public static final int LONGEST_NOTE = 2000;
    public static final int LONGEST_WORD = 1000;

    private final JdbcClient jdbc;
    private final AssessmentYears years;
    private final OperationLog log;
    private final Clock clock;

    Progress(JdbcClient jdbc, AssessmentYears years, OperationLog log, Clock clock) {
        this.jdbc = jdbc;
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
        return read("p.unit = :unit", year, Map.of("unit", unit));
    }

    /** What all units reported on a task, by quarter. */
    public List<Report> ofTask(int year, String task) {
        return read("p.task = :task", year, Map.of("task", task));
    }

    /** Task and unit to the last report, of the whole year. */
    public Map<String, Map<String, Report>> latestOfAll(int year) {
        Map<String, Map<String, Report>> latest = new LinkedHashMap<>();
        read("1 = 1", year, Map.of())
                .forEach(report -> latest.computeIfAbsent(report.task(), task -> new LinkedHashMap<>())
                        .put(report.unit(), report));
        return latest;
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
        return jdbc.sql("select count(*) from " + table + " where assessment_year = :year and quarter = :quarter")
                .param("year", year)
                .param("quarter", quarter)
                .query(Long.class)
                .single();
    }

    private static String quarterName(int year, int quarter) {
        return "%d年第%d季度进展".formatted(year, quarter);
    }

    /** Whether the unit reported in this quarter. */
    public boolean reported(int year, String unit, int quarter) {
        return reports(year, unit).stream().anyMatch(report -> report.quarter() == quarter);
    }

    private List<Report> read(String condition, int year, Map<String, ?> parameters) {
        Map<Long, List<String>> files = EvidenceLists.by(
                (rs, i) -> rs.getLong("progress"),
                jdbc.sql("""
                select f.progress, f.evidence_id from task_progress_evidence f
                join task_progress p on p.id = f.progress join evidence e on e.id = f.evidence_id
                where p.assessment_year = :year and %s order by e.uploaded_at, e.id
                """.formatted(condition)).param("year", year).params(parameters));
        return jdbc.sql("""
                        select p.* from task_progress p where p.assessment_year = :year and %s order by p.quarter, p.id
                        """.formatted(condition))
                .param("year", year)
                .params(parameters)
                .query((rs, i) -> new Report(
                        rs.getString("task"),
                        rs.getString("unit"),
                        rs.getInt("quarter"),
                        ProgressState.valueOf(rs.getString("state")),
                        rs.getBigDecimal("figure"),
                        rs.getString("note"),
                        files.getOrDefault(rs.getLong("id"), List.of()),
                        rs.getString("reported_by"),
                        rs.getObject("reported_at", LocalDateTime.class)))
                .list();
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
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into task_progress (assessment_year, task, unit, quarter, state, figure, note, reported_by, reported_at)
                values (:year, :task, :unit, :quarter, :state, :figure, :note, :user, :now)
                """)
                .param("year", year)
                .param("task", task)
                .param("unit", unit)
                .param("quarter", quarter)
                .param("state", state.name())
                .param("figure", figure)
                .param("note", note)
                .param("user", actor.userId())
                .param("now", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        evidence.forEach(
                file -> jdbc.sql("insert into task_progress_evidence (progress, evidence_id) values (:progress, :file)")
                        .param("progress", id)
                        .param("file", file)
                        .update());
        log.record(
                actor,
                Operation.of("填报任务进展：" + Quarters.label(quarter), year, unit + "/" + task)
                        .to(state.inWords(figure))
                        .because(note.isEmpty() ? null : note));
    }

    /** Keeps what an office was told; it sees it when it reports. */
    @Transactional
    public void urge(int year, int quarter, String office, @Nullable String task, String message, Actor actor) {
        jdbc.sql("""
                insert into progress_urge (assessment_year, quarter, office, task, message, urged_by, urged_at)
                values (:year, :quarter, :office, :task, :message, :user, :now)
                """)
                .param("year", year)
                .param("quarter", quarter)
                .param("office", office)
                .param("task", task)
                .param("message", message)
                .param("user", actor.userId())
                .param("now", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update();
        log.record(
                actor,
                Operation.of("督办" + Quarters.label(quarter) + "进展", year, office + (task == null ? "" : "/" + task))
                        .to(message));
    }

    /** What an office was told in a year, the latest first. */
    public List<Urge> urges(int year, String office) {
        return jdbc.sql(
                        "select * from progress_urge where assessment_year = :year and office = :office order by id desc")
                .param("year", year)
                .param("office", office)
                .query((rs, i) -> new Urge(
                        rs.getInt("quarter"),
                        rs.getString("office"),
                        rs.getString("task"),
                        rs.getString("message"),
                        rs.getString("urged_by"),
                        rs.getObject("urged_at", LocalDateTime.class)))
                .list();
    }
}
