package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
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
import org.springframework.jdbc.support.GeneratedKeyHolder;
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

    private final JdbcClient jdbc;
    private final GivenReferences given;
    private final References references;

    ReferenceChanges(JdbcClient jdbc, GivenReferences given, References references) {
        this.jdbc = jdbc;
        this.given = given;
        this.references = references;
    }

    void insert(Owner owner, long id, int year, List<ReferenceChange> changes) {
        for (ReferenceChange change : changes) {
            GeneratedKeyHolder key = new GeneratedKeyHolder();
            jdbc.sql("""
                    insert into reference_change (%s, indicator, before_given, given_value, source_body, source_document, reason)
                    values (:owner, :indicator, (select max(g.id) from reference_given g
                      where g.assessment_year = :year and g.indicator = :indicator), :value, :body, :document, :reason)
                    """.formatted(owner.column))
                    .param("owner", id)
                    .param("indicator", change.indicator())
                    .param("year", year)
                    .param("value", change.given().value())
                    .param("body", change.given().body())
                    .param("document", change.given().document())
                    .param("reason", change.reason())
                    .update(key, "id");
            long number = Objects.requireNonNull(key.getKey()).longValue();
            change.given().evidence().forEach(file -> jdbc.sql(
                            "insert into reference_change_evidence (change_id, evidence_id) values (:change, :file)")
                    .param("change", number)
                    .param("file", file)
                    .update());
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
                (rs, i) -> rs.getLong("change_id"),
                jdbc.sql("""
                select e.change_id, e.evidence_id from reference_change_evidence e
                join reference_change c on c.id = e.change_id where c.%s in (:owners) order by e.change_id, e.evidence_id
                """.formatted(owner.column)).param("owners", ids));
        record Line(long owner, ReferenceChange change) {}
        return jdbc
                .sql("""
                select c.*, g.given_value before_value, g.source_body before_body, g.source_document before_document
                from reference_change c left join reference_given g on g.id = c.before_given
                where c.%s in (:owners) order by c.id
                """.formatted(owner.column))
                .param("owners", ids)
                .query((rs, i) -> {
                    BigDecimal before = rs.getBigDecimal("before_value");
                    return new Line(
                            rs.getLong(owner.column),
                            new ReferenceChange(
                                    rs.getString("indicator"),
                                    new Given(
                                            rs.getBigDecimal("given_value"),
                                            rs.getString("source_body"),
                                            rs.getString("source_document"),
                                            files.getOrDefault(rs.getLong("id"), List.of())),
                                    rs.getString("reason"),
                                    before == null
                                            ? null
                                            : new Given(
                                                    before,
                                                    rs.getString("before_body"),
                                                    rs.getString("before_document"),
                                                    List.of())));
                })
                .list()
                .stream()
                .collect(Collectors.groupingBy(Line::owner, Collectors.mapping(Line::change, Collectors.toList())));
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
