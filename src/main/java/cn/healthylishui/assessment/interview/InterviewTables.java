package cn.healthylishui.assessment.interview;

import cn.healthylishui.assessment.interview.Interview.Announcement;
import cn.healthylishui.assessment.interview.Interview.Check;
import cn.healthylishui.assessment.interview.Interview.Closing;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.Material;
import cn.healthylishui.assessment.interview.Interview.Minutes;
import cn.healthylishui.assessment.interview.Interview.Report;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/** Reads what is on record of interviews. */
final class InterviewTables {

    /** What the files of {@code interview_evidence} belong to. */
    enum Stage {
        MATERIAL,
        MINUTES
    }

    private final JdbcClient jdbc;

    InterviewTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Interview> all(int year) {
        Map<Long, List<File>> files = files("assessment_year", year);
        return jdbc.sql("select * from interview where assessment_year = :year order by id")
                .param("year", year)
                .query((rs, i) -> interview(rs, files))
                .list();
    }

    Optional<Interview> find(long id) {
        Map<Long, List<File>> files = files("id", id);
        return jdbc.sql("select * from interview where id = :id")
                .param("id", id)
                .query((rs, i) -> interview(rs, files))
                .optional();
    }

    /** Makes other transactions that lock this interview wait until this one ends. */
    void lock(long id) {
        jdbc.sql("select id from interview where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    List<Head> heads(long id) {
        return jdbc.sql("select * from interview_head where interview = :id order by seq")
                .param("id", id)
                .query((rs, i) -> new Head(
                        rs.getInt("seq"),
                        rs.getString("post"),
                        rs.getString("name"),
                        rs.getObject("attended", Boolean.class),
                        rs.getString("substitute"),
                        rs.getString("substitute_reason")))
                .list();
    }

    List<Item> items(long id) {
        Map<Integer, List<Report>> reports = reports(id);
        return jdbc.sql("select * from rectification_item where interview = :id order by seq")
                .param("id", id)
                .query((rs, i) -> new Item(
                        rs.getInt("seq"),
                        rs.getString("problem"),
                        rs.getString("measure"),
                        rs.getString("responsible"),
                        rs.getDate("due_on").toLocalDate(),
                        rs.getBoolean("mended"),
                        rs.getString("planned_by"),
                        rs.getObject("planned_at", LocalDateTime.class),
                        reports.getOrDefault(rs.getInt("seq"), List.of())))
                .list();
    }

    private record Place(int seq, int round) {}

    /** By item, each item's in their order. */
    private Map<Integer, List<Report>> reports(long id) {
        Map<Place, List<String>> files = EvidenceLists.by(
                (rs, i) -> new Place(rs.getInt("seq"), rs.getInt("round")),
                jdbc.sql("""
                select r.seq, r.round, r.evidence_id from rectification_evidence r join evidence e on e.id = r.evidence_id
                where r.interview = :id order by e.uploaded_at, e.id
                """).param("id", id));
        Map<Integer, List<Report>> reports = new HashMap<>();
        jdbc.sql("select * from rectification_report where interview = :id order by seq, round")
                .param("id", id)
                .query(rs -> {
                    Place place = new Place(rs.getInt("seq"), rs.getInt("round"));
                    reports.computeIfAbsent(place.seq(), seq -> new ArrayList<>())
                            .add(report(rs, files.getOrDefault(place, List.of())));
                });
        return reports;
    }

    private static Report report(ResultSet rs, List<String> files) throws SQLException {
        String checkedBy = rs.getString("checked_by");
        return new Report(
                rs.getInt("round"),
                rs.getString("outcome"),
                files,
                rs.getString("reported_by"),
                rs.getObject("reported_at", LocalDateTime.class),
                checkedBy == null
                        ? null
                        : new Check(
                                rs.getBoolean("mended"),
                                rs.getString("comment"),
                                checkedBy,
                                rs.getObject("checked_at", LocalDateTime.class)));
    }

    private record File(Stage stage, String id) {}

    /** By interview; those of the interviews of which this column has this value. */
    private Map<Long, List<File>> files(String column, Number value) {
        Map<Long, List<File>> files = new HashMap<>();
        jdbc.sql("""
                select f.interview, f.stage, f.evidence_id from interview_evidence f
                join interview i on i.id = f.interview join evidence e on e.id = f.evidence_id
                where i.%s = :value order by e.uploaded_at, e.id
                """.formatted(column)).param("value", value).query(rs -> {
            files.computeIfAbsent(rs.getLong("interview"), interview -> new ArrayList<>())
                    .add(new File(Stage.valueOf(rs.getString("stage")), rs.getString("evidence_id")));
        });
        return files;
    }

    private static Interview interview(ResultSet rs, Map<Long, List<File>> allFiles) throws SQLException {
        long id = rs.getLong("id");
        List<File> files = allFiles.getOrDefault(id, List.of());
        return new Interview(
                id,
                rs.getInt("assessment_year"),
                rs.getLong("circulation"),
                rs.getString("object_code"),
                rs.getString("district"),
                rs.getString("township"),
                rs.getString("interviewer"),
                rs.getString("interviewee"),
                Interview.State.valueOf(rs.getString("state")),
                rs.getInt("round"),
                rs.getObject("opened_at", LocalDateTime.class),
                rs.getDate("notice_by").toLocalDate(),
                day(rs, "held_on"),
                announcement(rs),
                material(rs, files),
                minutes(rs, files),
                day(rs, "report_by"),
                closing(rs));
    }

    private static @Nullable Announcement announcement(ResultSet rs) throws SQLException {
        String by = rs.getString("notified_by");
        return by == null
                ? null
                : new Announcement(
                        rs.getString("place"),
                        rs.getString("bring"),
                        rs.getString("notice"),
                        by,
                        rs.getObject("notified_at", LocalDateTime.class));
    }

    private static @Nullable Material material(ResultSet rs, List<File> files) throws SQLException {
        String by = rs.getString("material_by");
        return by == null
                ? null
                : new Material(
                        rs.getString("material"),
                        ids(files, Stage.MATERIAL),
                        by,
                        rs.getObject("material_at", LocalDateTime.class));
    }

    private static @Nullable Minutes minutes(ResultSet rs, List<File> files) throws SQLException {
        String by = rs.getString("minutes_by");
        return by == null
                ? null
                : new Minutes(
                        rs.getString("minutes"),
                        ids(files, Stage.MINUTES),
                        by,
                        rs.getObject("minutes_at", LocalDateTime.class));
    }

    private static @Nullable Closing closing(ResultSet rs) throws SQLException {
        String by = rs.getString("closed_by");
        return by == null
                ? null
                : new Closing(by, rs.getObject("closed_at", LocalDateTime.class), rs.getString("closing_note"));
    }

    private static List<String> ids(List<File> files, Stage stage) {
        return files.stream()
                .filter(file -> file.stage() == stage)
                .map(File::id)
                .toList();
    }

    private static LocalDateTime time(ResultSet rs, String column) throws SQLException {
        Timestamp time = Objects.requireNonNull(rs.getTimestamp(column));
        return time.toLocalDateTime();
    }

    private static @Nullable LocalDate day(ResultSet rs, String column) throws SQLException {
        Date day = rs.getDate(column);
        return day == null ? null : day.toLocalDate();
    }
}
