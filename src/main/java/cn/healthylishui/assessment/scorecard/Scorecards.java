package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private record EntryRow(
            long id,
            int year,
            String object,
            String indicator,
            EntrySource source,
            AnswerRow answer,
            String office,
            String enteredBy,
            LocalDateTime enteredAt) {

        Entry entry(Map<Long, List<String>> evidence) {
            return new Entry(
                    id,
                    object,
                    indicator,
                    source,
                    answer.answer(evidence.getOrDefault(id, List.of())),
                    office,
                    enteredBy,
                    enteredAt);
        }
    }

    private record EntryFile(long entryId, String evidenceId) {}

    private record EntryOfFile(EntryRow entry, @Nullable String evidenceId) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;

    Scorecards(JdbcClient jdbc, Clock clock, AssessmentYears years) {
        this.rows = new Rows(jdbc);
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
        return rows.find(EntryRow.class, """
                select * from score_entry
                where assessment_year = :year and object_code = :object and indicator = :indicator and source = :source
                order by id desc fetch first 1 row only
                """, year, object, indicator, source)
                .map(row -> row.entry(evidence(List.of(row.id()))));
    }

    /** What each reviewer of a municipal unit gave last, task by task. */
    public List<Entry> reviews(int year, String unit) {
        Map<Long, List<String>> evidence = evidence(year, List.of(unit));
        return rows.list(EntryRow.class, """
                select e.* from score_entry e
                join (select max(id) as id from score_entry
                      where assessment_year = :year and object_code = :unit and source = :source
                      group by indicator, office) latest on latest.id = e.id
                order by e.indicator, e.office
                """, year, unit, EntrySource.REVIEWED).stream()
                .map(row -> row.entry(evidence))
                .toList();
    }

    private Optional<Entry> review(int year, String unit, String task, String office) {
        return reviews(year, unit).stream()
                .filter(entry ->
                        entry.indicator().equals(task) && entry.office().equals(office))
                .findFirst();
    }

    private void insert(int year, String object, String indicator, EntrySource source, Answer answer, Actor actor) {
        long id = rows.insertForId(
                "score_entry",
                new EntryRow(
                        0,
                        year,
                        object,
                        indicator,
                        source,
                        AnswerRow.of(answer),
                        actor.office(),
                        actor.userId(),
                        LocalDateTime.now(clock)));
        rows.insertAll(
                "entry_evidence",
                answer.evidence().stream().map(file -> new EntryFile(id, file)).toList());
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
        return cards(rows.list(EntryOfFile.class, LATEST.formatted(""), year, objects));
    }

    /** The same of some items alone, where many objects are looked at for few of them. */
    public Map<String, Scorecard> latest(int year, Collection<String> objects, Collection<String> items) {
        if (objects.isEmpty() || items.isEmpty()) {
            return Map.of();
        }
        return cards(rows.list(EntryOfFile.class, LATEST.formatted(OF_ITEMS), year, objects, items));
    }

    private static Map<String, Scorecard> cards(List<EntryOfFile> latest) {
        Map<Long, List<String>> files = EvidenceLists.by(
                latest.stream().filter(row -> row.evidenceId() != null).toList(),
                row -> row.entry().id(),
                row -> Objects.requireNonNull(row.evidenceId()));
        Map<String, Map<String, Map<EntrySource, Entry>>> found = new HashMap<>();
        latest.stream()
                .map(EntryOfFile::entry)
                .distinct()
                .map(row -> row.entry(files))
                .forEach(entry -> found.computeIfAbsent(entry.object(), key -> new HashMap<>())
                        .computeIfAbsent(entry.indicator(), key -> new EnumMap<>(EntrySource.class))
                        .put(entry.source(), entry));
        Map<String, Scorecard> cards = new HashMap<>();
        found.forEach((object, entries) -> cards.put(object, new Scorecard(entries)));
        return cards;
    }

    /** The entries of these ids. */
    public Map<Long, Entry> byIds(Collection<Long> ids) {
        Map<Long, List<String>> evidence = evidence(ids);
        return rows.listOf(EntryRow.class, "select * from score_entry where id = any(:ids)", ids).stream()
                .collect(Collectors.toMap(EntryRow::id, row -> row.entry(evidence)));
    }

    /** Every entry on one item, oldest first. */
    public List<Entry> history(int year, String object, String indicator) {
        Map<Long, List<String>> evidence = evidence(year, List.of(object));
        return rows.list(EntryRow.class, """
                select * from score_entry
                where assessment_year = :year and object_code = :object and indicator = :indicator order by id
                """, year, object, indicator).stream()
                .map(row -> row.entry(evidence))
                .toList();
    }

    /** Every entry on one object, oldest first. */
    public List<Entry> history(int year, String object) {
        Map<Long, List<String>> evidence = evidence(year, List.of(object));
        return rows
                .list(
                        EntryRow.class,
                        "select * from score_entry where assessment_year = :year and object_code = :object order by id",
                        year,
                        object)
                .stream()
                .map(row -> row.entry(evidence))
                .toList();
    }

    /** The objects on which one of the offices has made an entry. */
    public Set<String> enteredBy(int year, Collection<String> offices) {
        return offices.isEmpty() ? Set.of() : Set.copyOf(rows.list(String.class, """
                        select distinct object_code from score_entry where assessment_year = :year and office in (:offices)
                        """, year, offices));
    }

    private Map<Long, List<String>> evidence(int year, Collection<String> objects) {
        return EvidenceLists.by(
                rows.list(EntryFile.class, """
                        select v.* from entry_evidence v join score_entry e on e.id = v.entry_id
                        where e.assessment_year = :year and e.object_code in (:objects) order by v.entry_id, v.evidence_id
                        """, year, objects), EntryFile::entryId, EntryFile::evidenceId);
    }

    private Map<Long, List<String>> evidence(Collection<Long> entries) {
        return EvidenceLists.by(rows.listOf(EntryFile.class, """
                        select * from entry_evidence where entry_id = any(:entries) order by entry_id, evidence_id
                        """, entries), EntryFile::entryId, EntryFile::evidenceId);
    }
}
