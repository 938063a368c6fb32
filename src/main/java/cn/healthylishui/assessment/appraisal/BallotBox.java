package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.organization.RaterGroup;
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

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final BallotIds ids;

    BallotBox(JdbcClient jdbc, ObjectMapper json, BallotIds ids) {
        this.jdbc = jdbc;
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
        List<String> all = new ArrayList<>(
                jdbc.sql("select marks from ballot where assessment_year = :year and rater_group = :group")
                        .param("year", year)
                        .param("group", group.name())
                        .query(String.class)
                        .list());
        all.add(text(new TreeMap<>(marks)));
        jdbc.sql("delete from ballot where assessment_year = :year and rater_group = :group")
                .param("year", year)
                .param("group", group.name())
                .update();
        Map<Long, String> shaken = new TreeMap<>();
        for (String ballot : all) {
            long id = ids.next();
            while (shaken.containsKey(id)) {
                id = ids.next();
            }
            shaken.put(id, ballot);
        }
        shaken.forEach((id, ballot) -> insert(year, group, id, ballot));
    }

    Map<RaterGroup, Integer> ballots(int year) {
        Map<RaterGroup, Integer> ballots = new EnumMap<>(RaterGroup.class);
        jdbc.sql(
                        "select rater_group, count(*) as ballots from ballot where assessment_year = :year group by rater_group")
                .param("year", year)
                .query(rs -> {
                    ballots.put(RaterGroup.valueOf(rs.getString("rater_group")), rs.getInt("ballots"));
                });
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
        sums.forEach((group, units) -> units.forEach((unit, counts) -> insert(year, group, unit, new Tally(counts))));
        return (int) ballots.stream().filter(Ballot::isAlike).count();
    }

    /** The sums for one unit of each rater group in which somebody voted; empty before the count. */
    Map<RaterGroup, Tally> tallies(int year, String unit) {
        Map<RaterGroup, Tally> tallies = new EnumMap<>(RaterGroup.class);
        jdbc.sql("select * from appraisal_tally where assessment_year = :year and unit = :unit")
                .param("year", year)
                .param("unit", unit)
                .query(rs -> {
                    tallies.put(
                            RaterGroup.valueOf(rs.getString("rater_group")),
                            new Tally(Map.of(
                                    AppraisalMark.EXCELLENT, rs.getInt("excellent"),
                                    AppraisalMark.GOOD, rs.getInt("good"),
                                    AppraisalMark.FAIR, rs.getInt("fair"),
                                    AppraisalMark.POOR, rs.getInt("poor"),
                                    AppraisalMark.UNKNOWN, rs.getInt("not_known"))));
                });
        return tallies;
    }

    private List<Ballot> all(int year) {
        return jdbc.sql("select rater_group, marks from ballot where assessment_year = :year")
                .param("year", year)
                .query((rs, i) ->
                        new Ballot(RaterGroup.valueOf(rs.getString("rater_group")), read(rs.getString("marks"))))
                .list();
    }

    private void insert(int year, RaterGroup group, long id, String marks) {
        jdbc.sql("insert into ballot (id, assessment_year, rater_group, marks) values (:id, :year, :group, :marks)")
                .param("id", id)
                .param("year", year)
                .param("group", group.name())
                .param("marks", marks)
                .update();
    }

    private void insert(int year, RaterGroup group, String unit, Tally tally) {
        jdbc.sql("""
                insert into appraisal_tally (assessment_year, unit, rater_group, excellent, good, fair, poor, not_known)
                values (:year, :unit, :group, :excellent, :good, :fair, :poor, :notKnown)
                """)
                .param("year", year)
                .param("unit", unit)
                .param("group", group.name())
                .param("excellent", tally.count(AppraisalMark.EXCELLENT))
                .param("good", tally.count(AppraisalMark.GOOD))
                .param("fair", tally.count(AppraisalMark.FAIR))
                .param("poor", tally.count(AppraisalMark.POOR))
                .param("notKnown", tally.count(AppraisalMark.UNKNOWN))
                .update();
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
