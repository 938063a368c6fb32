package cn.healthylishui.assessment.districtwork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
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

/** 县（市、区）和开发区年度重点工作、关键性指标 (意见四(四)): set by the district itself, with its coordination mechanism (办法三). */
@Component
public class DistrictWork {

    /** The field of the tables that a district's key work feeds (办法二(一)2). */
    public static final String FIELD = "年度重点工作";

    public static final int LONGEST_TITLE = 500;
    public static final int LONGEST_TARGET = 500;
    public static final int LONGEST_MEASURE = 50;
    public static final int LONGEST_MECHANISM = 4000;

    private static final String EVERYWHERE = "";

    private final JdbcClient jdbc;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables indicators;
    private final OperationLog log;
    private final Clock clock;

    DistrictWork(
            JdbcClient jdbc,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables indicators,
            OperationLog log,
            Clock clock) {
        this.jdbc = jdbc;
        this.years = years;
        this.roster = roster;
        this.indicators = indicators;
        this.log = log;
        this.clock = clock;
    }

    public enum Kind {
        WORK("年度重点工作"),
        INDICATOR("关键性指标");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param unit the member unit that answers for it
     * @param target what is to be reached; of an indicator a number
     * @param indicator the item of the assessment table that its figure feeds; null for none
     * @param weight how much it counts among the district's own
     */
    public record Work(
            long id,
            Kind kind,
            int seq,
            String title,
            String unit,
            String target,
            @Nullable String unitOfMeasure,
            @Nullable String indicator,
            BigDecimal weight) {

        /** As the district sets it. */
        public Work(
                Kind kind,
                int seq,
                String title,
                String unit,
                String target,
                @Nullable String unitOfMeasure,
                @Nullable String indicator) {
            this(0, kind, seq, title, unit, target, unitOfMeasure, indicator, BigDecimal.ONE);
        }
    }

    /**
     * 协调机制.
     *
     * @param plan the batch with which it was asked for, and the round of it
     * @param returnedReason why the city office sent it back last
     */
    public record Mechanism(
            String district,
            long plan,
            int round,
            String text,
            List<String> evidence,
            String confirmedBy,
            LocalDateTime confirmedAt,
            @Nullable String returnedReason,
            @Nullable LocalDateTime approvedAt) {}

    public record Report(
            long work,
            int quarter,
            ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            List<String> evidence,
            String reportedBy,
            LocalDateTime reportedAt) {}

    /** What a district's own key work says of an item of its table. */
    public record Prefill(BigDecimal value, String title, List<String> evidence) {}

    // ---- setting
    // ------------------------------------------------------------------------------------------------------------

    public Optional<Mechanism> mechanism(int year, String district) {
        return mechanisms(year).stream()
                .filter(one -> one.district().equals(district))
                .findFirst();
    }

    public List<Mechanism> mechanisms(int year) {
        Map<String, List<String>> files = EvidenceLists.by(
                (rs, i) -> rs.getString("district"), jdbc.sql("""
                select f.district, f.evidence_id from district_mechanism_evidence f join evidence e on e.id = f.evidence_id
                where f.assessment_year = :year order by e.uploaded_at, e.id
                """).param("year", year));
        return jdbc.sql("select * from district_mechanism where assessment_year = :year order by district")
                .param("year", year)
                .query((rs, i) -> new Mechanism(
                        rs.getString("district"),
                        rs.getLong("plan"),
                        rs.getInt("round"),
                        rs.getString("mechanism"),
                        files.getOrDefault(rs.getString("district"), List.of()),
                        rs.getString("confirmed_by"),
                        rs.getObject("confirmed_at", LocalDateTime.class),
                        rs.getString("returned_reason"),
                        rs.getObject("approved_at", LocalDateTime.class)))
                .list();
    }

    public List<Work> of(int year, String district) {
        return jdbc.sql("""
                        select * from district_work where assessment_year = :year and district = :district
                        order by kind desc, seq
                        """)
                .param("year", year)
                .param("district", district)
                .query((rs, i) -> work(rs))
                .list();
    }

    private static Work work(ResultSet rs) throws SQLException {
        return new Work(
                rs.getLong("id"),
                Kind.valueOf(rs.getString("kind")),
                rs.getInt("seq"),
                rs.getString("title"),
                rs.getString("unit"),
                rs.getString("target"),
                rs.getString("unit_of_measure"),
                rs.getString("indicator"),
                rs.getBigDecimal("weight"));
    }

    /**
     * The lists that count, by district: those that were approved before the assessment started. What is approved afterwards comes too
     * late for this year.
     */
    public Map<String, List<Work>> counting(int year) {
        Map<String, List<Work>> lists = new HashMap<>();
        LocalDateTime started = years.get(year).startedAt();
        jdbc.sql("""
                select w.* from district_work w
                join district_mechanism m on m.assessment_year = w.assessment_year and m.district = w.district
                where w.assessment_year = :year and m.approved_at is not null and (:any or m.approved_at <= :started)
                order by w.district, w.kind desc, w.seq
                """)
                .param("year", year)
                .param("any", started == null)
                .param("started", Timestamp.valueOf(started == null ? LocalDateTime.now(clock) : started))
                .query((rs, i) -> lists.computeIfAbsent(rs.getString("district"), code -> new ArrayList<>())
                        .add(work(rs)))
                .list();
        return lists;
    }

    /** The districts that a batch asks: in its first round those without key work for the year, then those sent back. */
    public List<String> asked(WorkPlan plan) {
        Map<String, Mechanism> set = new HashMap<>();
        mechanisms(plan.year()).forEach(one -> set.put(one.district(), one));
        return roster.districts(plan.year()).stream()
                .map(YearDistrict::code)
                .filter(district -> {
                    Mechanism mechanism = set.get(district);
                    return mechanism == null
                            ? plan.round() == 1
                            : mechanism.plan() == plan.id() && mechanism.round() == plan.round();
                })
                .toList();
    }

    /** @throws OutOfStep where a district has set its key work and nothing was sent back */
    public void requireToSet(WorkPlan plan, String district) {
        OutOfStep.require(
                asked(plan).contains(district) && !isSet(plan, district),
                roster.objectName(plan.year(), district) + "重点工作",
                "已确定");
    }

    /** @throws OutOfStep where a district that a batch asks has still to set its key work */
    public void requireSet(WorkPlan plan) {
        asked(plan)
                .forEach(district -> OutOfStep.require(
                        isSet(plan, district), roster.objectName(plan.year(), district) + "重点工作", "还没有确定"));
    }

    private boolean isSet(WorkPlan plan, String district) {
        return mechanism(plan.year(), district)
                .filter(one -> one.returnedReason() == null)
                .isPresent();
    }

    /** The districts whose approved key work is under way, by code. */
    public List<String> underWay(int year) {
        return mechanisms(year).stream()
                .filter(one -> one.approvedAt() != null)
                .map(Mechanism::district)
                .toList();
    }

    /** What a district sets takes the place of what it had set before. */
    @Transactional
    public void set(
            WorkPlan plan, String district, List<Work> works, String mechanism, List<String> evidence, Actor actor) {
        int year = plan.year();
        years.lock(year);
        if (mechanism(year, district).filter(one -> one.approvedAt() != null).isPresent()) {
            throw new Refused("%s %d年度重点工作已经审定，不能再改。".formatted(roster.objectName(year, district), year));
        }
        for (String table : List.of("district_mechanism_evidence", "district_work", "district_mechanism")) {
            jdbc.sql("delete from " + table + " where assessment_year = :year and district = :district")
                    .param("year", year)
                    .param("district", district)
                    .update();
        }
        jdbc.sql("""
                insert into district_mechanism (assessment_year, district, plan, round, mechanism, confirmed_by, confirmed_at)
                values (:year, :district, :plan, :round, :mechanism, :user, :now)
                """)
                .param("year", year)
                .param("district", district)
                .param("plan", plan.id())
                .param("round", plan.round())
                .param("mechanism", mechanism)
                .param("user", actor.userId())
                .param("now", now())
                .update();
        evidence.forEach(file -> jdbc.sql("""
                insert into district_mechanism_evidence (assessment_year, district, evidence_id)
                values (:year, :district, :file)
                """)
                .param("year", year)
                .param("district", district)
                .param("file", file)
                .update());
        for (Work work : works) {
            jdbc.sql("""
                    insert into district_work
                      (assessment_year, district, kind, seq, title, unit, target, unit_of_measure, indicator, weight)
                    values (:year, :district, :kind, :seq, :title, :unit, :target, :measure, :indicator, :weight)
                    """)
                    .param("year", year)
                    .param("district", district)
                    .param("kind", work.kind().name())
                    .param("seq", work.seq())
                    .param("title", work.title())
                    .param("unit", work.unit())
                    .param("target", work.target())
                    .param("measure", work.unitOfMeasure())
                    .param("indicator", work.indicator())
                    .param("weight", work.weight())
                    .update();
        }
        log.record(actor, Operation.of("确定当地重点工作", year, district).to("%d项，协调机制已确认".formatted(works.size())));
    }

    /** Sends a district's key work back; the district is asked again in the next round of the batch. */
    @Transactional
    public void sendBack(WorkPlan plan, String district, int round, String reason, Actor actor) {
        jdbc.sql("""
                update district_mechanism set round = :round, plan = :plan, returned_reason = :reason
                where assessment_year = :year and district = :district
                """)
                .param("round", round)
                .param("plan", plan.id())
                .param("reason", reason)
                .param("year", plan.year())
                .param("district", district)
                .update();
        log.record(actor, Operation.of("退回当地重点工作", plan.year(), district).because(reason));
    }

    // ---- progress
    // -----------------------------------------------------------------------------------------------------------

    /** What a district reported on its key work, by quarter; of two in one quarter the later is last. */
    public List<Report> reports(int year, String district) {
        return reported(year, district);
    }

    /** What every district reported last, by work. */
    public Map<Long, Report> latest(int year) {
        Map<Long, Report> latest = new HashMap<>();
        reported(year, EVERYWHERE).forEach(report -> latest.put(report.work(), report));
        return latest;
    }

    private List<Report> reported(int year, String district) {
        Map<Long, List<String>> files = EvidenceLists.by(
                (rs, i) -> rs.getLong("progress"),
                jdbc.sql("""
                select f.progress, f.evidence_id from district_work_progress_evidence f
                join district_work_progress p on p.id = f.progress join district_work w on w.id = p.work
                join evidence e on e.id = f.evidence_id
                where w.assessment_year = :year and (:district = '' or w.district = :district) order by e.uploaded_at, e.id
                """).param("year", year).param("district", district));
        return jdbc.sql("""
                        select p.* from district_work_progress p join district_work w on w.id = p.work
                        where w.assessment_year = :year and (:district = '' or w.district = :district)
                        order by p.quarter, p.id
                        """)
                .param("year", year)
                .param("district", district)
                .query((rs, i) -> new Report(
                        rs.getLong("work"),
                        rs.getInt("quarter"),
                        ProgressState.valueOf(rs.getString("state")),
                        rs.getBigDecimal("figure"),
                        rs.getString("note"),
                        files.getOrDefault(rs.getLong("id"), List.of()),
                        rs.getString("reported_by"),
                        rs.getObject("reported_at", LocalDateTime.class)))
                .list();
    }

    /** Work to the last report on it, up to and with a quarter. */
    public Map<Long, Report> latest(int year, String district, int quarter) {
        Map<Long, Report> latest = new LinkedHashMap<>();
        reports(year, district).stream()
                .filter(report -> report.quarter() <= quarter)
                .forEach(report -> latest.put(report.work(), report));
        return latest;
    }

    @Transactional
    public void record(
            int year,
            String district,
            long work,
            int quarter,
            ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            List<String> evidence,
            Actor actor) {
        years.requireOpen(year);
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into district_work_progress (work, quarter, state, figure, note, reported_by, reported_at)
                values (:work, :quarter, :state, :figure, :note, :user, :now)
                """)
                .param("work", work)
                .param("quarter", quarter)
                .param("state", state.name())
                .param("figure", figure)
                .param("note", note)
                .param("user", actor.userId())
                .param("now", now())
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        evidence.forEach(file -> jdbc.sql(
                        "insert into district_work_progress_evidence (progress, evidence_id) values (:progress, :file)")
                .param("progress", id)
                .param("file", file)
                .update());
        log.record(
                actor,
                Operation.of("填报当地重点工作进展：" + Quarters.label(quarter), year, district)
                        .to(state.inWords(figure))
                        .because(note.isEmpty() ? null : note));
    }

    // ---- what it is good for in the assessment
    // ------------------------------------------------------------------------------

    /** The items of a district's table that its own key work can feed. */
    public List<Indicator> fed(int year, String district) {
        return indicators.ofDistrict(year, district).indicators().stream()
                .filter(indicator -> indicator.field().equals(FIELD) && feedable(indicator))
                .toList();
    }

    /** A judged item gets points from whoever judges it, a checklist its ticks: no figure of the district stands for them. */
    private static boolean feedable(Indicator indicator) {
        return indicator.method().typed()
                && !indicator.method().judged()
                && !indicator.checklist()
                && !indicator.method().needsReference();
    }

    /**
     * The value that the confirmed completion of a district's own key work gives an item, with the work it comes from and the files
     * that prove it; empty while nothing is completed.
     */
    public Optional<Prefill> completion(int year, String district, String indicator) {
        Optional<Indicator> item = fed(year, district).stream()
                .filter(one -> one.code().equals(indicator))
                .findFirst();
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Report> latest = latest(year, district, Quarters.YEAR_END);
        return of(year, district).stream()
                .filter(work -> indicator.equals(work.indicator()))
                .flatMap(work -> Optional.ofNullable(latest.get(work.id()))
                        .filter(report -> report.state() == ProgressState.DONE)
                        .flatMap(report -> value(item.get(), report)
                                .map(value -> new Prefill(value, work.title(), report.evidence())))
                        .stream())
                .findFirst();
    }

    private static Optional<BigDecimal> value(Indicator item, Report report) {
        return item.yesNo() ? Optional.of(BigDecimal.ONE) : Optional.ofNullable(report.figure());
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }
}
