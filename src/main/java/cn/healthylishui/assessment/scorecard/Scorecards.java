package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
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

    /** With their files: one row a file, or one alone. What was replaced is read over: that is quicker than to look for the latest. */
    private static final Whole<EntryOfFile> ENTRIES = new Whole<>(EntryOfFile.class, """
            select e.*, v.evidence_id from score_entry e left join entry_evidence v on v.entry_id = e.id
            where e.assessment_year = :year %s order by e.id, v.evidence_id
            """);

    private static final String OF_OBJECTS = "and e.object_code in (:objects)";
    private static final String OF_ITEMS = OF_OBJECTS + " and e.indicator in (:items)";

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
            return entry(evidence.getOrDefault(id, List.of()));
        }

        Entry entry(List<String> files) {
            return new Entry(id, object, indicator, source, answer.answer(files), office, enteredBy, enteredAt);
        }
    }

    private record EntryFile(long entryId, String evidenceId) {}

    private record EntryOfFile(EntryRow entry, @Nullable String evidenceId) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final ScoreChanges changes;

    Scorecards(JdbcClient jdbc, Clock clock, AssessmentYears years) {
        this.changes = new ScoreChanges(jdbc);
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
    }

    /** What somebody says of one item of one object. */
    public record Said(String object, String indicator, EntrySource source, Answer answer) {}

    /**
     * Adds an entry, unless it says just what the latest of that source already says.
     *
     * @throws Refused once the result is approved: from then on only a revision changes it
     */
    public void record(int year, String object, String indicator, EntrySource source, Answer answer, Actor actor) {
        record(year, List.of(new Said(object, indicator, source, answer)), actor);
    }

    /** The same of any number of items in a few statements; of an item and source at most one. */
    public void record(int year, Collection<Said> said, Actor actor) {
        if (said.isEmpty()) {
            return;
        }
        if (years.get(year).isApproved()) {
            throw new Refused("%d年度考核结果已经审定，不能再改填报内容；确有差错的，由市健康丽水办发起“更正考核结果”。".formatted(year));
        }
        Map<String, Scorecard> latest = said.stream().allMatch(one -> one.source() == EntrySource.REVIEWED)
                ? Map.of()
                : latest(
                        year,
                        said.stream().map(Said::object).distinct().toList(),
                        said.stream().map(Said::indicator).distinct().toList());
        insert(
                year,
                said.stream()
                        .filter(one -> !known(year, one, latest, actor.office()))
                        .toList(),
                actor);
    }

    private boolean known(int year, Said said, Map<String, Scorecard> latest, String office) {
        Entry entry = said.source() == EntrySource.REVIEWED
                ? review(year, said.object(), said.indicator(), office).orElse(null)
                : latest.getOrDefault(said.object(), Scorecard.EMPTY).of(said.indicator(), said.source());
        return entry != null && sameContent(entry.answer(), said.answer());
    }

    /** Adds entries to a year whose result is approved; what comes of them is the next revision. */
    public void amend(int year, Collection<Said> said, Actor actor) {
        insert(year, said, actor);
        changes.ofAll(year + 1); // whose last year it is
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

    private void insert(int year, Collection<Said> said, Actor actor) {
        LocalDateTime now = LocalDateTime.now(clock);
        List<Long> ids = rows.insertForIds(
                "score_entry",
                said.stream()
                        .map(one -> new EntryRow(
                                0,
                                year,
                                one.object(),
                                one.indicator(),
                                one.source(),
                                AnswerRow.of(one.answer()),
                                actor.office(),
                                actor.userId(),
                                now))
                        .toList());
        List<EntryFile> files = new ArrayList<>();
        Iterator<Long> id = ids.iterator();
        for (Said one : said) {
            long entry = id.next();
            one.answer().evidence().forEach(file -> files.add(new EntryFile(entry, file)));
        }
        rows.insertAll("entry_evidence", files);
        changes.of(year, said);
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

    /** Of everybody who is assessed. */
    public Map<String, Scorecard> latest(int year) {
        return cards(rows.list(ENTRIES, year));
    }

    /** The latest entry of each source, for each object that has any. */
    public Map<String, Scorecard> latest(int year, Collection<String> objects) {
        if (objects.isEmpty()) {
            return Map.of();
        }
        Set<String> wanted = Set.copyOf(objects);
        return cards(rows.part(
                ENTRIES, OF_OBJECTS, row -> wanted.contains(row.entry().object()), year, objects));
    }

    /** The same of some items alone, where many objects are looked at for few of them. */
    public Map<String, Scorecard> latest(int year, Collection<String> objects, Collection<String> items) {
        if (objects.isEmpty() || items.isEmpty()) {
            return Map.of();
        }
        Set<String> wanted = Set.copyOf(objects);
        Set<String> which = Set.copyOf(items);
        return cards(rows.part(
                ENTRIES,
                OF_ITEMS,
                row -> wanted.contains(row.entry().object())
                        && which.contains(row.entry().indicator()),
                year,
                objects,
                items));
    }

    /** @param rows by entry, the rows of its files one after the other; the last entry of a source is the one that stands */
    private static Map<String, Scorecard> cards(List<EntryOfFile> rows) {
        Map<String, Map<String, Map<EntrySource, Entry>>> found = new HashMap<>();
        for (int at = 0; at < rows.size(); ) {
            EntryRow entry = rows.get(at).entry();
            List<String> files = new ArrayList<>();
            for (; at < rows.size() && rows.get(at).entry().id() == entry.id(); at++) {
                Optional.ofNullable(rows.get(at).evidenceId()).ifPresent(files::add);
            }
            found.computeIfAbsent(entry.object(), key -> new HashMap<>())
                    .computeIfAbsent(entry.indicator(), key -> new EnumMap<>(EntrySource.class))
                    .put(entry.source(), entry.entry(List.copyOf(files)));
        }
        Map<String, Scorecard> cards = new HashMap<>();
        found.forEach((object, entries) -> cards.put(object, new Scorecard(entries)));
        return cards;
    }

    /** The entries of these ids. */
    public Map<Long, Entry> byIds(Collection<Long> ids) {
        Map<Long, List<String>> evidence = evidence(ids);
        return rows
                .listOf(
                        EntryRow.class,
                        "select e.* from unnest(:ids) wanted(id) join score_entry e on e.id = wanted.id",
                        ids)
                .stream()
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
                        select v.* from unnest(:entries) wanted(id) join entry_evidence v on v.entry_id = wanted.id
                        order by v.entry_id, v.evidence_id
                        """, entries), EntryFile::entryId, EntryFile::evidenceId);
    }
}
