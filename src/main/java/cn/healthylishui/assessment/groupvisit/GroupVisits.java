package cn.healthylishui.assessment.groupvisit;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 指导、检查 (意见三(一)): the lead of a group goes to a district or a unit; what it finds is mended by a date and looked at again. */
@Component("groupVisitRecords")
public class GroupVisits {

    public static final int LONGEST_CONTENT = 4000;
    public static final int LONGEST_FINDING = 1000;
    public static final int LONGEST_OUTCOME = 2000;

    private record VisitRow(
            long id,
            int year,
            int groupNumber,
            String visitor,
            Kind kind,
            String visited,
            String visitedOffice,
            LocalDate visitedOn,
            String content,
            String recordedBy,
            LocalDateTime recordedAt) {

        Visit visit(List<Finding> findings) {
            return new Visit(
                    id,
                    year,
                    groupNumber,
                    visitor,
                    kind,
                    visited,
                    visitedOffice,
                    visitedOn,
                    content,
                    recordedBy,
                    recordedAt,
                    findings);
        }
    }

    private record FindingRow(long visit, int seq, String finding, LocalDate dueOn, boolean mended) {

        Finding finding(List<Mending> mendings) {
            return new Finding(seq, finding, dueOn, mended, mendings);
        }
    }

    private record MendingRow(
            long visit,
            int seq,
            int round,
            String outcome,
            String reportedBy,
            LocalDateTime reportedAt,
            @Nullable Boolean mended,
            @Nullable String comment,
            @Nullable String checkedBy,
            @Nullable LocalDateTime checkedAt) {

        MendingPlace place() {
            return new MendingPlace(visit, seq, round);
        }

        Mending mending(List<String> evidence) {
            return new Mending(round, outcome, evidence, reportedBy, reportedAt, mended, comment, checkedBy);
        }
    }

    private record MendingFile(MendingPlace place, String evidenceId) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final OperationLog log;
    private final Clock clock;

    GroupVisits(JdbcClient jdbc, AssessmentYears years, YearRoster roster, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.log = log;
        this.clock = clock;
    }

    public enum Kind {
        GUIDANCE("指导"),
        INSPECTION("检查");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param visitor the lead of the group
     * @param visited district or unit
     * @param visitedOffice who mends what was found: the county office, or the unit itself
     */
    public record Visit(
            long id,
            int year,
            int group,
            String visitor,
            Kind kind,
            String visited,
            String visitedOffice,
            LocalDate visitedOn,
            String content,
            String recordedBy,
            LocalDateTime recordedAt,
            List<Finding> findings) {

        /** What is still to be mended. */
        public List<Finding> open() {
            return findings.stream().filter(finding -> !finding.mended()).toList();
        }
    }

    public record Finding(int seq, String text, LocalDate dueOn, boolean mended, List<Mending> mendings) {

        public Optional<Mending> last() {
            return mendings.isEmpty() ? Optional.empty() : Optional.of(mendings.get(mendings.size() - 1));
        }
    }

    /**
     * 整改情况, and what the lead said to it.
     *
     * @param mended null until it was looked at
     */
    public record Mending(
            int round,
            String outcome,
            List<String> evidence,
            String reportedBy,
            LocalDateTime reportedAt,
            @Nullable Boolean mended,
            @Nullable String comment,
            @Nullable String checkedBy) {}

    public record NewFinding(String text, LocalDate dueOn) {}

    public record Outcome(String text, List<String> evidence) {}

    /** @param newDue until when it is to be mended now; null where it is mended */
    public record Check(
            boolean mended,
            @Nullable String comment,
            @Nullable LocalDate newDue) {}

    public Visit get(long id) {
        return read("v.id = :value", id).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no visit " + id));
    }

    /** The visits of a year, the latest first. */
    public List<Visit> of(int year) {
        return read("v.assessment_year = :value", year);
    }

    private record Place(long visit, int seq) {}

    private record MendingPlace(long visit, int seq, int round) {}

    private List<Visit> read(String condition, Number value) {
        Map<MendingPlace, List<String>> files = EvidenceLists.by(
                rows.list(MendingFile.class, """
                        select f.* from group_visit_evidence f join group_visit v on v.id = f.visit
                        join evidence e on e.id = f.evidence_id where %s order by e.uploaded_at, e.id
                        """.formatted(condition), value),
                MendingFile::place,
                MendingFile::evidenceId);
        Map<Place, List<Mending>> mendings = rows.list(MendingRow.class, """
                select r.* from group_visit_report r join group_visit v on v.id = r.visit where %s
                order by r.visit, r.seq, r.round
                """.formatted(condition), value).stream()
                .collect(Collectors.groupingBy(
                        row -> new Place(row.visit(), row.seq()),
                        Collectors.mapping(
                                row -> row.mending(files.getOrDefault(row.place(), List.of())), Collectors.toList())));
        Map<Long, List<Finding>> findings = rows.list(FindingRow.class, """
                select f.* from group_visit_finding f join group_visit v on v.id = f.visit where %s
                order by f.visit, f.seq
                """.formatted(condition), value).stream()
                .collect(Collectors.groupingBy(
                        FindingRow::visit,
                        Collectors.mapping(
                                row -> row.finding(mendings.getOrDefault(new Place(row.visit(), row.seq()), List.of())),
                                Collectors.toList())));
        return rows
                .list(
                        VisitRow.class,
                        "select v.* from group_visit v where %s order by v.visited_on desc, v.id desc"
                                .formatted(condition),
                        value)
                .stream()
                .map(row -> row.visit(findings.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** @return the id of the visit */
    @Transactional
    public long record(
            int year,
            int group,
            Kind kind,
            String visited,
            LocalDate visitedOn,
            String content,
            List<NewFinding> findings,
            Actor actor) {
        years.requireOpen(year);
        if (visited.equals(actor.office())) {
            throw new Refused("不能指导、检查本单位。请选择其他县（市、区）、开发区或市直单位。");
        }
        long visit = rows.insertForId(
                "group_visit",
                new VisitRow(
                        0,
                        year,
                        group,
                        actor.office(),
                        kind,
                        visited,
                        roster.officeOf(year, visited),
                        visitedOn,
                        content,
                        actor.userId(),
                        LocalDateTime.now(clock)));
        rows.insertAll(
                "group_visit_finding",
                IntStream.range(0, findings.size())
                        .mapToObj(i -> new FindingRow(
                                visit,
                                i + 1,
                                findings.get(i).text(),
                                findings.get(i).dueOn(),
                                false))
                        .toList());
        log.record(
                actor,
                Operation.of("记录" + kind.label(), year, visited).to("第%d组，%d个问题".formatted(group, findings.size())));
        return visit;
    }

    /** The visited office says how it mended what is still open. */
    @Transactional
    public void mend(long id, Map<Integer, Outcome> outcomes, Actor actor) {
        Visit visit = locked(id);
        requireToMend(id);
        outcomes.forEach((seq, outcome) -> {
            int round = finding(visit, seq).mendings().size() + 1;
            rows.insert(
                    "group_visit_report",
                    new MendingRow(
                            id,
                            seq,
                            round,
                            outcome.text(),
                            actor.userId(),
                            LocalDateTime.now(clock),
                            null,
                            null,
                            null,
                            null));
            rows.insertAll(
                    "group_visit_evidence",
                    outcome.evidence().stream()
                            .map(file -> new MendingFile(new MendingPlace(id, seq, round), file))
                            .toList());
        });
        log.record(
                actor, Operation.of("报告指导检查整改", visit.year(), visit.visited()).to("%d个问题".formatted(outcomes.size())));
    }

    /** @return whether everything is mended now */
    @Transactional
    public boolean check(long id, Map<Integer, Check> checks, Actor actor) {
        Visit visit = locked(id);
        requireToCheck(id);
        checks.forEach((seq, check) -> {
            rows.update(
                    """
                    update group_visit_report set mended = :mended, comment = :comment, checked_by = :user, checked_at = :now
                    where visit = :visit and seq = :seq and round = :round
                    """,
                    check.mended(),
                    check.comment(),
                    actor.userId(),
                    LocalDateTime.now(clock),
                    id,
                    seq,
                    finding(visit, seq).mendings().size());
            rows.update(
                    "update group_visit_finding set mended = :mended, due_on = :due where visit = :visit and seq = :seq",
                    check.mended(),
                    check.newDue() == null ? finding(visit, seq).dueOn() : check.newDue(),
                    id,
                    seq);
        });
        boolean all = get(id).open().isEmpty();
        log.record(
                actor,
                Operation.of("核实指导检查整改", visit.year(), visit.visited())
                        .to(all ? "已整改到位" : "还有%d个问题".formatted(get(id).open().size())));
        return all;
    }

    /** @throws OutOfStep where nothing is left to mend, or what was mended waits to be looked at */
    public void requireToMend(long id) {
        List<Finding> open = get(id).open();
        OutOfStep.require(
                !open.isEmpty() && open.stream().noneMatch(GroupVisits::waits),
                "这次指导检查",
                open.isEmpty() ? "已整改到位" : "待核实整改");
    }

    /** @throws OutOfStep where nothing was mended that has not been looked at */
    public void requireToCheck(long id) {
        List<Finding> open = get(id).open();
        OutOfStep.require(
                !open.isEmpty() && open.stream().allMatch(GroupVisits::waits),
                "这次指导检查",
                open.isEmpty() ? "已整改到位" : "整改中");
    }

    private static boolean waits(Finding finding) {
        return finding.last().filter(mending -> mending.mended() == null).isPresent();
    }

    private Visit locked(long id) {
        rows.find(Long.class, "select id from group_visit where id = :id for update", id);
        return get(id);
    }

    private static Finding finding(Visit visit, int seq) {
        return visit.findings().stream()
                .filter(one -> one.seq() == seq)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Visit %d has no finding %d".formatted(visit.id(), seq)));
    }
}
