package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.scorecard.ObjectResult.Mark;
import cn.healthylishui.assessment.scorecard.ScoreChanges.Change;
import cn.healthylishui.assessment.scoring.Total;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearPrepared;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * 已算得分: points are worked out when somebody first looks after figures changed, and kept; whoever looks next reads them. What they were
 * worked out by stands beside them, so that what is older than a figure or a rule is never shown.
 */
@Component
public class KeptScores {

    /** Which entries count. */
    private enum Reading {
        STANDING(ScoreBook.ALL),
        REPORTED(TownshipBoard.AS_REPORTED);

        private final Set<EntrySource> sources;

        Reading(Set<EntrySource> sources) {
            this.sources = sources;
        }
    }

    private record Row(
            int year,
            String object,
            Reading reading,
            String rules,
            BigDecimal earned,
            BigDecimal applicable,
            BigDecimal score,
            String marks) {

        static Row of(int year, Reading reading, String rules, ObjectResult result) {
            return new Row(
                    year,
                    result.code(),
                    reading,
                    rules,
                    asStored(result.total().earned()),
                    asStored(result.total().applicable()),
                    asStored(result.score()),
                    result.marks().entrySet().stream()
                            .map(mark -> mark.getKey() + "="
                                    + mark.getValue().stream()
                                            .map(Indicator::code)
                                            .collect(Collectors.joining(",")))
                            .collect(Collectors.joining(";")));
        }

        Row as(Reading other) {
            return new Row(year, object, other, rules, earned, applicable, score, marks);
        }

        private static BigDecimal asStored(BigDecimal points) {
            return points.setScale(2, RoundingMode.UNNECESSARY);
        }

        /** @param table by which the object is scored */
        ObjectResult result(Supplier<IndicatorTable> table, Supplier<List<ItemResult>> items) {
            return new ObjectResult(
                    object, new Total(earned, applicable, score), SingletonSupplier.of(() -> marked(table)), items);
        }

        private Map<Mark, List<Indicator>> marked(Supplier<IndicatorTable> table) {
            Map<Mark, List<Indicator>> marked = new EnumMap<>(Mark.class);
            if (!marks.isEmpty()) {
                for (String mark : marks.split(";")) {
                    String[] both = mark.split("=");
                    marked.put(
                            Mark.valueOf(both[0]),
                            Stream.of(both[1].split(","))
                                    .map(code -> table.get().indicator(code))
                                    .toList());
                }
            }
            return marked;
        }
    }

    /** A row with its items, which only a check reads. */
    private record Written(Row row, String items) {

        /** Code, entry that counts, points and their maximum, item by item. */
        static Written of(int year, Reading reading, String rules, ObjectResult result) {
            StringBuilder items = new StringBuilder();
            for (ItemResult item : result.items()) {
                Entry counted = item.counted();
                items.append(items.isEmpty() ? "" : ";")
                        .append(item.indicator().code())
                        .append(':')
                        .append(counted == null ? "" : String.valueOf(counted.id()))
                        .append(':')
                        .append(item.score().points())
                        .append('/')
                        .append(item.score().maximum());
            }
            return new Written(Row.of(year, reading, rules, result), items.toString());
        }

        Written as(Reading other) {
            return new Written(row.as(other), items);
        }
    }

    /** Of so many objects at once all are read: a database does not look for each of them. */
    private static final int MANY = 100;

    private static final String OF_OBJECTS = "and object_code in (:objects)";

    private static final Whole<Row> ROWS = new Whole<>(Row.class, """
            select assessment_year, object_code, reading, rules, earned, applicable, score, marks
            from kept_score where assessment_year = :year %s
            """);

    private final Rows rows;
    private final TransactionTemplate transaction;
    private final ScoreChanges changes;
    private final ScoreBook book;
    private final Scorecards scorecards;
    private final References references;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final UnitTasks unitTasks;

    KeptScores(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ScoreBook book,
            Scorecards scorecards,
            References references,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            UnitTasks unitTasks) {
        this.rows = new Rows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.changes = new ScoreChanges(jdbc);
        this.book = book;
        this.scorecards = scorecards;
        this.references = references;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.unitTasks = unitTasks;
    }

    private record YearRow(int year) {}

    @EventListener
    void begin(YearPrepared prepared) {
        rows.insert("score_turn", new YearRow(prepared.year()));
    }

    /** Everybody by all that counts, as it stands or would be with the amendments: only whom they move is worked out. */
    public Scores standing(int year, Amendments amendments) {
        roster.readAll(year);
        return new Look(year, Reading.STANDING, amendments, groups(year));
    }

    /** The townships of a district by their own figures alone, by code. */
    public Map<String, ObjectResult> townshipsAsReported(int year, String district) {
        PeerGroup group = PeerGroup.townshipsOf(district);
        return new Look(year, Reading.REPORTED, Amendments.NONE, List.of(group)).of(group);
    }

    /** One object by all that counts; empty where it is not assessed. */
    public Optional<ObjectResult> standing(int year, String object) {
        return one(year, object, Reading.STANDING);
    }

    /** One object by its own figures alone; empty where it is not assessed. */
    public Optional<ObjectResult> reported(int year, String object) {
        return one(year, object, Reading.REPORTED);
    }

    private Optional<ObjectResult> one(int year, String object, Reading reading) {
        PeerGroup group;
        if (roster.isUnit(year, object)) {
            group = PeerGroup.UNITS;
        } else {
            String district = roster.districtOf(year, object);
            group = district.equals(object) ? PeerGroup.DISTRICTS : PeerGroup.townshipsOf(district);
        }
        return Optional.ofNullable(new Look(year, reading, Amendments.NONE, List.of(group))
                .of(group)
                .get(object));
    }

    private List<PeerGroup> groups(int year) {
        return Stream.concat(
                        Stream.of(PeerGroup.DISTRICTS, PeerGroup.UNITS),
                        roster.districts(year).stream().map(district -> PeerGroup.townshipsOf(district.code())))
                .toList();
    }

    private Map<PeerGroup, List<String>> byCodes(int year, List<PeerGroup> groups) {
        Map<PeerGroup, List<String>> codes = new LinkedHashMap<>();
        groups.forEach(group -> codes.put(group, group.codes(year, roster)));
        return codes;
    }

    private final class Look implements Scores {

        private final int year;
        private final Reading reading;
        private final Amendments amendments;
        private final Map<PeerGroup, List<String>> groups;
        private @Nullable Map<String, ObjectResult> all;

        /** @param groups that are wanted, of which those that have changed are worked out at once */
        Look(int year, Reading reading, Amendments amendments, List<PeerGroup> groups) {
            this.year = year;
            this.reading = reading;
            this.amendments = amendments;
            this.groups = byCodes(year, groups);
        }

        @Override
        public Map<String, ObjectResult> of(PeerGroup group) {
            return Objects.requireNonNull(groups.get(group)).stream()
                    .collect(Collectors.toMap(
                            code -> code,
                            code -> Objects.requireNonNull(all().get(code)),
                            (one, same) -> one,
                            TreeMap::new));
        }

        private Map<String, ObjectResult> all() {
            return all == null ? all = read() : all;
        }

        private Map<String, ObjectResult> read() {
            Map<String, ObjectResult> results = new HashMap<>();
            Set<String> moved = moved();
            if (moved.size() < codes(groups).size()) {
                results.putAll(kept(year, groups, reading));
            }
            results.putAll(afresh(year, groups, moved, reading, amendments));
            return results;
        }

        /** Whom the amendments move. */
        private Set<String> moved() {
            return !amendments.tables().isEmpty() || !amendments.given().isEmpty()
                    ? codes(groups)
                    : movedBy(
                            year,
                            groups,
                            amendments.entries().keySet(),
                            amendments.entries().values().stream()
                                    .flatMap(List::stream)
                                    .map(Entry::indicator)
                                    .collect(Collectors.toSet()));
        }
    }

    private static Set<String> codes(Map<PeerGroup, List<String>> groups) {
        return groups.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    /** Some of the groups, worked out for this once. */
    private Map<String, ObjectResult> afresh(
            int year, Map<PeerGroup, List<String>> groups, Set<String> wanted, Reading reading, Amendments amendments) {
        return wanted.isEmpty() ? Map.of() : afresh(year, groups, wanted, reading, amendments, cards(year, wanted));
    }

    private Map<String, Scorecard> cards(int year, Set<String> objects) {
        return objects.size() > MANY ? scorecards.latest(year) : scorecards.latest(year, objects);
    }

    private Map<String, ObjectResult> afresh(
            int year,
            Map<PeerGroup, List<String>> groups,
            Set<String> wanted,
            Reading reading,
            Amendments amendments,
            Map<String, Scorecard> cards) {
        Map<String, ObjectResult> results = new HashMap<>();
        groups.forEach((group, codes) -> {
            List<String> some = codes.stream().filter(wanted::contains).toList();
            if (!some.isEmpty()) {
                results.putAll(book.of(year, group, some, reading.sources, amendments, cards));
            }
        });
        return results;
    }

    /** Whose points change where these items of these objects do: a whole group's where it is compared with what they make. */
    private Set<String> movedBy(int year, Map<PeerGroup, List<String>> groups, Set<String> objects, Set<String> items) {
        Set<String> moved = new HashSet<>();
        groups.forEach((group, codes) -> {
            if (!items.isEmpty() && references.moving(year, group).stream().anyMatch(items::contains)) {
                moved.addAll(codes);
            } else {
                codes.stream().filter(objects::contains).forEach(moved::add);
            }
        });
        return moved;
    }

    private Map<String, ObjectResult> kept(int year, Map<PeerGroup, List<String>> groups, Reading reading) {
        Supplier<Map<String, Scorecard>> cards = SingletonSupplier.of(() -> cards(year, codes(groups)));
        Map<String, Supplier<Map<String, ObjectResult>>> wholes = new HashMap<>();
        groups.forEach((group, codes) -> {
            Supplier<Map<String, ObjectResult>> whole = SingletonSupplier.of(() -> afresh(
                    year,
                    Map.of(group, codes),
                    Set.copyOf(codes),
                    reading,
                    Amendments.NONE,
                    Objects.requireNonNull(cards.get())));
            codes.forEach(code -> wholes.put(code, whole));
        });
        return rows(year, groups).stream()
                .filter(row -> row.reading() == reading)
                .collect(Collectors.toMap(Row::object, row -> {
                    Supplier<Map<String, ObjectResult>> whole = Objects.requireNonNull(wholes.get(row.object()));
                    return row.result(() -> tables.ofObject(year, row.object()), () -> Objects.requireNonNull(
                                    Objects.requireNonNull(whole.get()).get(row.object()))
                            .items());
                }));
    }

    /** What is known of the groups, and who has to be worked out. */
    private record Known(List<Change> changes, Map<String, String> rules, List<Row> fresh, Set<String> due) {}

    /** Of everybody in the groups, worked out where need be. */
    private List<Row> rows(int year, Map<PeerGroup, List<String>> groups) {
        Known known = known(year, groups);
        return known.due().isEmpty()
                ? known.fresh()
                : Objects.requireNonNull(transaction.execute(begun -> workedOut(year, groups)));
    }

    private Known known(int year, Map<PeerGroup, List<String>> groups) {
        // First: what others enter from here on is looked at the next time.
        List<Change> noted = changes.since(year);
        Map<String, String> rules = rules(year, groups, noted);
        List<Change> ofGroups = noted.stream()
                .filter(change -> rules.containsKey(String.valueOf(change.object())))
                .toList();
        Set<String> due = new HashSet<>(movedBy(
                year,
                groups,
                ofGroups.stream().map(change -> String.valueOf(change.object())).collect(Collectors.toSet()),
                ofGroups.stream().flatMap(Change::items).collect(Collectors.toSet())));
        List<Row> fresh = stored(year, rules.keySet()).stream()
                .filter(row -> row.rules().equals(rules.get(row.object())) && !due.contains(row.object()))
                .toList();
        Map<String, Long> readings = fresh.stream().collect(Collectors.groupingBy(Row::object, Collectors.counting()));
        rules.keySet().stream()
                .filter(code -> readings.getOrDefault(code, 0L) < Reading.values().length)
                .forEach(due::add);
        return new Known(ofGroups, rules, fresh, due);
    }

    /**
     * Holds what is kept against the figures, and waits for nobody: what another commits in between is no difference the second time.
     *
     * @return of whom something else is kept: by no way that we know
     */
    public List<String> differing(int year) {
        return Objects.requireNonNull(transaction.execute(begun -> {
            Set<String> first = differing(year, byCodes(year, groups(year))).keySet();
            if (first.isEmpty()) {
                return List.<String>of();
            }
            rows.forget();
            Set<String> second =
                    new TreeSet<>(differing(year, byCodes(year, groups(year))).keySet());
            second.retainAll(first);
            return List.copyOf(second);
        }));
    }

    /** The same, and what differs is mended. */
    public List<String> check(int year) {
        return Objects.requireNonNull(transaction.execute(begun -> {
            if (rows.list(
                            Integer.class,
                            "select assessment_year from score_turn where assessment_year = :year for update",
                            year)
                    .isEmpty()) {
                rows.insert("score_turn", new YearRow(year)); // prepared by a node of an older version
            }
            Map<String, List<Written>> wrong = differing(year, byCodes(year, groups(year)));
            keep(
                    year,
                    wrong.keySet(),
                    wrong.values().stream().flatMap(List::stream).toList());
            return List.copyOf(wrong.keySet());
        }));
    }

    /** Of whom something else is kept, and what it should be. */
    private Map<String, List<Written>> differing(int year, Map<PeerGroup, List<String>> groups) {
        Known known = known(year, groups);
        Set<String> fresh = new TreeSet<>(known.rules().keySet());
        fresh.removeAll(known.due());
        Set<Written> kept =
                Set.copyOf(rows.list(Written.class, "select * from kept_score where assessment_year = :year", year));
        Map<String, List<Written>> wrong = worked(year, groups, fresh, known.rules()).stream()
                .collect(Collectors.groupingBy(one -> one.row().object(), TreeMap::new, Collectors.toList()));
        wrong.values().removeIf(kept::containsAll);
        return wrong;
    }

    private List<Row> stored(int year, Set<String> codes) {
        return codes.size() > MANY
                ? rows.list(ROWS, year)
                : rows.part(ROWS, OF_OBJECTS, row -> codes.contains(row.object()), year, List.copyOf(codes));
    }

    /** Kept where it is our turn; where somebody else has it, it is worked out for this look alone. */
    private List<Row> workedOut(int year, Map<PeerGroup, List<String>> groups) {
        boolean turn = !TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                && !rows.list(
                                Integer.class,
                                "select assessment_year from score_turn where assessment_year = :year for update skip locked",
                                year)
                        .isEmpty();
        Known known = known(year, groups); // another may have done it in between
        List<Written> worked = worked(year, groups, known.due(), known.rules());
        if (turn && !worked.isEmpty()) {
            keep(year, known.due(), worked);
            changes.forget(known.changes());
        }
        List<Row> all = new ArrayList<>(known.fresh());
        all.removeIf(row -> known.due().contains(row.object()));
        worked.forEach(one -> all.add(one.row()));
        return all;
    }

    private void keep(int year, Set<String> codes, List<Written> worked) {
        if (codes.isEmpty()) {
            return;
        }
        rows.updateOf(
                "delete from kept_score where assessment_year = %d and object_code = any(:objects)".formatted(year),
                codes);
        rows.insertAll("kept_score", worked);
    }

    private List<Written> worked(
            int year, Map<PeerGroup, List<String>> groups, Set<String> due, Map<String, String> rules) {
        Map<String, Scorecard> cards = cards(year, due);
        Map<String, ObjectResult> standing = afresh(year, groups, due, Reading.STANDING, Amendments.NONE, cards);
        // Whose own figures are all there is stands as reported: that is nearly everybody until the city reviews.
        Set<String> others = due.stream()
                .filter(code -> !cards.getOrDefault(code, Scorecard.EMPTY).isOf(Reading.REPORTED.sources))
                .collect(Collectors.toSet());
        Map<String, ObjectResult> reported = new HashMap<>(standing);
        reported.putAll(afresh(year, groups, others, Reading.REPORTED, Amendments.NONE, cards));
        List<Written> worked = new ArrayList<>();
        standing.forEach((code, result) -> {
            String rule = Objects.requireNonNull(rules.get(code));
            Written written = Written.of(year, Reading.STANDING, rule, result);
            ObjectResult own = Objects.requireNonNull(reported.get(code));
            worked.add(written);
            worked.add(own == result ? written.as(Reading.REPORTED) : Written.of(year, Reading.REPORTED, rule, own));
        });
        return worked;
    }

    /** Code to what the points of the object rest on beside its entries; where that is another now, they are worked out anew. */
    private Map<String, String> rules(int year, Map<PeerGroup, List<String>> groups, List<Change> noted) {
        AssessmentYear now = years.get(year);
        String ofYear = List.of(
                        Objects.requireNonNullElse(KeptScores.class.getPackage().getImplementationVersion(), ""),
                        noted.stream().filter(Change::ofAll).count(),
                        now.ownReferences(),
                        now.precedence(),
                        now.townshipPrecedence(),
                        years.settings(year),
                        years.find(year - 1).map(AssessmentYear::state).orElse(YearState.PREPARING))
                .toString();
        Map<String, String> digests = new HashMap<>();
        Map<String, String> rules = new HashMap<>();
        groups.forEach((group, codes) -> {
            UnaryOperator<String> list = lists(year, group, codes);
            codes.forEach(
                    code -> rules.put(code, digests.computeIfAbsent(list.apply(code), of -> digest(ofYear + of))));
        });
        return rules;
    }

    /** Code to the list by which the object is scored. */
    private UnaryOperator<String> lists(int year, PeerGroup group, List<String> codes) {
        return switch (group.kind()) {
            case DISTRICTS ->
                code -> "district " + tables.ofDistrict(year, code).id();
            case TOWNSHIPS -> {
                String list = "township %d %s"
                        .formatted(
                                tables.table(year, TableKind.TOWNSHIP).id(),
                                roster.district(year, group.ofDistrict()).kind());
                yield code -> list;
            }
            case UNITS -> {
                Map<String, String> tasks = unitTasks.weighed(year, codes);
                yield code -> "unit " + tasks.get(code);
            }
        };
    }

    private static String digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
