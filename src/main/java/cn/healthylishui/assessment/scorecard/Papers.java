package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The papers as they were handed in; a new version never replaces an old one. */
@Component
public class Papers {

    /** @param owner district code, or the city office. Either a body written in the form or an uploaded file. */
    public record Paper(
            String owner,
            PaperKind kind,
            int version,
            @Nullable String body,
            @Nullable String evidenceId,
            String writtenBy,
            LocalDateTime writtenAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;

    Papers(JdbcClient jdbc, Clock clock, AssessmentYears years) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
    }

    public void handIn(
            int year, String owner, PaperKind kind, @Nullable String body, @Nullable String evidenceId, Actor actor) {
        years.requireOpen(year);
        int version = latest(year, owner, kind).map(Paper::version).orElse(0) + 1;
        jdbc.sql("""
                insert into paper (assessment_year, owner, kind, version, body, evidence_id, written_by, written_at)
                values (:year, :owner, :kind, :version, :body, :evidence, :by, :at)
                """)
                .param("year", year)
                .param("owner", owner)
                .param("kind", kind.name())
                .param("version", version)
                .param("body", body)
                .param("evidence", evidenceId)
                .param("by", actor.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update();
    }

    public Optional<Paper> latest(int year, String owner, PaperKind kind) {
        return versions(year, owner).stream()
                .filter(paper -> paper.kind() == kind)
                .reduce((earlier, later) -> later);
    }

    /** Every version of every paper of an owner, in the order they were handed in. */
    public List<Paper> versions(int year, String owner) {
        return jdbc.sql("select * from paper where assessment_year = :year and owner = :owner order by id")
                .param("year", year)
                .param("owner", owner)
                .query((rs, i) -> new Paper(
                        rs.getString("owner"),
                        PaperKind.valueOf(rs.getString("kind")),
                        rs.getInt("version"),
                        rs.getString("body"),
                        rs.getString("evidence_id"),
                        rs.getString("written_by"),
                        rs.getTimestamp("written_at").toLocalDateTime()))
                .list();
    }
}
