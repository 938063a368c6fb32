package cn.healthylishui.assessment.districtwork;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private record WorkOfDistrict(int year, String district, Work work) {}

    private record MechanismRow(
            int year,
            String district,
            long plan,
            int round,
            String mechanism,
            String confirmedBy,
            LocalDateTime confirmedAt,
            @Nullable String returnedReason,
            @Nullable LocalDateTime approvedAt) {

        Mechanism mechanism(List<String> evidence) {
            return new Mechanism(
                    district, plan, round, mechanism, evidence, confirmedBy, confirmedAt, returnedReason, approvedAt);
        }
    }

    private record MechanismAndFile(
            MechanismRow mechanism, @Nullable String evidenceId) {}

    private record MechanismFile(int year, String district, String evidenceId) {}

    private record ReportRow(
            long id,
            long work,
            int quarter,
            ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            String reportedBy,
            LocalDateTime reportedAt) {

        Report report(List<String> evidence) {
            return new Report(work, quarter, state, figure, note, evidence, reportedBy, reportedAt);
        }
    }

    private record EvidenceOfReport(long progress, String evidenceId) {}

    private record ReportOfDistrict(String district, ReportRow report) {}

    private record ReportFile(String district, long progress, String evidenceId) {}

    private static final Whole<WorkOfDistrict> WORKS = new Whole<>(
            WorkOfDistrict.class,
            "select * from district_work where assessment_year = :year %s order by district, kind desc, seq");

    private static final String OF_WORKS = "and w.district = :district";

    private static final Whole<ReportOfDistrict> REPORTS = new Whole<>(ReportOfDistrict.class, """
            select w.district, p.* from district_work_progress p join district_work w on w.id = p.work
            where w.assessment_year = :year %s order by p.quarter, p.id
            """);

    private static final Whole<ReportFile> REPORT_FILES = new Whole<>(ReportFile.class, """
            select w.district, f.progress, f.evidence_id from district_work_progress_evidence f
            join district_work_progress p on p.id = f.progress join district_work w on w.id = p.work
            join evidence e on e.id = f.evidence_id
            where w.assessment_year = :year %s order by e.uploaded_at, e.id
            """);

    private final Rows rows;
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
        this.rows = new Rows(jdbc);
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
        Map<MechanismRow, List<String>> files = new LinkedHashMap<>();
        rows.list(MechanismAndFile.class, """
                select m.*, e.id as evidence_id from district_mechanism m
                left join district_mechanism_evidence f on f.assessment_year = m.assessment_year and f.district = m.district
                left join evidence e on e.id = f.evidence_id
                where m.assessment_year = :year order by m.district, e.uploaded_at, e.id
                """, year).forEach(row -> {
            List<String> ofMechanism = files.computeIfAbsent(row.mechanism(), mechanism -> new ArrayList<>());
            if (row.evidenceId() != null) {
                ofMechanism.add(row.evidenceId());
            }
        });
        return files.entrySet().stream()
                .map(mechanism -> mechanism.getKey().mechanism(List.copyOf(mechanism.getValue())))
                .toList();
    }

    public List<Work> of(int year, String district) {
        return rows
                .part(WORKS, "and district = :district", one -> one.district().equals(district), year, district)
                .stream()
                .map(WorkOfDistrict::work)
                .toList();
    }

    /** For whoever goes on to ask for every district in the same transaction: then nothing is asked of one by itself. */
    public void readAll(int year) {
        rows.list(WORKS, year);
        rows.list(REPORTS, year);
        rows.list(REPORT_FILES, year);
    }

    /**
     * The lists that count, by district: those that were approved before the assessment started. What is approved afterwards comes too
     * late for this year.
     */
    public Map<String, List<Work>> counting(int year) {
        LocalDateTime started = years.get(year).startedAt();
        return rows
                .list(
                        WorkOfDistrict.class,
                        """
                        select w.* from district_work w
                        join district_mechanism m on m.assessment_year = w.assessment_year and m.district = w.district
                        where w.assessment_year = :year and m.approved_at is not null and (:any or m.approved_at <= :started)
                        order by w.district, w.kind desc, w.seq
                        """,
                        year,
                        started == null,
                        started == null ? LocalDateTime.now(clock) : started)
                .stream()
                .collect(Collectors.groupingBy(
                        WorkOfDistrict::district, Collectors.mapping(WorkOfDistrict::work, Collectors.toList())));
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
            rows.update(
                    "delete from " + table + " where assessment_year = :year and district = :district", year, district);
        }
        rows.insert(
                "district_mechanism",
                new MechanismRow(
                        year,
                        district,
                        plan.id(),
                        plan.round(),
                        mechanism,
                        actor.userId(),
                        LocalDateTime.now(clock),
                        null,
                        null));
        rows.insertAll(
                "district_mechanism_evidence",
                evidence.stream()
                        .map(file -> new MechanismFile(year, district, file))
                        .toList());
        rows.insertAll(
                "district_work",
                works.stream()
                        .map(work -> new WorkOfDistrict(year, district, work))
                        .toList());
        log.record(actor, Operation.of("确定当地重点工作", year, district).to("%d项，协调机制已确认".formatted(works.size())));
    }

    /** Sends a district's key work back; the district is asked again in the next round of the batch. */
    @Transactional
    public void sendBack(WorkPlan plan, String district, int round, String reason, Actor actor) {
        rows.update("""
                update district_mechanism set round = :round, plan = :plan, returned_reason = :reason
                where assessment_year = :year and district = :district
                """, round, plan.id(), reason, plan.year(), district);
        log.record(actor, Operation.of("退回当地重点工作", plan.year(), district).because(reason));
    }

    // ---- progress
    // -----------------------------------------------------------------------------------------------------------

    /** What a district reported on its key work, by quarter; of two in one quarter the later is last. */
    public List<Report> reports(int year, String district) {
        return reports(
                rows.part(REPORTS, OF_WORKS, report -> report.district().equals(district), year, district),
                rows.part(REPORT_FILES, OF_WORKS, file -> file.district().equals(district), year, district));
    }

    /** What every district reported last, by work. */
    public Map<Long, Report> latest(int year) {
        Map<Long, Report> latest = new HashMap<>();
        reports(rows.list(REPORTS, year), rows.list(REPORT_FILES, year))
                .forEach(report -> latest.put(report.work(), report));
        return latest;
    }

    private static List<Report> reports(List<ReportOfDistrict> reports, List<ReportFile> all) {
        Map<Long, List<String>> files = EvidenceLists.by(all, ReportFile::progress, ReportFile::evidenceId);
        return reports.stream()
                .map(ReportOfDistrict::report)
                .map(row -> row.report(files.getOrDefault(row.id(), List.of())))
                .toList();
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
        long id = rows.insertForId(
                "district_work_progress",
                new ReportRow(0, work, quarter, state, figure, note, actor.userId(), LocalDateTime.now(clock)));
        rows.insertAll(
                "district_work_progress_evidence",
                evidence.stream().map(file -> new EvidenceOfReport(id, file)).toList());
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
}
