package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final CityBoard cityBoard;
    private final TownshipBoard townshipBoard;
    private final ScoreBook scoreBook;
    private final Draws draws;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final OperationLog log;

    Results(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            CityBoard cityBoard,
            TownshipBoard townshipBoard,
            ScoreBook scoreBook,
            Draws draws,
            IndicatorTables tables,
            Scorecards scorecards,
            OperationLog log) {
        this.tables = tables;
        this.scorecards = scorecards;
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
        this.cityBoard = cityBoard;
        this.townshipBoard = townshipBoard;
        this.scoreBook = scoreBook;
        this.draws = draws;
        this.log = log;
    }

    /** Writes the state as it stands as the year's next revision; two at once write one after the other. */
    @Transactional
    public int fix(int year, String reason, @Nullable Long proposal, Actor approvedBy) {
        years.lock(year);
        int number = latest(year).map(revision -> revision.number() + 1).orElse(1);
        jdbc.sql("""
                insert into result_revision (assessment_year, number, reason, approved_by, approved_at, proposal)
                values (:year, :number, :reason, :by, :at, :proposal)
                """)
                .param("year", year)
                .param("number", number)
                .param("reason", reason)
                .param("by", approvedBy.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .param("proposal", proposal)
                .update();
        YearResult standing = live(year);
        for (ObjectLine line : standing.objects()) {
            insert(year, number, line, standing.items(line.code()));
        }
        log.record(
                approvedBy,
                Operation.of("形成考核结果", year, "第%d号".formatted(number)).because(reason));
        return number;
    }

    /** What stands at the moment, just as it would be approved. */
    public YearResult live(int year) {
        CityBoard.Standings standings = cityBoard.of(year);
        List<ObjectLine> objects = new ArrayList<>();
        Map<String, List<ItemResult>> items = new HashMap<>();
        standings.districts().forEach(standing -> tell(year, standing, objects, items));
        standings.units().forEach(standing -> tell(year, standing, objects, items));
        return new Told(year, null, objects, code -> items.getOrDefault(code, List.of()));
    }

    private void tell(int year, Standing standing, List<ObjectLine> objects, Map<String, List<ItemResult>> items) {
        String district = standing.district().code();
        Board townships = standing.townships();
        add(
                objects,
                items,
                new ObjectLine(
                        district,
                        standing.district().name(),
                        standing.district().kind().name(),
                        district,
                        cityBoard.reported(year, district).score(),
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
        Board reported = townshipBoard.of(year, district, CityBoard.REPORTED_AND_EXCUSED);
        List<String> checked = draws.drawnTownships(year, district);
        for (TownshipBoard.Line line : townships.lines()) {
            String code = line.township().code();
            add(
                    objects,
                    items,
                    new ObjectLine(
                            code,
                            line.township().name(),
                            ObjectLine.TOWNSHIP,
                            district,
                            reported.of(code).result().score(),
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

    private void tell(int year, UnitStanding standing, List<ObjectLine> objects, Map<String, List<ItemResult>> items) {
        String unit = standing.unit().code();
        add(
                objects,
                items,
                new ObjectLine(
                        unit,
                        standing.unit().name(),
                        ObjectLine.UNIT,
                        unit,
                        scoreBook.unitAsReported(year, unit).score(),
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

    private static void add(
            List<ObjectLine> objects, Map<String, List<ItemResult>> items, ObjectLine line, ObjectResult result) {
        objects.add(line);
        items.put(line.code(), result.items());
    }

    private void insert(int year, int number, ObjectLine line, List<ItemResult> items) {
        jdbc.sql("""
                insert into result_object (assessment_year, revision, code, name, kind, district, reported_score, verified_score,
                  score, must_pass_met, misconduct, townships, excellent_townships, ranking, review_score, appraisal_score, grade,
                  grade_reason)
                values (:year, :revision, :code, :name, :kind, :district, :reported, :verified, :score, :mustPassMet, :misconduct,
                  :townships, :excellent, :ranking, :review, :appraisal, :grade, :reason)
                """)
                .param("year", year)
                .param("revision", number)
                .param("code", line.code())
                .param("name", line.name())
                .param("kind", line.kind())
                .param("district", line.district())
                .param("reported", line.reportedScore())
                .param("verified", line.verifiedScore())
                .param("score", line.score())
                .param("mustPassMet", line.mustPassMet())
                .param("misconduct", line.misconduct())
                .param("townships", line.townships())
                .param("excellent", line.excellentTownships())
                .param("ranking", line.rank())
                .param("review", line.reviewScore())
                .param("appraisal", line.appraisalScore())
                .param("grade", line.grade().label())
                .param("reason", line.gradeReason())
                .update();
        for (ItemResult item : items) {
            insert(year, number, line.code(), item);
        }
    }

    private void insert(int year, int number, String object, ItemResult item) {
        jdbc.sql("""
                insert into result_item (assessment_year, revision, code, indicator, points, maximum, met, counted_source,
                  counted_value, explanation, entry_id)
                values (:year, :revision, :code, :indicator, :points, :maximum, :met, :source, :value, :explanation, :entry)
                """)
                .param("year", year)
                .param("revision", number)
                .param("code", object)
                .param("indicator", item.indicator().code())
                .param("points", item.score().points())
                .param("maximum", item.score().maximum())
                .param("met", item.score().met())
                .param(
                        "source",
                        item.counted() == null ? null : item.counted().source().name())
                .param(
                        "value",
                        item.counted() == null ? null : item.counted().answer().value())
                .param("explanation", item.explanation())
                .param("entry", item.counted() == null ? null : item.counted().id())
                .update();
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
        return jdbc.sql("select * from result_revision where assessment_year = :year order by number")
                .param("year", year)
                .query((rs, i) -> new Revision(
                        year,
                        rs.getInt("number"),
                        rs.getString("reason"),
                        rs.getString("approved_by"),
                        rs.getTimestamp("approved_at").toLocalDateTime(),
                        rs.getObject("proposal", Long.class)))
                .list();
    }

    public Optional<ObjectLine> object(int year, int revision, String code) {
        return jdbc.sql("""
                select * from result_object where assessment_year = :year and revision = :revision and code = :code
                """)
                .param("year", year)
                .param("revision", revision)
                .param("code", code)
                .query(Results::object)
                .optional();
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
        return jdbc.sql(
                        "select * from result_object where assessment_year = :year and revision = :revision order by code")
                .param("year", year)
                .param("revision", revision)
                .query(Results::object)
                .list();
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
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("""
                select i.code, count(*) as figures from result_item i join score_entry e on e.id = i.entry_id
                where i.assessment_year = :year and i.revision = :revision and e.provisional group by i.code
                """).param("year", year).param("revision", revision).query(rs -> {
            counts.put(rs.getString("code"), rs.getLong("figures"));
        });
        return counts;
    }

    private Map<String, List<ItemResult>> items(int year, int revision, Map<String, IndicatorTable> tablesOf) {
        if (tablesOf.isEmpty()) {
            return Map.of();
        }
        List<Row> rows = jdbc.sql("""
                select * from result_item where assessment_year = :year and revision = :revision and code in (:codes)
                """)
                .param("year", year)
                .param("revision", revision)
                .param("codes", tablesOf.keySet())
                .query((rs, i) -> new Row(
                        rs.getString("code"),
                        rs.getString("indicator"),
                        rs.getBigDecimal("points"),
                        rs.getBigDecimal("maximum"),
                        rs.getBoolean("met"),
                        rs.getObject("entry_id", Long.class),
                        rs.getString("explanation")))
                .list();
        Map<Long, Entry> entries = scorecards.byIds(
                rows.stream().map(Row::entry).filter(Objects::nonNull).toList());
        Map<String, List<ItemResult>> items = new HashMap<>();
        rows.forEach(row -> items.computeIfAbsent(row.code(), key -> new ArrayList<>())
                .add(item(row, Objects.requireNonNull(tablesOf.get(row.code())).indicator(row.indicator()), entries)));
        items.values()
                .forEach(ofObject -> ofObject.sort(
                        Comparator.comparingInt(item -> item.indicator().seq())));
        return items;
    }

    /** As it is stored. */
    private record Row(
            String code,
            String indicator,
            BigDecimal points,
            BigDecimal maximum,
            boolean met,
            @Nullable Long entry,
            String explanation) {}

    /** Whether it applied is told by its full mark, as it was when the result was made. */
    private static ItemResult item(Row row, Indicator indicator, Map<Long, Entry> entries) {
        return new ItemResult(
                indicator,
                row.entry() == null ? null : entries.get(row.entry()),
                new ItemScore(row.points(), row.maximum(), row.met(), row.explanation()),
                indicator.mustPass()
                        || indicator.points().signum() == 0
                        || row.maximum().signum() > 0,
                row.explanation());
    }

    private static ObjectLine object(ResultSet rs, int row) throws SQLException {
        return new ObjectLine(
                rs.getString("code"),
                rs.getString("name"),
                rs.getString("kind"),
                rs.getString("district"),
                rs.getBigDecimal("reported_score"),
                rs.getBigDecimal("verified_score"),
                rs.getBigDecimal("score"),
                rs.getBoolean("must_pass_met"),
                rs.getBoolean("misconduct"),
                rs.getObject("townships", Integer.class),
                rs.getObject("excellent_townships", Integer.class),
                rs.getObject("ranking", Integer.class),
                rs.getBigDecimal("review_score"),
                rs.getBigDecimal("appraisal_score"),
                Grade.of(rs.getString("grade")),
                rs.getString("grade_reason"));
    }
}
