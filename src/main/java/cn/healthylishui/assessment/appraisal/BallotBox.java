package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.scoring.Tally;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 票箱: takes ballots in and gives sums out, never a ballot. */
@Component
class BallotBox {

    private static final TypeReference<TreeMap<String, AppraisalMark>> MARKS = new TypeReference<>() {};

    private record Ballot(RaterGroup group, Map<String, AppraisalMark> marks) {

        boolean isAlike() {
            return new HashSet<>(marks.values()).size() == 1;
        }
    }

    private record BallotRow(long id, int year, RaterGroup raterGroup, String marks) {}

    private record Cast(RaterGroup raterGroup, int ballots) {}

    private static final Whole<TallyRow> TALLIES =
            new Whole<>(TallyRow.class, "select * from appraisal_tally where assessment_year = :year %s");

    private record TallyRow(
            int year, String unit, RaterGroup raterGroup, int excellent, int good, int fair, int poor, int notKnown) {

        static TallyRow of(int year, String unit, RaterGroup group, Tally tally) {
            return new TallyRow(
                    year,
                    unit,
                    group,
                    tally.count(AppraisalMark.EXCELLENT),
                    tally.count(AppraisalMark.GOOD),
                    tally.count(AppraisalMark.FAIR),
                    tally.count(AppraisalMark.POOR),
                    tally.count(AppraisalMark.UNKNOWN));
        }

        Tally tally() {
            return new Tally(Map.of(
                    AppraisalMark.EXCELLENT, excellent,
                    AppraisalMark.GOOD, good,
                    AppraisalMark.FAIR, fair,
                    AppraisalMark.POOR, poor,
                    AppraisalMark.UNKNOWN, notKnown));
        }
    }

    private final Rows rows;
    private final ObjectMapper json;
    private final BallotIds ids;

    BallotBox(JdbcClient jdbc, ObjectMapper json, BallotIds ids) {
        this.rows = new Rows(jdbc);
        this.json = json;
        this.ids = ids;
    }

    /**
     * Takes one ballot in and shakes the box: every ballot of the rater group is taken out and put back under a new number, in the order
     * of those numbers. So neither the number of a ballot nor its place, nor the transaction that some databases note with a row, tells
     * when it was cast; and not even in which order its units were marked, since they stand in the order of their codes. The caller holds
     * the lock of the year.
     */
    void put(int year, RaterGroup group, Map<String, AppraisalMark> marks) {
        List<String> all = new ArrayList<>(rows.list(
                String.class,
                "select marks from ballot where assessment_year = :year and rater_group = :group",
                year,
                group));
        all.add(text(new TreeMap<>(marks)));
        rows.update("delete from ballot where assessment_year = :year and rater_group = :group", year, group);
        Map<Long, String> shaken = new TreeMap<>();
        for (String ballot : all) {
            long id = ids.next();
            while (shaken.containsKey(id)) {
                id = ids.next();
            }
            shaken.put(id, ballot);
        }
        rows.insertAll(
                "ballot",
                shaken.entrySet().stream()
                        .map(ballot -> new BallotRow(ballot.getKey(), year, group, ballot.getValue()))
                        .toList());
    }

    Map<RaterGroup, Integer> ballots(int year) {
        Map<RaterGroup, Integer> ballots = new EnumMap<>(RaterGroup.class);
        rows.list(
                        Cast.class,
                        "select rater_group, count(*) as ballots from ballot where assessment_year = :year group by rater_group",
                        year)
                .forEach(cast -> ballots.put(cast.raterGroup(), cast.ballots()));
        return ballots;
    }

    /**
     * Writes down the sums.
     *
     * @return how many ballots rate all units alike
     */
    int count(int year) {
        List<Ballot> ballots = all(year);
        Map<RaterGroup, Map<String, Map<AppraisalMark, Integer>>> sums = new EnumMap<>(RaterGroup.class);
        ballots.forEach(ballot -> ballot.marks()
                .forEach((unit, mark) -> sums.computeIfAbsent(ballot.group(), group -> new TreeMap<>())
                        .computeIfAbsent(unit, one -> new EnumMap<>(AppraisalMark.class))
                        .merge(mark, 1, Integer::sum)));
        rows.insertAll(
                "appraisal_tally",
                sums.entrySet().stream()
                        .flatMap(group -> group.getValue().entrySet().stream()
                                .map(unit ->
                                        TallyRow.of(year, unit.getKey(), group.getKey(), new Tally(unit.getValue()))))
                        .toList());
        return (int) ballots.stream().filter(Ballot::isAlike).count();
    }

    /** The sums for one unit of each rater group in which somebody voted; empty before the count. */
    Map<RaterGroup, Tally> tallies(int year, String unit) {
        Map<RaterGroup, Tally> tallies = new EnumMap<>(RaterGroup.class);
        rows.part(TALLIES, "and unit = :unit", row -> row.unit().equals(unit), year, unit)
                .forEach(row -> tallies.put(row.raterGroup(), row.tally()));
        return tallies;
    }

    private List<Ballot> all(int year) {
        return rows.list(BallotRow.class, "select * from ballot where assessment_year = :year", year).stream()
                .map(row -> new Ballot(row.raterGroup(), read(row.marks())))
                .toList();
    }

    private Map<String, AppraisalMark> read(String marks) {
        try {
            return json.readValue(marks, MARKS);
        } catch (JsonProcessingException e) {
            // What cannot be read is not told: it would be a ballot shown singly.
            throw new IllegalStateException("A ballot is not readable");
        }
    }

    private String text(Map<String, AppraisalMark> marks) {
        try {
            return json.writeValueAsString(marks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A ballot cannot be written");
        }
    }
}
