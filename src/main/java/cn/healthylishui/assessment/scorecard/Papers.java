package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.year.AssessmentYears;
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

    private record PaperOfYear(int year, Paper paper) {}

    private static final Whole<Paper> PAPERS =
            new Whole<>(Paper.class, "select * from paper where assessment_year = :year %s order by id");

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;

    Papers(JdbcClient jdbc, Clock clock, AssessmentYears years) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
    }

    public void handIn(
            int year, String owner, PaperKind kind, @Nullable String body, @Nullable String evidenceId, Actor actor) {
        years.requireOpen(year);
        int version = latest(year, owner, kind).map(Paper::version).orElse(0) + 1;
        rows.insert(
                "paper",
                new PaperOfYear(
                        year,
                        new Paper(owner, kind, version, body, evidenceId, actor.userId(), LocalDateTime.now(clock))));
    }

    public Optional<Paper> latest(int year, String owner, PaperKind kind) {
        return versions(year, owner).stream()
                .filter(paper -> paper.kind() == kind)
                .reduce((earlier, later) -> later);
    }

    /** Every version of every paper of an owner, in the order they were handed in. */
    public List<Paper> versions(int year, String owner) {
        return rows.part(PAPERS, "and owner = :owner", paper -> paper.owner().equals(owner), year, owner);
    }

    /** For whoever goes on to ask for many owners in the same transaction: then nothing is asked of one by itself. */
    public void readAll(int year) {
        rows.list(PAPERS, year);
    }
}
