package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 官方参照值: what somebody publishes for the whole city or province, given once an indicator with its source. */
@Component
public class GivenReferences {

    /** As long as the columns that keep them. */
    public static final int LONGEST_BODY = 200;

    public static final int LONGEST_DOCUMENT = 300;

    public static final int LONGEST_REASON = 500;

    /**
     * @param body who published it, by name
     * @param document its title and number
     * @param corrected what it took the place of and why; null where it is the first, or was only sent back before it was accepted
     */
    public record Given(
            BigDecimal value,
            String body,
            String document,
            List<String> evidence,
            @Nullable String corrected) {

        public Given(BigDecimal value, String body, String document, List<String> evidence) {
            this(value, body, document, evidence, null);
        }

        public String words() {
            return body + "，" + document;
        }
    }

    private record GivenRow(
            long id,
            int year,
            String indicator,
            BigDecimal givenValue,
            String sourceBody,
            String sourceDocument,
            @Nullable String reason,
            String office,
            String enteredBy,
            LocalDateTime enteredAt) {

        Given given(Map<Long, List<String>> files, @Nullable Given before) {
            return new Given(
                    givenValue,
                    sourceBody,
                    sourceDocument,
                    files.getOrDefault(id, List.of()),
                    corrected(before, reason));
        }
    }

    private record GivenFile(long given, String evidenceId) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final OperationLog log;
    private final ScoreChanges changes;

    GivenReferences(JdbcClient jdbc, Clock clock, AssessmentYears years, OperationLog log) {
        this.rows = new Rows(jdbc);
        this.changes = new ScoreChanges(jdbc);
        this.clock = clock;
        this.years = years;
        this.log = log;
    }

    /**
     * Gives it, or another in its place; who gives the same again gives nothing.
     *
     * @throws Refused once the result is approved
     */
    public void give(int year, String indicator, Given given, Actor actor) {
        if (years.get(year).isApproved()) {
            throw new Refused("%d年度考核结果已经审定，不能再改参照值。".formatted(year));
        }
        Given before = latest(year).get(indicator);
        if (before == null || !same(before, given)) {
            insert(year, indicator, given, null, actor);
            log.record(
                    actor,
                    Operation.of("填报参照值", year, indicator)
                            .from(shown(before))
                            .to(shown(given))
                            .because(given.words()));
        }
    }

    /**
     * Puts another in the place of what was accepted, by the procedure of corrections. It may be late: who decides on that has.
     *
     * @param reason why, at most {@value #LONGEST_REASON} characters
     */
    public void correct(int year, String indicator, Given given, String reason, Actor actor) {
        Given before = latest(year).get(indicator);
        insert(year, indicator, given, reason, actor);
        log.record(
                actor,
                Operation.of("更正参照值", year, indicator)
                        .from(before == null ? null : shown(before) + "（" + before.words() + "）")
                        .to(shown(given) + "（" + given.words() + "）")
                        .because(reason));
    }

    private void insert(int year, String indicator, Given given, @Nullable String reason, Actor actor) {
        long id = rows.insertForId(
                "reference_given",
                new GivenRow(
                        0,
                        year,
                        indicator,
                        given.value(),
                        given.body(),
                        given.document(),
                        reason,
                        actor.office(),
                        actor.userId(),
                        LocalDateTime.now(clock)));
        rows.insertAll(
                "reference_given_evidence",
                given.evidence().stream().map(file -> new GivenFile(id, file)).toList());
        changes.ofAll(year);
    }

    private static @Nullable String shown(@Nullable Given given) {
        return given == null ? null : Answer.plain(given.value());
    }

    private static boolean same(Given one, Given other) {
        return one.value().compareTo(other.value()) == 0
                && one.body().equals(other.body())
                && one.document().equals(other.document())
                && Set.copyOf(one.evidence()).equals(Set.copyOf(other.evidence()));
    }

    /** What was given last, by indicator. */
    public Map<String, Given> latest(int year) {
        Map<Long, List<String>> files =
                EvidenceLists.by(rows.list(GivenFile.class, """
                select e.* from reference_given_evidence e join reference_given g on g.id = e.given
                where g.assessment_year = :year order by e.given, e.evidence_id
                """, year), GivenFile::given, GivenFile::evidenceId);
        Map<String, Given> latest = new HashMap<>();
        rows.list(GivenRow.class, "select * from reference_given where assessment_year = :year order by id", year)
                .forEach(row -> latest.put(row.indicator(), row.given(files, latest.get(row.indicator()))));
        return latest;
    }

    private static @Nullable String corrected(@Nullable Given before, @Nullable String reason) {
        if (reason == null) {
            return null;
        }
        return before == null ? "补报，理由：" + reason : "更正前%s，理由：%s".formatted(shown(before), reason);
    }
}
