package cn.healthylishui.assessment.groupvisit;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 指导、检查 (意见三(一)): the lead of a group goes to a district or a unit; what it finds is mended by a date and looked at again. */
@Component("groupVisitRecords")
public class GroupVisits {

    public static final int LONGEST_CONTENT = 4000;
    public static final int LONGEST_FINDING = 1000;
    public static final int LONGEST_OUTCOME = 2000;

    private final JdbcClient jdbc;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final OperationLog log;
    private final Clock clock;

    GroupVisits(JdbcClient jdbc, AssessmentYears years, YearRoster roster, OperationLog log, Clock clock) {
        this.jdbc = jdbc;
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
                (rs, i) -> new MendingPlace(rs.getLong("visit"), rs.getInt("seq"), rs.getInt("round")),
                jdbc.sql("""
                select f.* from group_visit_evidence f join group_visit v on v.id = f.visit
                join evidence e on e.id = f.evidence_id where %s order by e.uploaded_at, e.id
                """.formatted(condition)).param("value", value));
        Map<Place, List<Mending>> mendings = new HashMap<>();
        jdbc.sql("""
                select r.* from group_visit_report r join group_visit v on v.id = r.visit where %s
                order by r.visit, r.seq, r.round
                """.formatted(condition)).param("value", value).query(rs -> {
            Place place = new Place(rs.getLong("visit"), rs.getInt("seq"));
            mendings.computeIfAbsent(place, any -> new ArrayList<>())
                    .add(new Mending(
                            rs.getInt("round"),
                            rs.getString("outcome"),
                            files.getOrDefault(
                                    new MendingPlace(place.visit(), place.seq(), rs.getInt("round")), List.of()),
                            rs.getString("reported_by"),
                            rs.getObject("reported_at", LocalDateTime.class),
                            rs.getObject("mended", Boolean.class),
                            rs.getString("comment"),
                            rs.getString("checked_by")));
        });
        Map<Long, List<Finding>> findings = new HashMap<>();
        jdbc.sql("""
                select f.* from group_visit_finding f join group_visit v on v.id = f.visit where %s order by f.visit, f.seq
                """.formatted(condition)).param("value", value).query(rs -> {
            long visit = rs.getLong("visit");
            findings.computeIfAbsent(visit, any -> new ArrayList<>())
                    .add(new Finding(
                            rs.getInt("seq"),
                            rs.getString("finding"),
                            rs.getDate("due_on").toLocalDate(),
                            rs.getBoolean("mended"),
                            mendings.getOrDefault(new Place(visit, rs.getInt("seq")), List.of())));
        });
        return jdbc.sql("select v.* from group_visit v where %s order by v.visited_on desc, v.id desc"
                        .formatted(condition))
                .param("value", value)
                .query((rs, i) -> visit(rs, findings.getOrDefault(rs.getLong("id"), List.of())))
                .list();
    }

    private static Visit visit(ResultSet rs, List<Finding> findings) throws SQLException {
        return new Visit(
                rs.getLong("id"),
                rs.getInt("assessment_year"),
                rs.getInt("group_number"),
                rs.getString("visitor"),
                Kind.valueOf(rs.getString("kind")),
                rs.getString("visited"),
                rs.getString("visited_office"),
                rs.getDate("visited_on").toLocalDate(),
                rs.getString("content"),
                rs.getString("recorded_by"),
                rs.getObject("recorded_at", LocalDateTime.class),
                findings);
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
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into group_visit (assessment_year, group_number, visitor, kind, visited, visited_office, visited_on, content,
                  recorded_by, recorded_at)
                values (:year, :group, :visitor, :kind, :visited, :office, :day, :content, :user, :now)
                """)
                .param("year", year)
                .param("group", group)
                .param("visitor", actor.office())
                .param("kind", kind.name())
                .param("visited", visited)
                .param("office", roster.officeOf(year, visited))
                .param("day", Date.valueOf(visitedOn))
                .param("content", content)
                .param("user", actor.userId())
                .param("now", now())
                .update(key, "id");
        long visit = Objects.requireNonNull(key.getKey()).longValue();
        for (int i = 0; i < findings.size(); i++) {
            jdbc.sql("""
                    insert into group_visit_finding (visit, seq, finding, due_on, mended)
                    values (:visit, :seq, :finding, :due, false)
                    """)
                    .param("visit", visit)
                    .param("seq", i + 1)
                    .param("finding", findings.get(i).text())
                    .param("due", Date.valueOf(findings.get(i).dueOn()))
                    .update();
        }
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
            jdbc.sql("""
                    insert into group_visit_report (visit, seq, round, outcome, reported_by, reported_at)
                    values (:visit, :seq, :round, :outcome, :user, :now)
                    """)
                    .param("visit", id)
                    .param("seq", seq)
                    .param("round", round)
                    .param("outcome", outcome.text())
                    .param("user", actor.userId())
                    .param("now", now())
                    .update();
            outcome.evidence().forEach(file -> jdbc.sql("""
                    insert into group_visit_evidence (visit, seq, round, evidence_id) values (:visit, :seq, :round, :file)
                    """)
                    .param("visit", id)
                    .param("seq", seq)
                    .param("round", round)
                    .param("file", file)
                    .update());
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
            jdbc.sql("""
                    update group_visit_report set mended = :mended, comment = :comment, checked_by = :user, checked_at = :now
                    where visit = :visit and seq = :seq and round = :round
                    """)
                    .param("mended", check.mended())
                    .param("comment", check.comment())
                    .param("user", actor.userId())
                    .param("now", now())
                    .param("visit", id)
                    .param("seq", seq)
                    .param("round", finding(visit, seq).mendings().size())
                    .update();
            jdbc.sql(
                            "update group_visit_finding set mended = :mended, due_on = :due where visit = :visit and seq = :seq")
                    .param("mended", check.mended())
                    .param(
                            "due",
                            Date.valueOf(
                                    check.newDue() == null ? finding(visit, seq).dueOn() : check.newDue()))
                    .param("visit", id)
                    .param("seq", seq)
                    .update();
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
        jdbc.sql("select id from group_visit where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        return get(id);
    }

    private static Finding finding(Visit visit, int seq) {
        return visit.findings().stream()
                .filter(one -> one.seq() == seq)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Visit %d has no finding %d".formatted(visit.id(), seq)));
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }
}
