package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Scores;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.scoring.Ranking;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 全市成绩单: every district and municipal unit with its score, rank and grade. */
@Component
public class CityBoard {

    /** What a district reported of its townships, with the items that the city excused left out. */
    public static final Set<EntrySource> REPORTED_AND_EXCUSED = EnumSet.of(EntrySource.REPORTED, EntrySource.DECIDED);

    /** @param rank among the nine counties; null for the zone, which stands outside the ranking */
    public record Standing(
            YearDistrict district,
            ObjectResult result,
            Board townships,
            @Nullable Integer rank,
            boolean misconduct,
            Grades.Graded graded) {}

    /** Standings in order of rank, the zone last; the municipal units apart from them. */
    public record Standings(List<Standing> districts, Differentiation differentiation, List<UnitStanding> units) {

        public Map<String, String> names() {
            return districts.stream()
                    .collect(Collectors.toMap(standing -> standing.district().code(), standing -> standing.district()
                            .name()));
        }
    }

    private final AssessmentYears years;
    private final YearRoster roster;
    private final KeptScores keptScores;
    private final TownshipBoard townshipBoard;
    private final Grades grades;
    private final MisconductMarks misconductMarks;
    private final UnitBoard unitBoard;

    CityBoard(
            AssessmentYears years,
            YearRoster roster,
            KeptScores keptScores,
            TownshipBoard townshipBoard,
            Grades grades,
            MisconductMarks misconductMarks,
            UnitBoard unitBoard) {
        this.years = years;
        this.roster = roster;
        this.keptScores = keptScores;
        this.townshipBoard = townshipBoard;
        this.grades = grades;
        this.misconductMarks = misconductMarks;
        this.unitBoard = unitBoard;
    }

    public Standings of(int year) {
        return of(year, Amendments.NONE);
    }

    /** The standings as they would be with the amendments. */
    public Standings of(int year, Amendments amendments) {
        return of(year, amendments, keptScores.standing(year, amendments));
    }

    /** The same by these scores. */
    Standings of(int year, Amendments amendments, Scores scores) {
        YearSettings settings = years.settings(year);
        List<YearDistrict> districts = roster.districts(year);
        Map<String, ObjectResult> results = scores.districts();
        Set<String> marked = misconductMarks.of(year);
        Map<String, BigDecimal> countyScores = new TreeMap<>();
        districts.stream()
                .filter(district -> district.kind() == DistrictKind.COUNTY)
                .forEach(district -> countyScores.put(
                        district.code(), resultOf(results, district.code()).score()));
        Map<String, Integer> ranks = Ranking.of(countyScores);
        List<Standing> standings = districts.stream()
                .map(district -> {
                    ObjectResult result = resultOf(results, district.code());
                    Board townships = townshipBoard.of(year, district.code(), scores, amendments);
                    boolean misconduct = marked.contains(district.code())
                            || amendments.misconduct().contains(district.code());
                    return new Standing(
                            district,
                            result,
                            townships,
                            ranks.get(district.code()),
                            misconduct,
                            grades.grade(
                                    year,
                                    result.score(),
                                    result.mustPassMet(),
                                    townships.share().meets(settings.excellentSharePercent()),
                                    misconduct));
                })
                .sorted(Comparator.comparing(
                                (Standing standing) -> standing.rank() == null ? Integer.MAX_VALUE : standing.rank())
                        .thenComparing(standing -> standing.district().code()))
                .toList();
        return new Standings(
                standings,
                Differentiation.of(countyScores, settings.minimumSpread()),
                unitBoard.of(year, amendments, scores));
    }

    private static ObjectResult resultOf(Map<String, ObjectResult> results, String code) {
        ObjectResult result = results.get(code);
        if (result == null) {
            throw new IllegalStateException("No result of " + code);
        }
        return result;
    }
}
