package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.AppraisalScore;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Scores;
import cn.healthylishui.assessment.scoring.Ranking;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 市直单位成绩单: the review of each unit's tasks and the democratic appraisal, put together (办法二(三), 四(二)). */
@Component
public class UnitBoard {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * @param review 考评得分, of the full mark
     * @param appraisal 民主测评得分, of the full mark; null where there is none, then the review is the whole score
     * @param composition how the score is put together, in words
     */
    public record UnitStanding(
            YearUnit unit,
            ObjectResult review,
            @Nullable BigDecimal appraisal,
            BigDecimal score,
            String composition,
            int rank,
            boolean misconduct,
            Grades.Graded graded) {}

    private final AssessmentYears years;
    private final YearRoster roster;
    private final AppraisalOutcomes appraisalOutcomes;
    private final Grades grades;
    private final MisconductMarks misconductMarks;

    UnitBoard(
            AssessmentYears years,
            YearRoster roster,
            AppraisalOutcomes appraisalOutcomes,
            Grades grades,
            MisconductMarks misconductMarks) {
        this.years = years;
        this.roster = roster;
        this.appraisalOutcomes = appraisalOutcomes;
        this.grades = grades;
        this.misconductMarks = misconductMarks;
    }

    /** A unit's two scores and what they make. */
    private record Parts(ObjectResult review, @Nullable BigDecimal appraisal, BigDecimal score, String composition) {}

    /** The assessed units by rank and these scores, with who would be marked by the amendments. */
    public List<UnitStanding> of(int year, Amendments amendments, Scores scores) {
        YearSettings settings = years.settings(year);
        Map<YearUnit, Parts> parts = new LinkedHashMap<>();
        Map<String, ObjectResult> reviews = scores.units();
        roster.assessedUnits(year)
                .forEach(unit ->
                        parts.put(unit, parts(year, unit, settings, Objects.requireNonNull(reviews.get(unit.code())))));
        Map<String, BigDecimal> whole = new TreeMap<>();
        parts.forEach((unit, one) -> whole.put(unit.code(), one.score()));
        Map<String, Integer> ranks = Ranking.of(whole);
        Set<String> marked = misconductMarks.of(year);
        return parts.entrySet().stream()
                .map(entry -> {
                    YearUnit unit = entry.getKey();
                    Parts one = entry.getValue();
                    boolean misconduct = marked.contains(unit.code())
                            || amendments.misconduct().contains(unit.code());
                    return new UnitStanding(
                            unit,
                            one.review(),
                            one.appraisal(),
                            one.score(),
                            one.composition(),
                            Objects.requireNonNull(ranks.get(unit.code())),
                            misconduct,
                            grades.grade(year, one.score(), true, true, misconduct));
                })
                .sorted(Comparator.comparing(UnitStanding::rank)
                        .thenComparing(standing -> standing.unit().code()))
                .toList();
    }

    /** Rounded once, after both parts are weighed. */
    private Parts parts(int year, YearUnit unit, YearSettings settings, ObjectResult review) {
        Optional<AppraisalScore> appraised =
                appraisalOutcomes.score(year, unit.code()).filter(score -> score.score() != null);
        if (appraised.isEmpty()) {
            return new Parts(review, null, review.score(), "没有有效的民主测评，得分即考评得分%s分".formatted(review.score()));
        }
        BigDecimal appraisal = Objects.requireNonNull(appraised.get().score());
        BigDecimal reviewShare = BigDecimal.valueOf(settings.unitReviewPercent());
        BigDecimal score = review.score()
                .multiply(reviewShare)
                .add(appraisal.multiply(HUNDRED.subtract(reviewShare)))
                .divide(HUNDRED, 2, RoundingMode.HALF_UP);
        return new Parts(
                review,
                appraisal,
                score,
                "考评得分%s × %s%% + 民主测评得分%s × %s%% = %s分"
                        .formatted(review.score(), reviewShare, appraisal, HUNDRED.subtract(reviewShare), score));
    }
}
