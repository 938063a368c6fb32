package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.verification.Draws;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
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

    public record ItemLine(
            String code,
            String indicator,
            BigDecimal points,
            BigDecimal maximum,
            boolean met,
            @Nullable String countedSource,
            String explanation) {}

    /** @param state what the entry that counted says; null where there was none */
    public record ScoredItem(
            String code,
            String indicator,
            BigDecimal points,
            BigDecimal maximum,
            boolean met,
            @Nullable EntryState state,
            boolean provisional) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final CityBoard cityBoard;
    private final TownshipBoard townshipBoard;
    private final ScoreBook scoreBook;
    private final Draws draws;
    private final OperationLog log;

    Results(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            CityBoard cityBoard,
            TownshipBoard townshipBoard,
            ScoreBook scoreBook,
            Draws draws,
            OperationLog log) {
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
        CityBoard.Standings standings = cityBoard.of(year);
        standings.districts().forEach(standing -> write(year, number, standing));
        standings.units().forEach(standing -> write(year, number, standing));
        log.record(approvedBy, "形成考核结果", year, "第%d号".formatted(number), null, null, reason);
        return number;
    }

    private void write(int year, int number, Standing standing) {
        String district = standing.district().code();
        Board townships = standing.townships();
        insert(
                year,
                number,
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
            insert(
                    year,
                    number,
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

    private void write(int year, int number, UnitStanding standing) {
        String unit = standing.unit().code();
        insert(
                year,
                number,
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

    private void insert(int year, int number, ObjectLine line, ObjectResult result) {
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
        for (ItemResult item : result.items()) {
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

    public List<ItemLine> items(int year, int revision, String code) {
        return jdbc.sql("""
                select * from result_item where assessment_year = :year and revision = :revision and code = :code order by indicator
                """)
                .param("year", year)
                .param("revision", revision)
                .param("code", code)
                .query((rs, i) -> new ItemLine(
                        code,
                        rs.getString("indicator"),
                        rs.getBigDecimal("points"),
                        rs.getBigDecimal("maximum"),
                        rs.getBoolean("met"),
                        rs.getString("counted_source"),
                        rs.getString("explanation")))
                .list();
    }

    /** Object to how many of the figures that counted were provisional (暂用); who has none is missing. */
    public Map<String, Long> provisional(int year, int revision) {
        return scoredItems(year, revision).stream()
                .filter(ScoredItem::provisional)
                .collect(Collectors.groupingBy(ScoredItem::code, Collectors.counting()));
    }

    /** Every item of every object of a revision, in no order. */
    public List<ScoredItem> scoredItems(int year, int revision) {
        return jdbc.sql("""
                select i.code, i.indicator, i.points, i.maximum, i.met, e.state, e.provisional
                from result_item i left join score_entry e on e.id = i.entry_id
                where i.assessment_year = :year and i.revision = :revision
                """)
                .param("year", year)
                .param("revision", revision)
                .query((rs, i) -> new ScoredItem(
                        rs.getString("code"),
                        rs.getString("indicator"),
                        rs.getBigDecimal("points"),
                        rs.getBigDecimal("maximum"),
                        rs.getBoolean("met"),
                        rs.getString("state") == null ? null : EntryState.valueOf(rs.getString("state")),
                        rs.getBoolean("provisional")))
                .list();
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
