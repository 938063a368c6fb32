package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 得分有变: what was entered since points were worked out, noted in the transaction that enters it. */
final class ScoreChanges {

    /**
     * @param object null where it concerns everybody of the year
     * @param indicators whose figures of the object are other ones, joined by commas; likewise
     */
    record Change(
            long id,
            int year,
            @Nullable String object,
            @Nullable String indicators) {

        boolean ofAll() {
            return object == null;
        }

        Stream<String> items() {
            return indicators == null ? Stream.empty() : Stream.of(indicators.split(","));
        }
    }

    private final Rows rows;

    ScoreChanges(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    void of(int year, Collection<Said> said) {
        rows.insertAll(
                "score_change",
                said.stream()
                        .collect(Collectors.groupingBy(
                                Said::object,
                                TreeMap::new,
                                Collectors.mapping(Said::indicator, Collectors.joining(","))))
                        .entrySet()
                        .stream()
                        .map(ofObject -> new Change(0, year, ofObject.getKey(), ofObject.getValue()))
                        .toList());
    }

    /** What everybody is compared with is another now. */
    void ofAll(int year) {
        rows.update(
                "insert into score_change (assessment_year) select assessment_year from assessment_year where assessment_year = :year",
                year);
    }

    List<Change> since(int year) {
        return rows.list(Change.class, "select * from score_change where assessment_year = :year", year);
    }

    /** They have been worked out. */
    void forget(Collection<Change> changes) {
        if (!changes.isEmpty()) {
            rows.updateOf(
                    "delete from score_change where id = any(:ids)",
                    changes.stream().map(Change::id).toList());
        }
    }
}
