package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scores;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 考核结果, revision by revision: what the leading group approved, with every item's points and their explanation as they were then. */
@Component
public class Results {

    /** @param proposal the proposal it came from; null for the first */
    public record Revision(
            int year,
            int number,
            String reason,
            String approvedBy,
            LocalDateTime approvedAt,
            @Nullable Long proposal) {}

    /**
     * @param kind COUNTY, ZONE, TOWNSHIP or UNIT
     * @param district for a township the one that assesses it, else itself
     * @param reportedScore before spot checks and official figures
     * @param verifiedScore where the object was drawn for a spot check, else null
     * @param townships how many townships a district has; null for others
     * @param reviewScore 考评得分 of a municipal unit; null for others
     * @param appraisalScore 民主测评得分 of a municipal unit; null for others, and where there is none
     */
    public record ObjectLine(
            String code,
            String name,
            String kind,
            String district,
            BigDecimal reportedScore,
            @Nullable BigDecimal verifiedScore,
            BigDecimal score,
            boolean mustPassMet,
            boolean misconduct,
            @Nullable Integer townships,
            @Nullable Integer excellentTownships,
            @Nullable Integer rank,
            @Nullable BigDecimal reviewScore,
            @Nullable BigDecimal appraisalScore,
            Grade grade,
            String gradeReason) {

        private static final String TOWNSHIP = "TOWNSHIP";
        private static final String UNIT = "UNIT";

        /** The zone, which has no rank, comes last. */
        public static final Comparator<ObjectLine> BY_RANK = Comparator.comparing(
                        (ObjectLine line) -> Objects.requireNonNullElse(line.rank(), Integer.MAX_VALUE))
                .thenComparing(ObjectLine::code);

        public boolean isDistrict() {
            return !isTownship() && !isUnit();
        }

        public boolean isTownship() {
            return kind.equals(TOWNSHIP);
        }

        /** A municipal unit (市直单位). */
        public boolean isUnit() {
            return kind.equals(UNIT);
        }
    }

    /**
     * What two results say of one object.
     *
     * @param before null where the object came in later
     */
    public record Change(@Nullable ObjectLine before, ObjectLine after) {}

    private record ObjectRow(
            int year,
            int revision,
            String code,
            String name,
            String kind,
            String district,
            BigDecimal reportedScore,
            @Nullable BigDecimal verifiedScore,
            BigDecimal score,
            boolean mustPassMet,
            boolean misconduct,
            @Nullable Integer townships,
            @Nullable Integer excellentTownships,
            @Nullable Integer ranking,
            @Nullable BigDecimal reviewScore,
            @Nullable BigDecimal appraisalScore,
            String grade,
            String gradeReason) {

        static ObjectRow of(int year, int revision, ObjectLine line) {
            return new ObjectRow(
                    year,
                    revision,
                    line.code(),
                    line.name(),
                    line.kind(),
                    line.district(),
                    line.reportedScore(),
                    line.verifiedScore(),
                    line.score(),
                    line.mustPassMet(),
                    line.misconduct(),
                    line.townships(),
                    line.excellentTownships(),
                    line.rank(),
                    line.reviewScore(),
                    line.appraisalScore(),
                    line.grade().label(),
                    line.gradeReason());
        }

        ObjectLine line() {
            return new ObjectLine(
                    code,
                    name,
                    kind,
                    district,
                    reportedScore,
                    verifiedScore,
                    score,
                    mustPassMet,
                    misconduct,
                    townships,
                    excellentTownships,
                    ranking,
                    reviewScore,
                    appraisalScore,
                    Grade.of(grade),
                    gradeReason);
        }
    }

    private record ItemRow(
            int year,
            int revision,
            String code,
            String indicator,
            BigDecimal points,
            BigDecimal maximum,
            boolean met,
            @Nullable EntrySource countedSource,
            @Nullable BigDecimal countedValue,
            String explanation,
            @Nullable Long entryId) {

        static ItemRow of(int year, int revision, String object, ItemResult item) {
            Entry counted = item.counted();
            return new ItemRow(
                    year,
                    revision,
                    object,
                    item.indicator().code(),
                    item.score().points(),
                    item.score().maximum(),
                    item.score().met(),
                    counted == null ? null : counted.source(),
                    counted == null ? null : counted.answer().value(),
                    item.explanation(),
                    counted == null ? null : counted.id());
        }

        /** Whether it applied is told by its full mark, as it was when the result was made. */
        ItemResult item(Indicator ofTable, Map<Long, Entry> entries) {
            return new ItemResult(
                    ofTable,
                    entryId == null ? null : entries.get(entryId),
                    new ItemScore(points, maximum, met, explanation),
                    ofTable.mustPass() || ofTable.points().signum() == 0 || maximum.signum() > 0,
                    explanation);
        }
    }

    private record Figures(String code, long figures) {}

    private final Rows rows;
    private final Clock clock;
    private static final Whole<ItemRow> ITEMS = new Whole<>(
            ItemRow.class, "select * from result_item where assessment_year = :year and revision = :revision %s");

    private final AssessmentYears years;
    private final YearRoster roster;
    private final CityBoard cityBoard;
    private final TownshipBoard townshipBoard;
    private final ScoreBook scoreBook;
    private final KeptScores keptScores;
    private final Draws draws;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final OperationLog log;

    Results(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            CityBoard cityBoard,
            TownshipBoard townshipBoard,
            ScoreBook scoreBook,
            KeptScores keptScores,
            Draws draws,
            IndicatorTables tables,
            Scorecards scorecards,
            OperationLog log) {
        this.tables = tables;
        this.scorecards = scorecards;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.cityBoard = cityBoard;
        this.townshipBoard = townshipBoard;
        this.scoreBook = scoreBook;
        this.keptScores = keptScores;
        this.draws = draws;
        this.log = log;
    }

    /** Writes the state as it stands as the year's next revision; two at once write one after the other. */
    @Transactional
    public int fix(int year, String reason, @Nullable Long proposal, Actor approvedBy) {
        years.lock(year);
        int number = latest(year).map(revision -> revision.number() + 1).orElse(1);
        rows.insert(
                "result_revision",
                new Revision(year, number, reason, approvedBy.userId(), LocalDateTime.now(clock), proposal));
        List<String> otherwise = keptScores.differing(year);
        if (!otherwise.isEmpty()) {
            throw new IllegalStateException(
                    "What was shown of %s is not what their figures come to; nothing is fixed".formatted(otherwise));
        }
        YearResult standing = live(year);
        rows.insertAll(
                "result_object",
                standing.objects().stream()
                        .map(line -> ObjectRow.of(year, number, line))
                        .toList());
        rows.insertAll(
                "result_item",
                standing.objects().stream()
                        .flatMap(line -> standing.items(line.code()).stream()
                                .map(item -> ItemRow.of(year, number, line.code(), item)))
                        .toList());
        log.record(
                approvedBy,
                Operation.of("形成考核结果", year, "第%d号".formatted(number)).because(reason));
        return number;
    }

    /** What stands at the moment, just as it would be approved. */
    public YearResult live(int year) {
        Map<String, Scorecard> cards = scoreBook.cards(year);
        CityBoard.Standings standings =
                cityBoard.of(year, Amendments.NONE, scoreBook.afresh(year, ScoreBook.ALL, Amendments.NONE, cards));
        Telling telling = new Telling(year, cards);
        standings.districts().forEach(telling::tell);
        standings.units().forEach(telling::tell);
        return new Told(year, null, telling.objects, code -> telling.items.getOrDefault(code, List.of()));
    }

    /** What stands is told object by object. */
    private final class Telling {

        private final int year;

        /** What everybody entered. */
        private final Map<String, Scorecard> cards;

        /** By their own figures alone. */
        private final Map<String, ObjectResult> reported;

        private final Map<String, ObjectResult> unitsAsReported;

        /** The same with what the city excused left out. */
        private final Scores excused;

        private final List<ObjectLine> objects = new ArrayList<>();
        private final Map<String, List<ItemResult>> items = new HashMap<>();

        Telling(int year, Map<String, Scorecard> cards) {
            this.year = year;
            this.cards = cards;
            this.excused = afresh(CityBoard.REPORTED_AND_EXCUSED);
            Scores asReported = afresh(TownshipBoard.AS_REPORTED);
            this.reported = asReported.districts();
            this.unitsAsReported = asReported.units();
        }

        private Scores afresh(Set<EntrySource> sources) {
            return scoreBook.afresh(year, sources, Amendments.NONE, cards);
        }

        void tell(Standing standing) {
            String district = standing.district().code();
            Board townships = standing.townships();
            add(
                    new ObjectLine(
                            district,
                            standing.district().name(),
                            standing.district().kind().name(),
                            district,
                            Objects.requireNonNull(reported.get(district)).score(),
                            null,
                            standing.result().score(),
                            standing.result().mustPassMet(),
                            standing.misconduct(),
                            townships.share().all(),
                            townships.share().excellent(),
                            standing.rank(),
                            null,
                            null,
                            standing.graded().grade(),
                            standing.graded().reason()),
                    standing.result());
            Board asReported = townshipBoard.of(year, district, excused, Amendments.NONE);
            List<String> checked = draws.drawnTownships(year, district);
            for (TownshipBoard.Line line : townships.lines()) {
                String code = line.township().code();
                add(
                        new ObjectLine(
                                code,
                                line.township().name(),
                                ObjectLine.TOWNSHIP,
                                district,
                                asReported.of(code).result().score(),
                                checked.contains(code) ? line.result().score() : null,
                                line.result().score(),
                                line.result().mustPassMet(),
                                line.misconduct(),
                                null,
                                null,
                                line.rank(),
                                null,
                                null,
                                line.graded().grade(),
                                line.graded().reason()),
                        line.result());
            }
        }

        void tell(UnitStanding standing) {
            String unit = standing.unit().code();
            add(
                    new ObjectLine(
                            unit,
                            standing.unit().name(),
                            ObjectLine.UNIT,
                            unit,
                            Objects.requireNonNull(unitsAsReported.get(unit)).score(),
                            null,
                            standing.score(),
                            true,
                            standing.misconduct(),
                            null,
                            null,
                            standing.rank(),
                            standing.review().score(),
                            standing.appraisal(),
                            standing.graded().grade(),
                            standing.graded().reason() + "。" + standing.composition()),
                    standing.review());
        }

        private void add(ObjectLine line, ObjectResult result) {
            objects.add(line);
            items.put(line.code(), result.items());
        }
    }

    public Optional<Revision> latest(int year) {
        return revisions(year).stream().reduce((earlier, later) -> later);
    }

    /** The number of the result that holds now. */
    public int latestNumber(int year) {
        return latest(year).map(Revision::number).orElseThrow(() -> new IllegalStateException("No result of " + year));
    }

    /** Every revision of a year, the first one first. */
    public List<Revision> revisions(int year) {
        return rows.list(
                Revision.class, "select * from result_revision where assessment_year = :year order by number", year);
    }

    public Optional<ObjectLine> object(int year, int revision, String code) {
        return rows.find(ObjectRow.class, """
                select * from result_object where assessment_year = :year and revision = :revision and code = :code
                """, year, revision, code).map(ObjectRow::line);
    }

    /** The objects of which a later result says something else than an earlier one, by code. */
    public List<Change> changes(int year, int from, int to) {
        Map<String, ObjectLine> before =
                objects(year, from).stream().collect(Collectors.toMap(ObjectLine::code, Function.identity()));
        return objects(year, to).stream()
                .map(after -> new Change(before.get(after.code()), after))
                .filter(change -> !change.after().equals(change.before()))
                .toList();
    }

    /** Every object of a revision, by code. */
    public List<ObjectLine> objects(int year, int revision) {
        return rows
                .list(
                        ObjectRow.class,
                        "select * from result_object where assessment_year = :year and revision = :revision order by code",
                        year,
                        revision)
                .stream()
                .map(ObjectRow::line)
                .toList();
    }

    /** The same of several revisions at once, by number and code. */
    public Map<Integer, Map<String, ObjectLine>> objects(int year, Set<Integer> revisions) {
        return rows
                .listOf(
                        ObjectRow.class,
                        "select * from result_object where assessment_year = %d and revision = any(:revisions)"
                                .formatted(year),
                        revisions)
                .stream()
                .collect(Collectors.groupingBy(
                        ObjectRow::revision, Collectors.toMap(row -> row.line().code(), ObjectRow::line)));
    }

    /** An approved result, to be read like one that is still being worked on. */
    public YearResult approved(Revision revision) {
        List<ObjectLine> objects = objects(revision.year(), revision.number());
        Map<String, List<ItemResult>> items =
                items(revision.year(), revision.number(), tables(revision.year(), objects));
        return new Told(revision.year(), revision, objects, code -> items.getOrDefault(code, List.of()));
    }

    /** One of the two sources of what every object got. */
    private record Told(
            int year, @Nullable Revision revision, List<ObjectLine> objects, Function<String, List<ItemResult>> itemsOf)
            implements YearResult {

        @Override
        public List<ItemResult> items(String code) {
            return itemsOf.apply(code);
        }
    }

    /** The table of each object; the townships of a district have one in common. */
    private Map<String, IndicatorTable> tables(int year, List<ObjectLine> objects) {
        roster.readAll(year);
        Map<String, IndicatorTable> ofTownships = new HashMap<>();
        Map<String, IndicatorTable> tablesOf = new HashMap<>();
        for (ObjectLine object : objects) {
            tablesOf.put(
                    object.code(),
                    object.isTownship()
                            ? ofTownships.computeIfAbsent(
                                    object.district(), district -> tables.ofTownshipsIn(year, district))
                            : tables.ofObject(year, object.code()));
        }
        return tablesOf;
    }

    /** The items of one object of a revision, in the order of its table. */
    public List<ItemResult> items(int year, int revision, String code) {
        return items(year, revision, Map.of(code, tables.ofObject(year, code))).getOrDefault(code, List.of());
    }

    /** Object to how many of the figures that counted were provisional (暂用); who has none is missing. */
    public Map<String, Long> provisional(int year, int revision) {
        return rows.list(Figures.class, """
                select i.code, count(*) as figures from result_item i join score_entry e on e.id = i.entry_id
                where i.assessment_year = :year and i.revision = :revision and e.provisional group by i.code
                """, year, revision).stream()
                .collect(Collectors.toMap(Figures::code, Figures::figures));
    }

    private Map<String, List<ItemResult>> items(int year, int revision, Map<String, IndicatorTable> tablesOf) {
        if (tablesOf.isEmpty()) {
            return Map.of();
        }
        List<ItemRow> stored = tablesOf.size() == 1
                ? rows.part(
                        ITEMS,
                        "and code = :code",
                        item -> tablesOf.containsKey(item.code()),
                        year,
                        revision,
                        tablesOf.keySet().iterator().next())
                : rows.list(ITEMS, year, revision).stream()
                        .filter(item -> tablesOf.containsKey(item.code()))
                        .toList();
        Map<Long, Entry> entries = scorecards.byIds(
                stored.stream().map(ItemRow::entryId).filter(Objects::nonNull).toList());
        Map<String, List<ItemResult>> items = new HashMap<>();
        stored.forEach(row -> items.computeIfAbsent(row.code(), key -> new ArrayList<>())
                .add(row.item(Objects.requireNonNull(tablesOf.get(row.code())).indicator(row.indicator()), entries)));
        items.values()
                .forEach(ofObject -> ofObject.sort(
                        Comparator.comparingInt(item -> item.indicator().seq())));
        return items;
    }
}
