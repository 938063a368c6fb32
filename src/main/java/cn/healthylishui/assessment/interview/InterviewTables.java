package cn.healthylishui.assessment.interview;

import cn.healthylishui.assessment.interview.Interview.Announcement;
import cn.healthylishui.assessment.interview.Interview.Check;
import cn.healthylishui.assessment.interview.Interview.Closing;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.Material;
import cn.healthylishui.assessment.interview.Interview.Minutes;
import cn.healthylishui.assessment.interview.Interview.Report;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is on record of interviews. */
final class InterviewTables {

    /** What the files of {@code interview_evidence} belong to. */
    enum Stage {
        MATERIAL,
        MINUTES
    }

    /** A file of {@code interview_evidence}. */
    record File(long interview, Stage stage, String evidenceId) {}

    record AnnouncementRow(String place, String bring, String notice, String notifiedBy, LocalDateTime notifiedAt) {

        Announcement made() {
            return new Announcement(place, bring, notice, notifiedBy, notifiedAt);
        }
    }

    record MaterialRow(@Nullable String material, String materialBy, LocalDateTime materialAt) {

        Material made(List<File> files) {
            return new Material(material, ids(files, Stage.MATERIAL), materialBy, materialAt);
        }
    }

    record MinutesRow(String minutes, String minutesBy, LocalDateTime minutesAt) {

        Minutes made(List<File> files) {
            return new Minutes(minutes, ids(files, Stage.MINUTES), minutesBy, minutesAt);
        }
    }

    record ClosingRow(String closedBy, LocalDateTime closedAt, String closingNote) {

        Closing made() {
            return new Closing(closedBy, closedAt, closingNote);
        }
    }

    record InterviewRow(
            long id,
            int year,
            long circulation,
            String object,
            String district,
            @Nullable String township,
            String interviewer,
            String interviewee,
            Interview.State state,
            int round,
            LocalDateTime openedAt,
            LocalDate noticeBy,
            @Nullable LocalDate heldOn,
            @Nullable AnnouncementRow announced,
            @Nullable MaterialRow handedIn,
            @Nullable MinutesRow held,
            @Nullable LocalDate reportBy,
            @Nullable ClosingRow closed) {

        Interview interview(Map<Long, List<File>> allFiles) {
            List<File> files = allFiles.getOrDefault(id, List.of());
            return new Interview(
                    id,
                    year,
                    circulation,
                    object,
                    district,
                    township,
                    interviewer,
                    interviewee,
                    state,
                    round,
                    openedAt,
                    noticeBy,
                    heldOn,
                    announced == null ? null : announced.made(),
                    handedIn == null ? null : handedIn.made(files),
                    held == null ? null : held.made(files),
                    reportBy,
                    closed == null ? null : closed.made());
        }
    }

    record ItemRow(
            long interview,
            int seq,
            String problem,
            String measure,
            String responsible,
            LocalDate dueOn,
            boolean mended,
            String plannedBy,
            LocalDateTime plannedAt) {

        Item item(List<Report> reports) {
            return new Item(seq, problem, measure, responsible, dueOn, mended, plannedBy, plannedAt, reports);
        }
    }

    record CheckRow(boolean mended, @Nullable String comment, String checkedBy, LocalDateTime checkedAt) {

        Check made() {
            return new Check(mended, comment, checkedBy, checkedAt);
        }
    }

    record ReportRow(
            long interview,
            Place place,
            String outcome,
            String reportedBy,
            LocalDateTime reportedAt,
            @Nullable CheckRow checked) {

        Report report(Map<Place, List<String>> files) {
            return new Report(
                    place.round(),
                    outcome,
                    files.getOrDefault(place, List.of()),
                    reportedBy,
                    reportedAt,
                    checked == null ? null : checked.made());
        }
    }

    record Place(int seq, int round) {}

    record ReportFile(long interview, Place place, String evidenceId) {}

    record HeadRow(long interview, Head head) {}

    private final Rows rows;

    InterviewTables(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    List<Interview> all(int year) {
        return interviews("assessment_year", year);
    }

    Optional<Interview> find(long id) {
        return interviews("id", id).stream().findFirst();
    }

    /** Those of which this column has this value. */
    private List<Interview> interviews(String column, Number value) {
        Map<Long, List<File>> files = rows.list(File.class, """
                select f.* from interview_evidence f
                join interview i on i.id = f.interview join evidence e on e.id = f.evidence_id
                where i.%s = :value order by e.uploaded_at, e.id
                """.formatted(column), value).stream()
                .collect(Collectors.groupingBy(File::interview));
        return rows
                .list(
                        InterviewRow.class,
                        "select * from interview where %s = :value order by id".formatted(column),
                        value)
                .stream()
                .map(row -> row.interview(files))
                .toList();
    }

    /** Makes other transactions that lock this interview wait until this one ends. */
    void lock(long id) {
        rows.find(Long.class, "select id from interview where id = :id for update", id);
    }

    /** Those of all interviews of its year are read at once, as of {@link #items}. */
    List<Head> heads(Interview interview) {
        return rows.list(HeadRow.class, """
                select h.* from interview_head h join interview i on i.id = h.interview
                where i.assessment_year = :year order by h.interview, h.seq
                """, interview.year()).stream()
                .filter(row -> row.interview() == interview.id())
                .map(HeadRow::head)
                .toList();
    }

    List<Item> items(Interview interview) {
        Map<Place, List<String>> files = EvidenceLists.by(
                rows.list(ReportFile.class, """
                        select r.* from rectification_evidence r
                        join interview i on i.id = r.interview join evidence e on e.id = r.evidence_id
                        where i.assessment_year = :year order by e.uploaded_at, e.id
                        """, interview.year()).stream()
                        .filter(row -> row.interview() == interview.id())
                        .toList(),
                ReportFile::place,
                ReportFile::evidenceId);
        Map<Integer, List<Report>> reports = rows.list(ReportRow.class, """
                        select r.* from rectification_report r join interview i on i.id = r.interview
                        where i.assessment_year = :year order by r.interview, r.seq, r.round
                        """, interview.year()).stream()
                .filter(row -> row.interview() == interview.id())
                .collect(Collectors.groupingBy(
                        row -> row.place().seq(), Collectors.mapping(row -> row.report(files), Collectors.toList())));
        return rows.list(ItemRow.class, """
                        select t.* from rectification_item t join interview i on i.id = t.interview
                        where i.assessment_year = :year order by t.interview, t.seq
                        """, interview.year()).stream()
                .filter(row -> row.interview() == interview.id())
                .map(row -> row.item(reports.getOrDefault(row.seq(), List.of())))
                .toList();
    }

    private static List<String> ids(List<File> files, Stage stage) {
        return files.stream()
                .filter(file -> file.stage() == stage)
                .map(File::evidenceId)
                .toList();
    }
}
