package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 更正官方参照值: what somebody publishes to compare with and was found wrong after the figures were accepted. One change holds for
 * every table that compares with the same figure.
 */
@Component
public class ReferenceChanges {

    /**
     * @param indicator code of one of the items that are compared with it
     * @param before what stood when it was put forward; null where nobody had given any
     */
    public record ReferenceChange(
            String indicator,
            Given given,
            String reason,
            @Nullable Given before) {}

    /** What a change belongs to, as the table names it. */
    enum Owner {
        CORRECTION("correction"),
        PROPOSAL("proposal");

        private final String column;

        Owner(String column) {
            this.column = column;
        }
    }

    private record GivenRow(BigDecimal givenValue, String sourceBody, String sourceDocument) {}

    private record BeforeRow(BigDecimal beforeValue, String beforeBody, String beforeDocument) {

        Given given() {
            return new Given(beforeValue, beforeBody, beforeDocument, List.of());
        }
    }

    private record ChangeRow(
            long id,
            @Nullable Long correction,
            @Nullable Long proposal,
            String indicator,
            @Nullable Long beforeGiven,
            GivenRow given,
            String reason) {

        long owner() {
            return Objects.requireNonNull(correction == null ? proposal : correction);
        }
    }

    private record ChangeAndBefore(
            ChangeRow change, @Nullable BeforeRow before) {

        ReferenceChange change(Map<Long, List<String>> files) {
            GivenRow given = change.given();
            return new ReferenceChange(
                    change.indicator(),
                    new Given(
                            given.givenValue(),
                            given.sourceBody(),
                            given.sourceDocument(),
                            files.getOrDefault(change.id(), List.of())),
                    change.reason(),
                    before == null ? null : before.given());
        }
    }

    private record ChangeFile(long changeId, String evidenceId) {}

    private final Rows rows;
    private final GivenReferences given;
    private final References references;

    ReferenceChanges(JdbcClient jdbc, GivenReferences given, References references) {
        this.rows = new Rows(jdbc);
        this.given = given;
        this.references = references;
    }

    void insert(Owner owner, long id, int year, List<ReferenceChange> changes) {
        for (ReferenceChange change : changes) {
            Given to = change.given();
            long number = rows.insertForId(
                    "reference_change",
                    new ChangeRow(
                            0,
                            owner == Owner.CORRECTION ? id : null,
                            owner == Owner.PROPOSAL ? id : null,
                            change.indicator(),
                            rows.find(
                                            Long.class,
                                            "select max(id) from reference_given where assessment_year = :year and indicator = :indicator",
                                            year,
                                            change.indicator())
                                    .orElse(null),
                            new GivenRow(to.value(), to.body(), to.document()),
                            change.reason()));
            rows.insertAll(
                    "reference_change_evidence",
                    to.evidence().stream()
                            .map(file -> new ChangeFile(number, file))
                            .toList());
        }
    }

    List<ReferenceChange> of(Owner owner, long id) {
        return of(owner, List.of(id)).getOrDefault(id, List.of());
    }

    /** By owner, each in the order in which they were put forward. */
    Map<Long, List<ReferenceChange>> of(Owner owner, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<String>> files = EvidenceLists.by(
                rows.list(ChangeFile.class, """
                select e.* from reference_change_evidence e
                join reference_change c on c.id = e.change_id where c.%s in (:owners) order by e.change_id, e.evidence_id
                """.formatted(owner.column), ids),
                ChangeFile::changeId,
                ChangeFile::evidenceId);
        return rows.list(ChangeAndBefore.class, """
                select c.*, g.given_value before_value, g.source_body before_body, g.source_document before_document
                from reference_change c left join reference_given g on g.id = c.before_given
                where c.%s in (:owners) order by c.id
                """.formatted(owner.column), ids).stream()
                .collect(Collectors.groupingBy(
                        row -> row.change().owner(),
                        Collectors.mapping(row -> row.change(files), Collectors.toList())));
    }

    /** What would be given for which items. */
    Map<String, Given> given(int year, List<ReferenceChange> changes) {
        Map<String, Given> all = new HashMap<>();
        for (ReferenceChange change : changes) {
            references.comparedAlike(year, change.indicator()).forEach(item -> all.put(item, change.given()));
        }
        return all;
    }

    /**
     * From now on the values are compared with these.
     *
     * @return the items that are
     */
    Set<String> carryOut(int year, List<ReferenceChange> changes, Actor actor) {
        for (ReferenceChange change : changes) {
            references
                    .comparedAlike(year, change.indicator())
                    .forEach(item -> given.correct(year, item, change.given(), change.reason(), actor));
        }
        return given(year, changes).keySet();
    }

    /** 2.4（出处：……）, as it stands in logs and papers. */
    public static String shown(@Nullable Given given) {
        return given == null ? "没有填报" : "%s（出处：%s）".formatted(Answer.plain(given.value()), given.words());
    }

    /** How such a figure is called. */
    public static String title(Indicator indicator) {
        return "%s %s的%s".formatted(indicator.code(), indicator.name(), ItemInput.referenceName(indicator));
    }
}
