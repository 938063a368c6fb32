package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/** 评分台账: every entry ever made on an item; reading asks for the latest of each source. */
@Component
public class Scorecards {

    /** With their files: one row a file, or one alone. */
    private static final String LATEST = """
            select e.*, v.evidence_id
            from (select max(id) as id from score_entry
                  where assessment_year = :year and object_code in (:objects) %s
                  group by object_code, indicator, source) latest
            join score_entry e on e.id = latest.id
            left join entry_evidence v on v.entry_id = e.id
            order by e.id, v.evidence_id
            """;

    private static final String OF_ITEMS = "and indicator in (:items)";

    private static final int ASKED_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;

    Scorecards(JdbcClient jdbc, Clock clock, AssessmentYears years) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
    }

    /**
     * Adds an entry, unless it says just what the latest of that source already says.
     *
     * @throws Refused once the result is approved: from then on only a revision changes it
     */
    public void record(int year, String object, String indicator, EntrySource source, Answer answer, Actor actor) {
        if (years.get(year).isApproved()) {
            throw new Refused("%d年度考核结果已经审定，不能再改填报内容；确有差错的，由市健康丽水办发起“更正考核结果”。".formatted(year));
        }
        boolean known = (source == EntrySource.REVIEWED
                        ? review(year, object, indicator, actor.office())
                        : latest(year, object, indicator, source))
                .filter(latest -> sameContent(latest.answer(), answer))
                .isPresent();
        if (!known) {
            insert(year, object, indicator, source, answer, actor);
        }
    }

    /** Adds an entry to a year whose result is approved; what comes of it is the next revision. */
    public void amend(int year, String object, String indicator, EntrySource source, Answer answer, Actor actor) {
        insert(year, object, indicator, source, answer, actor);
    }

    private Optional<Entry> latest(int year, String object, String indicator, EntrySource source) {
        return jdbc.sql("""
                select * from score_entry
                where assessment_year = :year and object_code = :object and indicator = :indicator and source = :source
                order by id desc fetch first 1 row only
                """)
                .param("year", year)
                .param("object", object)
                .param("indicator", indicator)
                .param("source", source.name())
                .query((rs, i) -> entry(rs, Map.of(rs.getLong("id"), evidence(rs.getLong("id")))))
                .optional();
    }

    /** What each reviewer of a municipal unit gave last, task by task. */
    public List<Entry> reviews(int year, String unit) {
        Map<Long, List<String>> evidence = evidence(year, List.of(unit));
        return jdbc.sql("""
                select e.* from score_entry e
                join (select max(id) as id from score_entry
                      where assessment_year = :year and object_code = :unit and source = :source
                      group by indicator, office) latest on latest.id = e.id
                order by e.indicator, e.office
                """)
                .param("year", year)
                .param("unit", unit)
                .param("source", EntrySource.REVIEWED.name())
                .query((rs, i) -> entry(rs, evidence))
                .list();
    }

    private Optional<Entry> review(int year, String unit, String task, String office) {
        return reviews(year, unit).stream()
                .filter(entry ->
                        entry.indicator().equals(task) && entry.office().equals(office))
                .findFirst();
    }

    private List<String> evidence(long entry) {
        return jdbc.sql("select evidence_id from entry_evidence where entry_id = :entry order by evidence_id")
                .param("entry", entry)
                .query(String.class)
                .list();
    }

    private void insert(int year, String object, String indicator, EntrySource source, Answer answer, Actor actor) {
        Provenance provenance = answer.provenance();
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into score_entry (assessment_year, object_code, indicator, source, state, entered_value, reference_value,
                  ticks, provisional, reason, source_kind, source_body, source_document, office, entered_by, entered_at)
                values (:year, :object, :indicator, :source, :state, :value, :reference, :ticks, :provisional, :reason, :kind, :body,
                  :document, :office, :user, :at)
                """)
                .param("year", year)
                .param("object", object)
                .param("indicator", indicator)
                .param("source", source.name())
                .param("state", answer.state().name())
                .param("value", answer.value())
                .param("reference", answer.reference())
                .param("ticks", answer.ticks())
                .param("provisional", answer.provisional())
                .param("reason", answer.reason())
                .param("kind", provenance == null ? null : provenance.kind().name())
                .param("body", provenance == null ? null : provenance.body())
                .param("document", provenance == null ? null : provenance.document())
                .param("office", actor.office())
                .param("user", actor.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        for (String evidence : answer.evidence()) {
            jdbc.sql("insert into entry_evidence (entry_id, evidence_id) values (:entry, :evidence)")
                    .param("entry", id)
                    .param("evidence", evidence)
                    .update();
        }
    }

    private static boolean sameContent(Answer a, Answer b) {
        return a.state() == b.state()
                && sameNumber(a.value(), b.value())
                && sameNumber(a.reference(), b.reference())
                && Objects.equals(a.ticks(), b.ticks())
                && a.provisional() == b.provisional()
                && Objects.equals(a.reason(), b.reason())
                && Objects.equals(a.provenance(), b.provenance())
                && Set.copyOf(a.evidence()).equals(Set.copyOf(b.evidence()));
    }

    private static boolean sameNumber(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b == null : b != null && a.compareTo(b) == 0;
    }

    public Scorecard latest(int year, String object) {
        return latest(year, List.of(object)).getOrDefault(object, Scorecard.EMPTY);
    }

    /** The latest entry of each source, for each object that has any. */
    public Map<String, Scorecard> latest(int year, Collection<String> objects) {
        if (objects.isEmpty()) {
            return Map.of();
        }
        return cards(jdbc.sql(LATEST.formatted("")).param("year", year).param("objects", objects));
    }

    /** The same of some items alone, where many objects are looked at for few of them. */
    public Map<String, Scorecard> latest(int year, Collection<String> objects, Collection<String> items) {
        if (objects.isEmpty() || items.isEmpty()) {
            return Map.of();
        }
        return cards(jdbc.sql(LATEST.formatted(OF_ITEMS))
                .param("year", year)
                .param("objects", objects)
                .param("items", items));
    }

    private static Map<String, Scorecard> cards(StatementSpec latest) {
        return cards(latest.query(Scorecards::withFiles));
    }

    /** Rows of one entry follow on each other. */
    private static List<Entry> withFiles(ResultSet rs) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        List<String> files = new ArrayList<>();
        long before = 0;
        while (rs.next()) {
            if (rs.getLong("id") != before) {
                before = rs.getLong("id");
                files = new ArrayList<>();
                entries.add(entry(rs, Map.of(before, Collections.unmodifiableList(files))));
            }
            String file = rs.getString("evidence_id");
            if (file != null) {
                files.add(file);
            }
        }
        return entries;
    }

    private static Map<String, Scorecard> cards(List<Entry> latest) {
        Map<String, Map<String, Map<EntrySource, Entry>>> found = new HashMap<>();
        latest.forEach(entry -> found.computeIfAbsent(entry.object(), key -> new HashMap<>())
                .computeIfAbsent(entry.indicator(), key -> new EnumMap<>(EntrySource.class))
                .put(entry.source(), entry));
        Map<String, Scorecard> cards = new HashMap<>();
        found.forEach((object, entries) -> cards.put(object, new Scorecard(entries)));
        return cards;
    }

    /** The entries of these ids; asks once for a thousand of them. */
    public Map<Long, Entry> byIds(Collection<Long> ids) {
        Map<Long, Entry> found = new HashMap<>();
        List<Long> wanted = List.copyOf(ids);
        for (int from = 0; from < wanted.size(); from += ASKED_AT_ONCE) {
            List<Long> some = wanted.subList(from, Math.min(from + ASKED_AT_ONCE, wanted.size()));
            Map<Long, List<String>> evidence = EvidenceLists.by(
                    (rs, i) -> rs.getLong("entry_id"), jdbc.sql("""
                    select entry_id, evidence_id from entry_evidence where entry_id in (:ids) order by entry_id, evidence_id
                    """).param("ids", some));
            jdbc.sql("select * from score_entry where id in (:ids)")
                    .param("ids", some)
                    .query((rs, i) -> entry(rs, evidence))
                    .list()
                    .forEach(entry -> found.put(entry.id(), entry));
        }
        return found;
    }

    /** Every entry on one item, oldest first. */
    public List<Entry> history(int year, String object, String indicator) {
        Map<Long, List<String>> evidence = evidence(year, List.of(object));
        return jdbc.sql("""
                select * from score_entry
                where assessment_year = :year and object_code = :object and indicator = :indicator order by id
                """)
                .param("year", year)
                .param("object", object)
                .param("indicator", indicator)
                .query((rs, i) -> entry(rs, evidence))
                .list();
    }

    /** Every entry on one object, oldest first. */
    public List<Entry> history(int year, String object) {
        Map<Long, List<String>> evidence = evidence(year, List.of(object));
        return jdbc.sql("select * from score_entry where assessment_year = :year and object_code = :object order by id")
                .param("year", year)
                .param("object", object)
                .query((rs, i) -> entry(rs, evidence))
                .list();
    }

    /** The objects on which one of the offices has made an entry. */
    public Set<String> enteredBy(int year, Collection<String> offices) {
        return offices.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("""
                        select distinct object_code from score_entry where assessment_year = :year and office in (:offices)
                        """)
                        .param("year", year)
                        .param("offices", offices)
                        .query(String.class)
                        .list());
    }

    private Map<Long, List<String>> evidence(int year, Collection<String> objects) {
        return EvidenceLists.by(
                (rs, i) -> rs.getLong("entry_id"),
                jdbc.sql("""
                select v.entry_id, v.evidence_id from entry_evidence v join score_entry e on e.id = v.entry_id
                where e.assessment_year = :year and e.object_code in (:objects) order by v.entry_id, v.evidence_id
                """).param("year", year).param("objects", objects));
    }

    /** From the three columns that keep it, in whatever table; null where there was none. */
    public static @Nullable Provenance provenance(ResultSet rs) throws SQLException {
        String kind = rs.getString("source_kind");
        return kind == null
                ? null
                : new Provenance(
                        SourceKind.valueOf(kind),
                        Objects.requireNonNullElse(rs.getString("source_body"), ""),
                        Objects.requireNonNullElse(rs.getString("source_document"), ""));
    }

    private static Entry entry(ResultSet rs, Map<Long, List<String>> evidence) throws SQLException {
        long id = rs.getLong("id");
        return new Entry(
                id,
                rs.getString("object_code"),
                rs.getString("indicator"),
                EntrySource.valueOf(rs.getString("source")),
                new Answer(
                        EntryState.valueOf(rs.getString("state")),
                        rs.getBigDecimal("entered_value"),
                        rs.getBigDecimal("reference_value"),
                        rs.getString("ticks"),
                        rs.getBoolean("provisional"),
                        rs.getString("reason"),
                        evidence.getOrDefault(id, List.of()),
                        provenance(rs)),
                rs.getString("office"),
                rs.getString("entered_by"),
                rs.getTimestamp("entered_at").toLocalDateTime());
    }
}
